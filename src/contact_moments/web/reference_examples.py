"""How to make a call: with curl, in Python and in JavaScript."""

import json
import shlex
from pprint import pformat
from textwrap import indent
from typing import Any

from msgspec import Struct

from contact_moments.web.reference_calls import ApiCall

FORM = "application/x-www-form-urlencoded"
LINES = "application/jsonl"
# What stands for the parameters in a path.
_IN_PATHS = {"type": "ContactMomentPhone", "moment_id": "2041", "relation_id": "1516"}


class Example(Struct, frozen=True):
    """A program that makes a call, in `language`."""

    language: str
    code: str


def examples_of(call: ApiCall, address: str) -> list[Example]:
    """The call in each language, of a server at an address."""
    url = address + call.path.format_map(_IN_PATHS)
    media_type = call.body.media_types[0] if call.body else ""
    body = '{"id": 1516, "name": "Betty van der Linden"}' if media_type == LINES else call.example
    return [
        Example("curl", _curl(call, url, media_type, body)),
        Example("Python", _python(call, url, media_type, body)),
        Example("JavaScript", _javascript(call, url, media_type, body)),
    ]


def _text(media_type: str, body: Any) -> str:
    return body if media_type == LINES else json.dumps(body, ensure_ascii=False, indent=2)


def _curl(call: ApiCall, url: str, media_type: str, body: Any) -> str:
    words = [f"curl {shlex.quote(url)}"]
    if call.method != "GET" and not call.body:
        words.append(f"-X {call.method}")
    elif call.method == "PUT":
        words.append("-X PUT")
    if call.scopes is not None:
        words.append('-H "Authorization: Bearer $TOKEN"')
    if media_type == FORM:
        words += [f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in (body or {}).items()]
    elif media_type:
        words += [f"-H 'Content-Type: {media_type}'", f"--data {shlex.quote(_text(media_type, body))}"]
    return " \\\n  ".join(words)


def _python(call: ApiCall, url: str, media_type: str, body: Any) -> str:
    given = [repr(url)]
    if call.scopes is not None:
        given.append('headers={"Authorization": f"Bearer {token}"}')
    if media_type:
        name = {FORM: "data", LINES: "data"}.get(media_type, "json")
        given.append(f"{name}={pformat(body, width=60, sort_dicts=False)}")
    arguments = indent("".join(f"{one},\n" for one in given), "    ")
    shown = "print(answer.text)" if call.id == "putRelations" else "print(answer.json())"
    return (
        f"import requests\n\nanswer = requests.{call.method.lower()}(\n{arguments})\nanswer.raise_for_status()\n{shown}"
    )


def _javascript(call: ApiCall, url: str, media_type: str, body: Any) -> str:
    lines = [f"  method: {json.dumps(call.method)},"]
    headers = ["Authorization: `Bearer ${token}`"] if call.scopes is not None else []
    if media_type and media_type != FORM:
        headers.append(f'"Content-Type": {json.dumps(media_type)}')
    if headers:
        lines.append(f"  headers: {{ {', '.join(headers)} }},")
    if media_type:
        content = json.dumps(body, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        made = {FORM: f"new URLSearchParams({content})", LINES: content}.get(media_type, f"JSON.stringify({content})")
        lines.append(f"  body: {made},")
    inner = "\n".join(lines)
    shown = "text" if call.id == "putRelations" else "json"
    return (
        f"const answer = await fetch({json.dumps(url)}, {{\n{inner}\n}});\n"
        f"if (!answer.ok) throw new Error(await answer.text());\nconsole.log(await answer.{shown}());"
    )
