"""The short way answers as the long one does, takes what is plain, and leaves everything else."""

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json
from sqlalchemy.exc import SQLAlchemyError

from contact_moments import clients, relations
from contact_moments.api.routes import create_app
from contact_moments.api.short_way import ShortWay
from contact_moments.clock import SECOND
from contact_moments.errors import TypesChangedError, UnavailableError
from contact_moments.model import ADD, VIEW, Author, Grant
from contact_moments.moments import types
from contact_moments.register import Register, opened
from contact_moments.settings import read_settings
from contact_moments.storage.retry import ATTEMPTS
from tests.support import LIST, PHONE, VENDOR, a_call

MOMENTS = 60
TOKENS = {"reader": frozenset({VIEW}), "writer": frozenset({ADD}), "expired": frozenset({VIEW})}

Answer = tuple[str, dict[str, str], bytes]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with a few pages, and a client with tokens of several kinds."""
    folder: Path = tmp_path_factory.mktemp("ways")
    with opened(read_settings(database_url=f"sqlite:///{folder}/register.db", log_format="json")) as register:
        for id_ in (1516, 429000):
            relations.add(register.database, f"Relation {id_}", "person", id_)
        known = register.types.get("ContactMomentPhone")
        calls = [register.registrar.read(known, a_call(reference=f"R{n}")) for n in range(MOMENTS)]
        register.database.write(lambda tx: register.registrar.register_all(tx, calls, Author(None, "import")))
        now = register.clock()
        client, _ = clients.add(register.database, "Ways", frozenset({VIEW, ADD}), now)
        for name, scopes in TOKENS.items():
            until = now + (-1 if name == "expired" else 3600 * SECOND)
            clients.keep_token(register.database, name, Grant(client.id, scopes, until), 0)
        yield register


@pytest.fixture(scope="module")
def app(register: Register) -> ShortWay:
    """The application, whose long way can be called by itself."""
    return create_app(register)


def request(**changes: str | None) -> dict[str, Any]:
    """A plain reading of the list as the server hands it over, with changes; None leaves something out."""
    plain = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": LIST,
        "QUERY_STRING": "",
        "HTTP_ACCEPT": VENDOR,
        "HTTP_AUTHORIZATION": "Bearer reader",
        "HTTP_X_REQUEST_ID": "the-request",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8080",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    return {name: value for name, value in (plain | changes).items() if value is not None}


def answer(application: Any, env: dict[str, Any]) -> Answer:
    """What a WSGI application answers: status, headers with their names in lower case, body."""
    told: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        told.append((status, {name.lower(): value for name, value in headers}))

    body = b"".join(application(env, start))
    return *told[0], body


PLAIN = [
    request(),
    request(QUERY_STRING="page=2"),
    request(QUERY_STRING="page=99"),
    request(QUERY_STRING="since=2018-01-01T00:00:00&page=2"),
    request(QUERY_STRING="since=2018-01-01T00:00:00%2B01:00"),
    request(QUERY_STRING="relationIds=1516&changes=1"),
    request(QUERY_STRING="relationIds[]=1516&relationIds[]=429000"),
    request(HTTP_ACCEPT=None),
    request(HTTP_ACCEPT="application/json;q=0.5, */*"),
    request(HTTP_AUTHORIZATION="bearer  reader "),
    request(CONTENT_LENGTH="0"),
]
NOT_PLAIN = [
    request(REQUEST_METHOD="HEAD"),
    request(REQUEST_METHOD="OPTIONS"),
    request(REQUEST_METHOD="POST"),
    request(PATH_INFO=f"{LIST}/"),
    request(PATH_INFO=f"/{LIST}"),
    request(PATH_INFO=f"{LIST}/tags"),
    request(CONTENT_LENGTH="3"),
    request(HTTP_TRANSFER_ENCODING="chunked"),
    request(HTTP_AUTHORIZATION=None),
    request(HTTP_AUTHORIZATION="Bearer nobody"),
    request(HTTP_AUTHORIZATION="Bearer writer"),
    request(HTTP_AUTHORIZATION="Bearer expired"),
    request(HTTP_ACCEPT="text/html"),
    request(HTTP_ACCEPT="application/vnd.procurios.contact_moment+json; version=2"),
    request(QUERY_STRING="page=-1"),
    request(QUERY_STRING="pgae=2"),
    request(QUERY_STRING="since=yesterday"),
    request(QUERY_STRING="cursor=x"),
    request(QUERY_STRING="page=1&page=2"),
]


@pytest.mark.parametrize("env", [*PLAIN, *NOT_PLAIN])
def test_both_ways_answer_alike(app: ShortWay, env: dict[str, Any]) -> None:
    """Status, headers and body are the same."""
    assert answer(app, dict(env)) == answer(app.long_way, dict(env))


@pytest.mark.parametrize("env", PLAIN)
def test_what_is_plain_goes_the_short_way(app: ShortWay, env: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The framework has no part in it."""
    monkeypatch.setattr(app, "long_way", None)

    status, _, body = answer(app, env)

    assert (status, body[:1]) == ("200 OK", b"[")


@pytest.mark.parametrize("env", NOT_PLAIN)
def test_what_is_not_plain_goes_the_long_way(
    app: ShortWay, env: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is left to the framework from its start."""
    monkeypatch.setattr(app, "long_way", lambda *_: [b"long"])

    assert list(app(env, lambda *_: None)) == [b"long"]


def posting(body: object, **changes: str | None) -> dict[str, Any]:
    """A plain registration as the server hands it over, with changes."""
    sent = body if isinstance(body, bytes) else json.encode(body)
    plain = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": PHONE,
        "HTTP_AUTHORIZATION": "Bearer writer",
        "CONTENT_LENGTH": str(len(sent)),
    }
    return request(**(plain | changes)) | {"wsgi.input": io.BytesIO(sent)}


# Under references and keys, so that both ways have the same id to answer with.
REGISTERED: list[tuple[Any, dict[str, str | None]]] = [
    (a_call(), {}),
    (a_call(reference="é 😀"), {}),
    (a_call(reference="later", dateTime=None), {"HTTP_ACCEPT": None}),
    (a_call(reference=None), {"HTTP_IDEMPOTENCY_KEY": '"a key"'}),
    (a_call(reference="quoted"), {"CONTENT_TYPE": "text/plain", "HTTP_AUTHORIZATION": "bearer  writer "}),
]
LEFT: list[tuple[Any, dict[str, str | None]]] = [
    (a_call(senderId="x"), {}),
    (a_call(unknown=1), {}),
    (a_call(contactMomentId=1), {}),
    (a_call(), {"HTTP_AUTHORIZATION": None}),
    (a_call(), {"HTTP_AUTHORIZATION": "Bearer reader"}),
    (a_call(), {"HTTP_AUTHORIZATION": "Bearer expired"}),
    (a_call(), {"HTTP_ACCEPT": "text/html"}),
    (a_call(), {"HTTP_IDEMPOTENCY_KEY": ""}),
    (a_call(), {"QUERY_STRING": "x=1"}),
    (a_call(), {"HTTP_TRANSFER_ENCODING": "chunked"}),
    (a_call(), {"CONTENT_LENGTH": None}),
    (a_call(), {"CONTENT_LENGTH": "9999"}),
    (a_call(), {"CONTENT_LENGTH": "-1"}),
    (a_call(), {"CONTENT_LENGTH": "99999999"}),
    (a_call(), {"REQUEST_METHOD": "PUT"}),
    (a_call(), {"PATH_INFO": f"{LIST}/type/Nothing"}),
    (a_call(), {"PATH_INFO": f"{LIST}/type/"}),
    (a_call(), {"PATH_INFO": f"{PHONE}/"}),
    (a_call(), {"PATH_INFO": f"{PHONE}/schema"}),
    (b"", {}),
    (b"{", {}),
    (b"[]", {}),
    (b'{"subject": 1, "subject": 2}', {}),
]
REFUSED: list[tuple[Any, dict[str, str | None]]] = [
    (a_call(senderId=2), {}),
    (a_call(recipients=[2]), {}),
    (a_call(tagIds=[9]), {}),
    (a_call(subject="Another", reference=None), {"HTTP_IDEMPOTENCY_KEY": '"used"'}),
]


@pytest.mark.parametrize(("body", "changes"), [*REGISTERED, *LEFT, *REFUSED])
def test_both_ways_register_alike(app: ShortWay, body: Any, changes: dict[str, str | None]) -> None:
    """Status, headers and body of a registration are the same; the second is a repeat of the first."""
    answer(app, posting(a_call(reference=None), HTTP_IDEMPOTENCY_KEY='"used"'))

    assert answer(app, posting(body, **changes)) == answer(app.long_way, posting(body, **changes))


@pytest.mark.parametrize(("body", "changes"), REGISTERED)
def test_a_plain_registration_goes_the_short_way(
    app: ShortWay, body: Any, changes: dict[str, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The framework has no part in it."""
    monkeypatch.setattr(app, "long_way", None)

    status, _, told = answer(app, posting(body, **changes))

    assert (status, list(json.decode(told))) == ("200 OK", ["contactMomentId"])


@pytest.mark.parametrize(("body", "changes"), LEFT)
def test_what_is_to_be_refused_goes_the_long_way(
    app: ShortWay, register: Register, body: Any, changes: dict[str, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is left to the framework with its body whole, and nothing was registered."""
    left: list[dict[str, Any]] = []

    def long_way(env: dict[str, Any], _: Any) -> list[bytes]:
        left.append(env)
        return [b"long"]

    monkeypatch.setattr(app, "long_way", long_way)
    monkeypatch.setattr(register.registrar, "submit", None)

    assert list(app(posting(body, **changes), lambda *_: None)) == [b"long"]
    assert left[0]["wsgi.input"].read() == posting(body)["wsgi.input"].read()


@pytest.mark.parametrize(("body", "changes"), REFUSED)
def test_what_the_register_refuses_is_asked_once(
    app: ShortWay, register: Register, body: Any, changes: dict[str, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The long way tells a refusal, and does not submit again what was refused: that would count as a second call."""
    submitted: list[Any] = []
    submit = register.registrar.submit

    def watched(one: Any) -> int:
        submitted.append(one)
        return submit(one)

    monkeypatch.setattr(register.registrar, "submit", watched)
    status, headers, told = answer(app, posting(body, **changes))

    assert (status[:3] in {"400", "422"}, list(json.decode(told)), len(submitted)) == (True, ["errors"], 1)
    assert "connection" not in headers


@pytest.mark.parametrize("fault", [UnavailableError("The database is away"), SQLAlchemyError("broken"), KeyError("x")])
def test_faults_of_registering_are_told_once(
    app: ShortWay, register: Register, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So are faults: what may have been registered is not submitted again by us."""
    submitted = []

    def fail(one: Any) -> int:
        submitted.append(one)
        raise fault

    monkeypatch.setattr(register.registrar, "submit", fail)
    status, _, told = answer(app, posting(a_call()))

    assert status[:3] == ("503" if isinstance(fault, UnavailableError) else "500")
    assert (list(json.decode(told)), len(submitted)) == (["errors"], 1)


def test_what_came_of_registering_is_told_whatever_has_happened_since(
    register: Register, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """That it is not known whether something is kept is not replaced by what means that it is not kept."""
    app = create_app(register)

    def fail(_: Any) -> int:
        time.sleep(0.1)
        monkeypatch.setattr(app._readiness, "require", gone)
        monkeypatch.setattr(app._tokens, "grant", gone)
        raise UnavailableError("Whether it is kept is not known")

    def gone(*_: Any) -> Any:
        raise UnavailableError("The database is away")

    monkeypatch.setattr(register.registrar, "submit", fail)
    status, headers, told = answer(app, posting(a_call()))
    line = json.decode(capfdbinary.readouterr().err.splitlines()[-1])

    assert (status[:3], json.decode(told)["errors"]) == ("503", "Whether it is kept is not known")
    assert "connection" not in headers
    assert line["milliseconds"] >= 100


def test_types_that_never_stay_as_they_are(app: ShortWay, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was checked by types that have changed is checked again, and not for ever."""
    submitted = []

    def fail(one: Any) -> int:
        submitted.append(one)
        raise TypesChangedError("The contact moment types have changed; try again")

    monkeypatch.setattr(register.registrar, "submit", fail)
    status, _, told = answer(app, posting(a_call()))

    assert (status[:3], len(submitted)) == ("503", ATTEMPTS)
    assert "types have changed" in json.decode(told)["errors"]


@pytest.mark.parametrize("way", ["short", "long"])
def test_a_type_that_another_worker_has_changed(app: ShortWay, register: Register, way: str) -> None:
    """The next registration goes by it: by what is required now, and by whether it may be added at all."""
    application = app if way == "short" else app.long_way
    path = f"{LIST}/type/Changing"
    outcomes = []
    with opened(register.settings) as other:
        for addable, required in [(True, []), (True, ["channel"]), (False, []), (True, [])]:
            schema = {"properties": {"channel": {"type": "string"}}, "required": required}
            file = {"id": "Changing", "title": "Changing", "addable": addable, "schema": schema}
            types.put_type(other.database, types.read_type(json.encode(file)))
            status, _, _ = answer(application, posting(a_call(contents=None, action_code=None), PATH_INFO=path))
            outcomes.append(status[:3])

    assert outcomes == ["200", "400", "400", "200"]


def test_a_registration_is_logged_alike(register: Register, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Both ways write the same line, with the route and not the path."""
    app = create_app(register)
    answer(app, posting(a_call()))
    answer(app.long_way, posting(a_call()))
    short, long = (json.decode(line) for line in capfdbinary.readouterr().err.splitlines())

    assert {**short, "milliseconds": 0, "timestamp": 0} == {**long, "milliseconds": 0, "timestamp": 0}
    assert short["path"] == f"{LIST}/type/{{type_id}}"


NAMES = st.sampled_from(
    ["page", "since", "relationIds", "relationIds[]", "relationIds%5B0%5D", "cursor", "changes", "x"]
)
VALUES = st.one_of(
    st.sampled_from(["", "0", "1", "2", "1516", "1516,429000", " 3", "2018-01-01", "2018-01-01T00:00:00+02:00", "%31"]),
    st.text("0123456789-+,:T%& =abc", max_size=12),
)


@given(parts=st.lists(st.tuples(NAMES, VALUES), max_size=4), accept=st.sampled_from([VENDOR, "*/*", "text/html"]))
@settings(max_examples=300, deadline=None)
def test_any_query_is_answered_alike(app: ShortWay, parts: list[tuple[str, str]], accept: str) -> None:
    """However odd a query is, both ways take it for the same."""
    env = request(QUERY_STRING="&".join(f"{name}={value}" for name, value in parts), HTTP_ACCEPT=accept)

    assert answer(app, dict(env)) == answer(app.long_way, dict(env))


def test_a_page_is_logged_alike(register: Register, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Both ways write the same line, but for the times."""
    app = create_app(register)
    answer(app, request())
    answer(app.long_way, request())
    short, long = (json.decode(line) for line in capfdbinary.readouterr().err.splitlines())

    for line in (short, long):
        assert line.pop("milliseconds") >= 0
        assert line.pop("timestamp").endswith("Z")
    assert short == long
    assert short["request_id"] == "the-request"


@pytest.mark.parametrize("fault", [UnavailableError("The database is away"), SQLAlchemyError("broken"), KeyError("x")])
def test_faults_are_told_by_the_long_way(
    app: ShortWay, register: Register, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong is answered in the API's shape; that the database is away is found out once only."""
    asked = []

    def fail(*_: Any) -> Any:
        asked.append(1)
        raise fault

    monkeypatch.setattr(register.database, "fetch_row", fail)
    status, _, body = answer(app, request())

    unavailable = isinstance(fault, UnavailableError)
    assert status[:3] == ("503" if unavailable else "500")
    assert list(json.decode(body)) == ["errors"]
    assert len(asked) == (1 if unavailable else 2)
