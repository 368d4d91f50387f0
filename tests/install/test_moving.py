"""`docs/moving.md` is typed: a register is moved by the script, from files, and whole; what arrives is compared."""

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from tests.support import Installation, Server
from tests.test_tour import blocks, steps, typed

pytestmark = pytest.mark.usefixtures("processes")

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "moving.md"
LISTED = ("subject", "type", "dateTime", "senderId", "recipients", "action_code", "tagIds")
CONTENT = (*LISTED, "contents", "followUp", "direction", "duration", "outcome")
ALL = ("contact_moment/view", "contact_moment/details", "relation/view")


def section(heading: str) -> list[tuple[str, str]]:
    """The commands of a section, each with its answer."""
    return [step for block in blocks(heading, PAGE) for step in steps(block)]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A register with demo data, an archived relation, and contact moments with and without a reference."""
    made = Installation(tmp_path_factory.mktemp("old"))
    made.run("demo", "--relations", "8", "--moments", "30", "--seed", "7", "--until", "2026-11-01")
    made.run("relation", "add", "Was here once", "--id", "77")
    line = {
        "type": "ContactMomentPhone",
        "subject": "É ∞",
        "senderId": 77,
        "recipients": [77],
        "contents": "Line\nbreak",
    }
    first = {"reference": "call-7", "dateTime": "2026-10-25T02:30:00", "followUp": {"on": "2026-12-01", "by": 77}}
    follow_up = {"on": "2026-12-01T10:30:00", "note": "Call back", "done": True}
    second = {"dateTime": "2026-11-02", "followUp": follow_up}
    lines = [json.dumps(line | one) + "\n" for one in (first, second)]
    (made.folder / "one.jsonl").write_text("".join(lines))
    made.run("moment", "import", str(made.folder / "one.jsonl"))
    made.run("relation", "archive", "77")
    made.run("tag", "add", "--", "--id $(id) 'x'")
    return made


@pytest.fixture
def new(tmp_path: Path) -> Installation:
    """An empty register, with the scripts of examples/ beside it."""
    made = Installation(tmp_path)
    made.run("migrate")
    for name in ("move.py", "follower.py"):
        shutil.copy(ROOT / "examples" / name, tmp_path)
    return made


def moved(server: Server, new: Installation, *scopes: str, tags_here: bool = False) -> list[str]:
    """Type the commands of the script's section, or all but those that make tags; returns the answers."""
    client = server.installation.add_client(*scopes)
    changes = {
        "OLD_ID": client["client_id"],
        "OLD_SECRET": client["client_secret"],
        "https://old.example.org": server.url,
    }
    commands = [command for command, _ in section("From a register with the same API")]
    text = "\0".join(one for one in commands if not (tags_here and "tags.sh" in one))
    for before, after in changes.items():
        text = text.replace(before, after)
    return typed(new, text.split("\0"))


def exported(installation: Installation, *members: str) -> list[str]:
    """These members of every contact moment, in an order that ids do not matter for.

    When a follow-up was done is left out: the import makes another end of it.
    """
    lines = [json.loads(line) for line in installation.run("moment", "export").splitlines()]
    for line in lines:
        (line.get("followUp") or {}).pop("ended", None)
        line["dateTime"] = datetime.fromisoformat(line["dateTime"]).astimezone(UTC).isoformat()
    return sorted(json.dumps({name: line.get(name) for name in members or line}, sort_keys=True) for line in lines)


def test_from_a_register_with_the_same_api(old: Installation, new: Installation) -> None:
    """Everything arrives that the API tells: contents, dates, references, tags, follow-ups, relations with their ids.

    Once more adds nothing.
    """
    new.run("type", "add", shown_type(old, new))
    with old.serving() as server:
        answers = moved(server, new, *ALL)
        again = new.run("moment", "import", "moved/moments.jsonl")

    assert answers[1] == "32 contact moments, 9 relations, 17 tags\n"
    assert again.startswith("0 contact moments registered")
    assert exported(new, *CONTENT) == exported(old, *CONTENT)
    assert {json.loads(line)["reference"].partition("-")[0] for line in exported(new)} >= {"moved", "call"}
    assert in_one_form(new.run("relation", "export")) == in_one_form(old.run("relation", "export"))
    assert new.run("tag", "list") == old.run("tag", "list")


def in_one_form(relations: str) -> str:
    """Relations with their telephone numbers as the API tells them: without the blanks within."""
    return re.sub(r"(?<=\d) (?=\d)", "", relations)


def shown_type(old: Installation, new: Installation) -> str:
    """A file with the type that demo data have and no new register has."""
    file = new.folder / "meeting.json"
    file.write_text(old.run("type", "show", "ContactMomentMeeting"))
    return str(file)


def test_from_a_register_that_tells_little(old: Installation, new: Installation) -> None:
    """With the list alone who, when, what kind and subject arrive, and relations by name or number."""
    new.run("type", "add", shown_type(old, new))
    with old.serving() as server:
        for line in json.loads(old.run("tag", "list", "--json")):
            new.run("tag", "add", "--id", str(line["id"]), "--", line["name"])
        moved(server, new, "contact_moment/view", tags_here=True)

    assert exported(new, *LISTED) == exported(old, *LISTED)


FAULTS = {
    "a wrong secret": (("contact_moment/view",), "Not this one", "The register answers 401"),
    "no scope": (("relation/view",), None, "The register answers 403: Forbidden; the client needs contact_moment/view"),
}


@pytest.mark.parametrize(("scopes", "secret", "says"), FAULTS.values(), ids=FAULTS)
def test_ordinary_faults(
    scopes: tuple[str, ...], secret: str | None, says: str, old: Installation, new: Installation
) -> None:
    """What can be expected to go wrong is told in a sentence, with exit code 1."""
    client = old.add_client(*scopes)
    environment = {
        "MOVE_CLIENT_ID": client["client_id"],
        "MOVE_CLIENT_SECRET": secret or client["client_secret"],
    }
    with old.serving() as server:
        command = [sys.executable, "move.py", server.url, "moved"]
        done = subprocess.run(
            command, cwd=new.folder, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(says)


class _Other(BaseHTTPRequestHandler):
    """A register that answers what a hostile one may."""

    answers: ClassVar[dict[str, object]] = {}

    def do_POST(self) -> None:
        self._say({"access_token": "t"})

    def do_GET(self) -> None:
        self._say(self.answers[self.path.partition("?")[0]])

    def _say(self, what: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *_: object) -> None:
        """Tell nobody."""


def typed_against(new: Installation, **answers: object) -> subprocess.CompletedProcess[str]:
    """The script, at a server that answers this to the list, the relations and the tags."""
    api = "/l/contact_moment_api"
    _Other.answers = {
        f"{api}/contact_moment": answers.get("moments", []),
        f"{api}/relation": answers.get("relations", []),
        f"{api}/contact_moment/tags": answers.get("tags", {}),
    }
    with ThreadingHTTPServer(("127.0.0.1", 0), _Other) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        done = subprocess.run(
            [sys.executable, "move.py", f"http://127.0.0.1:{server.server_port}", "moved"],
            cwd=new.folder,
            env={"MOVE_CLIENT_ID": "id", "MOVE_CLIENT_SECRET": "secret"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        server.shutdown()
    return done


def test_the_other_register_cannot_write_commands(new: Installation) -> None:
    """What it sends as the id of a tag is a number, or no script is written."""
    done = typed_against(new, tags={"1; touch here": "x"})

    assert done.returncode == 1
    assert "does not answer as a register does" in done.stderr
    assert not (new.folder / "moved" / "tags.sh").exists()


@pytest.mark.parametrize("moments", [{"a": "b"}, [{"id": 1}], [7]], ids=str)
def test_what_is_no_register(moments: object, new: Installation) -> None:
    """A server that answers something else is told in a sentence."""
    done = typed_against(new, moments=moments)

    assert done.returncode == 1
    assert "does not answer as a register does" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_files_are_for_their_owner(new: Installation) -> None:
    """Nobody else can read them, also in a folder that was there; and who was archived the last time is forgotten."""
    folder = new.folder / "moved"
    folder.mkdir(mode=0o755)
    (folder / "archived.csv").write_text("id,name,archived\n1,Ann Example,true\n")
    typed_against(new)

    assert {path.name: path.stat().st_mode & 0o077 for path in folder.iterdir()} == dict.fromkeys(
        ("moments.jsonl", "relations.csv", "tags.sh"), 0
    )


def test_from_files(new: Installation) -> None:
    """Spreadsheets of relations and contact moments are imported with their ids and references."""
    (new.folder / "members.csv").write_text("Number,Full name\n1516,Betty Linden\n429000,Jan van 't Hoen\n")
    (new.folder / "history.csv").write_text(
        "type;dateTime;senderId;recipients;subject;tagIds;action_code;reference\n"
        "ContactMomentPhone;2020-01-31 13:45:00;1516;429000;Retention call;3;2;old-1\n"
    )
    commands = [command for heading in ("From files", "People and clients") for command, _ in section(heading)]
    typed(new, commands)
    line = json.loads(exported(new)[0])

    assert (line["senderId"], line["tagIds"], line["action_code"], line["reference"]) == (1516, [3], 2, "old-1")


def test_the_whole(old: Installation, tmp_path: Path) -> None:
    """A backup brings everything, with all ids; and the last look finds it."""
    copy = Installation(tmp_path / "copy")
    shutil.copytree(old.folder, copy.folder)
    commands = [command for command, _ in (*section("From another Contact Moments"), *section("Is everything there?"))]
    answers = typed(copy, commands)

    assert answers[-2].strip() == "32"
    assert copy.run("moment", "export") == old.run("moment", "export")
