"""Revoking (RFC 7009) and introspection (RFC 7662): a client's own tokens, and nobody else's."""

import pytest

from contact_moments.audit import trail
from contact_moments.model import ADD, DETAILS, VIEW
from contact_moments.storage.questions.audit import Wanted
from tests.oauth.house import INTROSPECT, REVOKE, House
from tests.support import Api, fetch
from tests.token_calls import basic, error

pytestmark = pytest.mark.both_engines

ALL = f"{ADD} {DETAILS} {VIEW}"


def test_revoking_a_refresh_token(at: House) -> None:
    """It ends what came of the consent (RFC 7009 §2.1), and is recorded."""
    app, browser = at.app(), at.browser()
    tokens = browser.give_tokens(app)
    answer = app.ask(REVOKE, token=tokens["refresh_token"])

    assert (answer.status_code, answer.json(), at.works(tokens["access_token"])) == (200, {}, False)
    assert app.refresh(tokens["refresh_token"]).status_code == 400
    assert at.events("consent_revoked")[-1] == ("consent_revoked", browser.account.id, app.client_id, app.client_id)


def test_revoking_an_access_token(at: House) -> None:
    """It ends that token alone."""
    app = at.app()
    tokens = at.browser().give_tokens(app)
    own = app.ask(grant_type="client_credentials").json()["access_token"]
    for token in (tokens["access_token"], own):
        assert app.ask(REVOKE, token=token).status_code == 200

    assert (at.works(tokens["access_token"]), at.works(own)) == (False, False)
    assert app.refresh(tokens["refresh_token"]).status_code == 200


@pytest.mark.parametrize("name", ["access_token", "refresh_token"])
def test_at_once(at: House, name: str) -> None:
    """The worker that ends a token takes it no more, not even for a moment; others' tokens stay cached."""
    app, other = at.app(), at.browser().give_tokens(at.app())["access_token"]
    tokens = at.browser().give_tokens(app)
    before = [Api(at.url, one).get().status_code for one in (tokens["access_token"], other)]
    app.ask(REVOKE, token=tokens[name])

    assert (before, Api(at.url, tokens["access_token"]).get().status_code) == ([200, 200], 401)
    assert at.register.tokens.cached(other) is not None


@pytest.mark.parametrize("hint", ["access_token", "refresh_token", "nonsense", ""])
def test_a_hint_is_only_a_hint(at: House, hint: str) -> None:
    """A wrong or unknown hint at the kind of token makes no difference (RFC 7009 §2.1)."""
    app = at.app()
    tokens = at.browser().give_tokens(app)
    active = app.ask(INTROSPECT, token=tokens["refresh_token"], token_type_hint=hint).json()["active"]
    app.ask(REVOKE, token=tokens["refresh_token"], token_type_hint=hint)

    assert (active, at.works(tokens["access_token"])) == (True, False)


def test_another_clients_tokens(at: House) -> None:
    """They are treated as if they did not exist: not ended, not told about."""
    app, other = at.app(), at.app()
    tokens = at.browser().give_tokens(app)
    found = [tokens["access_token"], tokens["refresh_token"], "unknown"]
    revoked = [other.ask(REVOKE, token=one) for one in found]
    told = [other.ask(INTROSPECT, token=one).json() for one in found]

    assert {(one.status_code, one.text) for one in revoked} == {(200, "{}")}
    assert told == [{"active": False}] * 3
    assert (at.works(tokens["access_token"]), app.refresh(tokens["refresh_token"]).status_code) == (True, 200)


def test_introspection(at: House) -> None:
    """What a token is for, for whom, from when and until when (RFC 7662 §2.2); no address of a person."""
    app, browser = at.app(), at.browser()
    tokens, now = browser.give_tokens(app), at.clock.second
    shared = {"active": True, "client_id": app.client_id, "scope": ALL, "iss": at.url, "sub": browser.account.id}

    assert app.ask(INTROSPECT, token=tokens["access_token"]).json() == shared | {
        "token_type": "Bearer",
        "iat": now,
        "exp": now + 3600,
    }
    assert app.ask(INTROSPECT, token=tokens["refresh_token"]).json() == shared | {"exp": now + 30 * 24 * 3600}


def test_introspection_of_its_own(at: House) -> None:
    """A token that a client has for itself has no person."""
    app = at.app()
    told = app.ask(INTROSPECT, token=app.ask(grant_type="client_credentials").json()["access_token"]).json()

    assert (told["active"], "sub" in told) == (True, False)


def test_introspection_of_what_is_over(at: House) -> None:
    """Used, revoked and expired tokens are not active, and neither is anything of a disabled person."""
    app, browser = at.app(), at.browser()
    tokens = browser.give_tokens(app)
    newer = app.refresh(tokens["refresh_token"]).json()
    used = app.ask(INTROSPECT, token=tokens["refresh_token"]).json()
    at.disable(browser.account)
    disabled = [app.ask(INTROSPECT, token=newer[name]).json() for name in ("access_token", "refresh_token")]
    at.clock.second += 3600
    expired = app.ask(INTROSPECT, token=tokens["access_token"]).json()

    assert [used, *disabled, expired] == [{"active": False}] * 4


def test_introspection_tells_todays_scope(at: House) -> None:
    """It tells what the person may do now, at once."""
    app, browser = at.app(), at.browser()
    token = browser.give_tokens(app)["access_token"]
    at.give_role(browser.account, "reader")

    assert app.ask(INTROSPECT, token=token).json()["scope"] == f"{DETAILS} {VIEW}"


def test_a_public_client(at: House) -> None:
    """It may end its own tokens, and cannot ask about tokens: anybody could in its name."""
    app = at.app(public=True)
    tokens = at.browser().give_tokens(app)

    assert error(app.ask(INTROSPECT, token=tokens["access_token"])) == (401, "invalid_client")
    assert app.ask(REVOKE, token=tokens["refresh_token"]).status_code == 200
    assert not at.works(tokens["access_token"])


@pytest.mark.parametrize("path", [REVOKE, INTROSPECT])
def test_who_calls(at: House, path: str) -> None:
    """Both ask who calls, by HTTP Basic or in the form, and what about."""
    app = at.app()
    header = basic(app.client_id, app.secret or "")
    by_basic = fetch("POST", at.url + path, data={"token": "x"}, headers={"Authorization": header})

    assert by_basic.status_code == 200
    assert error(app.ask(path, token="x", client_secret="wrong")) == (401, "invalid_client")
    assert error(app.ask(path, token="x", client_secret=None)) == (401, "invalid_client")
    assert error(app.ask(path, token="x", client_id=None)) == (401, "invalid_client")
    assert error(app.ask(path)) == (400, "invalid_request")


def test_the_trail_tells_whose_secret_was_wrong(at: House) -> None:
    """With the client, unless there is none with that id."""
    app = at.app()
    app.redeem("x", client_secret="wrong")
    app.redeem("x", client_id="nobody", client_secret="wrong")
    at.register.failures.write(at.register.database, also_now=True)

    failed = [one for one in trail.read(at.register.database, Wanted()) if one.kind == "sign_in_failed"][-2:]
    assert [(one.client_id, one.detail["what"]) for one in failed] == [
        (app.client_id, "client_secret"),
        (None, "client_secret"),
    ]
