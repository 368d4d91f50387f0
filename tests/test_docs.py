"""The docs are complete: every setting, command, route, scope and error code is in them, and links lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from authlib.oauth2.rfc6749 import errors

from contact_moments.cli import main
from contact_moments.http_server.wire import PHRASES
from contact_moments.model import SCOPES
from contact_moments.settings import DEFAULTS, PURPOSES, variable
from contact_moments.storage.sql.tables import metadata

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SOURCES = ROOT / "src" / "contact_moments"


def commands(group: click.Group, words: str = "contact-moments") -> Iterator[str]:
    """The full names of all commands below a group."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{words} {name}")
        else:
            yield f"{words} {name}"


@pytest.mark.parametrize("command", sorted(commands(main)))
def test_every_command_has_its_heading(command: str) -> None:
    """`docs/commands.md` has a heading for the command."""
    assert f"## {command}\n" in (DOCS / "commands.md").read_text()


def test_no_command_is_described_that_is_not_there() -> None:
    """Every heading of `docs/commands.md` is a command."""
    headings = re.findall(r"^## (.*)$", (DOCS / "commands.md").read_text(), re.MULTILINE)

    assert sorted(headings) == sorted(commands(main))


def test_every_setting_is_described() -> None:
    """`docs/settings.md` has a row for each setting, with the program's own default and purpose, and no other rows."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", (DOCS / "settings.md").read_text())  # links: their words alone
    rows = [line for line in text.splitlines() if line.startswith("| `")]

    assert rows == [f"| `{variable(name)}` | {shown(DEFAULTS[name])}| {PURPOSES[name]} |" for name in DEFAULTS]


def shown(default: str | int | None) -> str:
    """A default in a cell of a table."""
    return "" if default is None else f"`{str(default).lower() if isinstance(default, bool) else default}` "


@pytest.mark.parametrize("scope", SCOPES)
def test_every_scope_is_described(scope: str) -> None:
    """`docs/api.md` has a row for the scope."""
    assert f"| `{scope}` |" in (DOCS / "api.md").read_text()


def error_codes() -> list[str]:
    """Every stable error code that the sources name and the API can answer with."""
    # What pages and commands say of accounts and clients is no answer of the API.
    others = {SOURCES / name for name in ("accounts", "web", "mail.py", "clients.py", "addresses.py")}
    paths = [path for path in SOURCES.rglob("*.py") if not others & {path, *path.parents}]
    text = "\n".join(path.read_text() for path in paths)
    named = re.findall(r'^    code = "(\w+)"$', text, re.MULTILINE)
    given = re.findall(r'(?:InvalidInputError|UnavailableError)\(\s*(?:"[^"]*"\s*)+,\s*"(\w+)"', text)
    # A refusal as such and a taken address are told by commands only; by pages only, that somebody else was first, and
    # that an administrator would give more than they have.
    elsewhere = {"refused", "address", "changed_meanwhile", "beyond_own_rights"}
    return sorted({*named, *given, "internal_error", "method_not_allowed"} - elsewhere)


@pytest.mark.parametrize("code", error_codes())
def test_every_error_code_is_described(code: str) -> None:
    """`docs/api.md` has the code in its table of errors."""
    rows = [line for line in (DOCS / "api.md").read_text().splitlines() if re.match(r"\| \d{3} ", line)]

    assert any(f"`{code}`" in row for row in rows)


def described_codes() -> list[tuple[str, str]]:
    """The error codes that `docs/api.md` has, of the API and of OAuth, each with its status."""
    rows = re.findall(r"^\| (\d{3}) \| ((?:`\w+`(?:, )?)+) \|", (DOCS / "api.md").read_text(), re.MULTILINE)
    return [(status, code) for status, codes in rows for code in re.findall(r"`(\w+)`", codes)]


def test_every_described_code_is_there() -> None:
    """An error code of the docs is one that the sources name, that of its status, or one of OAuth's library."""
    sources = "".join(path.read_text() for path in SOURCES.rglob("*.py"))
    of_library = {getattr(one, "error", None) for one in vars(errors).values()}

    assert [
        code
        for status, code in described_codes()
        if f'"{code}"' not in sources
        and code not in of_library
        and code != PHRASES[int(status)].lower().replace(" ", "_")
    ] == []


def test_the_tests_of_the_security_page_are_there() -> None:
    """Every test that `docs/security.md` names is in the file that it names, or that stands before it in the row."""
    file = ""
    for named in re.findall(r"`((?:(?:\w+/)*test_\w+\.py)?(?:(?:::)?test_\w+)?)`", (DOCS / "security.md").read_text()):
        path, _, name = named.rpartition("::") if "::" in named else ("", "", named)
        if named.endswith(".py"):
            path, name = named, ""
        file = path or file
        assert (ROOT / "tests" / file).is_file(), named
        assert not name or f"def {name}(" in (ROOT / "tests" / file).read_text(), named


def documents() -> list[Path]:
    """The documents at the top, and everything in `docs`."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    """Every relative link of a document leads to a file, and to a heading where it names one."""
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", document.read_text()):
        file = (document.parent / target) if target else document
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_column_with_personal_data_is_listed() -> None:
    """`docs/storage.md` has a row for each table with personal data, with just the columns that are marked so."""
    section = (DOCS / "storage.md").read_text().partition("\n## Personal data\n")[2]
    rows = [
        re.findall(r"`(\w+)`", line.rpartition(" | ")[0]) for line in section.splitlines() if line.startswith("| `")
    ]
    marked = {
        table.name: [column.name for column in table.c if column.info.get("personal")]
        for table in sorted(metadata.tables.values(), key=lambda table: table.name)
    }

    assert {table: columns for table, *columns in rows} == {name: found for name, found in marked.items() if found}


def test_sizes_are_measured() -> None:
    """`docs/sizing.md` has a row of figures for each size that it speaks of, in each of its two measured tables."""
    text = (DOCS / "sizing.md").read_text().partition("<!-- measured by")[2].partition("<!-- end of what was")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if re.match(r"\| [\d,]+ ", line)]
    assert [row[0] for row in rows] == [
        *("1,000", "100,000", "1,000,000", "10,000,000 (extrapolated)"),
        *("1,000", "100,000"),
        *("1,000", "100,000", "1,000,000"),
    ]
    figures = [cell for row in rows for cell in row[2:] if cell.strip()]
    assert len(figures) >= 60
    assert all(re.fullmatch(r"[\d,.]+( / [\d,.]+)*", figure.strip()) for figure in figures)
