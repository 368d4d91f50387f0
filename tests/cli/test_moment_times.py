"""Times in files of contact moments: there and back unchanged, and now where there is none."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.command_line import run_here, succeed_here
from tests.cli.lines import a_line, export, import_lines, write_lines
from tests.engines import Engine
from tests.support import SENDER, Installation

pytestmark = pytest.mark.both_engines

TIMES = {
    "local": ("2020-07-01T12:00:00", "Europe/Amsterdam"),
    "offset": ("2018-11-13T20:20:39+02:00", "Europe/Amsterdam"),
    "odd offset": ("2018-11-13T20:20:39-09:30", "Europe/Amsterdam"),
    "UTC": ("2018-11-13T20:20:39Z", "Europe/Amsterdam"),
    "fraction": ("2018-11-13T20:20:39.123456+02:00", "Europe/Amsterdam"),
    "date alone": ("2018-11-13", "Europe/Amsterdam"),
    "hour that happens twice": ("2023-10-29T02:30:00", "Europe/Amsterdam"),
    "its second time": ("2023-10-29T02:30:00+01:00", "Europe/Amsterdam"),
    "hour that does not exist": ("2023-03-26T02:30:00", "Europe/Amsterdam"),
    "before 1970": ("1893-04-05T06:07:08", "Europe/Amsterdam"),
    "early": ("0002-01-02T00:00:00", "Europe/Amsterdam"),
    "late": ("9998-12-30T23:59:59", "America/New_York"),
}
EDGES = {
    "first": ("0002-01-01T00:00:00", "Europe/Amsterdam"),
    "first, west": ("0002-01-01T00:00:00", "America/New_York"),
    "first, offset": ("0002-01-01T00:00:00+14:00", "Europe/Amsterdam"),
    "first, offset west": ("0002-01-01T00:00:00-12:00", "Europe/Amsterdam"),
    "last": ("9998-12-31T23:59:59", "Europe/Amsterdam"),
    "last, west": ("9998-12-31T23:59:59", "America/New_York"),
    "last, offset": ("9998-12-31T23:59:59.999999+14:00", "Europe/Amsterdam"),
    "last, offset west": ("9998-12-31T23:59:59-12:00", "Europe/Amsterdam"),
}


def with_one_person(engine: Engine, folder: Path, zone: str) -> Installation:
    """A register in this zone with one relation."""
    folder.mkdir()
    register = engine.installation(folder)
    register.settings["TIME_ZONE"] = zone
    succeed_here(register, "migrate")
    succeed_here(register, "relation", "add", "Ann", "--id", str(SENDER))
    return register


@pytest.mark.parametrize(("sent", "zone"), TIMES.values(), ids=TIMES)
def test_times_there_and_back(sent: str, zone: str, engine: Engine, tmp_path: Path) -> None:
    """A dateTime, however it was sent, is exported so that an import of the export is exported equally."""
    here, there = (with_one_person(engine, tmp_path / name, zone) for name in ("here", "there"))
    import_lines(here, a_line(dateTime=sent, recipients=[SENDER]))
    exported = succeed_here(here, "moment", "export")

    import_lines(there, exported)

    assert succeed_here(there, "moment", "export") == exported


@pytest.mark.parametrize(("sent", "zone"), EDGES.values(), ids=EDGES)
def test_times_at_the_edges(sent: str, zone: str, engine: Engine, tmp_path: Path) -> None:
    """A dateTime at the edge of the calendar is refused, or else there and back like any other."""
    here, there = (with_one_person(engine, tmp_path / name, zone) for name in ("here", "there"))
    done = run_here(here, "moment", "import", write_lines(here, [a_line(dateTime=sent, recipients=[SENDER])]))
    exported = succeed_here(here, "moment", "export")

    import_lines(there, exported)

    assert (done.returncode, exported.count("dateTime")) in {(0, 1), (1, 0)}
    assert succeed_here(there, "moment", "export") == exported


def test_without_a_time_it_is_now(furnished: Installation) -> None:
    """A line without dateTime happened when it was imported."""
    before = time.time()
    import_lines(furnished, a_line(dateTime=None))

    (moment,) = export(furnished)

    assert before - 1 <= datetime.fromisoformat(moment["dateTime"]).timestamp() <= time.time() + 1
    assert datetime.fromisoformat(moment["dateTime"]).utcoffset() == timedelta(0)
