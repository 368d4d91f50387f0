"""A client authenticates once: by HTTP Basic or by the form, and never in the URL (wire row 28, RFC 6749 §2.3)."""

import pytest

from tests.support import TOKEN, Served, fetch
from tests.token_calls import Changes, Credentials, a_form, ask, basic, error


@pytest.fixture(scope="module")
def client(shared: Served) -> Credentials:
    """A client."""
    return shared.installation.add_client()


ASSERTION: Changes = {"client_assertion": "x", "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type"}
ID_ALONE: Changes = {"client_secret": None}
NOTHING: Changes = {"client_id": None, "client_secret": None}
# What is in the form beside HTTP Basic with the right id and secret.
BESIDE_BASIC: dict[str, tuple[Changes, tuple[int, str]]] = {
    "the same": ({}, (400, "invalid_request")),
    "another secret": ({"client_secret": "wrong"}, (400, "invalid_request")),
    "a secret alone": ({"client_id": None}, (400, "invalid_request")),
    "a blank secret": ({"client_secret": " "}, (400, "invalid_request")),
    "another client": ({"client_id": "nobody"}, (400, "invalid_request")),
    "another id": (ID_ALONE | {"client_id": "nobody"}, (400, "invalid_request")),
    "a blank id": (ID_ALONE | {"client_id": " "}, (400, "invalid_request")),
    "an assertion": (NOTHING | ASSERTION, (400, "invalid_request")),
    "the same id": (ID_ALONE, (200, "")),
    "an empty secret": ({"client_secret": ""}, (200, "")),
    "empty fields": ({"client_id": "", "client_secret": "", "client_assertion": ""}, (200, "")),
}


@pytest.mark.parametrize(("changes", "expected"), BESIDE_BASIC.values(), ids=BESIDE_BASIC)
@pytest.mark.parametrize("scheme", ["Basic ", "bAsIc  ", "Basic\t"], ids=["as usual", "other letters", "a tab"])
def test_basic_and_the_form(
    shared: Served, client: Credentials, scheme: str, changes: Changes, expected: tuple[int, str]
) -> None:
    """A client authenticates once, by one method; its id may be in the form besides."""
    header = basic(client["client_id"], client["client_secret"]).replace("Basic ", scheme)
    answer = ask(shared, a_form(client, **changes), Authorization=header)

    assert (answer.status_code, answer.json().get("error", "")) == expected


@pytest.mark.parametrize("value", ["%%%", "", basic("nobody", "wrong").removeprefix("Basic ")])
def test_a_basic_that_is_no_good_beside_the_form(shared: Served, client: Credentials, value: str) -> None:
    """It is an authentication all the same."""
    answer = ask(shared, a_form(client), Authorization=f"Basic {value}")

    assert error(answer) == (400, "invalid_request")


def test_two_headers(shared: Served, client: Credentials) -> None:
    """Nor does HTTP Basic come twice, which arrives as one header with a comma."""
    header = basic(client["client_id"], client["client_secret"])
    answer = ask(shared, {"grant_type": "client_credentials"}, Authorization=f"{header}, {header}")

    assert error(answer) == (400, "invalid_request")


def test_a_secret_and_an_assertion(shared: Served, client: Credentials) -> None:
    """Two ways in one form are two as well."""
    assert error(ask(shared, a_form(client, **ASSERTION))) == (400, "invalid_request")


def test_an_assertion(shared: Served, client: Credentials) -> None:
    """Alone it is a way that is not known here."""
    assert error(ask(shared, a_form(client, **ID_ALONE, **ASSERTION))) == (401, "invalid_client")


@pytest.mark.parametrize("query", ["client_secret=wrong", "a=b&client%5Fsecret=wrong", "client_assertion=x"])
def test_a_secret_in_the_url_besides(shared: Served, client: Credentials, query: str) -> None:
    """It does not belong there, whatever is in the form."""
    answer = fetch("POST", f"{shared.url}{TOKEN}?{query}", data=a_form(client))

    assert error(answer) == (400, "invalid_request")


def test_an_old_token_beside_the_form(shared: Served, client: Credentials) -> None:
    """A client that sends its last token with every call may do so here: that authenticates nobody."""
    assert ask(shared, a_form(client), Authorization="Bearer expired").status_code == 200


def test_basic_with_escapes(shared: Served, client: Credentials) -> None:
    """Id and secret may be percent-encoded in HTTP Basic."""
    escaped = "".join(f"%{ord(character):02x}" for character in client["client_secret"])
    header = basic(client["client_id"], escaped)

    assert ask(shared, a_form(client, **ID_ALONE), Authorization=header).status_code == 200
