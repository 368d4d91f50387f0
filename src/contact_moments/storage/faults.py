"""Faults of the database in words, with the first line of the driver's message; later lines may hold values."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from contact_moments.errors import RegisterError

# What the methods of `Database` raise besides refusals, for example for a missing right.
DatabaseFault = SQLAlchemyError

NO_RIGHT = "42501"
_NO_SCHEMA = "3F000"  # none that this user may use
READ_ONLY = "25006"
NO_SPACE = "53100"
_UNWRITABLE = {
    NO_SPACE: "The database has no room left; make room on the disk of its tables",
    READ_ONLY: "The database can only be read; connect to the server that takes writes, "
    "or switch default_transaction_read_only off",
}
# Not supported, no such function, a syntax error, no such setting: the codes of an engine that lacks a feature.
LACKING = ("0A000", "42883", "42601", "42704")


def sqlstate(fault: BaseException | None) -> str | None:
    """PostgreSQL's code for the fault; None if it has none."""
    state: str | None = getattr(getattr(fault, "orig", None), "sqlstate", None)
    return state


def why_unwritable(fault: BaseException | None) -> str | None:
    """What keeps PostgreSQL from taking changes, in words, if that is what its fault is about; None if not."""
    return _UNWRITABLE.get(sqlstate(fault) or "")


def driver_line(fault: BaseException | None) -> str | None:
    """The first line of the driver's message; None if the fault is not the driver's."""
    if not isinstance(fault, DBAPIError):
        return None
    return str(fault.orig).partition("\n")[0].strip() or type(fault.orig).__name__


def in_words(fault: RegisterError | SQLAlchemyError, otherwise: str) -> str:
    """One sentence with the driver's message and what helps; `otherwise` says what helps if that is not known."""
    driver = fault.__cause__ if isinstance(fault, RegisterError) else fault
    line = driver_line(driver) or type(driver).__name__
    state = sqlstate(driver)
    if state in {NO_RIGHT, _NO_SCHEMA}:
        return (
            f"The database's user lacks a right ({line}); as the database's owner run GRANT USAGE, CREATE ON SCHEMA "
            "public TO that user, and where somebody else made the tables GRANT SELECT, INSERT, UPDATE, DELETE ON ALL "
            "TABLES IN SCHEMA public TO that user"
        )
    unwritable = why_unwritable(driver)
    if unwritable is not None:
        what, _, help_ = unwritable.partition("; ")
        return f"{what} ({line}); {help_}"
    if isinstance(fault, RegisterError):
        return f"{fault.message} ({line})" if driver_line(driver) else fault.message
    return f"The database refused that ({line}); {otherwise}"
