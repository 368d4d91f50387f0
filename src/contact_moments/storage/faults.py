"""Faults of the database in words. Of what the driver said only the first line: the others can repeat values."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from contact_moments.errors import RegisterError

# What can reach the doors where it is no refusal, such as a missing right.
DatabaseFault = SQLAlchemyError

# A missing right, and no schema that may be looked in.
_NO_RIGHT = ("42501", "3F000")
_READ_ONLY = "25006"


def driver_line(fault: BaseException | None) -> str | None:
    """What the driver said; None where the fault is not the driver's."""
    if not isinstance(fault, DBAPIError):
        return None
    return str(fault.orig).partition("\n")[0].strip() or type(fault.orig).__name__


def in_words(fault: RegisterError | SQLAlchemyError, otherwise: str) -> str:
    """One sentence with what the driver said and what helps, or `otherwise` where that is not known."""
    driver = fault.__cause__ if isinstance(fault, RegisterError) else fault
    line = driver_line(driver) or type(driver).__name__
    state = getattr(getattr(driver, "orig", None), "sqlstate", None)
    if state in _NO_RIGHT:
        return (
            f"The database's user lacks a right ({line}); as the database's owner run GRANT USAGE, CREATE ON SCHEMA "
            "public TO that user, and where somebody else made the tables GRANT SELECT, INSERT, UPDATE, DELETE ON ALL "
            "TABLES IN SCHEMA public TO that user"
        )
    if state == _READ_ONLY:
        return (
            f"The database can only be read ({line}); connect to the server that takes writes, "
            "or switch default_transaction_read_only off"
        )
    if isinstance(fault, RegisterError):
        return f"{fault.message} ({line})" if driver_line(driver) else fault.message
    return f"The database refused that ({line}); {otherwise}"
