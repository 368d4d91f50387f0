"""Commands act on a running server at once: the next request shows what they did."""

import time
from collections.abc import Iterator

import pytest

from tests.cli.command_line import succeed_here
from tests.cli.lines import a_line, import_lines
from tests.support import LIST, RECIPIENT, SENDER, Api, Installation, a_call

pytestmark = [pytest.mark.both_engines, pytest.mark.long]

CHAT = f"{LIST}/type/ContactMomentChat"


@pytest.fixture
def api(furnished: Installation, credentials: dict[str, str], processes: None) -> Iterator[Api]:
    """A running server with two workers, of a register with one tagged contact moment, as a client sees it."""
    import_lines(furnished, a_line(tagIds=[3]))
    with furnished.serving("--workers", "2") as server:
        yield Api(server.url, server.token(credentials))


def test_what_is_renamed_shows(api: Api, furnished: Installation) -> None:
    """Renamed relations and tags show in the next read."""
    api.items()

    succeed_here(furnished, "relation", "rename", str(SENDER), "Anna")
    succeed_here(furnished, "tag", "rename", "3", "Grievance")

    (item,) = api.items()
    assert (item["sender"], item["tags"]) == ("Anna", {"3": "Grievance"})


def test_what_is_added_can_be_used(api: Api, furnished: Installation) -> None:
    """A new type, relation and tag can be named in the next registration."""
    (furnished.folder / "chat.json").write_text('{"id": "ContactMomentChat", "title": "Chat"}')
    before = api.post(a_call(senderId=77, tagIds=[8]), CHAT).status_code

    succeed_here(furnished, "type", "add", "chat.json")
    succeed_here(furnished, "relation", "add", "Gert", "--id", "77")
    succeed_here(furnished, "tag", "add", "Question", "--id", "8")

    after = api.post(a_call(senderId=77, tagIds=[8]), CHAT).status_code
    assert (before, after) == (404, 200)


def test_who_is_archived_takes_no_part(api: Api, furnished: Installation) -> None:
    """An archived relation is refused in the next registration."""
    before = api.post(a_call()).status_code

    succeed_here(furnished, "relation", "archive", str(RECIPIENT))

    after = api.post(a_call(reference="Another"))
    assert (before, after.status_code) == (200, 400)
    assert after.json() == {"errors": "Not all recipients are available in CRM"}


def test_who_is_merged_is_found_by_either_id(api: Api, furnished: Installation) -> None:
    """After a merge the next reads find the contact moment by either id, with the survivor in it."""
    succeed_here(furnished, "relation", "merge", str(RECIPIENT), "5")

    found = [api.items(f"relationIds={relation_id}") for relation_id in (RECIPIENT, 5)]
    assert [[item["recipients"] for item in items] for items in found] == [[[5]], [[5]]]


def test_who_is_revoked_is_out_within_five_seconds(
    api: Api, furnished: Installation, credentials: dict[str, str]
) -> None:
    """A revoked client's token stops working on every worker within five seconds, although it was used just before."""
    before = {Api(api.url, token).get().status_code for token in [bearer(api)] * 6}

    succeed_here(furnished, "client", "revoke", credentials["client_id"])
    time.sleep(4.5)

    after = {Api(api.url, token).get().status_code for token in [bearer(api)] * 6}
    assert (before, after) == ({200}, {401})


def bearer(api: Api) -> str:
    """The token that a client uses."""
    return str(api.session.headers["Authorization"]).removeprefix("Bearer ")
