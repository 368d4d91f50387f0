"""The reference follower (`examples/follower.py`) does what the documentation says of it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.support import RECIPIENT, SENDER, Installation, Server

FOLLOWER = Path(__file__).parent.parent / "examples" / "follower.py"


class Follower:
    """The script with a copy of its own, as its user runs it."""

    def __init__(self, server: Server) -> None:
        self.copy = server.installation.folder / "copy.db"
        client = server.installation.add_client("contact_moment/view")
        self._url = server.url
        self._environment = {
            "CONTACT_MOMENTS_CLIENT_ID": client["client_id"],
            "CONTACT_MOMENTS_CLIENT_SECRET": client["client_secret"],
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run it."""
        command = [sys.executable, str(FOLLOWER), self._url, str(self.copy), *words]
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=60, check=False)

    def subjects(self) -> list[str]:
        """The subjects in the copy, by id."""
        with sqlite3.connect(self.copy) as file:
            return [row[0] for row in file.execute("SELECT json_extract(item, '$.subject') FROM moment ORDER BY id")]


def test_a_copy_follows(installation: Installation) -> None:
    """A copy has what was registered, then what was corrected, and no longer what was withdrawn; and it is proven."""
    installation.add_relations(SENDER, RECIPIENT)
    with installation.serving() as server:
        api, follower = server.api(), Follower(server)
        ids = [api.register(subject=f"Call {number}", reference=f"{number}") for number in range(60)]
        first = follower.run("--verify")
        api.register(subject="Corrected", contactMomentId=ids[3])
        api.register(subject="New", reference="new")
        installation.run("moment", "withdraw", str(ids[5]), "--reason", "mistake")
        second = follower.run("--verify")

    assert (first.returncode, first.stdout.splitlines()[-1]) == (0, "The copy is complete"), first.stdout + first.stderr
    assert (second.returncode, second.stdout.splitlines()[-1]) == (0, "The copy is complete")
    expected = [f"Call {number}" for number in range(60)]
    expected[3] = "Corrected"
    del expected[5]
    assert follower.subjects() == [*expected, "New"]


def test_differences_are_found(installation: Installation) -> None:
    """A row that is missing, one that is out of date and one too many are told by id, and the exit code is 1."""
    installation.add_relations(SENDER, RECIPIENT)
    with installation.serving() as server:
        api, follower = server.api(), Follower(server)
        for number in range(40):
            api.register(reference=f"{number}")
        follower.run()
        with sqlite3.connect(follower.copy) as file:
            file.execute("DELETE FROM moment WHERE id = 7")
            file.execute("UPDATE moment SET change = change - 1 WHERE id = 20")
            file.execute("INSERT INTO moment VALUES (99, 1, '2018-11-13', '{}')")
            # As if everything had happened an hour ago, so that the follower does not read it again.
            installation.sql("UPDATE tick SET second = second - 3600")
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
    assert "CONTACT_MOMENTS_CLIENT_ID" in done.stderr
