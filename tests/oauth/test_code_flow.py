"""The authorization code grant from the client's link to its tokens (wire rows 27 and 31; RFC 6749 §4.1)."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from contact_moments.model import ADD, DETAILS, VIEW
from contact_moments.people import Stage
from contact_moments.storage.questions import accounts as stored_accounts
from tests.oauth.house import AUTHORIZE, REDIRECT, STATE, Changes, House, answer_in, hidden_fields
from tests.support import LIST, Api
from tests.token_calls import error

pytestmark = pytest.mark.both_engines


def test_the_whole_way(at: House) -> None:
    """Link, page, code, tokens, API: what the client registers has the person in its version."""
    app, browser = at.app(), at.browser()
    answer = answer_in(browser.decide(app.request()))
    tokens = app.redeem(answer["code"]).json()
    moment_id = Api(at.url, tokens["access_token"]).register()
    version = Api(at.url, tokens["access_token"]).get(f"{LIST}/{moment_id}").json()["versions"][0]

    assert answer == {"code": answer["code"], "state": STATE, "iss": at.url}
    assert {name: value for name, value in tokens.items() if not name.endswith("_token")} == {
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": f"{ADD} {DETAILS} {VIEW}",
    }
    assert (version["clientId"], version["accountId"]) == (app.client_id, browser.account.id)


def test_the_page(at: House) -> None:
    """It says who asks, who is asked, what for in words, and where that leads; redirects may only lead there."""
    app, browser = at.app(VIEW, name="A <b>client</b>"), at.browser()
    page = browser.get(app.request())

    for words in (
        "A &lt;b&gt;client&lt;/b&gt; asks",
        browser.account.email,
        "See the list of",
        "crm.example.org",
        "for 90 days",
    ):
        assert words in page.text
    assert "form-action 'self' https://crm.example.org;" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("stage", [None, "code", "set_up"])
def test_signing_in_first(at: House, stage: Stage | None) -> None:
    """Whoever has not signed in completely does that first, and comes back to the same request."""
    # The role of an administrator asks for a second factor.
    role = "administrator" if stage == "set_up" else "editor"
    app, browser = at.app(), at.browser(role, stage or "full")
    if stage is None:
        browser.cookie = ""
    answer = browser.get(app.request())
    sign_in = urlsplit(answer.headers["Location"])
    back = urlsplit(parse_qs(sign_in.query)["next"][0])

    assert (answer.status_code, sign_in.netloc, sign_in.path) == (303, "", "/sign-in")
    assert (back.netloc, back.path, dict(parse_qsl(back.query))) == ("", AUTHORIZE, app.request())


def test_signed_out_meanwhile(at: House) -> None:
    """Whoever is signed out while the page is open signs in again before anything is given."""
    app, browser = at.app(), at.browser()
    fields = hidden_fields(browser.get(app.request()))
    browser.cookie = "x" * 43

    assert browser.send(fields | {"decision": "allow"}).headers["Location"].startswith("/sign-in?")


def test_denied(at: House) -> None:
    """A person who denies it sends the client away with nothing but that (RFC 6749 §4.1.2.1)."""
    answer = answer_in(at.browser().decide(at.app().request(), "deny"))

    assert (answer["error"], answer["state"], answer["iss"], "code" in answer) == (
        "access_denied",
        STATE,
        at.url,
        False,
    )


def test_somebody_else_has_signed_in(at: House) -> None:
    """A page that was shown to another person gives nothing: it is shown again."""
    app, browser = at.app(), at.browser()
    fields = hidden_fields(at.browser().get(app.request()))
    answer = browser.send(fields | {"decision": "allow"})

    assert (answer.status_code, browser.account.email in answer.text) == (200, True)


@pytest.mark.parametrize("decision", ["", "ALLOW", "allow "])
def test_no_decision(at: House, decision: str) -> None:
    """Anything but the page's own two answers is refused."""
    assert at.browser().decide(at.app().request(), decision).status_code == 400


@pytest.mark.parametrize(
    ("role", "asked", "given"),
    [
        ("reader", None, {VIEW, DETAILS}),
        ("registrar", "", {VIEW, DETAILS, ADD}),
        ("editor", f"{VIEW} {ADD}", {VIEW, ADD}),
        ("reader", f"{VIEW} {ADD}", {VIEW}),
    ],
)
def test_scopes(at: House, role: str, asked: Changes, given: set[str]) -> None:
    """A client gets what it asks for as far as the person may do it; asked for nothing, all that it may have."""
    tokens = at.browser(role).give_tokens(at.app(VIEW, ADD, DETAILS), scope=asked)

    assert set(tokens["scope"].split()) == given


def test_what_is_left_out(at: House) -> None:
    """The page says what was asked for, and is not given because the person may not do it."""
    left_out = at.browser("reader").get(at.app().request()).text.partition("Your role does not allow")[2]

    assert "Register contact moments" in left_out.partition("<form")[0]


def test_nothing_left(at: House) -> None:
    """Where the person may do nothing of what is asked, there is nothing to ask."""
    answer = at.browser("reader").get(at.app(ADD).request())

    assert answer_in(answer)["error"] == "access_denied"


def test_no_more_than_was_shown(at: House) -> None:
    """If the person's role grows while the page is open, the client gets what the page has shown."""
    app, browser = at.app(), at.browser("reader")
    fields = hidden_fields(browser.get(app.request()))
    at.give_role(browser.account, "editor")
    at.clock.second += 3  # no session is cached for longer
    tokens = app.redeem(answer_in(browser.send(fields | {"decision": "allow"}))["code"]).json()

    assert tokens["scope"] == f"{DETAILS} {VIEW}"


def test_a_smaller_role(at: House) -> None:
    """A token loses what the person's role loses, and gets no more than was given when it grows."""
    app, browser = at.app(), at.browser("editor")
    token = browser.give_tokens(app)["access_token"]
    allowed = []
    for role in ("reader", "editor"):
        at.give_role(browser.account, role)
        at.clock.second += 3
        allowed.append(Api(at.url, token).post({}).status_code)

    assert allowed == [403, 400]


def test_a_disabled_person(at: House) -> None:
    """A disabled account's tokens end, and so do its codes and refresh tokens."""
    app, browser = at.app(), at.browser()
    tokens, code = browser.give_tokens(app), browser.give_code(app)
    at.disable(browser.account)

    assert not at.works(tokens["access_token"])
    assert error(app.redeem(code)) == (400, "invalid_grant")
    assert error(app.refresh(tokens["refresh_token"])) == (400, "invalid_grant")


def test_an_account_that_is_only_marked(at: House) -> None:
    """A disabled account gives no tokens, also if its consents were not revoked, as by somebody in the database."""
    app, browser = at.app(), at.browser()
    tokens, write = browser.give_tokens(app), at.register.database.write
    write(lambda transaction: stored_accounts.disable(transaction.connection, browser.account.id, at.clock()))

    assert (at.works(tokens["access_token"]), app.refresh(tokens["refresh_token"]).status_code) == (False, 400)


def test_a_second_factor_is_missing(at: House) -> None:
    """Where the role begins to ask for a second factor that the person has not, their tokens rest."""
    app, browser = at.app(), at.browser()
    tokens = browser.give_tokens(app)
    at.give_role(browser.account, "privacy officer")
    rested = at.works(tokens["access_token"]), app.refresh(tokens["refresh_token"]).status_code
    at.give_role(browser.account, "reader")

    assert (rested, at.works(tokens["access_token"])) == ((False, 400), True)
    assert app.refresh(tokens["refresh_token"]).status_code == 200


# Codes.


def test_a_code_works_once(at: House) -> None:
    """A second use ends what came of the first one, and is recorded (RFC 6749 §4.1.2)."""
    app, browser = at.app(), at.browser()
    code = browser.give_code(app)
    tokens = app.redeem(code).json()
    answers = [error(app.redeem(code)) for _ in range(2)]

    assert answers == [(400, "invalid_grant")] * 2
    assert not at.works(tokens["access_token"])
    assert error(app.refresh(tokens["refresh_token"])) == (400, "invalid_grant")
    assert at.events("code_reused") == [("code_reused", browser.account.id, app.client_id, app.client_id)]


def test_a_code_is_kept_for_a_minute(at: House) -> None:
    """After 60 seconds it works no more."""
    app, browser = at.app(), at.browser()
    codes = []
    for seconds in (59, 60):
        code = browser.give_code(app)
        at.clock.second += seconds
        codes.append(app.redeem(code).status_code)

    assert codes == [200, 400]


def test_another_clients_code(at: House) -> None:
    """A code that another client sends is refused, and its own client can still use it."""
    app, other = at.app(), at.app()
    code = at.browser().give_code(app)

    assert (error(other.redeem(code)), app.redeem(code).status_code) == ((400, "invalid_grant"), 200)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 200),
        ({"redirect_uri": REDIRECT}, 200),
        ({"redirect_url": REDIRECT}, 200),
        ({"redirect_uri": f"{REDIRECT}/"}, 400),
        ({"redirect_url": "https://evil.example/"}, 400),
    ],
)
def test_the_address_in_the_token_call(at: House, sent: dict[str, str], status: int) -> None:
    """It need not be sent again. One that is sent must be the same (row 31)."""
    app = at.app()

    assert app.redeem(at.browser().give_code(app), **sent).status_code == status


def test_earlier_spellings(at: House) -> None:
    """`redirect_url` and `grant_type=code` are understood too (row 31)."""
    app, browser = at.app(), at.browser()
    code = browser.give_code(app, redirect_uri=None, redirect_url=REDIRECT)

    assert app.redeem(code, grant_type="code").status_code == 200


def test_a_client_revoked_meanwhile(at: House) -> None:
    """A client that is revoked gets nothing for a code, and is not asked about any more."""
    app, browser = at.app(), at.browser()
    code, page = browser.give_code(app), app.request()
    at.revoke_client(app.client_id)

    assert (error(app.redeem(code)), browser.get(page).status_code) == ((401, "invalid_client"), 400)


def test_what_is_recorded(at: House) -> None:
    """What a person gives a client is in the audit trail, with both."""
    app, browser = at.app(), at.browser()
    browser.give_code(app)

    assert at.events("consent_given")[-1] == ("consent_given", browser.account.id, None, app.client_id)


def test_no_code_in_the_database(at: House) -> None:
    """Of codes and tokens only hashes are kept."""
    app, browser = at.app(), at.browser()
    code = browser.give_code(app)
    tokens = app.redeem(code).json()
    kept = at.everything_kept()

    assert not any(text in kept for text in (code, tokens["access_token"], tokens["refresh_token"]))
