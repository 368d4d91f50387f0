"""What a person has given clients, as their account page shows it, and taking it back."""

from collections.abc import Callable

import pytest
from msgspec import structs

from contact_moments import client_changes, consents
from contact_moments.accounts.sessions import Seen, Sessions
from contact_moments.errors import NotFoundError
from contact_moments.model import ADD, VIEW
from contact_moments.pages.words import words_in
from contact_moments.people import Actor, Consent, Given
from contact_moments.tokens import hash_of
from tests.oauth.house import REDIRECT, App, Browser, House, hidden_fields
from tests.support import fetch

pytestmark = pytest.mark.both_engines


def given_by(at: House, browser: Browser) -> list[Given]:
    """What the person has given."""
    return consents.given_by(at.register.database, browser.account.id, at.clock())


def revoke(at: House, browser: Browser, app: App) -> None:
    """The person takes back what they have given a client."""
    seen = Seen("", "", at.clock(), browser.cookie)
    at.register.sessions.write(seen, lambda asks: consents.revoke_of_client(asks, app.client_id))


def test_each_client_once(at: House) -> None:
    """A client that was let in twice is shown once: with all scopes, since the first time."""
    first, second, browser = at.app(name="Z"), at.app(name="A"), at.browser()
    since = at.clock()
    browser.give_tokens(first, scope=VIEW)
    at.clock.second += 10
    browser.give_tokens(first, scope=ADD)
    browser.give_tokens(second, scope=VIEW)

    assert given_by(at, browser) == [
        Given(second.client_id, "A", frozenset({VIEW}), at.clock()),
        Given(first.client_id, "Z", frozenset({VIEW, ADD}), since),
    ]


def test_the_page_of_the_account(at: House) -> None:
    """It lists what a client may do in the order of the consent page: seeing comes before registering."""
    browser = at.browser()
    browser.give_tokens(at.app(), scope=f"{ADD} {VIEW}")

    page = fetch("GET", f"{browser.url}/account", headers={"Cookie": f"session={browser.cookie}"}).text

    words = words_in("en")["scopes"]
    assert page.index(words[VIEW]) < page.index(words[ADD])


def test_taking_it_back(at: House) -> None:
    """All that a client has of a person ends, what others have stays, and it is recorded once."""
    app, kept, browser = at.app(), at.app(), at.browser()
    tokens = [browser.give_tokens(app), browser.give_tokens(app)]
    code, other = browser.give_code(app), browser.give_tokens(kept)
    others = at.browser().give_tokens(app)
    revoke(at, browser, app)
    with pytest.raises(NotFoundError):
        revoke(at, browser, app)

    assert not any(hash_of(one["access_token"]) in at.everything_kept() for one in tokens)
    assert [at.works(one["access_token"]) for one in (*tokens, other, others)] == [False, False, True, True]
    assert [app.refresh(one["refresh_token"]).status_code for one in tokens] == [400, 400]
    assert app.redeem(code).status_code == 400
    assert [one.client_id for one in given_by(at, browser)] == [kept.client_id]
    assert at.events("consent_revoked")[-1] == ("consent_revoked", browser.account.id, None, app.client_id)


def test_what_nobody_can_use(at: House) -> None:
    """What is over is not shown: a code that was never used, a client that was revoked, a month without use."""
    browser, unused, revoked, idle = at.browser(), at.app(), at.app(), at.app()
    browser.give_code(unused)
    browser.give_tokens(revoked)
    browser.give_tokens(idle)
    shown = [len(given_by(at, browser))]
    at.revoke_client(revoked.client_id)
    at.clock.second += 3601
    shown.append(len(given_by(at, browser)))
    at.clock.second += 30 * 24 * 3600
    shown.append(len(given_by(at, browser)))

    assert shown == [3, 1, 0]


def end_elsewhere(at: House, browser: Browser) -> None:
    """Another worker ends the sessions of the person."""
    register = at.register
    Sessions(register.database, at.clock, register.settings).end_all(browser.account.id, Actor())


ENDED: dict[str, Callable[[House, Browser], None]] = {
    "the session": end_elsewhere,
    "the account": lambda at, browser: at.disable(browser.account),
    "the second factor": lambda at, browser: at.give_role(browser.account, "administrator"),
}


@pytest.mark.parametrize("end", ENDED.values(), ids=ENDED)
def test_only_who_is_signed_in_now_gives(at: House, end: Callable[[House, Browser], None]) -> None:
    """A worker that still has the session in its cache gives nothing for it."""
    app, browser = at.app(), at.browser()
    form = hidden_fields(browser.get(app.request()))
    end(at, browser)

    answer = browser.send(form | {"decision": "allow"})

    assert answer.status_code == 401
    assert given_events(at, browser) == []


def given_events(at: House, browser: Browser) -> list[str | None]:
    """The clients that the person has let in, as the audit trail has them."""
    return [client for _, account, _, client in at.events("consent_given") if account == browser.account.id]


def give(at: House, browser: Browser, wanted: Consent) -> frozenset[str]:
    """What a person gives a client at the very moment."""
    seen = Seen("", "", at.clock(), browser.cookie)
    return at.register.sessions.write(seen, lambda asks: consents.give(asks, "code", wanted, REDIRECT, None))


def test_no_more_is_given_than_role_and_client_have(at: House) -> None:
    """What either has lost since the page was shown is left out; a revoked client gets nothing."""
    app, browser = at.app(VIEW, ADD), at.browser()
    wanted = Consent("one", app.client_id, browser.account.id, frozenset({VIEW, ADD}), at.clock(), at.clock() + 1)
    at.give_role(browser.account, "reader")

    assert give(at, browser, wanted) == {VIEW}
    at.revoke_client(app.client_id)
    assert give(at, browser, structs.replace(wanted, id="two")) == frozenset()
    assert len(given_events(at, browser)) == 1


def test_a_client_that_is_switched_on_again(at: House) -> None:
    """What people had given it does not come back: they are asked again. It is told when it last got a token."""
    app, browser = at.app(), at.browser()
    tokens = browser.give_tokens(app)
    used = client_changes.find(at.register.database, app.client_id, at.clock())
    at.revoke_client(app.client_id)
    client_changes.enable(at.register.database, app.client_id, at.clock(), Actor())

    assert (used.people, used.tokens, used.client.used_at) == (1, 1, at.clock())
    assert app.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert not at.works(tokens["access_token"])
    assert client_changes.find(at.register.database, app.client_id, at.clock()).people == 0
    assert at.works(browser.give_tokens(app)["access_token"])


def test_a_client_with_a_new_secret(at: House) -> None:
    """What people gave it stays, for whoever has the new secret; its access tokens stop working at once."""
    app, browser = at.app(), at.browser()
    tokens = browser.give_tokens(app)
    _, secret = client_changes.renew_secret(at.register.database, app.client_id, Actor())

    assert not at.works(tokens["access_token"])
    assert app.refresh(tokens["refresh_token"]).status_code == 401
    renewed = App(app.url, app.client_id, secret, app.redirect)
    assert renewed.refresh(tokens["refresh_token"]).status_code == 200
