"""`moment import` and `moment export`: everything there and back, once, whatever happens in between."""

import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.cli.command_line import contents, run_here, succeed_here
from tests.cli.conftest import COMPANY, OTHER
from tests.cli.lines import a_line, decoded, export, import_lines, numbered, references, write_lines
from tests.cli.posting import Posting, missing_before_last
from tests.support import LIST, RECIPIENT, SENDER, Api, Installation, a_call

pytestmark = [pytest.mark.both_engines, pytest.mark.long, pytest.mark.slow]

EMAIL = f"{LIST}/type/ContactMomentEmail"
IDS = "select id from moment order by id"
DOCUMENTS = "select document from version order by moment_id"
ITEMS = """
    select json_front, json_tail, tag_ids
    from moment join tagset on tagset.id = tagset_id order by moment.id
"""

OF_EVERY_KIND = [
    a_line(),
    a_line(dateTime="2020-01-31T13:45:00", action_code=None, contents=None, reference=None),
    a_line(subject="Één “vraag” over 🚲\nen nog een \\ \" ' \u2028", contents="", reference=""),
    a_line(senderId=OTHER, recipients=[COMPANY, SENDER, OTHER], tagIds=[5, 3], action_code=-(2**63)),
    a_line(type="ContactMomentVisit", location="Aan huis", contents="Kopje thee"),
    a_line(type="ContactMomentLetter", action_code=2**63 - 1, tagIds=[]),
    a_line(type="ContactMomentEmail", messageId="<1@example.org>", senderId=COMPANY),
    a_line(type="ContactMomentNote", recipients=[OTHER], reference="x" * 255),
    a_line(senderId=float(SENDER), recipients=[float(OTHER)], tagIds=[3.0], action_code=7.0),
    a_line(),
    a_line(followUp={"on": "2024-05-06"}),
    a_line(followUp={"on": "2024-05-06T09:30:00", "by": OTHER, "note": "Bel terug: 🚲\n", "done": False}),
    a_line(followUp={"on": "2024-10-27T02:30:00+01:00", "by": OTHER, "done": True}, reference=None),
]


def ids(installation: Installation) -> list[int]:
    """The ids of the contact moments that there are."""
    return [moment_id for (moment_id,) in installation.sql(IDS)]


def start_import(installation: Installation, name: str) -> subprocess.Popen[str]:
    """Start a process that imports a file; whoever starts it waits for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "contact_moments", "moment", "import", name],
        cwd=installation.folder,
        env=installation.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_round_trip(furnished: Installation, another: Installation) -> None:
    """An export that is imported into another register with the same relations and tags is exported equally there."""
    import_lines(furnished, *OF_EVERY_KIND)
    first = furnished.run("moment", "export")
    (another.folder / "moments.jsonl").write_text(first, encoding="utf-8")

    says = another.run("moment", "import", "moments.jsonl")

    assert says == f"{len(OF_EVERY_KIND)} contact moments registered (import 1)\n"
    assert without_ends(another.run("moment", "export")) == without_ends(first)


def without_ends(exported: str) -> list[dict[str, Any]]:
    """The lines of an export without how follow-ups were ended: an import ends them itself."""
    lines = decoded(exported)
    for one in lines:
        for name in ("ended", "answer"):
            one.get("followUp", {}).pop(name, None)
    return lines


def test_how_a_follow_up_was_ended(furnished: Installation, another: Installation) -> None:
    """An export tells when and by which contact moment; an import takes neither, and finds no fault with them."""
    import_lines(furnished, a_line(reference="asked", followUp={"on": "2024-05-06"}), a_line(reference="answer"))
    succeed_here(furnished, "moment", "follow-up", "1", "--done", "--answer", "2")
    exported = succeed_here(furnished, "moment", "export")
    (another.folder / "moments.jsonl").write_text(exported, encoding="utf-8")
    says = succeed_here(another, "moment", "import", "moments.jsonl")

    followed = decoded(exported)[0]["followUp"]
    assert (followed["done"], followed["answer"], followed["ended"][-1]) == (True, 2, "Z")
    assert "followUp" not in says
    assert "answer" not in decoded(succeed_here(another, "moment", "export"))[0]["followUp"]


def test_a_line_stays_known_when_its_follow_up_ends(furnished: Installation) -> None:
    """An export that is imported where it came from adds nothing, and leaves follow-ups as they are."""
    import_lines(furnished, *(a_line(reference=f"R{n}", followUp={"on": "2024-05-06", "by": OTHER}) for n in range(3)))
    before = succeed_here(furnished, "moment", "export")
    succeed_here(furnished, "moment", "follow-up", "2", "--done")
    ended = succeed_here(furnished, "moment", "export")

    for text in (before, ended):
        import_lines(furnished, text)

    assert succeed_here(furnished, "moment", "export") == ended
    assert [one["followUp"].get("done", False) for one in decoded(ended)] == [False, True, False]


def test_lines_with_a_wrong_follow_up(furnished: Installation) -> None:
    """Each is named, and nothing is imported."""
    lines = [a_line(followUp=one) for one in ("soon", {"by": OTHER}, {"on": "2024-05-06", "by": 999}, {"on": 5})]
    done = run_here(furnished, "moment", "import", write_lines(furnished, lines))

    assert done.returncode == 1
    assert "4 lines of 4 rejected" in done.stderr
    assert "line 3: Who is to follow up is not available" in done.stderr
    assert ids(furnished) == []


def test_what_is_done_may_be_by_somebody_who_has_left(furnished: Installation) -> None:
    """An archived relation cannot be asked to follow up, but can have done it; a merged one counts as its survivor."""
    succeed_here(furnished, "relation", "archive", str(OTHER))
    import_lines(furnished, a_line(followUp={"on": "2024-05-06", "by": OTHER, "done": True}))
    open_one = write_lines(
        furnished, [a_line(reference="open", followUp={"on": "2024-05-06", "by": OTHER})], "open.jsonl"
    )

    assert run_here(furnished, "moment", "import", open_one).returncode == 1
    succeed_here(furnished, "relation", "unarchive", str(OTHER))
    succeed_here(furnished, "relation", "merge", str(OTHER), str(COMPANY))
    import_lines(furnished, a_line(reference="merged", followUp={"on": "2024-05-07", "by": OTHER, "done": True}))
    assert [one["followUp"]["by"] for one in export(furnished)] == [COMPANY, COMPANY]


def test_the_round_trip_shows_the_same_list(furnished: Installation, another: Installation) -> None:
    """After a round trip the list's items are the same, to the letter."""
    import_lines(furnished, *OF_EVERY_KIND)
    import_lines(another, succeed_here(furnished, "moment", "export"))

    assert another.sql(ITEMS) == furnished.sql(ITEMS)


def test_an_export_has_what_was_sent(furnished: Installation) -> None:
    """A line of the export is the line of the import, with dateTime, recipients and tags in one form."""
    import_lines(furnished, a_line(recipients=[RECIPIENT, OTHER], tagIds=[5, 3], dateTime="2020-01-31 13:45:00"))

    sent = json.loads(a_line(recipients=[OTHER, RECIPIENT], tagIds=[3, 5], dateTime="2020-01-31T12:45:00Z"))
    assert export(furnished) == [sent]


def test_a_merged_relation_is_exported_as_the_survivor(furnished: Installation, another: Installation) -> None:
    """Sender and recipients that were merged away are the survivor in the export, once, and so it can be imported."""
    import_lines(furnished, a_line(senderId=OTHER), a_line(recipients=[OTHER, COMPANY]))
    for register in (furnished, another):
        succeed_here(register, "relation", "merge", str(OTHER), str(COMPANY))

    exported = succeed_here(furnished, "moment", "export")

    assert [(one["senderId"], one["recipients"]) for one in decoded(exported)] == [
        (COMPANY, [RECIPIENT]),
        (SENDER, [COMPANY]),
    ]
    import_lines(another, exported)
    assert succeed_here(another, "moment", "export") == exported


def test_a_type_that_is_not_addable_can_be_imported(furnished: Installation) -> None:
    """An e-mail can be imported."""
    import_lines(furnished, a_line(type="ContactMomentEmail"))

    assert [one["type"] for one in export(furnished)] == ["ContactMomentEmail"]


def test_a_type_that_is_not_addable_cannot_be_posted(api: Api) -> None:
    """An e-mail cannot be added over the API."""
    answer = api.post(a_call(), EMAIL)

    assert (answer.status_code, answer.json()) == (400, {"errors": "Contact moments of this type cannot be added"})


def test_more_lines_than_a_chunk(furnished: Installation) -> None:
    """1,203 lines become 1,203 contact moments in the order of the file, with ids from 1 on."""
    lines = numbered(1203)

    says = furnished.run("moment", "import", write_lines(furnished, lines))

    assert says == "1203 contact moments registered (import 1)\n"
    assert ids(furnished) == list(range(1, 1204))
    assert references(export(furnished)) == references(map(json.loads, lines))


FORMS = {
    "blank lines": "\n\n{0}\n   \n\t\n{1}\n\n",
    "Windows line ends": "{0}\r\n{1}\r\n",
    "no last line end": "{0}\n{1}",
    "blanks around": "  {0}  \n\t{1} \n",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_forms_of_a_file(form: str, furnished: Installation) -> None:
    """Blank lines, line ends and blanks around a line do not matter."""
    (furnished.folder / "calls.jsonl").write_bytes(form.format(*numbered(2)).encode())

    says = succeed_here(furnished, "moment", "import", "calls.jsonl")

    assert (says, references(export(furnished))) == ("2 contact moments registered (import 1)\n", ["line-0", "line-1"])


def test_a_file_without_lines(furnished: Installation) -> None:
    """An empty file changes nothing, and says so."""
    before = contents(furnished)

    assert succeed_here(furnished, "moment", "import", write_lines(furnished, [])) == "0 contact moments registered\n"
    assert contents(furnished) == before


def test_the_same_file_again(furnished: Installation) -> None:
    """A file that was imported before, under whatever name, adds nothing."""
    succeed_here(furnished, "moment", "import", write_lines(furnished, numbered(3)))
    before = contents(furnished)

    again = run_here(furnished, "moment", "import", write_lines(furnished, numbered(3), "copy.jsonl"))

    says = "0 contact moments registered, 3 there already (import 1)\n"
    assert (again.returncode, again.stdout) == (0, says)
    assert contents(furnished) == before


def test_another_file_with_the_same_lines_and_more(furnished: Installation) -> None:
    """A history that has a line more adds that line; those with a reference are known, the others are not."""
    succeed_here(furnished, "moment", "import", write_lines(furnished, [*numbered(3), a_line(reference=None)]))

    says = succeed_here(furnished, "moment", "import", write_lines(furnished, [*numbered(4), a_line(reference=None)]))

    assert (says, len(ids(furnished))) == ("2 contact moments registered, 3 there already (import 2)\n", 6)


def wait_for_moments(installation: Installation) -> None:
    """Return once a process has written contact moments."""
    deadline = time.monotonic() + 60
    while not installation.sql("select 1 from moment limit 1"):
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.usefixtures("processes")
def test_an_interrupted_import_goes_on_where_it_stopped(furnished: Installation) -> None:
    """Killed on the way and run again, an import of 3,000 lines has each of them once, in the order of the file."""
    lines = numbered(3_000)
    name = write_lines(furnished, lines)
    process = start_import(furnished, name)
    wait_for_moments(furnished)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    # PostgreSQL may still be committing what it had been sent: this waits for the row that every write locks.
    furnished.sql("update register set last_second = last_second")
    done = len(ids(furnished))

    again = furnished.try_run("moment", "import", name)

    assert 0 < done < len(lines)
    assert (again.returncode, again.stdout) == (
        0,
        f"{len(lines) - done} contact moments registered, {done} there already (import 1)\n",
    ), again.stderr
    assert f"{done} lines of this file were registered before" in again.stderr
    assert ids(furnished) == list(range(1, len(lines) + 1))
    stored = [
        json.loads(document)["reference"]
        for (document,) in furnished.sql("select document from version order by moment_id")
    ]
    assert stored == [f"line-{number}" for number in range(len(lines))]


@pytest.mark.usefixtures("processes")
def test_the_same_file_twice_at_once(furnished: Installation) -> None:
    """Two processes that import the same file at the same time register each line once between them."""
    name = write_lines(furnished, numbered(1500))
    processes = [start_import(furnished, name) for _ in range(2)]

    told = [process.communicate(timeout=60) for process in processes]

    # The one that comes second may be told to leave it to the other.
    assert {process.returncode for process in processes} <= {0, 1}, told
    assert "Traceback" not in "".join(stderr for _, stderr in told)
    assert 0 in {process.returncode for process in processes}
    assert references(export(furnished)) == [f"line-{number}" for number in range(1500)]


@pytest.mark.usefixtures("processes")
def test_an_import_beside_a_running_server(furnished: Installation, credentials: dict[str, str]) -> None:
    """While a large file is imported, the server goes on registering: nothing fails, nobody waits for all of it."""
    name = write_lines(furnished, numbered(4000))
    with (
        furnished.serving("--workers", "2") as server,
        Posting(server.url, server.token(credentials), threads=4, pause=0.02) as posting,
    ):
        posting.wait_for(20)
        began = time.monotonic()
        says = furnished.run("moment", "import", name)
        took = time.monotonic() - began
        posting.wait_for(len(posting.acknowledged) + 20)

    assert says == "4000 contact moments registered (import 1)\n"
    assert posting.failures == []
    assert posting.slowest < max(2.0, took / 2)
    assert len(ids(furnished)) == 4000 + len(posting.acknowledged)


@pytest.mark.usefixtures("processes")
def test_an_export_beside_a_running_server(furnished: Installation, credentials: dict[str, str]) -> None:
    """An export while the server registers is one state: of what each client sent one after the other, a beginning."""
    import_lines(furnished, *numbered(1500, "before-0"))
    with (
        furnished.serving() as server,
        Posting(server.url, server.token(credentials), threads=4, pause=0.02) as posting,
    ):
        posting.wait_for(20)
        known = set(posting.acknowledged)
        first = decoded(furnished.run("moment", "export"))
        second = decoded(furnished.run("moment", "export"))

    assert known <= set(references(first))
    assert missing_before_last(references(first)) == []
    assert missing_before_last(references(second)) == []
    assert second[: len(first)] == first


@pytest.mark.usefixtures("processes")
def test_exports_beside_a_merge(furnished: Installation) -> None:
    """An export while two relations are merged shows the one or the other in all contact moments, never both."""
    import_lines(furnished, *(a_line(senderId=OTHER, reference=str(number)) for number in range(1200)))

    with ThreadPoolExecutor(5) as pool:
        exports = [pool.submit(furnished.run_apart, "moment", "export") for _ in range(2)]
        merge = pool.submit(furnished.run_apart, "relation", "merge", str(OTHER), str(COMPANY))
        exports += [pool.submit(furnished.run_apart, "moment", "export") for _ in range(2)]
        senders = [{one["senderId"] for one in decoded(done.result())} for done in exports]

    assert merge.result().endswith("1200 contact moments moved\n")
    assert [len(found) for found in senders] == [1] * 4


@pytest.mark.usefixtures("processes")
def test_an_export_that_nobody_reads_to_the_end(furnished: Installation) -> None:
    """A reader that stops early, as `head` does, ends the export without a traceback."""
    import_lines(furnished, *numbered(1200))

    with subprocess.Popen(
        [sys.executable, "-m", "contact_moments", "moment", "export"],
        cwd=furnished.folder,
        env=furnished.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()

    assert json.loads(line)["reference"] == "line-0"
    assert told == ""
