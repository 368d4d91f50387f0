"""One request path: what is asked is asked once, whatever becomes of it, and told and logged once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import SQLAlchemyError

from contact_moments import clients, relations
from contact_moments.clock import SECOND
from contact_moments.errors import TypesChangedError, UnavailableError
from contact_moments.model import ADD, VIEW, Author, Grant
from contact_moments.moments import types
from contact_moments.moments.type_files import read_type
from contact_moments.people import Actor
from contact_moments.register import Register, made, opened
from contact_moments.settings import read_settings
from contact_moments.storage.retry import ATTEMPTS
from tests.in_process import Answer, call
from tests.support import LIST, PHONE, VENDOR, a_call

MOMENTS = 60


@pytest.fixture
def register(whole: Register) -> Register:
    """The module's register, whose methods a test may replace."""
    return whole


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with a few pages, and a client that may read and register."""
    folder: Path = tmp_path_factory.mktemp("path")
    with made(read_settings(database_url=f"sqlite:///{folder}/register.db", log_format="json")) as (register, _):
        for id_ in (1516, 429000):
            relations.add(register.database, f"Relation {id_}", "person", id_)
        phone = register.types.get("ContactMomentPhone")
        drafts = [register.registrar.read(phone, a_call(reference=f"R{n}")) for n in range(MOMENTS)]
        register.database.write(lambda tx: register.registrar.register_all(tx, drafts, Author(None, "import")))
        now = register.clock()
        client, _ = clients.add(register.database, "Path", frozenset({VIEW, ADD}), now, Actor())
        clients.keep_token(register.database, "token", Grant(client.id, client.scopes, now + 3600 * SECOND), 0)
        yield register


def get(register: Register, query: str = "", accept: str = VENDOR) -> Answer:
    """A reading of the list."""
    return call(register, "GET", f"{LIST}?{query}", authorization="Bearer token", accept=accept, x_request_id="mine")


def post(register: Register, body: Any, path: str = PHONE) -> Answer:
    """A registration."""
    sent = json.dumps(body).encode()
    return call(register, "POST", path, sent, authorization="Bearer token", accept=VENDOR, x_request_id="mine")


REFUSED = [
    a_call(senderId=7),
    a_call(recipients=[429000, 7]),
    a_call(tagIds=[7]),
]


@pytest.mark.parametrize("body", REFUSED)
def test_a_refused_registration_is_asked_once(register: Register, body: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the register refuses is not submitted again: that would count as a second call."""
    submitted: list[Any] = []
    submit = register.registrar.submit

    def watched(one: Any) -> int:
        submitted.append(one)
        return submit(one)

    monkeypatch.setattr(register.registrar, "submit", watched)
    answer = post(register, body)

    assert (answer.status, list(answer.json()), len(submitted)) == (400, ["errors"], 1)
    assert "connection" not in dict(answer.headers)


FAULTS = [UnavailableError("The database is away"), SQLAlchemyError("broken"), KeyError("x")]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_while_registering(register: Register, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may have been registered is not submitted again by us; the fault is told in the API's shape."""
    submitted = []

    def fail(one: Any) -> int:
        submitted.append(one)
        raise fault

    monkeypatch.setattr(register.registrar, "submit", fail)
    answer = post(register, a_call())

    assert answer.status == (503 if isinstance(fault, UnavailableError) else 500)
    assert (list(answer.json()), len(submitted)) == (["errors"], 1)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_while_reading(register: Register, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is asked for once, and the fault told in the API's shape."""
    asked = []

    def fail(*_: Any) -> Any:
        asked.append(1)
        raise fault

    monkeypatch.setattr(register.database, "fetch_row", fail)
    answer = get(register)

    assert answer.status == (503 if isinstance(fault, UnavailableError) else 500)
    assert (list(answer.json()), len(asked)) == (["errors"], 1)


def test_an_outcome_stands_whatever_happens_since(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """That it is not known whether something is kept is not replaced by what means that it is not kept."""

    def fail(_: Any) -> int:
        monkeypatch.setattr(register.tokens, "grant", gone)
        monkeypatch.setattr(register, "check_ready", gone)
        raise UnavailableError("Whether it is kept is not known")

    def gone(*_: Any) -> Any:
        raise UnavailableError("The database is away")

    monkeypatch.setattr(register.registrar, "submit", fail)
    answer = post(register, a_call())

    assert (answer.status, answer.json()["errors"]) == (503, "Whether it is kept is not known")


def test_types_that_change_all_the_time(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was checked by types that have changed is checked again, and not for ever."""
    submitted = []

    def fail(one: Any) -> int:
        submitted.append(one)
        raise TypesChangedError("The contact moment types have changed; try again")

    monkeypatch.setattr(register.registrar, "submit", fail)
    answer = post(register, a_call())

    assert (answer.status, len(submitted)) == (503, ATTEMPTS)
    assert "types have changed" in answer.json()["errors"]


def test_a_type_that_another_worker_has_changed(register: Register) -> None:
    """The next registration goes by it: by what is required now, and by whether it may be added at all."""
    outcomes = []
    with opened(register.settings) as other:
        for addable, required in [(True, []), (True, ["channel"]), (False, []), (True, [])]:
            schema = {"properties": {"channel": {"type": "string"}}, "required": required}
            file = {"id": "Changing", "title": "Changing", "addable": addable, "schema": schema}
            types.put_type(other.database, read_type(json.dumps(file).encode()))
            body = a_call(contents=None, action_code=None)
            outcomes.append(post(register, body, f"{LIST}/type/Changing").status)

    assert outcomes == [200, 400, 400, 200]


@pytest.mark.parametrize(
    ("ask", "method", "route", "status"),
    [
        (get, "GET", LIST, 200),
        (lambda register: get(register, "page=x"), "GET", LIST, 400),
        (lambda register: get(register, accept="text/html"), "GET", LIST, 406),
        (lambda register: post(register, a_call()), "POST", f"{LIST}/type/{{type_id}}", 200),
        (lambda register: post(register, {}), "POST", f"{LIST}/type/{{type_id}}", 400),
        (lambda register: call(register, "GET", f"{LIST}/secret", x_request_id="mine"), "GET", "-", 401),
        (lambda register: call(register, "GET", "/secret", x_request_id="mine"), "GET", "-", 404),
    ],
)
def test_a_request_is_logged_once(
    register: Register, capfdbinary: pytest.CaptureFixture[bytes], ask: Any, method: str, route: str, status: int
) -> None:
    """Every answer has one line, with the route and not the path, and the client where it is known."""
    capfdbinary.readouterr()
    answer = ask(register)
    (line,) = (json.loads(one) for one in capfdbinary.readouterr().err.splitlines())

    assert line.pop("milliseconds") >= 0
    assert line.pop("timestamp").endswith("Z")
    assert (line.pop("client_id") is None) == (route == "-")
    expected = {"method": method, "path": route, "status": status, "request_id": "mine", "bytes": len(answer.content)}
    assert line == expected | {"event": "request", "level": "info"}


NAMES = st.sampled_from(
    ["page", "since", "relationIds", "relationIds[]", "relationIds%5B0%5D", "cursor", "changes", "x"]
)
VALUES = st.one_of(
    st.sampled_from(["", "0", "1", "2", "1516", "1516,429000", "%203", "2018-01-01", "2018-01-01T00:00:00%2B02:00"]),
    st.text("0123456789-+,:T%&=abc", max_size=12),
)


@pytest.mark.slow
@given(parts=st.lists(st.tuples(NAMES, VALUES), max_size=4))
@settings(max_examples=100)
def test_any_query_is_answered(whole: Register, parts: list[tuple[str, str]]) -> None:
    """However odd a query is, it has a page or a refusal in the API's shape."""
    answer = get(whole, "&".join(f"{name}={value}" for name, value in parts))

    assert answer.status in {200, 400}
    assert isinstance(answer.json(), list if answer.status == 200 else dict)


@pytest.mark.parametrize("target", [f"{LIST}?\u00e9=1", f"{LIST}?since=\u00e9", f"{LIST}/\u00e9"])
def test_a_target_that_is_not_encoded(target: str, register: Register) -> None:
    """UTF-8 in a target that is not percent-encoded is refused, and not read as something else (RFC 3986 §2)."""
    answer = call(register, "GET", target, authorization="Bearer token", accept=VENDOR)

    assert answer.status == 400


@pytest.mark.parametrize("page", ["-1", "x", "", "1.5", str(2**53)])
def test_a_page_that_there_is_not(page: str, register: Register) -> None:
    """What is no number of a page is refused with the numbers that there are (row 9)."""
    answer = get(register, f"page={page}")

    assert (answer.status, answer.json()["errors"]) == (400, f"page must be a whole number between 1 and {2**53 - 1}")
