"""What search compares of a contact moment: the words of its latest version's document.

Words of the subject stand as they are. Those of the reference and of the type's own texts have the mark `_`. The
parties are in it by their ids, as the document names them: `=` marks the sender's, `@` those of recipients. Names are
not in it, so that a renaming changes nothing here.
"""

from collections.abc import Iterator
from typing import Any

from contact_moments import visible
from contact_moments.model import JsonObject
from contact_moments.storage.sql.word_index import OWN, RECIPIENT, SENDER
from contact_moments.words import plain

MOST = 20_000  # characters of texts: a search compares up to a thousand of them, for each word that is asked for
MOST_IN_ALL = 250_000  # characters with the parties: PostgreSQL takes at most 1 MiB of words
_NO_TEXTS = frozenset({"type", "dateTime", "subject", "senderId", "recipients", "action_code", "tagIds"})


def words_of(document: JsonObject) -> str:
    """The words of a document, as `words.plain` returns them; of texts the first 20,000 characters of them."""
    recipients = f" {RECIPIENT}".join(map(str, document["recipients"]))
    parties = f" {SENDER}{document['senderId']} {RECIPIENT}{recipients} "
    own = "".join(plain(text, OWN) for _, text in own_texts(document))
    return _cut(parties + _cut(plain(document["subject"]) + own, MOST), MOST_IN_ALL)


def _cut(found: str, most: int) -> str:
    """The words that fit into so many characters."""
    return found if len(found) <= most else found[: found.rindex(" ", 0, most) + 1]


def own_texts(document: JsonObject) -> Iterator[tuple[str, str]]:
    """The reference and the texts of the type's own fields, also those inside of lists and objects: (field, text)."""
    for name, value in document.items():
        if name not in _NO_TEXTS:
            yield from ((name, text) for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _texts(one)
        case dict():
            for one in value.values():
                yield from _texts(one)


def reference_in(document: JsonObject) -> str | None:
    """The reference, or None if there is nothing to be seen in it."""
    return visible.given(document.get("reference"))
