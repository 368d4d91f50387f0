"""`demo`: something to look at in an empty register, the same every time, with a line that works as it is printed."""

import json
import stat
import subprocess

import pytest

from tests.cli.command_line import contents, run_here, succeed_here
from tests.cli.lines import export
from tests.engines import Engine
from tests.support import Installation

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

SMALL = ("demo", "--relations", "20", "--moments", "60")
ITEMS = "select json_front, json_tail from moment order by id"


@pytest.mark.usefixtures("processes")
def test_it_makes_as_many_as_asked(installation: Installation) -> None:
    """A process of its own makes as many relations and contact moments as asked for, and a client that may use them."""
    done = installation.try_run(*SMALL)

    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "Made 20 relations and 60 contact moments"
    assert installation.sql("select count(*) from relation") == [(20,)]
    assert installation.sql("select id from moment order by id") == [(number,) for number in range(1, 61)]
    assert installation.sql("select name, scope from client") == [
        ("Demo", "contact_moment/add contact_moment/view relation/view")
    ]


def test_the_same_seed_makes_the_same(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same seed makes the same relations and contact moments elsewhere, another seed makes others."""
    made = []
    for seed in ("7", "7", "8"):
        installation = engine.installation(tmp_path_factory.mktemp("demo"))
        succeed_here(installation, *SMALL, "--seed", seed)
        made.append((installation.sql("select id, name from relation order by id"), installation.sql(ITEMS)))

    assert made[0] == made[1]
    assert made[0] != made[2]


def test_what_it_makes_can_be_imported(installation: Installation) -> None:
    """The export of demo data is in the form that an import reads."""
    succeed_here(installation, *SMALL)
    (installation.folder / "moments.jsonl").write_text(succeed_here(installation, "moment", "export"), encoding="utf-8")
    before = export(installation)

    succeed_here(installation, "moment", "import", "moments.jsonl")

    assert export(installation) == before * 2


def test_the_secret_is_the_owners_alone(installation: Installation) -> None:
    """The client's secret is kept in a file that only its owner reads, also where a readable one was before."""
    kept = installation.database.with_name("demo-client.json")
    kept.parent.mkdir()
    kept.touch(0o644)

    succeed_here(installation, *SMALL)

    assert stat.filemode(kept.stat().st_mode) == "-rw-------"
    assert set(json.loads(kept.read_text())) == {"client_id", "client_secret", "moments"}


def test_once(installation: Installation) -> None:
    """`--once` leaves a register that has data as it is, and prints the same client and line to try."""
    first = succeed_here(installation, *SMALL, "--once")
    before = contents(installation)

    again = succeed_here(installation, "demo", "--once")

    assert again == first
    assert contents(installation) == before


def test_once_with_data_of_ones_own(furnished: Installation) -> None:
    """`--once` where there never was demo data says how to add a client, and prints no secret."""
    before = contents(furnished)

    done = run_here(furnished, "demo", "--once")

    assert (done.returncode, done.stdout) == (0, "")
    assert "contact-moments client add" in done.stderr
    assert contents(furnished) == before


@pytest.mark.usefixtures("processes")
def test_the_line_to_try_works(registered: Installation) -> None:
    """The line that `demo` prints, given to a shell while the server runs, prints the first page of the list."""
    with registered.serving() as server:
        line = succeed_here(registered, *SMALL, PORT=server.url.rpartition(":")[2]).splitlines()[-1]
        printed = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, check=True).stdout

    assert len(json.loads(printed)) == 25
