"""Faults of the database in words. Of what the driver said only the first line: the others can repeat values."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from contact_moments.errors import RegisterError

# What can reach the doors where it is no refusal, such as a missing right.
DatabaseFault = SQLAlchemyError

NO_RIGHT = "42501"
_NO_SCHEMA = "3F000"  # none that may be looked in
READ_ONLY = "25006"
NO_SPACE = "53100"
# Not supported, no such function, a syntax error, no such setting: how an engine says that it lacks what was asked.
LACKING = ("0A000", "42883", "42601", "42704")


def sqlstate(fault: BaseException | None) -> str | None:
    """The code that PostgreSQL gave the fault of a statement; None where there is none."""
    state: str | None = getattr(getattr(fault, "orig", None), "sqlstate", None)
    return state


def driver_line(fault: BaseException | None) -> str | None:
    """What the driver said; None where the fault is not the driver's."""
    if not isinstance(fault, DBAPIError):
        return None
    return str(fault.orig).partition("\n")[0].strip() or type(fault.orig).__name__


def in_words(fault: RegisterError | SQLAlchemyError, otherwise: str) -> str:
    """One sentence with what the driver said and what helps, or `otherwise` where that is not known."""
    driver = fault.__cause__ if isinstance(fault, RegisterError) else fault
    line = driver_line(driver) or type(driver).__name__
    state = sqlstate(driver)
    if state in {NO_RIGHT, _NO_SCHEMA}:
        return (
            f"The database's user lacks a right ({line}); as the database's owner run GRANT USAGE, CREATE ON SCHEMA "
            "public TO that user, and where somebody else made the tables GRANT SELECT, INSERT, UPDATE, DELETE ON ALL "
            "TABLES IN SCHEMA public TO that user"
        )
    if state == NO_SPACE:
        return f"The database has no room left ({line}); make room on the disk of its tables"
    if state == READ_ONLY:
        return (
            f"The database can only be read ({line}); connect to the server that takes writes, "
            "or switch default_transaction_read_only off"
        )
    if isinstance(fault, RegisterError):
        return f"{fault.message} ({line})" if driver_line(driver) else fault.message
    return f"The database refused that ({line}); {otherwise}"
