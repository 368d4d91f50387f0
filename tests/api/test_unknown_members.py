"""Members of a body that its type does not know are named in the answer (wire row 14)."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.engines import Engine
from tests.support import LIST, RECIPIENT, SENDER, Api, Json, a_call

CHAT = f"{LIST}/type/ContactMomentChat"
LINE = {"type": "object", "properties": {"product": {"type": "string"}, "count": {"type": "integer"}}}
CHAT_TYPE = {
    "id": "ContactMomentChat",
    "title": "Chat",
    "schema": {
        "definitions": {"line": LINE},
        "properties": {
            "caller": {"properties": {"name": {}, "address": {"allOf": [{"properties": {"city": {}}}]}}},
            "lines": {"type": "array", "items": {"$ref": "#/definitions/line"}},
            "free": {"properties": {"name": {}}, "additionalProperties": True},
            "any": {"type": "object"},
            "tree": {"properties": {"below": {"$ref": "#/properties/tree"}}},
        },
    },
}


@pytest.fixture(scope="module")
def api(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A register with a type whose own fields have members."""
    installation = engine.register(tmp_path_factory.mktemp("members"))
    installation.add_relations(SENDER, RECIPIENT)
    (installation.folder / "chat.json").write_text(json.dumps(CHAT_TYPE))
    installation.run("type", "add", "chat.json")
    with installation.served_here() as served:
        yield served.api()


UNKNOWN: dict[str, tuple[Json, str]] = {
    "misspelt": ({"content": "x", "actionCode": 2, "tags": [3]}, "content, actionCode, tags"),
    "another type's field": ({"location": "here"}, "location"),
    "letter case": ({"Reference": "x"}, "Reference"),
    "not ASCII": ({"é b": 1}, "%C3%A9%20b"),
    "line end": ({"x\r\nSet-Cookie: y": 1}, "x%0D%0ASet-Cookie%3A%20y"),
    "in an object": ({"caller": {"nmae": "Ann", "name": "Ann"}}, "caller.nmae"),
    "deeper": ({"caller": {"address": {"town": "Ede"}}}, "caller.address.town"),
    "in a list, once for all": ({"lines": [{"product": "a"}, {"prdouct": "b"}, {"prdouct": "c"}]}, "lines.prdouct"),
    "in a tree": ({"tree": {"below": {"below": {"x": 1}}}}, "tree.below.below.x"),
}


@pytest.mark.parametrize(("changes", "named"), UNKNOWN.values(), ids=UNKNOWN)
def test_unknown_members(changes: Json, named: str, api: Api) -> None:
    """What the type does not know is named, percent-encoded, and the call is answered as ever."""
    answer = api.post(a_call(contents=None, **changes), CHAT)

    assert (answer.status_code, answer.headers["X-Unknown-Members"]) == (200, named)


KNOWN: dict[str, Json] = {
    "nothing else": {},
    "all that is described": {"caller": {"name": "Ann", "address": {"city": "Ede"}}, "lines": [{"product": "a"}]},
    "an object that takes others": {"free": {"x": 1}},
    "an object that is not described": {"any": {"x": {"y": 1}}},
}


@pytest.mark.parametrize("changes", KNOWN.values(), ids=KNOWN)
def test_known_members(changes: Json, api: Api) -> None:
    """Without unknown members there is no such header."""
    answer = api.post(a_call(contents=None, **changes), CHAT)

    assert (answer.status_code, "X-Unknown-Members" in answer.headers) == (200, False)


def test_a_refusal_names_them_too(api: Api) -> None:
    """Who misspells a member that is required finds the name in the refusal."""
    answer = api.post(a_call(subject=None, subjct="Hello"))

    assert (answer.status_code, answer.headers["X-Unknown-Members"]) == (400, "subjct")


def test_at_most_200_bytes(api: Api) -> None:
    """However many members there are, the header has 200 bytes at most."""
    named = api.post(a_call(**{f"x{number}é": 1 for number in range(5000)})).headers["X-Unknown-Members"]

    assert (180 < len(named) <= 200, re.fullmatch(r"(x[0-9]*|%C3|%A9|, ?)+", named) is not None) == (True, True)


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"{"], ids=["list", "text", "no JSON"])
def test_what_is_no_object(body: bytes, api: Api) -> None:
    """A body that is no object is refused as ever."""
    assert api.call("POST", CHAT, data=body).status_code == 400


def test_empty_names_are_not_told(api: Api) -> None:
    """A header with names always has one: a member or parameter with an empty name leaves nothing to tell."""
    answers = [api.post({"": 1}), api.post(a_call(contents=None, **{"": 1}), f"{CHAT}?=1"), api.get(f"{LIST}?=1")]
    among = api.post({"": 1, "nmae": 2})

    assert [{"X-Unknown-Members", "X-Unknown-Parameters"} & set(answer.headers) for answer in answers] == [set()] * 3
    assert among.headers["X-Unknown-Members"] == "nmae"
