"""PKCE (RFC 7636), and clients that cannot keep a secret or that have no use for people (wire row 31)."""

import pytest

from tests.oauth.house import Changes, House
from tests.token_calls import error

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize("public", [True, False])
def test_the_verifier(at: House, public: bool) -> None:
    """A challenge must be answered, by every client that sent one; a wrong answer uses the code up."""
    app, browser = at.app(public=public), at.browser()
    wrong = browser.give_code(app)
    answers = [error(app.redeem(wrong, code_verifier="w" * 43)), error(app.redeem(wrong))]

    assert answers == [(400, "invalid_grant")] * 2
    assert error(app.redeem(browser.give_code(app), code_verifier=None)) == (400, "invalid_request")
    assert app.redeem(browser.give_code(app)).status_code == 200


def test_without_a_challenge(at: House) -> None:
    """A client that can keep a secret may leave PKCE out; a verifier for no challenge is refused (RFC 9700 §2.1.1)."""
    app, browser = at.app(), at.browser()
    without: dict[str, Changes] = {"code_challenge": None, "code_challenge_method": None}

    assert error(app.redeem(browser.give_code(app, **without))) == (400, "invalid_request")
    assert app.redeem(browser.give_code(app, **without), code_verifier=None).status_code == 200


def test_a_public_client(at: House) -> None:
    """It has no secret, sends none, and gets nothing for itself alone."""
    app = at.app(public=True, redirects=("com.example.calls:/signed-in",))
    browser = at.browser()
    page = browser.get(app.request())
    tokens = browser.give_tokens(app)

    assert "form-action 'self' com.example.calls:;" in page.headers["Content-Security-Policy"]
    assert app.refresh(tokens["refresh_token"]).status_code == 200
    assert error(app.ask(grant_type="client_credentials")) == (400, "unauthorized_client")
    assert error(app.redeem("x", client_secret="guessed")) == (401, "invalid_client")


def test_a_client_for_people_only(at: House) -> None:
    """A client with a secret may be kept from acting without a person."""
    app = at.app(people_only=True)

    assert error(app.ask(grant_type="client_credentials")) == (400, "unauthorized_client")
    assert at.browser().give_tokens(app)["token_type"] == "Bearer"


def test_a_client_without_an_address(at: House) -> None:
    """A client that cannot ask people has no use for the grants for that."""
    app = at.app(redirects=())

    assert error(app.redeem("x")) == (400, "unauthorized_client")
    assert error(app.refresh("x")) == (400, "unauthorized_client")
    assert at.browser().get(app.request()).status_code == 400
