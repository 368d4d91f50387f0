"""Keys: texts as look-ups compare them.

A relation is set aside if it is archived and not merged: look-ups find it only if they ask for archived ones. So that
those do not use up what a look-up reads, keys of relations that are set aside have a mark in front. Words are searched
for in other ways too, so they stay as they are, and the words of all other relations are there with the mark as well.
"""

from contact_moments.phones import without_extension
from contact_moments.words import plain

LONGEST = 254  # characters of an address; an index does not take texts of any length
MARK = "@"  # one of `word_index.MARKS`. No key begins with it


def is_aside(archived: bool, merged_into: int | None) -> bool:
    """Whether look-ups find a relation only if they ask for archived ones. One that is merged stands for another."""
    return archived and merged_into is None


def marked(key: str, aside: bool) -> str:
    """A key, of a relation that is set aside or not."""
    return MARK + key if aside else key


def email_key(address: str | None, aside: bool = False) -> str | None:
    """An e-mail address as look-ups compare it: without case, and no longer than an address can be."""
    return None if address is None else marked(address.strip().casefold()[:LONGEST], aside)


def main_key(number_key: str, aside: bool) -> str:
    """A telephone number as look-ups seek it: its key without the extension."""
    return marked(without_extension(number_key), aside)


def name_words(name: str, aside: bool) -> str:
    """The words of a name, each with a blank before it, and one at the end."""
    words = plain(name)
    return words if aside else words + plain(name, MARK).removeprefix(" ")


def only_words(kept: str) -> str:
    """What `name_words` returns, without the marked words."""
    return kept.partition(MARK)[0]
