"""What a person has given clients, as their account page shows it, and taking it back."""

import pytest

from contact_moments import consents
from contact_moments.errors import NotFoundError
from contact_moments.model import ADD, VIEW
from contact_moments.pages.words import words_in
from contact_moments.people import Doer, Given
from contact_moments.tokens import hash_of
from tests.oauth.house import App, Browser, House
from tests.support import fetch

pytestmark = pytest.mark.both_engines


def given_by(at: House, browser: Browser) -> list[Given]:
    """What the person has given."""
    return consents.given_by(at.register.database, browser.account.id, at.clock())


def revoke(at: House, browser: Browser, app: App) -> None:
    """The person takes back what they have given a client."""
    by = Doer(account_id=browser.account.id)
    consents.revoke_of_client(at.register.database, browser.account.id, app.client_id, at.clock(), by)


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
