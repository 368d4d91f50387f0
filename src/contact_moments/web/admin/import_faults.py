"""What is wrong with a file or with a row of it, in the words of the page."""

import re

from msgspec import Struct

from contact_moments.errors import Finding, InvalidInputError, RegisterError
from contact_moments.pages.words import Words
from contact_moments.uploads.preview import Fault

MOST_COLUMNS = 100  # of a file: the page has a choice for each
LONGEST = 100  # characters of a member's name that no type has
# The members that are called otherwise in a file.
_COLUMNS = {"phones": "phone"}


class RowFault(Struct, frozen=True):
    """A fault of a row: its line, the title of the column (empty for the whole row), and what is wrong."""

    line: int
    field: str
    text: str


def told(words: Words, titles: dict[str, str], fault: Fault) -> list[RowFault]:
    """A row that is refused, for people: a fault for each of its columns."""
    line, reason = fault
    findings = reason.findings if isinstance(reason, InvalidInputError) else ()
    if not findings:
        return [RowFault(line, "", reason.message)]
    return [RowFault(line, *_in_words(words, titles, one)) for one in findings]


def file_fault(words: Words, fault: RegisterError) -> str:
    """What is wrong with a file as a whole."""
    findings = fault.findings if isinstance(fault, InvalidInputError) else ()
    code = findings[0].limit if findings else None
    of_file: dict[str, str] = words["imports"]["file_faults"]
    return of_file.get(str(code), fault.message).replace("{most}", str(MOST_COLUMNS))


def _in_words(words: Words, titles: dict[str, str], one: Finding) -> tuple[str, str]:
    member = re.split(r"[.\[]", one.field, maxsplit=1)[0]
    title = titles.get(_COLUMNS.get(member, member), member[:LONGEST])
    ours, shared = words["imports"]["findings"], words["findings"]
    for kind in (f"{one.kind}_{one.limit}", one.kind):
        text: str | None = ours.get(kind) or shared.get(kind)
        if text is not None:
            return title, text.format(field=title, limit="" if one.limit is None else one.limit)
    return title, ours["other"].format(field=title)
