"""API clients in the administration: their secrets are shown once, and nobody gives more than they have."""

import re

import pytest

from contact_moments import client_changes, clients
from contact_moments.client_changes import Wanted
from contact_moments.clients import ClientMetadata
from contact_moments.errors import BeyondOwnRightsError
from contact_moments.model import ADD, CLIENT_EDIT, DETAILS, SCOPES, VIEW, Client, Grant
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.tokens import new_token
from tests.pages.administering import events, followed, keeper, notice
from tests.pages.dom import Element, checked
from tests.people.browser import OPERATOR, PASSWORD, Answer, Browser

pytestmark = pytest.mark.both_engines

CLIENTS = "/admin/clients"


def a_client(register: Register, name: str = "Call centre", *scopes: str, **metadata: object) -> tuple[Client, str]:
    """A client, with its secret."""
    chosen = ClientMetadata(**metadata) if metadata else ClientMetadata()  # type: ignore[arg-type]
    return clients.add(register.database, name, frozenset(scopes or (VIEW,)), register.clock(), OPERATOR, chosen)


def used(register: Register, client: Client) -> str:
    """Give a client a token; returns it."""
    token, now = new_token(), register.clock()
    clients.keep_token(register.database, token, Grant(client.id, client.scopes, now + 3600 * 10**6), now)
    return token


def secret_on(page: Element) -> str:
    """The secret that a page shows."""
    return page.find(id="secret")["value"]


def added(browser: Browser, **typed: str | list[str]) -> Answer:
    """Fill in the form of a new client, and send it."""
    form = checked(browser.get(f"{CLIENTS}/new")).form(f"{CLIENTS}/new")
    chosen: dict[str, str | list[str]] = {"name": "Website", "scope": [VIEW, ADD], "password": PASSWORD}
    return form.submit(browser, "Add client", **(chosen | typed))


def test_adding_a_client(register: Register, browser: Browser) -> None:
    """Its secret is on the page that answers, works, and is nowhere else; nothing keeps that page."""
    answer = added(browser)
    page = checked(answer)
    (client,) = clients.all_clients(register.database)
    secret = secret_on(page)

    assert answer.headers["cache-control"] == "no-store"
    assert notice(page).startswith("“Website” was added. Keep the secret now")
    assert page.find("button", **{"data-copy": "secret"}).words == "Copy"
    assert clients.authenticate(register.database, client.id, secret) == client
    assert client.scopes == {VIEW, ADD}
    for path in (CLIENTS, f"{CLIENTS}/{client.id}", f"{CLIENTS}/{client.id}/secret"):
        assert secret not in browser.get(path).text
    told = {"scopes": sorted([VIEW, ADD]), "redirect_uris": [], "public": False, "people_only": False}
    assert events(register, client.id) == [("client_added", told)]


def test_the_same_form_twice(register: Register, browser: Browser) -> None:
    """A double click or a reload adds one client, and leaves its secret as it is."""
    form = checked(browser.get(f"{CLIENTS}/new")).form(f"{CLIENTS}/new")
    secret = secret_on(checked(form.submit(browser, "Add client", password=PASSWORD, name="Website", scope=[VIEW])))

    again = followed(browser, form.submit(browser, "Add client", password=PASSWORD, name="Website", scope=[VIEW]))

    (client,) = clients.all_clients(register.database)
    assert "was added already" in notice(again)
    assert clients.authenticate(register.database, client.id, secret)


def test_a_public_client(register: Register, browser: Browser) -> None:
    """It has no secret, and needs an address; what is wrong comes back with all that was typed."""
    page = checked(added(browser, kind="public", name=" ", scope=[]), 422)
    wrong = page.find(class_="errors").texts("a")
    form = page.form(f"{CLIENTS}/new")
    shown = checked(
        form.submit(
            browser, "Add client", password=PASSWORD, name="App", scope=[ADD], redirects="com.example.app:/in\n"
        )
    )

    assert wrong == [
        "Enter a name of at most 200 characters.",
        "Choose at least one thing that it may do.",
        "A client that is for people only needs a redirect address.",
    ]
    assert shown.all(id="secret") == []
    (client,) = clients.all_clients(register.database)
    assert client.public
    assert clients.redirects(register.database, client.id) == ("com.example.app:/in",)


@pytest.mark.parametrize(
    ("redirects", "told"),
    [
        ("http://crm.example.org/", "Enter complete addresses"),
        ("https://a.example/\nhttps://a.example/", "Enter each redirect address once."),
    ],
)
def test_a_redirect_address_that_is_none(browser: Browser, redirects: str, told: str) -> None:
    """It is refused beside its field, and stays there."""
    page = checked(added(browser, redirects=redirects), 422)

    assert page.find(id="redirects-error").words.startswith(told)
    assert page.find(id="redirects").text.strip() == redirects


def test_the_list(register: Register, browser: Browser) -> None:
    """The newest first: what each may do, and when it last got a token."""
    client, _ = a_client(register, "Call centre", VIEW, ADD)
    a_client(register, "Website")
    used(register, client)
    other, row = checked(browser.get(CLIENTS)).find("tbody").all("tr")

    assert row.find("th").words == "Call centre"
    assert row.texts("td")[1] == "view, add"
    assert re.fullmatch(r"today \d\d:\d\d", row.find("td", class_="nowrap").words)
    assert other.find("td", class_="nowrap").words == "not yet"


def test_a_new_secret(register: Register, browser: Browser) -> None:
    """The one before and its tokens stop working; the form that comes twice changes nothing."""
    client, before = a_client(register)
    token = used(register, client)
    page = checked(browser.get(f"{CLIENTS}/{client.id}/secret"))
    form = page.form(f"{CLIENTS}/{client.id}/secret")
    secret = secret_on(checked(form.submit(browser, "Make a new secret", password=PASSWORD)))

    again = checked(form.submit(browser, "Make a new secret", password=PASSWORD), 409)

    assert "1 token of it is valid now." in page.words
    assert again.find(class_="errors").words.startswith("The secret was renewed a moment ago")
    assert clients.authenticate(register.database, client.id, secret)
    assert clients.authenticate(register.database, client.id, before) is None
    assert clients.find_grant(register.database, token, register.clock()) is None
    assert [kind for kind, _ in events(register, client.id)] == ["client_added", "client_secret"]


def test_one_s_own_password(register: Register, browser: Browser) -> None:
    """Whoever finds a session open gets no secret and no code sent elsewhere; another name needs no password."""
    client, secret = a_client(register, "Call centre", VIEW, redirects=("https://a.example/",))
    path = f"{CLIENTS}/{client.id}"
    form = checked(browser.get(path)).form(path)
    refused = [
        added(browser, password="x"),
        checked(browser.get(f"{path}/secret")).form(f"{path}/secret").submit(browser, "Make a new secret"),
        form.submit(browser, "Save", scope=[VIEW, ADD]),
        form.submit(browser, "Save", redirects="https://evil.example/", password="x"),
    ]

    for answer in refused:
        assert checked(answer, 422).find(id="password-error").words
    assert clients.all_clients(register.database) == [client]
    assert clients.authenticate(register.database, client.id, secret)
    assert clients.redirects(register.database, client.id) == ("https://a.example/",)
    assert form.submit(browser, "Save", name="Desk").status == 303


def test_off_and_on(register: Register, browser: Browser) -> None:
    """A page of its own tells first what stops working; switched on, it has the secret that it had."""
    client, secret = a_client(register)
    used(register, client)
    page = checked(browser.get(f"{CLIENTS}/{client.id}/off"))
    assert clients.authenticate(register.database, client.id, secret)
    off = followed(browser, page.form(f"{CLIENTS}/{client.id}/off").submit(browser, "Switch off"))
    assert clients.authenticate(register.database, client.id, secret) is None
    on = followed(browser, off.form(f"{CLIENTS}/{client.id}/on").submit(browser, "Switch on"))

    assert "1 token of it is valid now." in page.words
    assert notice(off).startswith("“Call centre” is off.")
    assert notice(on).startswith("“Call centre” is on again")
    assert clients.authenticate(register.database, client.id, secret)
    assert [kind for kind, _ in events(register, client.id)] == ["client_added", "client_revoked", "client_enabled"]


def test_changing_a_client(register: Register, browser: Browser) -> None:
    """Name, rights and addresses; the trail has what it could do before."""
    client, _ = a_client(register, "Call centre", VIEW, redirects=("https://a.example/",))
    form = checked(browser.get(f"{CLIENTS}/{client.id}")).form(f"{CLIENTS}/{client.id}")

    answer = form.submit(
        browser, "Save", password=PASSWORD, name="Desk", scope=[VIEW, ADD], redirects="https://b.example/"
    )

    assert notice(followed(browser, answer)).startswith("“Desk” was changed.")
    (now,) = clients.all_clients(register.database)
    assert (now.name, sorted(now.scopes)) == ("Desk", sorted([VIEW, ADD]))
    assert clients.redirects(register.database, client.id) == ("https://b.example/",)
    assert events(register, client.id)[1:] == [
        ("client_changed", {"fields": ["name"], "scopes": sorted([VIEW, ADD]), "before": [VIEW]}),
        ("client_changed", {"added_redirect_uri": "https://b.example/"}),
        ("client_changed", {"removed_redirect_uri": "https://a.example/"}),
    ]
    same = checked(browser.get(f"{CLIENTS}/{client.id}")).form(f"{CLIENTS}/{client.id}").submit(browser, "Save")
    assert "is so already" in notice(followed(browser, same))


def test_two_administrators_change_a_client(register: Register, browser: Browser) -> None:
    """What one has taken away is not given back by the other, who sees it first, and may mean it all the same."""
    client, _ = a_client(register, "Call centre", VIEW, DETAILS)
    path = f"{CLIENTS}/{client.id}"
    form = checked(browser.get(path)).form(path)
    client_changes.change(register.database, client.id, Wanted("Call centre", frozenset({VIEW})), OPERATOR)

    page = checked(form.submit(browser, "Save", name="Desk", password=PASSWORD), 409)
    kept = clients.find(register.database, client.id)
    again = form.submit(browser, "Save", name="Call centre", scope=[VIEW])
    meant = page.form(path).submit(browser, "Save", password=PASSWORD)

    assert page.find(class_="errors").words.startswith("Somebody else has changed this client")
    assert "What it may do: view Redirect" in page.find(class_="errors").words
    assert kept is not None
    assert kept.scopes == {VIEW}
    assert "is so already" in notice(followed(browser, again))
    assert notice(followed(browser, meant)).startswith("“Desk” was changed.")
    assert events(register, client.id)[-1][1]["scopes"] == sorted([VIEW, DETAILS])


def test_parking(register: Register, browser: Browser) -> None:
    """It is switched on and off by the menu."""
    client, _ = a_client(register)
    on = checked(browser.get(CLIENTS)).form(f"{CLIENTS}/{client.id}/parking").submit(browser, "Switch parking on")
    page = followed(browser, on)
    off = page.form(f"{CLIENTS}/{client.id}/parking").submit(browser, "Switch parking off")

    assert "Parking" in page.find("tbody").texts("span", class_="badge")
    assert notice(followed(browser, off)) == "Parking is off for “Call centre”."
    assert [detail for _, detail in events(register, client.id)[1:]] == [{"parking": True}, {"parking": False}]


def test_nobody_gives_more_than_they_have(register: Register) -> None:
    """Who may not read contents gives no client that, and gets hold of none that may."""
    theirs = keeper(register, CLIENT_EDIT, VIEW)
    client, secret = a_client(register, "Warehouse", VIEW, DETAILS)
    offered = checked(theirs.get(f"{CLIENTS}/new")).all("input", name="scope")
    row = checked(theirs.get(CLIENTS)).find("tbody").find("tr")
    sent = theirs.post(f"{CLIENTS}/new", name="Mine", scope=DETAILS, kind="own", password=PASSWORD)
    mark = checked(theirs.get(f"{CLIENTS}/{client.id}/secret")).find(name="secret_mark")["value"]
    stolen = [
        theirs.post(f"{CLIENTS}/{client.id}/secret", secret_mark=mark, password=PASSWORD),
        theirs.post(
            f"{CLIENTS}/{client.id}", name="Mine", scope=VIEW, redirects="https://evil.example/", password=PASSWORD
        ),
        theirs.post(f"{CLIENTS}/{client.id}", name="Mine", scope=DETAILS, password=PASSWORD),
    ]

    assert [one["value"] for one in offered] == [VIEW]
    assert {one.status for one in (sent, *stolen)} == {403}
    assert "You can give only what your own role allows" in sent.text
    assert [one["href"] for one in row.all("a")] == [f"{CLIENTS}/{client.id}/off"]
    assert clients.authenticate(register.database, client.id, secret) == client
    assert theirs.post(f"{CLIENTS}/{client.id}/off").status == 303
    assert theirs.post(f"{CLIENTS}/{client.id}/on").status == 403


def test_the_rights_of_now_count(register: Register) -> None:
    """Whoever has lost a scope a moment ago gives it to nobody, whatever a worker still remembers."""
    by = Actor(account_id="0" * 32)

    with pytest.raises(BeyondOwnRightsError):
        clients.add(register.database, "Mine", frozenset({VIEW}), register.clock(), by)
    with pytest.raises(BeyondOwnRightsError):
        client_changes.enable(register.database, a_client(register)[0].id, register.clock(), by)


def test_many_clients(register: Register, browser: Browser) -> None:
    """They come in pages of 25, and a search finds one by its name or its id."""
    made = [a_client(register, f"System {number}", *SCOPES)[0] for number in range(70)]
    page = checked(browser.get(CLIENTS))
    last = checked(browser.get(f"{CLIENTS}?page=3"))
    found = checked(browser.get(f"{CLIENTS}?q=system+57")).find("tbody").texts("th")

    assert len(page.find("tbody").all("tr")) == 25
    assert page.find("nav", class_="page").words.startswith("1 to 25 of 70")
    assert len(last.find("tbody").all("tr")) == 20
    assert last.all("a", rel="next") == []
    assert found == ["System 57"]
    assert checked(browser.get(f"{CLIENTS}?q={made[5].id}")).find("tbody").texts("th") == ["System 5"]
    assert checked(browser.get(f"{CLIENTS}?q=nothing")).find(class_="empty").find("h3").words == (
        "Nothing found for “nothing”"
    )


def test_a_search_for_signs(register: Register, browser: Browser) -> None:
    """What has no words is sought as it is, instead of everything being found."""
    a_client(register, "Call centre")
    a_client(register, "Desk ★")

    assert checked(browser.get(f"{CLIENTS}?q=%E2%98%85")).find("tbody").texts("th") == ["Desk ★"]
    assert checked(browser.get(f"{CLIENTS}?q=%3F")).find(class_="empty").find("h3").words == "Nothing found for “?”"


@pytest.mark.parametrize("path", ["/x", "/x/secret", "/x/off", f"/{'0' * 32}", "/%F0%9F%98%80"])
def test_a_client_that_there_is_not(browser: Browser, path: str) -> None:
    """It is not found; nothing is changed."""
    assert browser.get(CLIENTS + path).status == 404
    assert browser.post(CLIENTS + path, name="x", scope=VIEW).status == 404


def test_a_form_that_somebody_else_opened(register: Register, browser: Browser) -> None:
    """Whoever sends it would add the client in their own name, so they are asked; without a session nothing is done."""
    form = checked(browser.get(f"{CLIENTS}/new")).form(f"{CLIENTS}/new")
    theirs = keeper(register, CLIENT_EDIT)

    assert form.submit(theirs, "Add client", password=PASSWORD, name="Mine", scope=[VIEW]).status == 409
    assert form.submit(Browser(register), "Add client", password=PASSWORD, name="Mine", scope=[VIEW]).status == 401
    assert clients.all_clients(register.database) == []
