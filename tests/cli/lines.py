"""Files of contact moments, as `moment import` reads and `moment export` prints them."""

import json
from collections.abc import Iterable

from tests.cli.command_line import succeed_here
from tests.support import Installation, Json, a_call


def a_line(**changes: Json) -> str:
    """A line of such a file: the documented call with its type, and with changes; None leaves a member out."""
    return json.dumps({"type": "ContactMomentPhone"} | a_call(**changes), ensure_ascii=False)


def numbered(count: int, name: str = "line") -> list[str]:
    """Lines whose references and subjects count up from 0."""
    return [a_line(reference=f"{name}-{number}", subject=f"Call {name}-{number}") for number in range(count)]


def write_lines(installation: Installation, lines: Iterable[str], name: str = "calls.jsonl") -> str:
    """Write lines to a file in the installation's folder; returns the file's name."""
    (installation.folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return name


def import_lines(installation: Installation, *lines: str) -> None:
    """Import these lines, which must succeed."""
    succeed_here(installation, "moment", "import", write_lines(installation, lines, "imported.jsonl"))


def export(installation: Installation) -> list[dict[str, Json]]:
    """What `moment export` prints, decoded."""
    return decoded(succeed_here(installation, "moment", "export"))


def decoded(text: str) -> list[dict[str, Json]]:
    """The lines of an export, decoded."""
    # A line ends at \n only: others, like U+2028, may stand in a text.
    return [json.loads(line) for line in text.split("\n") if line]


def references(moments: Iterable[dict[str, Json]]) -> list[str]:
    """The references of exported moments, in their order."""
    return [one["reference"] for one in moments]


def put(installation: Installation, *lines: str, name: str = "calls.jsonl") -> str:
    """Import these lines; returns what the command says, without its line end."""
    return succeed_here(installation, "moment", "import", write_lines(installation, lines, name)).rstrip()


def undo(installation: Installation, number: int, *words: str) -> str:
    """Undo an import; returns what the command says, without its line end."""
    return succeed_here(installation, "moment", "import", "--undo", str(number), *words).rstrip()


def correct(installation: Installation, moment_id: int) -> None:
    """Correct a moment."""
    (installation.folder / "right.json").write_text(a_line(subject="Corrected"))
    succeed_here(installation, "moment", "correct", str(moment_id), "right.json")
