"""`docs/who-is-calling.md` is typed word for word, and `examples/whocalls.py` says what goes wrong."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import Engine
from tests.support import Installation, Server, free_port
from tests.test_tour import ADDRESS, blocks, steps, typed

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("processes")]

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "examples" / "whocalls.py"
PAGE = ROOT / "docs" / "who-is-calling.md"
FIRST = "Numbers in the register"
OTHERS = ("Asking", "What it finds", "Registering the call", "A script that asks")


def test_the_page(registered: Installation) -> None:
    """Every command answers what the page says."""
    shutil.copy(SCRIPT, registered.folder)
    people = PAGE.read_text(encoding="utf-8").partition("```csv\n")[2].partition("```")[0]
    (registered.folder / "people.csv").write_text(people, encoding="utf-8")
    before = [step for block in blocks(FIRST, PAGE) for step in steps(block)]
    after = [step for heading in OTHERS for block in blocks(heading, PAGE) for step in steps(block)]
    answers = typed(registered, [command for command, _ in before])
    with registered.serving() as server:
        answers += typed(registered, [command.replace(ADDRESS, server.url) for command, _ in after])

    assert answers == [answer for _, answer in (*before, *after)]


FAULTS = {
    "a wrong secret": ("secret", "401: check WHOCALLS_CLIENT_ID and WHOCALLS_CLIENT_SECRET"),
    "no scope": ("scope", "403: the client needs the scope relation/view"),
    "no server": ("away", "Connection refused"),
    "no address": ("address", "begins with http:// or https://"),
    "not a register's address": ("path", "404: check that the address is the register's"),
    "a number that is too long": ("number", "400: Bad Request"),
}


@pytest.fixture(scope="module")
def server(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of an empty register."""
    with engine.register(tmp_path_factory.mktemp("whocalls")).serving() as server:
        yield server


@pytest.mark.parametrize(("fault", "says"), FAULTS.values(), ids=FAULTS)
def test_ordinary_faults(server: Server, fault: str, says: str) -> None:
    """What can be expected to go wrong is told in a sentence on stderr, without a traceback, and the exit code is 1."""
    client = server.installation.add_client("contact_moment/add" if fault == "scope" else "relation/view")
    urls = {"away": f"http://127.0.0.1:{free_port()}", "address": "127.0.0.1:8080", "path": f"{server.url}/register"}
    secret = "Not this one" if fault == "secret" else client["client_secret"]
    number = "0" * 600 if fault == "number" else "06-12345678"
    done = run(
        urls.get(fault, server.url), number, WHOCALLS_CLIENT_ID=client["client_id"], WHOCALLS_CLIENT_SECRET=secret
    )

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert says in done.stderr


def test_credentials_are_asked_for() -> None:
    """Without id and secret it says which setting is missing."""
    done = run("http://127.0.0.1:1", "06-12345678")

    assert done.returncode == 2
    assert "WHOCALLS_CLIENT_ID" in done.stderr


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script, as its user does."""
    command = [sys.executable, str(SCRIPT), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
