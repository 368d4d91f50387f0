"""New names of relations, put in place by the command that gave them."""

from contact_moments.cli.results import progress
from contact_moments.moments import renaming
from contact_moments.register import Register


def finish_renaming(register: Register) -> None:
    """Put new names in place, with a progress bar.

    Called after the result was printed: the new name is kept, and shows, even if this is interrupted.
    """
    with progress("Renaming", None) as step:
        renaming.finish_renaming(register.database, step)
