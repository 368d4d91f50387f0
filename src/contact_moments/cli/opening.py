"""An open register for a command, and the faults of its database in words."""

import functools
import getpass
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, TypeVar

from contact_moments.cli.results import note
from contact_moments.cli.settings import settings
from contact_moments.people import Actor
from contact_moments.refusals import refusing
from contact_moments.register import Register, made, opened
from contact_moments.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def database_faults() -> Iterator[None]:
    """Raise what the database refuses as a `RegisterError` with what helps."""
    # The message says that a connection was lost; the driver's own warning would stand beside it.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    with refusing("contact-moments doctor looks for what is wrong with it"):
        yield


@contextmanager
def open_register(chosen: Settings | None = None, ready: bool = True) -> Iterator[Register]:
    """The register of these settings (by default those of the environment).

    Raises `InvalidInputError` if there is none, and `UnavailableError` if the database is away or, with `ready`, if it
    needs a command first.
    """
    with database_faults(), opened(chosen or settings(), ready) as register:
        yield register


@contextmanager
def make_register() -> Iterator[Register]:
    """As `open_register`, for the commands that make a register where there is none; says where if they do."""
    with database_faults(), made(settings()) as (register, new):
        if new:
            note_new(register.place())
        yield register


@contextmanager
def register_as_it_is() -> Iterator[Register]:
    """As `open_register`, without a look at whether there is one, or whether it can be used."""
    register = Register(settings())
    try:
        with database_faults():
            yield register
    finally:
        register.close()


def note_new(place: str) -> None:
    """Print where a register was made."""
    note(f"Made a new register: {place}")


def with_register(command: Callable[Concatenate[Register, P], T]) -> Callable[P, T]:
    """Give a command the open register as its first argument, and close it afterwards."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with open_register() as register:
            return command(register, *args, **kwargs)

    return run


def operator(given: str | None = None) -> Actor:
    """Who gives the command: the name that they gave, or that of their account on this machine, if it has one."""
    return Actor(operator=given or _user())


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an id that no user has
        return None
