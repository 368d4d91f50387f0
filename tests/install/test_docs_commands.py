"""The commands in the docs are typed, page by page, in a scratch register with demo data."""

import shutil
from pathlib import Path

import pytest

from tests.shell_blocks import ROOT, Command, commands, documents
from tests.support import Installation
from tests.test_tour import typed

pytestmark = pytest.mark.usefixtures("processes")

# Pages whose commands another test types, or whose commands are for a machine as a whole.
ELSEWHERE = {
    "README.md": "tests/test_tour.py",
    "CONTRIBUTING.md": "tests/conftest.py",  # it runs the tests themselves
    "who-is-calling.md": "tests/test_whocalls.py",
    "moving.md": "tests/install/test_moving.py",
    "postgresql.md": "tests/install/test_postgresql_page.py",
    "deploying.md": "tests/deploy",  # as root, on a fresh Debian
    "containers.md": "tests/install/test_container.py",
    "upgrading.md": "tests/storage",  # needs two releases
}
# Programs of the machine, which no test can have: why.
NOT_RUN = {
    ".venv/bin/python": "it measures for ten minutes",
    "certbot": "it asks an authority for a certificate",
    "systemctl": "there is no systemd",
    "journalctl": "there is no systemd",
}
CLIENT = "client-id"
SMALL = ("--relations", "20", "--moments", "60", "--seed", "7")


def runnable(document: Path) -> list[Command]:
    """The commands of a page that are typed."""
    return [command for command in commands(document) if command.first not in NOT_RUN]


PAGES = [one for one in documents() if one.name not in ELSEWHERE and runnable(one)]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A register with demo data, an import of each kind, an administrator, a client and a backup."""
    made = Installation(tmp_path_factory.mktemp("filled"))
    made.run("demo", *SMALL)
    client = made.add_client("contact_moment/view")["client_id"]
    (made.folder / CLIENT).write_text(client)
    made.run("user", "add", "ada@example.org", "--name", "Ada Lovelace", "--role", "administrator")
    (made.folder / "people.csv").write_text("id,name\n900001,Ann Example\n900002,Bob Example\n")
    (made.folder / "calls.jsonl").write_text(
        '{"type": "ContactMomentPhone", "subject": "Hello", "senderId": 900001, "recipients": [900002]}\n'
    )
    (made.folder / "leden.csv").write_bytes("Lidnummer;Naam, voluit;Geboortedatum\n7;Zoë Example;\n".encode("cp1252"))
    made.run("relation", "import", str(made.folder / "people.csv"))
    made.run("moment", "import", str(made.folder / "calls.jsonl"))
    (made.folder / "backups").mkdir()
    made.run("backup", "backups/night.db")
    return made


@pytest.fixture
def installation(filled: Installation, tmp_path: Path) -> Installation:
    """A copy of it for one page."""
    folder = tmp_path / "page"
    shutil.copytree(filled.folder, folder)
    return Installation(folder)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page(page: Path, installation: Installation) -> None:
    """Every command succeeds, in the order of the page."""
    client = (installation.folder / CLIENT).read_text()
    texts = [command.text.replace("CLIENT_ID", client).replace("NUMBER", "1") for command in runnable(page)]

    assert len(typed(installation, texts, seconds=300)) == len(texts)


def test_the_list_is_right() -> None:
    """What is typed elsewhere names a test that is there, if the page is; and what is not run is on some page."""
    there = {document.name for document in documents()}
    used = {command.first for document in documents() for command in commands(document)}

    assert [path for name, path in ELSEWHERE.items() if name in there and not (ROOT / path).exists()] == []
    assert set(NOT_RUN) - used == set()
