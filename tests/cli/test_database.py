"""Care of the database: made by one of several at once, brought up to date, rendered anew for a zone."""

import json
import re
import subprocess
import sys

import pytest

from contact_moments.storage.whole.schema import NEWEST
from tests.cli.command_line import Words, contents, run_here, succeed_here
from tests.cli.lines import a_line, import_lines, numbered
from tests.support import LIST, Api, Installation, fetch, ready

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]


@pytest.mark.usefixtures("processes")
def test_processes_that_come_first_at_once(installation: Installation) -> None:
    """Processes that find no register at the same time make one between them, and one of them says so."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "contact_moments", "migrate"],
            cwd=installation.folder,
            env=installation.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]

    told = [process.communicate(timeout=60) for process in processes]

    assert [process.returncode for process in processes] == [0] * 4, told
    assert sum("Made a new register" in err for _, err in told) == 1
    assert len(json.loads(succeed_here(installation, "type", "list", "--json"))) == 5


def test_migrating_again_changes_nothing(furnished: Installation) -> None:
    """`migrate` on a register that is up to date says its version and leaves it as it is."""
    before = contents(furnished)

    told = [furnished.run("migrate"), succeed_here(furnished, "migrate")]

    assert told == [f"The schema is at version {NEWEST}\n"] * 2
    assert contents(furnished) == before


def test_migrating_keeps_what_the_operator_changed(furnished: Installation) -> None:
    """`migrate` does not bring back a shipped type's own title or schema."""
    (furnished.folder / "visit.json").write_text('{"id": "ContactMomentVisit", "title": "At home"}')
    succeed_here(furnished, "type", "add", "visit.json")
    before = contents(furnished)

    succeed_here(furnished, "migrate")

    assert contents(furnished) == before


def test_a_server_with_another_zone_is_not_ready(furnished: Installation) -> None:
    """A server that was started with another zone answers 503, and names the command that helps."""
    with furnished.served_here(TIME_ZONE="America/New_York") as server:
        health = fetch("GET", f"{server.url}/health/ready")
        listed = Api(server.url, "token").get()

    assert (health.status_code, listed.status_code) == (503, 503)
    assert "contact-moments rebuild" in health.json()["errors"]
    assert "contact-moments rebuild" in listed.json()["errors"]
    assert int(listed.headers["Retry-After"]) > 0


@pytest.mark.usefixtures("processes")
def test_rebuild_shows_times_in_the_new_zone(furnished: Installation, credentials: dict[str, str]) -> None:
    """After `rebuild` a server with the new zone is ready without a restart, and shows local times of that zone."""
    import_lines(furnished, a_line(dateTime="2020-01-31T13:45:00"), a_line(dateTime="2020-07-01T23:00:00Z"))
    with furnished.serving(TIME_ZONE="America/New_York") as server:
        says = furnished.run("rebuild", TIME_ZONE="America/New_York")
        answer = ready(server)
        items = Api(server.url, server.token(credentials)).items()

    assert says == "2 contact moments rendered anew\n"
    assert answer.status_code == 200
    assert [item["dateTime"] for item in items] == ["2020-01-31T07:45:00", "2020-07-01T19:00:00"]


def changes(api: Api) -> list[int]:
    """The change numbers of everything there is, which is two pages, in the order of changes."""
    first = api.get(f"{LIST}?since=1970-01-01&changes=1")
    second = api.get(first.links["next"]["url"])
    return [int(number) for page in (first, second) for number in page.headers["X-Changes"].split(",")]


@pytest.mark.parametrize(("zone", "changed"), [("Europe/Amsterdam", False), ("America/New_York", True)])
def test_rebuild_is_a_change_where_times_look_different(
    zone: str, changed: bool, furnished: Installation, credentials: dict[str, str]
) -> None:
    """Who syncs has nothing to fetch again after a rebuild for the same zone; for another, everything once more."""
    import_lines(furnished, *numbered(30))
    with furnished.served_here() as served:
        first = changes(Api(served.url, served.token(credentials)))
    succeed_here(furnished, "rebuild", TIME_ZONE=zone)
    with furnished.served_here(TIME_ZONE=zone) as served:
        again = changes(Api(served.url, served.token(credentials)))

    assert first == list(range(1, 31))
    assert again == (list(range(31, 61)) if changed else first)


def test_rebuild_completes_what_every_chunk_left(furnished: Installation) -> None:
    """A rebuild of more contact moments than a chunk renders each of them, and says how many."""
    import_lines(furnished, *numbered(2100))

    says = succeed_here(furnished, "rebuild", TIME_ZONE="Asia/Tokyo")

    assert says == "2100 contact moments rendered anew\n"
    shown = {
        re.findall(r'"dateTime":"([^"]*)"', front)[0] for (front,) in furnished.sql("select json_front from moment")
    }
    assert shown == {"2018-11-14T03:20:39"}


@pytest.mark.parametrize("words", [("tag", "list"), ("moment", "export"), ("client", "list")], ids=" ".join)
def test_commands_say_that_a_rebuild_is_needed(words: Words, furnished: Installation) -> None:
    """A command under another zone is refused like the server, and names the command that helps."""
    done = run_here(furnished, *words, TIME_ZONE="America/New_York")

    assert (done.returncode, done.stdout) == (1, "")
    assert "contact-moments rebuild" in done.stderr
