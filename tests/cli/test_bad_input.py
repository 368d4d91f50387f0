"""Wrong usage (exit code 2) and refusals (exit code 1): a message that says what is wrong, and nothing half done."""

import click
import pytest

from contact_moments.cli.frame import GroupWithDefault
from contact_moments.model import FIRST_CHOSEN_ID, MAX_ID
from tests.cli.command_line import COMMANDS, GROUPS, Words, assert_refused, contents, run_here, succeed_here
from tests.cli.conftest import ARCHIVED, MERGED, OTHER
from tests.support import SENDER, Installation

TOO_HIGH = str(MAX_ID + 1)
VIEW = "--scope=contact_moment/view"
NEED_SOMETHING = {
    path: command
    for path, command in COMMANDS.items()
    if any(parameter.required for parameter in command.params if isinstance(parameter, (click.Argument, click.Option)))
}

name_of = " ".join


@pytest.mark.parametrize("path", COMMANDS, ids=name_of)
def test_an_option_that_is_not_there(path: Words, installation: Installation) -> None:
    """Every command refuses an option that it does not have, by name."""
    done = run_here(installation, *path, "--colour")

    assert_refused(done, 2, "No such option", "--colour", f"contact-moments {name_of(path)} --help")


ENDLESS = [path for path, command in COMMANDS.items() if any(one.nargs == -1 for one in command.params)]


@pytest.mark.parametrize("path", [path for path in COMMANDS if path not in ENDLESS], ids=name_of)
def test_an_argument_too_many(path: Words, installation: Installation) -> None:
    """Every command refuses more arguments than it takes, before it looks at the register."""
    (installation.folder / "1").touch()
    first = {
        ("client", "add"): [VIEW],
        ("completion",): ["bash"],
        ("client", "parking"): ["nobody", "on"],
        ("role", "add"): ["--scope=contact_moment/view"],
        ("role", "second-factor"): ["reader", "on"],
        ("user", "add"): ["--name=Ada", "--role=reader"],
        ("copy",): ["--to=sqlite:///other.db"],
    }

    done = run_here(installation, *path, *first.get(path, []), *["1"] * 5)

    assert_refused(done, 2, "unexpected extra argument")
    assert contents(installation) == {}


@pytest.mark.parametrize("path", NEED_SOMETHING, ids=name_of)
def test_nothing_where_something_is_needed(path: Words, installation: Installation) -> None:
    """Every command that needs an argument or an option says which one is missing."""
    done = run_here(installation, *path)

    assert_refused(done, 2, "Missing")


@pytest.mark.parametrize("path", GROUPS, ids=lambda path: name_of(path) or "contact-moments")
def test_a_command_that_is_not_there(path: Words, installation: Installation) -> None:
    """The program and every group refuse a command that they do not have, by name."""
    done = run_here(installation, *path, "vanish")

    assert_refused(done, 2, "No such command 'vanish'")


@pytest.mark.parametrize(
    "path",
    [path for path, group in GROUPS.items() if not isinstance(group, GroupWithDefault)],
    ids=lambda path: name_of(path) or "contact-moments",
)
def test_a_group_alone(path: Words, installation: Installation) -> None:
    """The program or a group without a command is wrong usage, and shows on stderr which commands there are."""
    done = run_here(installation, *path)

    assert (done.returncode, done.stdout) == (2, "")
    assert "Commands:" in done.stderr


USAGE: dict[str, tuple[Words, tuple[str, ...]]] = {
    "client add, no scope": (("client", "add", "X"), ("--scope",)),
    "client add, unknown scope": (
        ("client", "add", "X", "--scope", "everything"),
        ("everything", "contact_moment/add"),
    ),
    "client add, two in one": (
        ("client", "add", "X", "--scope", "contact_moment/view contact_moment/add"),
        ("--scope",),
    ),
    "relation add, id a word": (("relation", "add", "X", "--id", "one"), ("--id", "'one'")),
    "relation add, id a fraction": (("relation", "add", "X", "--id", "1.5"), ("--id", "'1.5'")),
    "relation add, id 0": (("relation", "add", "X", "--id", "0"), ("--id", "range")),
    "relation add, id -1": (("relation", "add", "X", "--id", "-1"), ("--id", "range")),
    "relation add, id 2^53": (("relation", "add", "X", "--id", TOO_HIGH), ("--id", "range")),
    "relation add, id empty": (("relation", "add", "X", "--id", ""), ("--id",)),
    "relation add, kind": (("relation", "add", "X", "--kind", "company"), ("--kind", "company", "organisation")),
    "relation rename, id a word": (("relation", "rename", "one", "X"), ("ID", "'one'")),
    "relation rename, id 0": (("relation", "rename", "0", "X"), ("ID", "range")),
    "relation rename, id 2^53": (("relation", "rename", TOO_HIGH, "X"), ("ID", "range")),
    "relation archive, id a word": (("relation", "archive", "one"), ("ID", "'one'")),
    "relation archive, id 0": (("relation", "archive", "0"), ("ID", "range")),
    "relation archive, id 2^53": (("relation", "archive", TOO_HIGH), ("ID", "range")),
    "relation merge, id a word": (("relation", "merge", "one", "2"), ("ID", "'one'")),
    "relation merge, id 0": (("relation", "merge", "0", "2"), ("ID", "range")),
    "relation merge, into a word": (("relation", "merge", "1", "two"), ("INTO", "'two'")),
    "relation merge, into 0": (("relation", "merge", "1", "0"), ("INTO", "range")),
    "relation merge, into 2^53": (("relation", "merge", "1", TOO_HIGH), ("INTO", "range")),
    "relation import, no such file": (("relation", "import", "gone.csv"), ("gone.csv", "does not exist")),
    "relation import, folder": (("relation", "import", "folder"), ("folder", "is a directory")),
    "tag add, id a word": (("tag", "add", "X", "--id", "one"), ("--id", "'one'")),
    "tag add, id 0": (("tag", "add", "X", "--id", "0"), ("--id", "range")),
    "tag add, id 2^53": (("tag", "add", "X", "--id", TOO_HIGH), ("--id", "range")),
    "tag rename, id a word": (("tag", "rename", "one", "X"), ("ID", "'one'")),
    "tag rename, id 0": (("tag", "rename", "0", "X"), ("ID", "range")),
    "action add, code a word": (("action", "add", "one", "X"), ("CODE", "'one'")),
    "action add, code 2^63": (("action", "add", str(2**63), "X"), ("CODE", "range")),
    "action add, code below -2^63": (("action", "add", "--", str(-(2**63) - 1), "X"), ("CODE", "range")),
    "action add, code -5 without --": (("action", "add", "-5", "X"), ("-5",)),
    "type add, no such file": (("type", "add", "gone.json"), ("gone.json", "does not exist")),
    "type add, folder": (("type", "add", "folder"), ("folder", "is a directory")),
    "moment import, no such file": (("moment", "import", "gone.jsonl"), ("gone.jsonl", "does not exist")),
    "moment import, folder": (("moment", "import", "folder"), ("folder", "is a directory")),
    "backup, folder": (("backup", "folder"), ("folder", "is a directory")),
    "restore, no such file": (("restore", "gone.db"), ("gone.db", "does not exist")),
    "restore, folder": (("restore", "folder"), ("folder", "is a directory")),
    "serve, port 0": (("serve", "--port", "0"), ("--port", "range")),
    "serve, port 65536": (("serve", "--port", "65536"), ("--port", "range")),
    "serve, port a word": (("serve", "--port", "http"), ("--port", "'http'")),
    "serve, no workers": (("serve", "--workers", "0"), ("--workers", "range")),
    "serve, too many workers": (("serve", "--workers", "257"), ("--workers", "range")),
    "demo, one relation": (("demo", "--relations", "1"), ("--relations", "range")),
    "demo, moments below none": (("demo", "--moments", "-1"), ("--moments", "range")),
    "demo, seed below 0": (("demo", "--seed", "-1"), ("--seed", "range")),
    "demo, until a word": (("demo", "--until", "x"), ("--until", "'x'")),
    "demo, seed a word": (("demo", "--seed", "x"), ("--seed", "'x'")),
}


@pytest.mark.parametrize(("words", "says"), USAGE.values(), ids=USAGE)
def test_wrong_usage(words: Words, says: tuple[str, ...], unchanged: Installation) -> None:
    """A value that a command cannot take exits 2, names the option or argument, and changes nothing."""
    (unchanged.folder / "folder").mkdir(exist_ok=True)
    before = contents(unchanged)

    done = run_here(unchanged, *words)

    assert_refused(done, 2, *says)
    assert contents(unchanged) == before


BLANK = ("must not be blank",)
HALF_PAIR = ("surrogate",)
NO_TEXT = ("not UTF-8",)
REFUSED: dict[str, tuple[Words, tuple[str, ...]]] = {
    "client add, no name": (("client", "add", "", VIEW), BLANK),
    "client add, blank name": (("client", "add", " \t", VIEW), BLANK),
    "client add, zero width": (("client", "add", "\u200b", VIEW), BLANK),
    "relation add, filler": (("relation", "add", "\u3164"), BLANK),
    "relation rename, soft hyphen": (("relation", "rename", str(OTHER), "\u00ad"), BLANK),
    "tag add, braille blank": (("tag", "add", "\u2800"), BLANK),
    "tag rename, marks": (("tag", "rename", "3", "\u0301\ufe0f"), BLANK),
    "action add, fillers": (("action", "add", "7", "\u115f\uffa0"), BLANK),
    "client add, name no UTF-8": (("client", "add", "\udcff", VIEW), HALF_PAIR),
    "client revoke, unknown": (("client", "revoke", "nobody"), ("no client", "client list")),
    "client revoke, no UTF-8": (("client", "revoke", "\udcff"), NO_TEXT),
    "client enable, no UTF-8": (("client", "enable", "\udcff"), NO_TEXT),
    "client add-redirect, no UTF-8": (("client", "add-redirect", "\udcff", "https://crm.example.org/back"), NO_TEXT),
    "role remove, no UTF-8": (("role", "remove", "\udcff"), NO_TEXT),
    "client revoke, nothing": (("client", "revoke", ""), ("no client", "client list")),
    "relation add, no name": (("relation", "add", ""), BLANK),
    "relation add, blank name": (("relation", "add", "   "), BLANK),
    "relation add, name no UTF-8": (("relation", "add", "\udcff"), HALF_PAIR),
    "relation add, id in use": (("relation", "add", "X", "--id", str(OTHER)), (f"Relation {OTHER} exists",)),
    "relation add, id archived": (("relation", "add", "X", "--id", str(ARCHIVED)), (f"Relation {ARCHIVED} exists",)),
    "relation add, id merged": (("relation", "add", "X", "--id", str(MERGED)), (f"Relation {MERGED} exists",)),
    "relation rename, unknown": (("relation", "rename", "99", "X"), ("no relation 99",)),
    "relation rename, blank": (("relation", "rename", str(OTHER), " "), BLANK),
    "relation rename, no UTF-8": (("relation", "rename", str(OTHER), "\udcff"), HALF_PAIR),
    "relation archive, unknown": (("relation", "archive", "99"), ("no relation 99",)),
    "relation merge, itself": (("relation", "merge", str(OTHER), str(OTHER)), ("into itself",)),
    "relation merge, unknown": (("relation", "merge", "99", str(OTHER)), ("no relation 99",)),
    "relation merge, into unknown": (("relation", "merge", str(OTHER), "99"), ("no relation 99",)),
    "relation merge, merged already": (
        ("relation", "merge", str(MERGED), str(OTHER)),
        (f"Relation {MERGED} is merged into {SENDER} already",),
    ),
    "relation merge, into merged": (
        ("relation", "merge", str(OTHER), str(MERGED)),
        (f"Relation {MERGED} is merged into {SENDER} already",),
    ),
    "relation merge, merged into itself": (("relation", "merge", str(MERGED), str(MERGED)), ("merged",)),
    "tag add, no name": (("tag", "add", ""), BLANK),
    "tag add, blank name": (("tag", "add", " "), BLANK),
    "tag add, name no UTF-8": (("tag", "add", "\udcff"), HALF_PAIR),
    "tag add, id in use": (("tag", "add", "X", "--id", "3"), ("Tag 3 exists",)),
    "tag rename, unknown": (("tag", "rename", "99", "X"), ("no tag 99", "tag list")),
    "tag rename, blank": (("tag", "rename", "3", ""), BLANK),
    "action add, no name": (("action", "add", "7", ""), BLANK),
    "action add, known code, blank": (("action", "add", "2", " "), BLANK),
    "action add, name no UTF-8": (("action", "add", "7", "\udcff"), HALF_PAIR),
    "demo, there is data": (("demo",), ("has data already",)),
    "demo, there is data, small": (("demo", "--relations", "2", "--moments", "0"), ("has data already",)),
}


@pytest.mark.both_engines
@pytest.mark.parametrize(("words", "says"), REFUSED.values(), ids=REFUSED)
def test_refused(words: Words, says: tuple[str, ...], unchanged: Installation) -> None:
    """What the register cannot do exits 1, says what is in the way, and changes nothing."""
    before = contents(unchanged)

    done = run_here(unchanged, *words)

    assert_refused(done, 1, *says)
    assert contents(unchanged) == before


HIGHEST = {
    "relation": (FIRST_CHOSEN_ID - 1, ("there is no next one; give an id",)),
    "tag": (MAX_ID, ("between 1 and", str(MAX_ID))),
}


@pytest.mark.both_engines
@pytest.mark.parametrize(("noun", "highest", "says"), [(noun, *rest) for noun, rest in HIGHEST.items()], ids=HIGHEST)
def test_no_id_is_left_after_the_highest(
    noun: str, highest: int, says: tuple[str, ...], furnished: Installation
) -> None:
    """Where the highest id that the register gives is in use, the message says so, or within which bounds ids lie."""
    succeed_here(furnished, noun, "add", "Next", "--id", str(highest))
    before = contents(furnished)

    done = run_here(furnished, noun, "add", "Next")

    assert_refused(done, 1, *says)
    assert contents(furnished) == before


@pytest.mark.both_engines
@pytest.mark.usefixtures("processes")
def test_a_refusal_of_a_process(furnished: Installation) -> None:
    """A process of its own ends with exit code 1 and one line on stderr."""
    done = furnished.try_run("relation", "rename", "99", "X")

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "Error: There is no relation 99\n")


@pytest.mark.usefixtures("processes")
def test_wrong_usage_of_a_process(furnished: Installation) -> None:
    """A process of its own ends with exit code 2 and says how to get help."""
    done = furnished.try_run("relation", "rename", "ninety", "X")

    assert_refused(done, 2, "Try 'contact-moments relation rename --help'", "'ninety' is not a valid integer")
