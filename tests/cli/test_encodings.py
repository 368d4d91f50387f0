"""What commands print: UTF-8 in files whatever the locale, and nothing that a terminal would obey."""

import json
import os
import pty
import re
import subprocess
import sys

import pytest

from tests.cli.command_line import run_here, succeed_here
from tests.support import RECIPIENT, SENDER, Installation, a_call

NAME = "Zo\u00eb \U0001f680 \u05e9"
LOCALES = {
    "C, no UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Latin-1": {"PYTHONIOENCODING": "latin-1"},
    "UTF-16": {"PYTHONIOENCODING": "utf-16"},
}


def put_moment(installation: Installation) -> None:
    """Register a call that has characters of several scripts in it."""
    (installation.folder / "call.jsonl").write_text(
        json.dumps(a_call(type="ContactMomentPhone", subject=NAME)), encoding="utf-8"
    )
    succeed_here(installation, "moment", "import", "call.jsonl")
    succeed_here(installation, "tag", "rename", "3", NAME)


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("locale", LOCALES.values(), ids=LOCALES)
def test_files_are_utf8(locale: dict[str, str], furnished: Installation, another: Installation) -> None:
    """An export and a table are UTF-8 under every locale, and what was exported can be imported."""
    put_moment(furnished)
    made = {}
    for words in (("moment", "export"), ("tag", "list")):
        with (furnished.folder / "out").open("wb") as out:
            command = [sys.executable, *furnished.program, *words]
            environment = furnished.environment() | locale
            done = subprocess.run(command, cwd=furnished.folder, env=environment, stdout=out, stderr=-1, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        made[words[0]] = (furnished.folder / "out").read_bytes().decode("utf-8")
    (another.folder / "out.jsonl").write_text(made["moment"], encoding="utf-8")

    assert json.loads(made["moment"])["subject"] == NAME
    assert f"3\t{NAME}\n" in made["tag"]
    assert succeed_here(another, "moment", "import", "out.jsonl").startswith("1 contact moment")


def on_terminal(installation: Installation, *words: str, **environment: str) -> bytes:
    """What a command writes to a terminal."""
    ours, its = pty.openpty()
    command = [sys.executable, *installation.program, *words]
    whole = installation.environment() | environment
    process = subprocess.Popen(command, cwd=installation.folder, env=whole, stdout=its, stderr=its)
    os.close(its)
    written = b""
    try:
        while part := os.read(ours, 65536):
            written += part
    except OSError:  # Linux tells so that nobody has the other end any more
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0, written
    return written.replace(b"\r\n", b"\n")


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
def test_a_terminal_that_cannot_show_it(furnished: Installation) -> None:
    """A table escapes what the terminal's encoding does not have; JSON stays JSON with the same value."""
    put_moment(furnished)
    latin = {"PYTHONIOENCODING": "latin-1"}
    table = on_terminal(furnished, "tag", "list", **latin)
    # The bar of the progress is on the terminal too.
    found = re.search(rb"\{.*\}", on_terminal(furnished, "moment", "export", **latin))

    assert b"3\tZo\xeb \\U0001f680 \\u05e9\n" in table
    assert found is not None
    assert json.loads(found[0])["subject"] == NAME


OBEYED = {
    "escape sequence": ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
    "title of the window": ("\x1b]0;x\x07", "\\x1b]0;x\\x07"),
    "C1": ("\x9b31m", "\\x9b31m"),
    "delete": ("a\x7fb", "a\\x7fb"),
    "carriage return": ("a\rb", "a\\rb"),
    "line end and tab": ("a\nb\tc", "a\\nb\\tc"),
    "right to left override": ("a\u202eb", "a\\u202eb"),
    "isolate": ("a\u2066b", "a\\u2066b"),
    "line separator": ("a\u2028b", "a\\u2028b"),
}


@pytest.mark.parametrize(("name", "shown"), OBEYED.values(), ids=OBEYED)
def test_what_a_terminal_would_obey(name: str, shown: str, furnished: Installation) -> None:
    """In a table a control character is an escape, so that a row is a line; JSON has the name to the letter."""
    succeed_here(furnished, "tag", "rename", "3", name)

    assert f"3\t{shown}\n" in succeed_here(furnished, "tag", "list")
    assert json.loads(succeed_here(furnished, "tag", "list", "--json"))[0]["name"] == name


def test_other_sentences(furnished: Installation) -> None:
    """What a command says of a name has no control characters either, nor has a refusal."""
    added = succeed_here(furnished, "client", "add", "x\x1b[31m", "--scope", "contact_moment/view", "--json")
    said = succeed_here(furnished, "client", "revoke", json.loads(added)["client_id"])
    (furnished.folder / "a\x1b[31m.json").write_text("")
    refused = run_here(furnished, "moment", "correct", str(SENDER), "a\x1b[31m.json").stderr
    listed = run_here(furnished, "relation", "import", "a\x1b[31m.json").stderr

    assert said == "Revoked x\\x1b[31m\n"
    assert "\x1b" not in refused + listed + str(RECIPIENT)


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
def test_json_on_a_terminal(furnished: Installation) -> None:
    """JSON on a terminal writes control characters as escapes of JSON, so that the value is the same."""
    name = "x\x9b31m\u202e\x7f"
    succeed_here(furnished, "tag", "rename", "3", name)
    shown = on_terminal(furnished, "tag", "list", "--json", LC_ALL="C.UTF-8")

    assert json.loads(shown)[0]["name"] == name
    assert b"\\u009b31m\\u202e\\u007f" in shown
