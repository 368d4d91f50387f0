"""Pages as such: templates and their data, words in both languages, headers, assets, and refusals as pages."""

import html
import importlib
import pkgutil
import re
from urllib.parse import urlencode

import pytest

from contact_moments.accounts import accounts, links, roles
from contact_moments.http_server.messages import Ends, Request, Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import ADD
from contact_moments.pages import assets, forms, headers, rendering, words
from contact_moments.people import Account
from contact_moments.register import Register
from tests.people.browser import FORM, OPERATOR, Browser, add_account

_NAMES = re.compile(r"(?<=[a-z])(?=[A-Z])")


def structs() -> dict[str, type[rendering.PageData]]:
    """The struct of each page, and of each part that is asked for alone, by the name of its template."""
    for door in ("web", "oauth", "pages"):
        package = importlib.import_module(f"contact_moments.{door}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    named = {_NAMES.sub("_", one.__name__).lower() + ".html": one for one in rendering.PageData.__subclasses__()}
    templates = rendering._environment().list_templates()
    return {name if name in templates else f"_{name}": one for name, one in named.items()}


def used_in(name: str) -> set[str]:
    """The names that a template uses and does not make itself, those of what it extends and includes too."""
    from jinja2 import meta, nodes

    environment = rendering._environment()
    assert environment.loader is not None
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    found = set(meta.find_undeclared_variables(tree))
    # What a template makes at its top counts in its blocks.
    found -= {one if isinstance(one, str) else one[1] for it in tree.find_all(nodes.FromImport) for one in it.names}
    found -= {one.name for one in tree.find_all(nodes.Macro)}
    found -= {one.target.name for one in tree.find_all(nodes.Assign) if isinstance(one.target, nodes.Name)}
    for other in meta.find_referenced_templates(tree):
        assert other is not None
        found |= used_in(other)
    return found


@pytest.mark.slow
def test_each_page_has_a_struct_with_what_it_shows() -> None:
    """No template uses a name that its struct does not have, and each field of a struct is used."""
    found = structs()
    pages = {name for name in rendering._environment().list_templates() if not name.startswith("_")}

    assert {name for name in found if not name.startswith("_")} == pages
    for name, struct in found.items():
        assert used_in(name) - rendering.SHARED == set(struct.__struct_fields__), name


PREFERENCES = {
    "": "en",
    "nl": "nl",
    "nl-BE,nl;q=0.9,en;q=0.8": "nl",
    "fr-FR,fr;q=0.9,nl;q=0.3,en;q=0.2": "nl",
    "en;q=0.2, nl;q=0.1": "en",
    "de": "en",
    "nl;q=0": "en",
    "*": "en",
    "nl;q=x, ,;,": "en",
    "NL": "nl",
    "en;q=0.1," + "xx," * 18 + "nl": "nl",
    "en;q=0.1," + "xx," * 19 + "nl": "en",
    "en;q=0.1,nl" + " " * 60: "en",
}


@pytest.mark.parametrize(("header", "language"), PREFERENCES.items(), ids=PREFERENCES)
def test_the_preferred_language(header: str, language: str) -> None:
    """That of the browser which has the highest weight of those that there are; English where there is none."""
    assert words.preferred(header) == language


def test_the_language_of_a_page(register: Register) -> None:
    """As chosen on the page, else as the browser prefers; a link leads to the other, with the rest of the address."""
    browser = Browser(register)

    assert '<html lang="nl">' in browser.get("/sign-in", accept_language="nl").text
    chosen = browser.get("/sign-in?next=/account%3Fa%3D1&lang=en", accept_language="nl").text
    assert '<html lang="en">' in chosen
    assert 'href="?next=/account%3Fa%3D1&amp;lang=nl"' in chosen
    assert '<html lang="en">' in browser.get("/sign-in?lang=xx&lang=nl").text


def test_a_form_is_read_once_for_its_language(register: Register) -> None:
    """However many texts of a page depend on its language."""
    sent = Request("POST", "/sign-in", "", {"content-type": FORM.decode()}, "1.1", Ends())
    context = RequestContext(Browser(register).application._application.service, sent, body=b"lang=nl")
    first = words.language_of(context)
    context.body = b"lang=en"

    assert (first, words.language_of(context)) == ("nl", "nl")


def test_language_and_next_stay(register: Register) -> None:
    """On the way to the page about a forgotten password and back, and after a failed sign-in; nothing else is told."""
    browser, after = Browser(register), "/l/oauth2/authorize?a=b"
    carried = "?next=%2Fl%2Foauth2%2Fauthorize%3Fa%3Db&amp;lang="

    form = browser.get(f"/sign-in?lang=nl&{urlencode({'next': after})}").text
    assert f'href="/sign-in/forgotten{carried}nl"' in form
    there = browser.get(html.unescape(f"/sign-in/forgotten{carried}nl")).text
    assert '<html lang="nl">' in there
    assert f'href="/sign-in{carried}nl"' in there
    failed = browser.post("/sign-in", email="ada@example.org", password="a guess", next=after, lang="nl").text

    assert '<html lang="nl">' in failed
    assert f'href="{carried}en"' in failed
    assert "guess" not in failed


def test_the_language_of_an_invitation(register: Register) -> None:
    """It is that of the account, whatever the browser prefers, unless another is chosen on the page."""
    new = Account("", "eve@example.org", "Eve", "nl", "reader", register.clock())
    account = accounts.add(register.database, new, OPERATOR)
    _, token = links.make(register.database, account.id, register.clock(), OPERATOR)
    browser = Browser(register)

    assert '<html lang="nl">' in browser.get(f"/invite/{token}", accept_language="en").text
    assert '<html lang="en">' in browser.get(f"/invite/{token}?lang=en", accept_language="nl").text


def test_where_a_refusal_leads(register: Register) -> None:
    """To the timeline, or to the account for whom the timeline is closed; else to signing in, or nowhere.

    Nowhere where this address has no pages.
    """
    add_account(register)
    roles.put_role(register.database, "nothing", frozenset({ADD}), None, OPERATOR)
    add_account(register, "bob@example.org", "nothing")
    browser, stranger = Browser(register), Browser(register)
    browser.sign_in()
    gone = f"/invite/{'x' * 43}"

    pages = [browser.get(gone), stranger.get(gone), stranger.get("/account", host="evil.example")]

    found = [re.findall(r'class="button" href="([^"?]*)', one.text) for one in pages]
    assert [one.status for one in pages] == [404, 404, 403]
    assert found == [["/"], ["/sign-in"], []]
    browser.post("/sign-out")
    browser.sign_in("bob@example.org")
    refused = browser.get("/")
    assert (refused.status, re.findall(r'class="button" href="([^"?]*)', refused.text)) == (403, ["/account"])


def test_how_long_to_wait(register: Register) -> None:
    """The page says what Retry-After says."""
    browser = Browser(register)
    for _ in range(5):
        answer = browser.sign_in(password="a guess")

    assert answer.status == 429
    assert f"Try again in {answer.headers['retry-after']} s." in answer.text


def test_the_headers_of_every_page(register: Register) -> None:
    """No script but ours, no frame, no other form target; and nothing is kept."""
    answer = Browser(register).get("/sign-in")
    policy = answer.headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_form_target_of_a_consent() -> None:
    """One origin besides this server."""
    policy = dict(headers.of("https://client.example"))["content-security-policy"]

    assert "form-action 'self' https://client.example;" in policy


def test_no_template_has_what_the_policy_forbids() -> None:
    """No style or script in a page, no address of elsewhere, and nothing that is not escaped."""
    ours = r"<script(?! src=\"{{ asset\('[\w.]+'\) }}\" defer></script>)"
    forbidden = rf"style=|<style|{ours}|\son\w+=|https?:|\|\s*safe|autoescape|hx-on|hx-vars|\bjs:|Markup"
    for file in rendering.FOLDER.glob("*.html"):
        found = re.findall(forbidden, file.read_text())
        assert found == [], file.name


def test_assets(register: Register) -> None:
    """Each is there under the name with its hash, for good; under another name there is nothing."""
    browser = Browser(register)
    for one in assets.assets().values():
        answer = browser.get(one.address)
        assert (answer.status, answer.headers["content-type"]) == (200, one.media_type)
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"

    for name in ("register.css", "register.0000000000000000.css", "..%2frouting.py", "%2e%2e/%2e%2e/server.py", ""):
        assert browser.get(f"/assets/{name}").status == 404


def test_the_stylesheet_has_no_address_of_elsewhere() -> None:
    """Nothing is fetched from others."""
    assert "url(" not in assets.assets()["register.css"].content.decode()


BAD_FORMS = {
    "JSON": ("application/json", b'{"email": "a"}'),
    "no type": ("", b"email=a"),
    "a field twice": ("application/x-www-form-urlencoded", b"email=a&email=b"),
    "no UTF-8": ("application/x-www-form-urlencoded", b"email=%ff"),
    "a NUL": ("application/x-www-form-urlencoded", b"email=a%00&password=b"),
    "too many fields": ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(60))),
    "nothing": ("application/x-www-form-urlencoded", b""),
    "other fields": ("application/x-www-form-urlencoded", b"a=b"),
}


@pytest.mark.parametrize(("sent_as", "body"), BAD_FORMS.values(), ids=BAD_FORMS)
def test_a_bad_form(register: Register, sent_as: str, body: bytes) -> None:
    """It is refused with a page that says so."""
    sent = {"sec-fetch-site": "same-origin", "content-type": sent_as, "accept": "text/html"}
    answer = Browser(register).send("POST", "/sign-in", body, sent)

    assert answer.status == 400
    assert "<h1>This cannot be done</h1>" in answer.text


def test_a_form_that_is_too_large(register: Register) -> None:
    """It is refused before it is read."""
    assert Browser(register).post("/sign-in", email="a" * forms.MAX_FORM).status == 413


def test_refusals_are_pages(register: Register) -> None:
    """With their own status and headers, and the number of the request where something went wrong here."""
    browser = Browser(register)
    assert "<h1>Nothing here</h1>" in browser.get("/nowhere").text
    answer = browser.send("DELETE", "/account", b"", {"accept": "text/html", "sec-fetch-site": "same-origin"})

    assert (answer.status, "allow" in answer.headers) == (405, True)
    assert answer.headers["content-type"] == rendering.HTML


def test_what_is_not_there(register: Register) -> None:
    """What was asked for is named, within the frame; an unknown address leads who has signed in to the timeline."""
    add_account(register, "not-there@example.org")
    browser = Browser(register)
    browser.sign_in("not-there@example.org")

    relation, moment, nowhere = (browser.get(one).text for one in ("/relation/999", "/moment/998", "/nowhere"))

    assert "There is no relation 999, or you may not see it." in relation
    assert "There is no contact moment 998, or you may not see it." in moment
    assert relation.count("<nav") == moment.count("<nav") == 1
    assert ('href="/"' in nowhere, "/sign-in" in nowhere) == (True, False)
    assert 'href="/sign-in' in Browser(register).get("/nowhere").text


def test_a_fault_of_ours_is_a_page(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the request's number, and nothing of the fault itself."""

    def fails(_: RequestContext) -> Response:
        raise ValueError("a secret")

    monkeypatch.setattr(register.sessions, "of_account", fails)
    add_account(register)
    browser = Browser(register)
    browser.sign_in()
    answer = browser.get("/account")

    assert (answer.status, answer.headers["x-request-id"] in answer.text) == (500, True)
    assert "a secret" not in answer.text


def test_what_people_type_is_escaped(register: Register) -> None:
    """An address with markup in it comes back as text."""
    typed = '"><script>alert(1)</script>@example.org'

    answer = Browser(register).sign_in(typed)

    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text
