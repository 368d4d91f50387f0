"""The API page's own examples, literally: bodies, schema, list item, types, tags (wire rows 8, 15 to 18, 24 to 26)."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engines import Engine
from tests.support import LIST, RECIPIENT, SENDER, Api, a_call

pytestmark = pytest.mark.both_engines

CALL = {
    "subject": "Retention call",
    "dateTime": "2018-11-13T20:20:39+02:00",
    "senderId": 1516,
    "recipients": [429000],
    "contents": "We had a good call and the person decided to stay a member",
    "action_code": 2,
    "reference": "MyRefernce0123",
}

# The page has one more entry in `recipients`: "other relation ids as int".
ITEM = {
    "id": 12345,
    "subject": "Test contact moment",
    "senderId": 42,
    "sender": "Douglas Adams",
    "type": "ContactMomentVisit",
    "dateTime": "2020-01-01T01:23:45",
    "action": 1234,
    "tags": {"99": "Tag name"},
    "recipients": [123, 124, 126],
}

INTEGER_SET = {"type": "array", "uniqueItems": True, "items": {"type": "integer"}}
PHONE_SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Contact moment",
    "type": "object",
    "properties": {
        "contactMomentId": {
            "title": "Contact moment ID",
            "description": "The unique ID for the contact moment",
            "type": "integer",
        },
        "subject": {"title": "Subject", "description": "What the contact moment was about", "type": "string"},
        "dateTime": {"title": "Date and time", "description": "yyyy-mm-dd hh:mm:ss", "type": "string"},
        "senderId": {
            "title": "Sender ID",
            "description": "The Procurios ID of the relation that initiated contact",
            "type": "integer",
        },
        "recipients": {
            "title": "Recipient",
            "description": "The Procurios IDs of the relations that were contacted",
            "minItems": 1,
            **INTEGER_SET,
        },
        "action_code": {"title": "Entered via action", "type": "integer"},
        "reference": {
            "title": "A reference for this contact moment in the calling system.",
            "type": "string",
            "maxLength": 255,
        },
        "tagIds": {
            "title": "Tag Ids",
            "description": "The ids of the labels attached to the contact moment for extra information",
            "minItems": 0,
            **INTEGER_SET,
        },
    },
    "required": ["subject", "senderId", "recipients"],
}

PHONE_TYPE = {
    "id": "ContactMomentPhone",
    "title": "Telephone call",
    "addable": True,
    "_links": {"schema": {"href": f"{LIST}/type/ContactMomentPhone/schema", "type": ["GET"]}},
}


def the_item(api: Api, moment_id: int) -> Any:
    """The list's item with that id, which is also its position in the whole list."""
    page = api.items(f"page={(moment_id + 24) // 25}")
    return next(item for item in page if item["id"] == moment_id)


@pytest.fixture(scope="module")
def labelled(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A register with the relations and the tag of the page's list item, and the tags of its tags call."""
    installation = engine.register(tmp_path_factory.mktemp("documented"))
    relations = installation.folder / "page.csv"
    relations.write_text("id,name\n42,Douglas Adams\n123,A\n124,B\n126,C\n", encoding="utf-8")
    installation.run("relation", "import", str(relations))
    for tag_id, name in {99: "Tag name", 4: "Label 2", 3: "Label 1", 5: "Label 3"}.items():
        installation.run("tag", "add", name, "--id", str(tag_id))
    with installation.served_here() as server:
        yield server.api()


def test_unknown_sender(api: Api) -> None:
    """The sender 9999 is not available in the system."""
    answer = api.post(CALL | {"senderId": 9999})

    assert (answer.status_code, answer.json()) == (400, {"errors": "Sender is not available in CRM"})


def test_unknown_recipient(api: Api) -> None:
    """The recipient 9999 is not available in the system."""
    answer = api.post(CALL | {"recipients": [9999]})

    assert (answer.status_code, answer.json()) == (400, {"errors": "Not all recipients are available in CRM"})


def test_the_call_is_registered(api: Api) -> None:
    """Sending a phone call contact moment answers 200 with its id, and nothing else (row 15)."""
    answer = api.post(CALL)

    assert (answer.status_code, answer.json()) == (200, {"contactMomentId": answer.json()["contactMomentId"]})


def test_the_id_is_an_integer(api: Api) -> None:
    """The id that is answered is a JSON integer, as in the page's `42` (row 15)."""
    moment_id = api.post(CALL).json()["contactMomentId"]

    assert type(moment_id) is int


def test_the_call_is_found_in_the_list(api: Api) -> None:
    """The registered call is in the list, with exactly the nine documented members (row 8)."""
    moment_id = api.post(CALL).json()["contactMomentId"]

    assert the_item(api, moment_id) == {
        "id": moment_id,
        "subject": "Retention call",
        "senderId": SENDER,
        "sender": f"Relation {SENDER}",
        "type": "ContactMomentPhone",
        "dateTime": "2018-11-13T19:20:39",
        "action": 2,
        "tags": {},
        "recipients": [RECIPIENT],
    }


def test_a_list_item_has_the_members_of_the_page_in_their_order(api: Api) -> None:
    """An item has the members that the page shows, in the order in which it shows them (row 8)."""
    item = the_item(api, api.register())

    assert list(item) == list(ITEM)


def test_the_list_item_of_the_page(labelled: Api) -> None:
    """A visit registered with the page's values is listed as the page's example, but for its id (row 8)."""
    visit = a_call(
        subject="Test contact moment",
        dateTime="2020-01-01T01:23:45",
        senderId=42,
        recipients=[126, 123, 124],
        action_code=1234,
        tagIds=[99],
        contents=None,
    )
    answer = labelled.post(visit, f"{LIST}/type/ContactMomentVisit")
    moment_id = answer.json()["contactMomentId"]

    assert the_item(labelled, moment_id) == ITEM | {"id": moment_id}


def test_the_phone_schema(api: Api) -> None:
    """The phone schema is the page's example in a one-element array, plus the type's own fields (row 18).

    `contents` is a string; the three others take any value.
    """
    (schema,) = api.get(f"{LIST}/type/ContactMomentPhone/schema").json()
    own = {name: schema["properties"].pop(name) for name in ("contents", "direction", "outcome", "durationMinutes")}

    assert schema == PHONE_SCHEMA
    assert [one.get("type") for one in own.values()] == ["string", None, None, None]
    assert [set(one) - {"title", "description", "examples"} for one in own.values()] == [{"type"}, set(), set(), set()]


def test_the_types_call_has_the_entry_of_the_page(api: Api) -> None:
    """The types call has the page's entry, with a root-relative link to the schema (rows 24 and 25)."""
    types = api.get(f"{LIST}/types").json()

    assert PHONE_TYPE in types


@pytest.mark.parametrize("named", ["Phone", "Visit", "Letter", "Email", "Note"])
def test_every_link_of_the_types_call_works(api: Api, named: str) -> None:
    """Host and `href` together are the address of the type's schema (row 25)."""
    types = {one["id"]: one for one in api.get(f"{LIST}/types").json()}
    answer = api.get(types[f"ContactMoment{named}"]["_links"]["schema"]["href"])

    assert (answer.status_code, answer.json()[0]["title"]) == (200, "Contact moment")


def test_the_tags_call(labelled: Api) -> None:
    """The tags call answers one object, id to name, by id (row 26)."""
    answer = labelled.get(f"{LIST}/tags")

    assert list(answer.json().items()) == [("3", "Label 1"), ("4", "Label 2"), ("5", "Label 3"), ("99", "Tag name")]


def test_no_tags(api: Api) -> None:
    """Without tags the tags call answers an empty object, never an empty array (row 26)."""
    assert api.get(f"{LIST}/tags").text == "{}"
