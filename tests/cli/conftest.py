"""A register with a little of everything in it, made once and copied into the installations of tests."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command_line import succeed_here
from tests.cli.lines import import_lines, numbered
from tests.engines import Engine
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
def template(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The furnished register, and the credentials of its API client in `client.json`; copied, never used itself."""
    return furnish(engine.register(tmp_path_factory.mktemp("template")))


def furnish(made: Installation) -> Installation:
    """Put a little of everything into a new register; the credentials of its API client go into `client.json`."""
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


@pytest.fixture
def furnished(template: Installation, engine: Engine, tmp_path: Path) -> Installation:
    """An installation whose register has relations, tags, an action and an API client, and no contact moments."""
    return engine.copy(template.url, tmp_path)


@pytest.fixture(scope="module")
def unchanged(template: Installation, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """As `furnished`, for the many tests of a module that find that what was refused has changed nothing in it."""
    return engine.copy(template.url, tmp_path_factory.mktemp("unchanged"))


@pytest.fixture(scope="session")
def filled_template(template: Installation, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A furnished register with three contact moments, and a backup of it; copied, never used itself."""
    made = engine.copy(template.url, tmp_path_factory.mktemp("filled"))
    import_lines(made, *numbered(3))
    succeed_here(made, "backup", "backup.db")
    return made


@pytest.fixture
def filled(filled_template: Installation, engine: Engine, tmp_path: Path) -> Installation:
    """An installation whose register has three contact moments, and in `backup.db` a backup of it."""
    return copied_with_backup(filled_template, engine, tmp_path)


def copied_with_backup(made: Installation, engine: Engine, folder: Path) -> Installation:
    """A copy of an installation, and of its `backup.db`."""
    copy = engine.copy(made.url, folder)
    shutil.copy(made.folder / "backup.db", folder)
    return copy


@pytest.fixture
def another(template: Installation, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A second installation with the same relations, tags, action and API client."""
    return engine.copy(template.url, tmp_path_factory.mktemp("another"))


@pytest.fixture
def credentials(template: Installation) -> dict[str, str]:
    """The furnished register's API client, with every scope."""
    kept: dict[str, str] = json.loads((template.folder / "client.json").read_text())
    return kept


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A umask that takes no permission away."""
    before = os.umask(0)
    yield
    os.umask(before)
