"""The words of the pages, in each language, and which language a page is in."""

import re
import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import SCOPES
from contact_moments.pages import forms
from contact_moments.people import LANGUAGES, Language

FOLDER = Path(__file__).parent / "words"
Words = dict[str, Any]
# Of an Accept-Language header strangers may send some thousand parts.
MOST_PREFERRED = 20
LONGEST_PREFERRED = 60  # characters
_PREFERRED = re.compile(r"\s*([A-Za-z]{2})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?")


@cache
def words_in(language: str) -> Words:
    """All words in a language, by page and name, of all its files. Words with `{name}` in them are to be formatted."""
    words: Words = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        _add(words, tomllib.loads(file.read_text(encoding="utf-8")), file.name)
    return words


def _add(words: Words, more: Words, of_file: str) -> None:
    """Add words to a tree. Raises `ValueError` where two files have the same one."""
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(words.get(name), dict):
            _add(words[name], value, of_file)
        elif name in words:
            raise ValueError(f"{of_file} has {name} again")
        else:
            words[name] = value


def scopes_in_order(scopes: Collection[str]) -> list[str]:
    """The scopes that a client can have, in the order in which every page lists them."""
    return [one for one in SCOPES if one in scopes]


def language_of(context: RequestContext, reader: str = "") -> Language:
    """The language of a page: as chosen on it, else of its reader, else as the browser prefers.

    `reader` is the language of the person whom the page is for; without it that of who has signed in counts.
    """
    context.language = context.language or _language(context, reader)
    return context.language


def _language(context: RequestContext, reader: str) -> Language:
    chosen = _chosen(context)
    of_account = context.session.person.language if context.session else ""
    for one in (chosen, reader, of_account):
        if one in LANGUAGES:
            return one
    return preferred(context.request.header("accept-language") or "")


def _chosen(context: RequestContext) -> str:
    if b"lang=" not in context.body and "lang=" not in context.request.query:
        return ""  # which spares reading it all
    try:
        fields = forms.read_all(context) if context.body else forms.read_query_all(context)
    except InvalidInputError:
        return ""
    return fields.one("lang")


def preferred(header: str) -> Language:
    """The language that an Accept-Language header (RFC 9110 §12.5.4) prefers; English where it names none of ours.

    Its first 20 parts are looked at.
    """
    weights: dict[str, float] = {}
    for part in header.split(",", MOST_PREFERRED)[:MOST_PREFERRED]:
        found = _PREFERRED.fullmatch(part) if len(part) <= LONGEST_PREFERRED else None
        if found:
            weights.setdefault(found[1].lower(), float(found[2] or 1))
    return max(LANGUAGES, key=lambda one: weights.get(one, 0.0))
