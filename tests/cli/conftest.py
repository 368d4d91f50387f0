"""A register with a little of everything in it, made once and copied into the installations of tests."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command_line import succeed_here
from tests.support import ALL_SCOPES, RECIPIENT, SENDER, Installation

# Relations of the furnished register besides the sender and the recipient of the documented example.
ARCHIVED, MERGED, OTHER, COMPANY = 3, 4, 5, 6

RELATIONS = f"""id,kind,name,email,phone
{SENDER},person,Ann,ann@example.org,+31201234567
{RECIPIENT},person,Bob,,
{ARCHIVED},person,Cees,,
{MERGED},person,Dora,,
{OTHER},person,Els,els@example.org,+31612345678|+32475123456
{COMPANY},organisation,Fietsen BV,,
"""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The furnished register, and the credentials of its API client in `client.json`; copied, never used itself."""
    made = Installation(tmp_path_factory.mktemp("template"))
    (made.folder / "relations.csv").write_text(RELATIONS, encoding="utf-8")
    scopes = [word for scope in ALL_SCOPES for word in ("--scope", scope)]
    succeed_here(made, "relation", "import", "relations.csv")
    succeed_here(made, "relation", "archive", str(ARCHIVED))
    succeed_here(made, "relation", "merge", str(MERGED), str(SENDER))
    succeed_here(made, "tag", "add", "Complaint", "--id", "3")
    succeed_here(made, "tag", "add", "Thanks", "--id", "5")
    succeed_here(made, "action", "add", "2", "Retention campaign")
    credentials = succeed_here(made, "client", "add", "Call centre", *scopes, "--json")
    (made.folder / "client.json").write_text(credentials)
    return made


def a_copy(template: Installation, folder: Path) -> Installation:
    """A furnished register of its own in `folder`."""
    copy = Installation(folder)
    copy.database.parent.mkdir(parents=True)
    shutil.copy(template.database, copy.database)
    return copy


@pytest.fixture
def furnished(template: Installation, installation: Installation) -> Installation:
    """An installation whose register has relations, tags, an action and an API client, and no contact moments."""
    return a_copy(template, installation.folder)


@pytest.fixture
def another(template: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A second installation with the same relations, tags, action and API client."""
    return a_copy(template, tmp_path_factory.mktemp("another"))


@pytest.fixture
def credentials(template: Installation) -> dict[str, str]:
    """The furnished register's API client, with every scope."""
    kept: dict[str, str] = json.loads((template.folder / "client.json").read_text())
    return kept
