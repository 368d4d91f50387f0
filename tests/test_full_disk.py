"""A full disk, and a limit on the size of files: reading goes on, and the register says what is full."""

import re
import subprocess
import time

import pytest
import requests

from tests.small_disk import PROGRAM, serving_on_a_small_disk
from tests.support import RECIPIENT, SENDER, Installation, Server, a_call, fetch

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("processes")]


def until_ready(server: Server, status: int) -> requests.Response:
    """The answer about readiness, once it has this status; fails when it has not within fifteen seconds."""
    deadline = time.monotonic() + 15
    while (answer := fetch("GET", f"{server.url}/health/ready")).status_code != status:
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.1)
    return answer


@pytest.fixture
def furnished(registered: Installation) -> Installation:
    """An installation with relations and a client."""
    registered.add_relations(SENDER, RECIPIENT)
    return registered


def test_a_full_disk(furnished: Installation) -> None:
    """While the disk is full nothing is registered, reads are answered, readiness and `doctor` say what is full."""
    credentials = furnished.add_client()
    with serving_on_a_small_disk(furnished, megabytes=4) as server:
        api = server.as_client(server.token(credentials))
        api.register(reference="before")
        server.fill()
        refused = [api.post(a_call(reference=f"meanwhile {number}", contents="x" * 9999)) for number in range(30)]
        health = until_ready(server, 503)
        reads = [api.get().status_code for _ in range(20)]
        doctor = server.run("doctor")
        backup = server.run("backup", "data/backup.db")
        left = sorted(file.name for file in server.disk.iterdir())
        server.make_room()
        # Nobody registers: the server tries by itself.
        until_ready(server, 200)
        api.register(reference="after")

    assert refused[-1].status_code == 503
    assert "disk that contact-moments.db is on is full" in refused[-1].json()["errors"]
    assert "disk that contact-moments.db is on is full" in health.json()["errors"]
    assert set(reads) == {200}
    assert "WRONG  The disk that contact-moments.db is on is full" in doctor.stdout
    assert (backup.returncode, backup.stdout, len(backup.stderr.splitlines())) == (1, "", 1)
    assert re.search(r"The disk that /.+/data/backup\.db is on is full", backup.stderr)
    assert [name for name in left if "backup" in name] == []


def limited(installation: Installation, blocks: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command that may make files of so many kibibytes."""
    program = f'ulimit -f {blocks}; exec "$@"'
    return subprocess.run(
        ["bash", "-c", program, "bash", *PROGRAM, *words],
        cwd=installation.folder,
        env=installation.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


COMMANDS = {
    "backup": ("backup", "copied.db"),
    "copy": ("copy", "--to", "sqlite:///copied.db"),
    "restore": ("restore", "before.db", "--yes", "--discard"),
    "import": ("relation", "import", "many.csv"),
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_commands_with_a_limit_on_files(words: tuple[str, ...], furnished: Installation) -> None:
    """A command that makes a file larger than the operator allows says so in a line, and leaves no half of it."""
    furnished.run("backup", "before.db")
    people = "".join(f"{number},{'x' * 99}\n" for number in range(1, 9999))
    (furnished.folder / "many.csv").write_text(f"id,name\n{people}")
    done = limited(furnished, 100, *words)
    left = sorted(file.name for file in furnished.folder.iterdir() if file.name.startswith((".", "copied")))
    again = furnished.try_run(*words)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "the size of files is limited (ulimit -f)" in done.stderr
    assert left == (["copied.db", "copied.db.lock"] if words[0] == "copy" else [])
    # Where a copy failed there is an empty database, which can be copied to.
    assert again.returncode == 0, again.stderr
