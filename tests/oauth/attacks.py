"""Attacks on OAuth, each a function of a register that returns whether the attack was without effect.

Whatever happens in one, no browser may ever be sent to an address that is not registered: `Browser` sees to that for
every answer.
"""

from collections.abc import Callable
from urllib.parse import urlencode

import requests

from contact_moments.model import ADD, EDIT, VIEW
from tests.oauth.house import (
    AUTHORIZE,
    INTROSPECT,
    REDIRECT,
    REVOKE,
    STATE,
    App,
    House,
    answer_in,
    challenge_of,
    hidden_fields,
)
from tests.support import LIST, TOKEN, fetch
from tests.token_calls import error

Attack = Callable[[House], bool]
EVIL = "https://evil.example/steal"
REFUSED = (400, "invalid_grant")


def shown_not_sent(answer: requests.Response) -> bool:
    """Whether what is wrong was told on a page, and the browser sent nowhere."""
    told = answer.status_code in {400, 403, 421} and answer.headers["Content-Type"].startswith("text/html")
    return told and "Location" not in answer.headers


def refuses_address(address: str, *registered: str, public: bool = False) -> Attack:
    """A request that names an address that is not registered, signed in and not, and with another fault besides."""

    def attack(at: House) -> bool:
        app, browser = at.app(redirects=registered or (REDIRECT,), public=public), at.browser()
        stranger = browser.signed_out()
        asked = app.request(redirect_uri=address)
        faulty = app.request(redirect_uri=address, response_type="token", scope="nonsense")
        sent = browser.send(asked | {"decision": "allow", "account": browser.account.id})
        denied = browser.send(asked | {"decision": "deny", "account": browser.account.id})
        answers = [browser.get(asked), stranger.get(asked), browser.get(faulty), stranger.get(faulty), sent, denied]
        return all(map(shown_not_sent, answers))

    return attack


def error_goes_to_the_client(expected: str, **changes: str | None) -> Attack:
    """A faulty request is told to the client at its own address, with its state and our name."""

    def attack(at: House) -> bool:
        app, browser = at.app(public=True, redirects=(REDIRECT,)), at.browser()
        answer = browser.get(app.request(**changes))
        told = answer_in(answer)
        ours = answer.headers["Location"].startswith(f"{REDIRECT}?")
        return ours and (told["error"], told["state"], told["iss"]) == (expected, STATE, at.url)

    return attack


def twice(name: str, value: str) -> Attack:
    """A parameter that is there a second time, which two programs could read differently (RFC 6749 §3.1)."""

    def attack(at: House) -> bool:
        answer = at.browser().get(urlencode(at.app().request(scope=VIEW)) + f"&{name}={value}")
        told = answer_in(answer)
        return (told["error"], told.get("state")) == ("invalid_request", None if name == "state" else STATE)

    return attack


def is_told_on_a_page(query: str) -> Attack:
    """A request whose client or address is not certain leads nowhere; `{client}` stands for the client's id."""

    def attack(at: House) -> bool:
        client_id = at.app().client_id
        return shown_not_sent(at.browser().get(query.replace("{client}", client_id)))

    return attack


def other_site(**headers: str | None) -> Attack:
    """A form on another site presses the button for the person (§4.7, CSRF)."""

    def attack(at: House) -> bool:
        app, browser = at.app(), at.browser()
        fields = hidden_fields(browser.get(app.request())) | {"decision": "allow"}
        own = {"Cookie": f"session={browser.cookie}"} | {name: value for name, value in headers.items() if value}
        named = {name.replace("_", "-"): value for name, value in own.items()}
        before = len(at.events("consent_given"))
        answer = fetch("POST", at.url + AUTHORIZE, data=fields, headers=named, allow_redirects=False)
        return answer.status_code == 403 and len(at.events("consent_given")) == before

    return attack


def by_a_link(at: House) -> bool:
    """A link that has the decision in it."""
    app, browser = at.app(), at.browser()
    before = len(at.events("consent_given"))
    answer = browser.get(app.request() | {"decision": "allow", "account": browser.account.id})
    return (answer.status_code, len(at.events("consent_given"))) == (200, before)


def framed(at: House) -> bool:
    """The page in a frame, so that the person presses a button that they do not see (§4.16)."""
    policy = at.browser().get(at.app().request()).headers["Content-Security-Policy"]
    return "frame-ancestors 'none'" in policy


def scripted(at: House) -> bool:
    """A state, scope and name with markup in them."""
    app, browser = at.app(name='"><script>alert(1)</script>'), at.browser()
    page = browser.get(app.request(state='"><script>alert(2)</script>'))
    return "<script" not in page.text and "script-src 'self'" in page.headers["Content-Security-Policy"]


def splits_the_answer(at: House) -> bool:
    """Line ends in the state, to add headers to the answer."""
    app = at.app()
    answer = at.browser().decide(app.request(state="x\r\nSet-Cookie: session=evil"))
    return "Set-Cookie" not in answer.headers and answer_in(answer)["state"] == "x\r\nSet-Cookie: session=evil"


def leaks_by_referrer(at: House) -> bool:
    """A page or redirect that tells other sites the address with its parameters (§4.2)."""
    app, browser = at.app(), at.browser()
    answers = [browser.get(app.request()), browser.decide(app.request())]
    return all(one.headers["Referrer-Policy"] == "same-origin" for one in answers)


def repeats_the_form(at: House) -> bool:
    """A redirect that has the browser send the person's form to the client (§4.12)."""
    return at.browser().decide(at.app().request()).status_code == 303


def kept_by_a_cache(at: House) -> bool:
    """Codes and pages that a cache keeps for others."""
    app, browser = at.app(), at.browser()
    answers = [browser.get(app.request()), browser.decide(app.request())]
    return all(one.headers["Cache-Control"] == "no-store" for one in answers)


def mixes_up_servers(at: House) -> bool:
    """A client of several servers that cannot tell whose answer it got (§4.4): success, error and denial name us."""
    app, browser = at.app(), at.browser()
    answers = [
        browser.decide(app.request()),
        browser.decide(app.request(), "deny"),
        browser.get(app.request(scope="nonsense")),
    ]
    return [answer_in(one)["iss"] for one in answers] == [at.url] * 3


def injects_a_code(at: House) -> bool:
    """A stolen code in the attacker's own session with the client (§4.5): the verifier there is another one."""
    app = at.app()
    stolen = at.browser().give_code(app)
    return error(app.redeem(stolen, code_verifier="attackers-own-verifier-of-43-characters-000")) == REFUSED


def leaves_pkce_out(at: House) -> bool:
    """The attacker takes the challenge out of the request, and the client sends its verifier (§4.8)."""
    app = at.app()
    code = at.browser().give_code(app, code_challenge=None, code_challenge_method=None)
    return app.redeem(code).status_code == 400


def guesses_after_a_wrong_verifier(at: House) -> bool:
    """Many verifiers for one stolen code: the first wrong one uses it up."""
    app = at.app(public=True)
    code = at.browser().give_code(app)
    app.redeem(code, code_verifier="w" * 43)
    return error(app.redeem(code)) == REFUSED


def changes_the_challenge(at: House) -> bool:
    """The challenge of another request in the form: the code answers to what was sent, and no other verifier."""
    app, browser = at.app(public=True), at.browser()
    answer = browser.decide(app.request(), code_challenge=challenge_of("w" * 43))
    return error(app.redeem(answer_in(answer)["code"])) == REFUSED


def uses_a_code_twice(at: House) -> bool:
    """A code that was seen in a log, after the client has used it (§4.2.4)."""
    app = at.app()
    code = at.browser().give_code(app)
    tokens = app.redeem(code).json()
    return error(app.redeem(code)) == REFUSED and not at.works(tokens["access_token"])


def uses_an_old_code(at: House) -> bool:
    """A code from the browser's history."""
    app = at.app()
    code = at.browser().give_code(app)
    at.clock.second += 61
    return error(app.redeem(code)) == REFUSED


def redeems_as_another_client(at: House) -> bool:
    """A malicious client sends a code that was given to another one (§4.5)."""
    app, evil = at.app(), at.app(redirects=("https://malicious.example/in",))
    return error(evil.redeem(at.browser().give_code(app))) == REFUSED


def redeems_without_the_secret(at: House) -> bool:
    """Whoever found a code and knows the client's id, not its secret."""
    app = at.app()
    code = at.browser().give_code(app)
    return error(app.redeem(code, client_secret=None)) == (401, "invalid_client")


def redeems_for_another_address(at: House) -> bool:
    """A code that was sent to one of a client's addresses, in a call that names another (§4.1.3)."""
    app = at.app(redirects=(REDIRECT, "https://other.example.org/in"))
    code = at.browser().give_code(app)
    return error(app.redeem(code, redirect_uri="https://other.example.org/in")) == REFUSED


def steals_a_refresh_token(at: House) -> bool:
    """A stolen refresh token, used before or after the client does (§4.14): the family ends."""
    app = at.app()
    stolen = at.browser().give_tokens(app)["refresh_token"]
    thief = app.refresh(stolen).json()
    return error(app.refresh(stolen)) == REFUSED and not at.works(thief["access_token"])


def refreshes_as_another_client(at: House) -> bool:
    """A refresh token is bound to its client."""
    token = at.browser().give_tokens(at.app())["refresh_token"]
    return error(at.app().refresh(token)) == REFUSED


def refreshes_for_more(at: House) -> bool:
    """More scope than the person gave, when refreshing (RFC 6749 §6)."""
    app = at.app(VIEW, EDIT)
    token = at.browser().give_tokens(app, scope=VIEW)["refresh_token"]
    return error(app.refresh(token, scope=f"{VIEW} {EDIT}")) == (400, "invalid_scope")


def asks_for_more_than_registered(at: House) -> bool:
    """A client asks for a scope that it was not registered for (§2.3)."""
    app = at.app(VIEW)
    return answer_in(at.browser().get(app.request(scope=f"{VIEW} {EDIT}")))["error"] == "invalid_scope"


def asks_for_what_only_people_may(at: House) -> bool:
    """A scope that no token can have, of an administrator's role."""
    return answer_in(at.browser().get(at.app().request(scope="account/edit")))["error"] == "invalid_scope"


def adds_scope_to_the_form(at: House) -> bool:
    """The form sends more scope than the role has: the person gives what they may do."""
    app, browser = at.app(VIEW, ADD), at.browser("reader")
    answer = browser.decide(app.request(scope=VIEW), scope=f"{VIEW} {ADD}")
    return bool(app.redeem(answer_in(answer)["code"]).json()["scope"] == VIEW)


def client_as_a_person(at: House) -> bool:
    """A client's own token is never taken for a person's (§4.15)."""
    app = at.app()
    token = app.ask(grant_type="client_credentials").json()["access_token"]
    return "sub" not in app.ask(INTROSPECT, token=token).json()


def token_in_the_address(at: House) -> bool:
    """A token in the query of a request to the API (§4.3.2)."""
    token = at.browser().give_tokens(at.app())["access_token"]
    return fetch("GET", f"{at.url}{LIST}?access_token={token}").status_code == 401


def secret_in_the_address(at: House) -> bool:
    """A client's secret in the query of a token call."""
    app = at.app()
    query = urlencode({"client_id": app.client_id, "client_secret": app.secret})
    return fetch("POST", f"{at.url}{TOKEN}?{query}", data={"grant_type": "client_credentials"}).status_code == 400


def code_by_get(at: House) -> bool:
    """A token call by GET, which logs and caches would keep."""
    app = at.app()
    query = urlencode({"grant_type": "authorization_code", "client_id": app.client_id, "code": "x"})
    return fetch("GET", f"{at.url}{TOKEN}?{query}").status_code == 405


def cookie_in_the_api(at: House) -> bool:
    """A page of another site has the browser call the API, with the person's cookie."""
    headers = {"Cookie": f"session={at.browser().cookie}"}
    return fetch("GET", at.url + LIST, headers=headers).status_code == 401


def token_on_a_page(at: House) -> bool:
    """A client uses a person's token to press buttons in their name."""
    app, browser = at.app(), at.browser()
    token = browser.give_tokens(app)["access_token"]
    stranger = browser.signed_out(Authorization=f"Bearer {token}")
    return stranger.get(app.request()).headers["Location"].startswith("/sign-in?")


def fetches_an_address(at: House) -> bool:
    """A request by reference has the server call an address inside the network (§4.11, RFC 9101)."""
    asked = at.app().request() | {"request_uri": "http://127.0.0.1:1/request", "request": "e30."}
    return at.browser().get(asked).status_code == 200  # ignored: the test has no sockets


def by_head(at: House) -> bool:
    """HEAD, which is answered as GET, gives nothing."""
    before = len(at.events("consent_given"))
    answer = at.browser().get(at.app().request(), "HEAD")
    return (answer.status_code, len(at.events("consent_given"))) == (200, before)


def revokes_of_others(at: House) -> bool:
    """A client ends tokens of another client (RFC 7009 §2.1)."""
    app = at.app()
    tokens = at.browser().give_tokens(app)
    at.app().ask(REVOKE, token=tokens["refresh_token"])
    return at.works(tokens["access_token"])


def scans_tokens(at: House) -> bool:
    """A client finds out by introspection or revoking which tokens there are (RFC 7662 §4)."""
    token, other = at.browser().give_tokens(at.app())["access_token"], at.app()
    answers = [(other.ask(path, token=one).text) for path in (INTROSPECT, REVOKE) for one in (token, "x" * 43)]
    return answers[0] == answers[1] and answers[2] == answers[3]


def finds_clients(at: House) -> bool:
    """Whether a client exists cannot be seen from the answer to a wrong secret, or to none."""
    app, unknown = at.app(), App(at.url, "0" * 32, "x")
    answers = [(one.status_code, one.json()) for one in (app.redeem("x", client_secret="y"), unknown.redeem("x"))]
    without = [error(one.redeem("x", client_secret=None)) for one in (app, unknown)]
    return answers[0] == answers[1] and without[0] == without[1]


def other_host(at: House) -> bool:
    """A name that an attacker points at this server (DNS rebinding), or a Host header that a cache passes on."""
    app, browser = at.app(), at.browser()
    browser.headers = {"Host": "evil.example"}
    return shown_not_sent(browser.get(app.request()))


def fixes_a_session(at: House) -> bool:
    """Somebody else's session in the browser: the page that was shown to the person gives nothing for the other one."""
    app, browser, attacker = at.app(), at.browser(), at.browser()
    fields = hidden_fields(browser.get(app.request())) | {"decision": "allow"}
    before = len(at.events("consent_given"))
    answer = attacker.send(fields)
    return (answer.status_code, len(at.events("consent_given"))) == (200, before)


def too_long(at: House) -> bool:
    """A request that would not fit into the address of a page or of the client."""
    return shown_not_sent(at.browser().get(at.app().request(state="x" * 7000)))
