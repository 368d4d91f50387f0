"""Demo data (placeholder)."""

from collections.abc import Callable

from contact_moments.register import Register
from contact_moments.storage import relations


def is_empty(register: Register) -> bool:
    """Whether the register has no relations."""
    with register.database.read() as connection:
        return not relations.any_relation(connection)


def fill(register: Register, relations: int, moments: int, seed: int, progress: Callable[[int], None]) -> None:
    """Fill."""
