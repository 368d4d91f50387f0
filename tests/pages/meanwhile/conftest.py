"""A register with something of each kind, and somebody who may do everything in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments import catalogue
from contact_moments.accounts import roles
from contact_moments.model import ALL_SCOPES, Call
from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.relations.putting import put
from tests.pages.administering_types import a_file
from tests.pages.entering import signed_in
from tests.pages.hostile import GRANT, PHONE
from tests.pages.meanwhile.ends import EMAIL
from tests.pages.parked_rows import park, parking_client
from tests.people.browser import OPERATOR, Browser, new_register

FILE = "register.db"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The file of such a register, and the cookies of that person, who has no second factor; copied, never used."""
    folder = tmp_path_factory.mktemp("meanwhile")
    made = new_register(folder)
    fill(made)
    roles.put_role(made.database, "all", frozenset(ALL_SCOPES), False, OPERATOR)
    cookies = signed_in(made, EMAIL, "all").cookies
    made.close()
    return folder / FILE, cookies


def fill(register: Register) -> None:
    """Add something of each kind."""
    database = register.database
    for id_ in (1, 2, 3):
        put(database, "NL", id_, {"name": f"Relation {id_}", "archived": id_ == 3})
    catalogue.add_tag(database, "One")
    catalogue.add_tag(database, "Two")
    catalogue.put_action(database, 7, "Seven")
    put_type(database, read_type(a_file("Own", "Own")))
    for subject in ("A", "B"):
        register.registrar.register(Call(PHONE, {"subject": subject, "senderId": 1, "recipients": [2]}, GRANT))
    for id_ in (1, 2):
        follow_ups.put(database, id_, read_plan({"on": "2026-12-01"}, register.zone), OPERATOR)
    follow_ups.end(database, 2, OPERATOR)
    park(register, parking_client(register), 99)
    put(database, "NL", 99, {"name": "Late"})


@pytest.fixture
def register(kept: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Register]:
    """A register with something of each kind."""
    (tmp_path / "backups").mkdir()
    shutil.copy(kept[0], tmp_path / FILE)
    made = new_register(tmp_path, f"sqlite:///{tmp_path / FILE}", backup_folder=str(tmp_path / "backups"))
    yield made
    made.close()


@pytest.fixture
def browser(register: Register, kept: tuple[Path, dict[str, str]]) -> Browser:
    """A browser of somebody who may do everything; the worker has their session in its cache."""
    made = Browser(register)
    made.cookies = dict(kept[1])
    assert made.get("/help").status == 200
    return made
