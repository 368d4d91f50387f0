"""Times in files of contact moments: there and back unchanged, and now where there is none."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from tests.cli.command_line import run_here, succeed_here
from tests.cli.lines import a_line, export, import_lines, write_lines
from tests.engines import Engine
from tests.support import SENDER, Installation

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

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


@pytest.fixture(scope="module")
def templates(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Installation]:
    """Registers with one relation by their zones, each made once; copied, never used themselves."""

    @cache
    def template(zone: str) -> Installation:
        folder = tmp_path_factory.mktemp("zone")
        made = Installation(folder, {"DATABASE_URL": engine.kept_url(folder), "TIME_ZONE": zone})
        succeed_here(made, "migrate")
        succeed_here(made, "relation", "add", "Ann", "--id", str(SENDER))
        return made

    return template


@pytest.fixture
def two(templates: Callable[[str], Installation], engine: Engine, tmp_path: Path, zone: str) -> list[Installation]:
    """Two registers in this zone with one relation."""
    copies = [engine.copy(templates(zone).url, tmp_path / name) for name in ("here", "there")]
    for copy in copies:
        copy.folder.mkdir(exist_ok=True)
        copy.settings["TIME_ZONE"] = zone
    return copies


@pytest.mark.parametrize(("sent", "zone"), TIMES.values(), ids=TIMES)
def test_times_there_and_back(sent: str, two: list[Installation]) -> None:
    """A dateTime, however it was sent, is exported so that an import of the export is exported equally."""
    here, there = two
    import_lines(here, a_line(dateTime=sent, recipients=[SENDER]))
    exported = succeed_here(here, "moment", "export")

    import_lines(there, exported)

    assert succeed_here(there, "moment", "export") == exported


@pytest.mark.parametrize(("sent", "zone"), EDGES.values(), ids=EDGES)
def test_times_at_the_edges(sent: str, two: list[Installation]) -> None:
    """A dateTime at the edge of the calendar is refused, or else there and back like any other."""
    here, there = two
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
