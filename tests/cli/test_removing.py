"""What commands did can be undone: archiving, and adding tags, actions and types that nobody has used."""

import json

import pytest

from tests.cli.command_line import assert_refused, contents, run_here, succeed_here
from tests.cli.conftest import ARCHIVED, MERGED
from tests.cli.lines import a_line, import_lines
from tests.support import LIST, SENDER, Installation, a_call

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

CHAT = {
    "id": "ContactMomentChat",
    "title": "Chat",
    "addable": True,
    "schema": {
        "definitions": {"mood": {"type": "string"}},
        "properties": {"channel": {"$ref": "#/definitions/mood"}},
        "required": ["channel", "dateTime"],
    },
}


def add_chat(installation: Installation) -> None:
    """Add a type of the operator's."""
    (installation.folder / "chat.json").write_text(json.dumps(CHAT))
    succeed_here(installation, "type", "add", "chat.json")


def test_an_archived_relation_comes_back(furnished: Installation) -> None:
    """After `relation unarchive` it can be a party again."""
    assert succeed_here(furnished, "relation", "unarchive", str(ARCHIVED)) == f"Unarchived relation {ARCHIVED}\n"

    import_lines(furnished, a_line(senderId=ARCHIVED))
    assert furnished.sql("select sender_id from moment") == [(ARCHIVED,)]


def test_a_merged_relation_stays_merged(furnished: Installation) -> None:
    """`relation unarchive` does not undo a merge."""
    succeed_here(furnished, "relation", "unarchive", str(MERGED))

    assert furnished.sql("select merged_into from relation where id = :id", id=MERGED) == [(SENDER,)]


UNUSED = {
    "tag": (("tag", "remove", "3"), "Removed tag 3\n"),
    "action": (("action", "remove", "2"), "Removed action 2\n"),
    "type": (("type", "remove", "ContactMomentLetter"), "Removed type ContactMomentLetter\n"),
}


@pytest.mark.parametrize(("words", "says"), UNUSED.values(), ids=UNUSED)
def test_what_is_not_used(words: tuple[str, ...], says: str, furnished: Installation) -> None:
    """It is removed, and then it is not there any more."""
    assert succeed_here(furnished, *words) == says

    assert_refused(run_here(furnished, *words), 1, "There is no")


USED = {
    "tag": ("tag", "remove", "3"),
    "a tag that was corrected away": ("tag", "remove", "5"),
    "action": ("action", "remove", "2"),
    "an action that was corrected away": ("action", "remove", "7"),
    "type": ("type", "remove", "ContactMomentPhone"),
}


@pytest.mark.parametrize("words", USED.values(), ids=USED)
def test_what_is_used(words: tuple[str, ...], furnished: Installation) -> None:
    """It is kept, and the message says what to do instead."""
    succeed_here(furnished, "action", "add", "7", "Survey")
    import_lines(furnished, a_line(tagIds=[3, 5], action_code=7), a_line(action_code=2))
    (furnished.folder / "right.json").write_text(json.dumps(a_call(tagIds=[3])))
    succeed_here(furnished, "moment", "correct", "1", "right.json")
    before = contents(furnished)

    assert_refused(run_here(furnished, *words), 1, "instead")
    assert contents(furnished) == before


def test_a_removed_type_is_gone_at_once(furnished: Installation) -> None:
    """A server that has used a type answers 404 for it once it is removed."""
    add_chat(furnished)
    with furnished.served_here() as server:
        api = server.api()
        path = f"{LIST}/type/ContactMomentChat"
        before = api.post(a_call(contents=None), path).status_code
        succeed_here(furnished, "type", "remove", "ContactMomentChat")

        assert (before, api.post(a_call(channel="web"), path).status_code) == (400, 404)


def test_a_type_that_something_parked_has(furnished: Installation, credentials: dict[str, str]) -> None:
    """A type that is only parked cannot be removed: it could not be released any more."""
    add_chat(furnished)
    succeed_here(furnished, "client", "parking", credentials["client_id"], "on")
    with furnished.served_here() as server:
        api = server.as_client(server.token(credentials))
        api.post(a_call(channel="web", senderId=99), f"{LIST}/type/ContactMomentChat")

    assert_refused(run_here(furnished, "type", "remove", "ContactMomentChat"), 1, "parked")


@pytest.mark.parametrize("kind", ["tag", "action"])
def test_what_something_parked_has(kind: str, furnished: Installation, credentials: dict[str, str]) -> None:
    """A tag or an action that is only parked cannot be removed: its number could come to mean something else."""
    succeed_here(furnished, "client", "parking", credentials["client_id"], "on")
    succeed_here(furnished, "action", "add", "3", "Survey")
    succeed_here(furnished, "action", "add", "33", "Renewal")
    with furnished.served_here() as server:
        server.as_client(server.token(credentials)).post(a_call(tagIds=[5], action_code=33, senderId=99))
    unused, used = {"tag": ("3", "5"), "action": ("3", "33")}[kind]

    assert_refused(run_here(furnished, kind, "remove", used), 1, "parked", "rename it instead")
    assert succeed_here(furnished, kind, "remove", unused) == f"Removed {kind} {unused}\n"


@pytest.mark.parametrize("type_id", ["ContactMomentChat", "ContactMomentPhone", "ContactMomentEmail"])
def test_a_type_as_a_file(type_id: str, furnished: Installation) -> None:
    """`type show` prints a file that `type add` reads as the same type."""
    add_chat(furnished)
    shown = succeed_here(furnished, "type", "show", type_id)
    (furnished.folder / "shown.json").write_text(shown, encoding="utf-8")
    before = furnished.sql("select * from moment_type order by position")

    assert succeed_here(furnished, "type", "add", "shown.json") == f"Replaced type {type_id}\n"
    assert furnished.sql("select * from moment_type order by position") == before
    assert json.loads(shown)["id"] == type_id


def test_a_type_with_line_ends_in_its_title(furnished: Installation) -> None:
    """They are in the file that `type show` prints."""
    title = "A\u2028B\u0085C\u000bD\nE"
    (furnished.folder / "chat.json").write_text(json.dumps(CHAT | {"title": title}))
    succeed_here(furnished, "type", "add", "chat.json")
    shown = succeed_here(furnished, "type", "show", "ContactMomentChat")
    (furnished.folder / "shown.json").write_text(shown, encoding="utf-8")

    succeed_here(furnished, "type", "add", "shown.json")
    assert furnished.sql("select title from moment_type where id = 'ContactMomentChat'") == [(title,)]


def test_a_type_that_is_not_there(unchanged: Installation) -> None:
    """`type show` of another id is refused."""
    assert_refused(run_here(unchanged, "type", "show", "ContactMomentChat"), 1, "There is no")
