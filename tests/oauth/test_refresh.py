"""Refresh tokens: each works once, and a second use ends what came of the consent (RFC 6749 §6, RFC 9700 §4.14)."""

import pytest

from contact_moments import consents
from contact_moments.contract.support import beside, in_threads
from contact_moments.model import ADD, DETAILS, EDIT, VIEW
from contact_moments.people import Actor
from contact_moments.tokens import Pair
from tests.oauth.house import House
from tests.support import LIST, Api
from tests.token_calls import error

pytestmark = pytest.mark.both_engines

DAY = 24 * 3600
REFUSED = (400, "invalid_grant")


def test_a_new_pair(at: House) -> None:
    """A refresh token gives the next pair, with the same scope; the earlier access token goes on working."""
    app, browser = at.app(), at.browser()
    first = browser.give_tokens(app)
    second = app.refresh(first["refresh_token"]).json()

    assert len({first["access_token"], first["refresh_token"], second["access_token"], second["refresh_token"]}) == 4
    assert {name: second[name] for name in ("token_type", "expires_in", "scope")} == {
        name: first[name] for name in ("token_type", "expires_in", "scope")
    }
    assert (at.works(first["access_token"]), at.works(second["access_token"])) == (True, True)


def test_a_second_use(at: House) -> None:
    """Whoever uses one a second time, thief or client, ends the whole family; it is recorded once."""
    app, browser = at.app(), at.browser()
    first = browser.give_tokens(app)
    second = app.refresh(first["refresh_token"]).json()
    answers = [error(app.refresh(first["refresh_token"])), error(app.refresh(second["refresh_token"]))]

    assert answers == [REFUSED, REFUSED]
    assert not at.works(second["access_token"])
    assert at.events("refresh_reused")[-1] == ("refresh_reused", browser.account.id, app.client_id, app.client_id)
    assert len([one for one in at.events("refresh_reused") if one[1] == browser.account.id]) == 1


def test_two_at_once(at: House) -> None:
    """Two calls that have both found it unused do not both get tokens: the second one counts as a second use."""
    app, browser = at.app(), at.browser()
    token = browser.give_tokens(app)["refresh_token"]
    register, by, now = at.register, Actor(client_id=app.client_id), at.clock()
    consent = consents.find_refresh_token(register.database, token, now, by)
    assert consent is not None
    got = [
        consents.rotate(register.database, token, consent, frozenset({VIEW}), Pair(f"{n}a", f"{n}b"), now, by)
        for n in range(2)
    ]

    assert got == [{VIEW}, frozenset()]
    assert not at.works("0a")


def test_many_at_once(at: House) -> None:
    """Of many calls at the same time, at several workers, one at most gets tokens; the others end the family."""
    app, browser = at.app(), at.browser()
    token = browser.give_tokens(app)["refresh_token"]
    by, now = Actor(client_id=app.client_id), at.clock()

    def refreshed(number: int) -> bool:
        with beside(at.register, at.clock) as other:
            consent = consents.find_refresh_token(other.database, token, now, by)
            pair = Pair(f"{token}{number}a", f"{token}{number}b")
            return bool(consent and consents.rotate(other.database, token, consent, consent.scopes, pair, now, by))

    assert sum(in_threads(refreshed, range(4))) == 1
    assert not any(at.works(f"{token}{number}a") for number in range(4))


def test_another_family_is_left_alone(at: House) -> None:
    """What the person gave the client elsewhere goes on working after a second use."""
    app, browser = at.app(), at.browser()
    stolen, other = browser.give_tokens(app), browser.give_tokens(app)
    for _ in range(2):
        app.refresh(stolen["refresh_token"])

    assert (at.works(stolen["access_token"]), at.works(other["access_token"])) == (False, True)


@pytest.mark.parametrize(
    ("scope", "outcome"),
    [
        (None, f"{ADD} {DETAILS} {VIEW}"),
        ("", f"{ADD} {DETAILS} {VIEW}"),
        (VIEW, VIEW),
        (f"{VIEW} {EDIT}", "invalid_scope"),
        ("nonsense", "invalid_scope"),
    ],
)
def test_scope(at: House, scope: str | None, outcome: str) -> None:
    """A call may ask for less than was given, and never for more."""
    app = at.app(VIEW, ADD, DETAILS, EDIT)
    token = at.browser().give_tokens(app, scope=f"{VIEW} {ADD} {DETAILS}")["refresh_token"]
    answer = app.refresh(token, scope=scope).json()

    assert answer.get("scope", answer.get("error")) == outcome


def test_less_is_enforced(at: House) -> None:
    """A token for less allows less; the next refresh token still stands for everything."""
    app = at.app()
    less = app.refresh(at.browser().give_tokens(app)["refresh_token"], scope=VIEW).json()
    more = app.refresh(less["refresh_token"]).json()

    assert [Api(at.url, one["access_token"]).post({}).status_code for one in (less, more)] == [403, 400]


def test_another_clients_refresh_token(at: House) -> None:
    """Another client's is refused, used or not, and nothing of it ends."""
    app, other = at.app(), at.app()
    used = at.browser().give_tokens(app)["refresh_token"]
    token = app.refresh(used).json()["refresh_token"]
    answers = [error(other.refresh(one)) for one in (used, token)]

    assert (answers, app.refresh(token).status_code) == ([REFUSED, REFUSED], 200)


@pytest.mark.parametrize(("days", "status"), [(29, 200), (30, 400)])
def test_unused_for_a_month(at: House, days: int, status: int) -> None:
    """One that is not used for 30 days has expired."""
    app = at.app()
    token = at.browser().give_tokens(app)["refresh_token"]
    at.clock.second += days * DAY

    assert app.refresh(token).status_code == status


def test_the_end_of_a_consent(at: House) -> None:
    """However often it is used, after 90 days (`GRANT_DAYS`) the person is asked again; tokens end then too."""
    app, statuses = at.app(), []
    tokens = at.browser().give_tokens(app)
    for days in (29, 29, 29, 2.99, 0.01):
        at.clock.second += int(days * DAY)
        answer = app.refresh(tokens["refresh_token"])
        statuses.append(answer.status_code)
        tokens = answer.json() if answer.status_code == 200 else tokens
    at.clock.second += DAY // 100

    assert statuses == [200, 200, 200, 200, 400]
    assert Api(at.url, tokens["access_token"]).get(LIST).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "é\x00", "a" * 60_000])
def test_no_refresh_token(at: House, token: str) -> None:
    """Any other text is refused."""
    assert error(at.app().refresh(token)) == REFUSED


def test_an_access_token_is_none(at: House) -> None:
    """An access token refreshes nothing, and a refresh token opens nothing."""
    app = at.app()
    tokens = at.browser().give_tokens(app)

    assert error(app.refresh(tokens["access_token"])) == REFUSED
    assert not at.works(tokens["refresh_token"])


def test_without_one(at: House) -> None:
    """A call without a refresh token is told so."""
    assert error(at.app().ask(grant_type="refresh_token")) == (400, "invalid_request")
