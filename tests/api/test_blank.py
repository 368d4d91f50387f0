"""Texts without a character that can be seen: absent where they are optional, refused where they are needed."""

import hashlib
from collections.abc import Iterator

import pytest

from tests.engines import Engine
from tests.support import LIST, PHONE, RECIPIENT, SENDER, Api, Installation, Json, Served, a_call

pytestmark = pytest.mark.both_engines

BLANK = {
    "empty": "",
    "blanks": " \t\u00a0\u3000",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "soft hyphen": "\u00ad",
    "Hangul fillers": "\u115f\u1160\u3164\uffa0",
    "braille blank": "\u2800",
    "variation selectors": "\ufe0f\U000e0100",
    "tags": "\U000e0041\U000e007f",
    "directions": "\u200e\u202e\u2066",
    "marks without a letter": "\u0301\u034f",
    "controls": "\x07\x9b",
    "blanks of other scripts": "\u1680\u180e\u17b4\U0001d159",
}
SEEN = {
    "a dash": "-",
    "an emoji with a joiner": "👩\u200d🚀",
    "Arabic": "\u200fشلم",
    "a mark on a letter": "e\u0301",
    "a star": "\u200b⭐",
}

# The digests of content that the release before made of the documented call with these changes.
EARLIER: dict[str, tuple[Json, str]] = {
    "an empty reference": (
        {"reference": ""},
        "9443de8acd7ce9de54dc27e20ec4eb416d45a9f376fd8f19d01ef3db6bf5a1f3",
    ),
    "a blank reference": (
        {"reference": "  "},
        "7828511505fa2c63bb49db2c7a4aea608bbeed8a43dff02dc7c55e29db4624e7",
    ),
    "empty contents": (
        {"contents": ""},
        "35b45634bcb978f693a519b7de6c56652d8f589872df7c86c7705a1d423ea603",
    ),
    "both": (
        {"reference": "\u200b", "contents": " "},
        "2cf9e8dab57e99168520a07b52bdb9c4a4c39463a905f3c4799445eac7bdb636",
    ),
    "a subject that cannot be seen": (
        {"subject": "\u200b\u3164"},
        "10865a41625f33b62a7e5c0cfede66e62126ba69f0d43facbbdfc91d1286bf58",
    ),
    "nothing blank": (
        {},
        "62d686d973c4624d3a3c00eb80ad2e2e6faf0aa782f662fe06662e153becc8ee",
    ),
}
KEYED = "478bca8eb7bc8a827f6c39dafaf070304753b29c68bee9ecf09431b034c6d067"


@pytest.fixture(scope="module")
def server(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A register that these tests share."""
    installation = engine.register(tmp_path_factory.mktemp("blank"))
    installation.add_relations(SENDER, RECIPIENT)
    with installation.served_here() as served:
        yield served


@pytest.fixture
def api(server: Served) -> Api:
    """A client of its own for each test."""
    return server.api()


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK)
def test_a_blank_reference_is_none(text: str, api: Api) -> None:
    """Two equal calls with a blank reference are two contact moments, and neither has a reference."""
    answered = [api.register(reference=text) for _ in range(2)]

    assert answered[1] == answered[0] + 1
    assert api.get(f"{LIST}/{answered[0]}").json()["reference"] is None


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK)
def test_a_blank_own_field_is_none(text: str, api: Api) -> None:
    """A blank optional text is not kept, so that the call equals one without it."""
    answered = [api.register(reference=f"own {text!r}", contents=contents) for contents in (text, None)]

    assert answered[1] == answered[0]
    assert "contents" not in api.get(f"{LIST}/{answered[0]}").json()


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK)
def test_a_blank_subject(text: str, api: Api) -> None:
    """A subject in which nothing can be seen is refused."""
    answer = api.post(a_call(subject=text))

    assert (answer.status_code, "subject must" in answer.json()["errors"]) == (400, True)


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK)
def test_a_blank_time(text: str, api: Api) -> None:
    """A blank `dateTime` is refused: it does not count as left out."""
    answer = api.post(a_call(dateTime=text))

    assert (answer.status_code, "dateTime" in answer.json()["errors"]) == (400, True)


@pytest.mark.parametrize("text", SEEN.values(), ids=SEEN)
def test_what_can_be_seen_is_kept(text: str, api: Api) -> None:
    """One character that can be seen is enough, and the text is kept to the letter."""
    shown = api.get(f"{LIST}/{api.register(subject=text, reference=text, contents=text)}").json()

    assert (shown["subject"], shown["reference"], shown["contents"]) == (text, text, text)


def test_a_blank_text_that_the_type_needs(server: Served) -> None:
    """A blank text without which the call would not fit the schema is kept."""
    folder = server.installation.folder
    (folder / "chat.json").write_text(
        '{"id": "ContactMomentChat", "title": "Chat", "schema": {"properties": {"a": {"type": "string"}, '
        '"b": {"type": "string"}, "c": {"type": "string"}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}], '
        '"required": ["c"]}}'
    )
    server.installation.run("type", "add", "chat.json")
    api = server.api()
    answer = api.post(a_call(a="", c=" "), f"{LIST}/type/ContactMomentChat")
    shown = api.get(f"{LIST}/{answer.json()['contactMomentId']}").json()

    assert (shown["a"], shown["c"]) == ("", " ")


def test_one_blank_text_that_must_stay(server: Served) -> None:
    """A blank text that another member needs is kept, and it keeps no other one."""
    folder = server.installation.folder
    texts = ", ".join(f'"{name}": {{"type": "string"}}' for name in "abcd")
    (folder / "needs.json").write_text(
        f'{{"id": "ContactMomentNeeds", "title": "Needs", "schema": {{"properties": {{{texts}}}, '
        '"dependencies": {"a": ["b"]}, "required": ["d"]}}'
    )
    server.installation.run("type", "add", "needs.json")
    api = server.api()
    answers = [
        api.post(a_call(contents=None, a="q", b="", d="", **more), f"{LIST}/type/ContactMomentNeeds").json()
        for more in ({"reference": "", "c": " "}, {"reference": None})
    ]
    shown, plain = (api.get(f"{LIST}/{answer['contactMomentId']}").json() for answer in answers)

    assert [shown["versions"][0]["content"]] == [plain["versions"][0]["content"]]
    assert (shown["a"], shown["b"], shown["d"], shown["reference"], "c" in shown) == ("q", "", "", None, False)


@pytest.mark.parametrize("key", ['"   "', '" "'])
def test_a_blank_key(key: str, api: Api) -> None:
    """An Idempotency-Key of blanks is refused: two calls with it would be taken for one."""
    answer = api.call("POST", PHONE, json=a_call(), headers={"Idempotency-Key": key})

    assert (answer.status_code, "Idempotency-Key" in answer.json()["errors"]) == (400, True)


def client_of(server: Served) -> tuple[str, Api]:
    """A client of its own, and its id."""
    credentials = server.installation.add_client()
    return credentials["client_id"], server.as_client(server.token(credentials))


def remember(server: Served, client_id: str, content: str, moment_id: int) -> None:
    """Make the key that the release before made of a call with this digest."""
    key = hashlib.sha256(f"{client_id}\n".encode() + bytes.fromhex(content)).digest()
    insert = "INSERT INTO registration_key (key, moment_id) VALUES (:key, :id)"
    server.installation.sql(insert, key=key, id=moment_id)


@pytest.mark.parametrize(("changes", "content"), EARLIER.values(), ids=EARLIER)
def test_what_an_earlier_release_acknowledged(changes: Json, content: str, server: Served) -> None:
    """A call that the release before has registered gets that id, however its texts count now."""
    client_id, api = client_of(server)
    first = api.register(subject="What was registered")
    remember(server, client_id, content, first)

    assert [api.register(**changes) for _ in range(2)] == [first, first]


def test_two_calls_that_have_become_one(server: Served) -> None:
    """Of two calls that the release before told apart each gets its own id."""
    client_id, api = client_of(server)
    first, second = (api.register(subject=f"Registered {n}") for n in range(2))
    remember(server, client_id, EARLIER["nothing blank"][1], first)
    without = api.register(contents=None)
    remember(server, client_id, EARLIER["empty contents"][1], second)

    assert [api.register(), api.register(contents=""), api.register(contents=None)] == [first, second, without]


def test_a_key_of_an_earlier_release(server: Served) -> None:
    """An Idempotency-Key that came with a blank text before the upgrade is known, and its content too."""
    client_id, api = client_of(server)
    first = api.register(subject="What was registered")
    key = hashlib.sha256(f"{client_id}\nk".encode()).digest()
    columns = "INSERT INTO idempotency_key (key, content, moment_id, used_at) VALUES (:key, :content, :id, :now)"
    server.installation.sql(columns, key=key, content=bytes.fromhex(KEYED), id=first, now=2**52)
    call = {"json": a_call(reference=None, contents=""), "headers": {"Idempotency-Key": "k"}}

    assert api.call("POST", PHONE, **call).json() == {"contactMomentId": first}


def test_what_an_earlier_release_parked(registered: Installation) -> None:
    """A call that was parked before the upgrade is not parked again, and is dropped when it gets through."""
    registered.add_relations(RECIPIENT)
    credentials = registered.add_client()
    registered.run("client", "parking", credentials["client_id"], "on")
    with registered.served_here() as served:
        api = served.as_client(served.token(credentials))
        call = a_call(reference="")
        api.post(call)
        earlier = bytes.fromhex(EARLIER["an empty reference"][1])
        registered.sql("UPDATE parked SET fingerprint = :earlier, content = :earlier", earlier=earlier)
        api.post(call)
        parked = registered.sql("SELECT times FROM parked")
        registered.add_relations(SENDER)
        answered = api.post(call).status_code

    assert (parked, answered, registered.sql("SELECT times FROM parked")) == ([(2,)], 200, [])
