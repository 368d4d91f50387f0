"""Lines of a file of contact moments, as they are read and checked."""

from msgspec import Struct

from contact_moments.errors import RegisterError
from contact_moments.model import Draft
from contact_moments.moments.line_keys import LineKeys
from contact_moments.storage.questions.imports import KeyCounts


class ReadLine(Struct, frozen=True):
    """A line by its number in the file, read into a draft or a refusal.

    A refusal has no `keys`. `unknown` has the names of members that the line's type does not know.
    """

    number: int
    draft: Draft | RegisterError
    keys: LineKeys | None
    done: bool
    unknown: tuple[str, ...] = ()

    def is_new(self, known: dict[bytes, KeyCounts]) -> bool:
        """Whether the line is to be registered; `known` counts what was imported, by key."""
        return self.keys.are_new(known) if self.keys else not self.done


class Checked(Struct, frozen=True):
    """A line that was checked: whether it is to be registered, and why it would be refused."""

    line: ReadLine
    is_new: bool
    refusal: RegisterError | None
