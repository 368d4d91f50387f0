"""The reference follower (`examples/follower.py`) does what the documentation says of it."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.engines import Engine
from tests.support import RECIPIENT, SENDER, Installation, Server, free_port

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("processes"), pytest.mark.long]

FOLLOWER = Path(__file__).parent.parent / "examples" / "follower.py"


class Follower:
    """The script with a copy of its own, as its user runs it."""

    def __init__(self, server: Server, scope: str = "contact_moment/view") -> None:
        self.copy = server.installation.folder / "copy.db"
        self.url = server.url
        client = server.installation.add_client(scope)
        self.environment = {
            "FOLLOWER_CLIENT_ID": client["client_id"],
            "FOLLOWER_CLIENT_SECRET": client["client_secret"],
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run it."""
        command = [sys.executable, str(FOLLOWER), self.url, str(self.copy), *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60, check=False)

    def subjects(self) -> list[str]:
        """The subjects in the copy, by id."""
        with sqlite3.connect(self.copy) as file:
            return [row[0] for row in file.execute("SELECT json_extract(item, '$.subject') FROM moment ORDER BY id")]


def test_a_copy_follows(registered: Installation) -> None:
    """A copy has what was registered, then what was corrected, and no longer what was withdrawn; and it is proven."""
    registered.add_relations(SENDER, RECIPIENT)
    with registered.serving() as server:
        api, follower = server.api(), Follower(server)
        ids = [api.register(subject=f"Call {number}", reference=f"{number}") for number in range(60)]
        first = follower.run("--verify")
        api.register(subject="Corrected", contactMomentId=ids[3])
        api.register(subject="New", reference="new")
        registered.run("moment", "withdraw", str(ids[5]), "--reason", "mistake")
        second = follower.run("--verify")

    assert (first.returncode, first.stdout.splitlines()[-1]) == (0, "The copy is complete"), first.stdout + first.stderr
    assert (second.returncode, second.stdout.splitlines()[-1]) == (0, "The copy is complete")
    expected = [f"Call {number}" for number in range(60)]
    expected[3] = "Corrected"
    del expected[5]
    assert follower.subjects() == [*expected, "New"]


def test_differences_are_found(registered: Installation) -> None:
    """A row that is missing, one that is out of date and one too many are told by id, and the exit code is 1."""
    registered.add_relations(SENDER, RECIPIENT)
    with registered.serving() as server:
        api, follower = server.api(), Follower(server)
        for number in range(40):
            api.register(reference=f"{number}")
        follower.run()
        with sqlite3.connect(follower.copy) as file:
            file.execute("DELETE FROM moment WHERE id = 7")
            file.execute("UPDATE moment SET change = change - 1 WHERE id = 20")
            file.execute("INSERT INTO moment VALUES (99, 1, '2018-11-13', '{}')")
            # As if everything had happened an hour ago, so that the follower does not read it again.
            registered.sql("UPDATE tick SET second = second - 3600")
        found = follower.run("--verify")

    assert (found.returncode, found.stdout.splitlines()[1:]) == (
        1,
        [
            "2018-11-13: contact moment 7 is missing",
            "2018-11-13: contact moment 20 is out of date",
            "2018-11-13: contact moment 99 should not be there",
        ],
    )


def test_credentials_are_asked_for(tmp_path: Path) -> None:
    """Without id and secret it says which setting is missing."""
    words = [sys.executable, str(FOLLOWER), "http://127.0.0.1:1", str(tmp_path / "copy.db")]
    done = subprocess.run(words, env={}, capture_output=True, text=True, timeout=20, check=False)

    assert done.returncode == 2
    assert "FOLLOWER_CLIENT_ID" in done.stderr


FAULTS: dict[str, tuple[str, str]] = {
    "a wrong secret": ("secret", "401: check FOLLOWER_CLIENT_ID and FOLLOWER_CLIENT_SECRET"),
    "no scope": ("scope", "403: the client needs the scope contact_moment/view"),
    "no server": ("away", "Connection refused"),
    "no address": ("address", "begins with http:// or https://"),
    "not a register's address": ("path", "404: check that the address is the register's"),
    "no such folder": ("folder", "cannot be used for the copy: unable to open database file"),
    "another file": ("file", "cannot be used for the copy: file is not a database"),
}


@pytest.fixture(scope="module")
def spoilt(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Follower]]:
    """Makes followers of a register, each with one thing that is not as it should be."""
    installation = engine.register(tmp_path_factory.mktemp("faults"))
    installation.add_relations(SENDER)
    with installation.serving() as server:
        yield partial(a_spoilt_follower, server)


def a_spoilt_follower(server: Server, fault: str) -> Follower:
    """A follower with a fault."""
    follower = Follower(server, "contact_moment/add" if fault == "scope" else "contact_moment/view")
    follower.copy = server.installation.folder / ("none/copy.db" if fault == "folder" else f"{fault}.db")
    if fault == "secret":
        follower.environment["FOLLOWER_CLIENT_SECRET"] = "Not this one"
    if fault == "file":
        follower.copy.write_text("This is no database, whatever its name may say. " * 40)
    urls = {"away": f"http://127.0.0.1:{free_port()}", "address": "127.0.0.1:8080", "path": f"{server.url}/register"}
    follower.url = urls.get(fault, server.url)
    return follower


@pytest.mark.parametrize(("fault", "says"), FAULTS.values(), ids=FAULTS)
def test_ordinary_faults(spoilt: Callable[[str], Follower], fault: str, says: str) -> None:
    """What can be expected to go wrong is told in a sentence on stderr, without a traceback, and the exit code is 1."""
    done = spoilt(fault).run("--verify")

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert says in done.stderr
