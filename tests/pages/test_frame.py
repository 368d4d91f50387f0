"""What is around every page: the rail, the menu, how it looks, help, and the files that it needs."""

import gzip
import re
from pathlib import Path

import pytest

from contact_moments import colours
from contact_moments.pages import assets, branding, rendering
from contact_moments.register import Register
from contact_moments.setting_values import LIGHT_SHEET
from contact_moments.settings import Settings
from contact_moments.web.frame import initials
from tests.pages.dom import check_part, checked, parsed
from tests.people.browser import Browser, add_account, new_register

OURS = ("pages.js", "entry.js", "timeline.js")


def test_every_page_is_right(browser: Browser) -> None:
    """Those that need nothing in the register, in both languages."""
    for language in ("en", "nl"):
        for path in ("/account", "/help", "/sign-in", "/sign-in/forgotten", "/account/second-factor"):
            shown = browser if path.startswith(("/account", "/help")) else Browser(browser.register)
            assert checked(shown.get(f"{path}?lang={language}")).find("html")["lang"] == language


@pytest.mark.parametrize(
    ("name", "letters"), [("Noor Bakker", "NB"), ("Ann", "A"), ("", ""), ("Jan van der Berg", "JB"), ("éva Ö", "ÉÖ")]
)
def test_initials(name: str, letters: str) -> None:
    """Of the first and the last word."""
    assert initials(name) == letters


def test_the_menu(browser: Browser) -> None:
    """It leads to what the person may see, and names them."""
    page = checked(browser.get("/help"))
    menu = page.find("details", class_="me")

    assert menu.find("summary").words.endswith("Ada Lovelace")
    assert [one.get("href") for one in menu.all("a")] == ["/help", "/account", "/docs"]
    assert page.find("body")["data-keys"] == "on"
    assert {one["name"] for one in menu.all("button") if "name" in one.attributes} == {"lang", "theme"}


def test_how_pages_look(register: Register) -> None:
    """Each choice is kept with the account, counts at once, and leads back to the page where it was made."""
    add_account(register, "look@example.org")
    browser = Browser(register)
    browser.sign_in("look@example.org")
    form = checked(browser.get("/help")).form("/account/display")

    answer = form.submit(browser, "Dark colours")
    assert (answer.status, answer.location) == (303, "/help")
    assert checked(browser.get("/help")).find("html")["data-theme"] == "dark"
    form.submit(browser, "Nederlands")
    dutch = checked(browser.get("/help", accept_language="en"))
    assert dutch.find("html")["lang"] == "nl"
    keys = [one for one in dutch.all("form", action="/account/display") if one.all("input", name="keys")]
    assert len(keys) == 1
    browser.send("POST", "/account/display", b"keys=off&next=/help", FORM_HEADERS)
    off = checked(browser.get("/help"))
    assert off.find("body")["data-keys"] == "off"
    assert "checked" not in off.find("input", type_="checkbox").attributes
    browser.send("POST", "/account/display", b"keys=off&keys=on&theme=system", FORM_HEADERS)
    on = checked(browser.get("/help"))

    assert (on.find("body")["data-keys"], on.find("html").get("data-theme")) == ("on", None)


FORM_HEADERS = {
    "content-type": "application/x-www-form-urlencoded",
    "sec-fetch-site": "same-origin",
    "accept": "text/html",
}


@pytest.mark.parametrize("sent", [b"theme=pink", b"lang=xx", b"keys=perhaps"])
def test_a_look_that_there_is_not(browser: Browser, sent: bytes) -> None:
    """It is refused, and nothing changes."""
    assert browser.send("POST", "/account/display", sent, FORM_HEADERS).status == 400
    assert "data-theme" not in checked(browser.get("/help")).find("html").attributes


def test_where_a_look_leads(browser: Browser) -> None:
    """Only to this server."""
    answer = browser.send("POST", "/account/display", b"theme=system&next=//evil.example", FORM_HEADERS)

    assert answer.location.startswith("/")
    assert not answer.location.startswith("//")


def test_help_in_a_dialog(browser: Browser) -> None:
    """A script gets the part alone."""
    answer = browser.get("/help", hx_request="true", hx_target="dialog#keys")
    check_part(parsed(answer.text))

    assert "<html" not in answer.text
    assert "<kbd>n</kbd>" in answer.text


def test_a_script_is_not_led_elsewhere(register: Register) -> None:
    """Without a session it gets 401, where a page leads to signing in: it would put that page into its own."""
    stranger = Browser(register)

    assert stranger.get("/help").status == 303
    assert stranger.get("/help", hx_request="true").status == 401


def test_budget_of_scripts() -> None:
    """Few scripts, as small as promised."""
    ours = [file.stat().st_size for file in assets.FOLDER.iterdir() if file.name in OURS]

    assert sum(ours) < 15_000
    assert {file.name for file in assets.FOLDER.glob("*.js")} <= {*OURS, "htmx.min.js"}


SHEETS = sorted(file.name for file in assets.FOLDER.glob("*.css") if file.name != "register.css")


@pytest.mark.parametrize("own", SHEETS)
def test_budget_of_styles(own: str) -> None:
    """What a page loads is as small as promised: the sheet of all pages, that of its kind, and one of its own."""
    of_kind = ["admin.css"] if own.startswith("admin_") else []
    css = "".join(assets.assets()[name].content.decode() for name in ("register.css", *of_kind, own))
    plain = re.sub(r"\s+", "", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))

    assert len(plain) < 30_000
    assert len(gzip.compress(css.encode())) < 9_000


def test_a_page_has_one_sheet_of_its_own() -> None:
    """No template names two besides that of all pages, and none that is not there."""
    for file in rendering.FOLDER.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        named = re.findall(r"asset\('(\w+\.css)'\)", text)
        assert len(named) <= 1, file.name
        assert set(named) <= {*SHEETS, "register.css"}
        assert not [name for name in named if name.startswith("admin_") and '"_admin.html"' not in text], file.name


def test_no_asset_asks_for_anything_elsewhere() -> None:
    """No font, no address of another host; scripts make no code of text."""
    for one in assets.assets().values():
        text = one.content.decode()
        assert "@import" not in text
        assert "@font-face" not in text
        if one.address.startswith(tuple(f"/assets/{name.removesuffix('.js')}." for name in OURS)):
            assert not re.search(r"https?:|\beval\b|new Function|insertAdjacentHTML|document\.write", text)
            assert len(re.findall(r"\.innerHTML\b", text)) == len(re.findall(r"\.innerHTML = policy\.", text))


def test_assets_are_packed(browser: Browser) -> None:
    """Whoever takes gzip gets it, and the same bytes come out."""
    one = assets.assets()["register.css"]
    plain = browser.get(one.address)
    packed = browser.application.send(
        "GET", one.address, [("host", b"127.0.0.1"), ("accept-encoding", b"br, gzip;q=0.5")], b"", "127.0.0.9"
    )
    refused = browser.get(one.address, accept_encoding="gzip;q=0, identity")

    assert plain.text.encode() == one.content == refused.text.encode()
    headers = {name.lower(): value for name, value in packed.headers}
    assert (headers["content-encoding"], headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(packed.content) == one.content


def test_the_organisation(tmp_path: Path) -> None:
    """Its name, picture and colour are on every page; a picture that is opened by itself can do nothing."""
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    register = new_register(
        tmp_path,
        organisation_name="A <b> & C",
        organisation_accent="#7a1f5c",
        organisation_logo=str(tmp_path / "logo.svg"),
    )
    page = checked(Browser(register).get("/sign-in"))
    logo = Browser(register).get(page.find("img")["src"])
    sheets = [Browser(register).get(one["href"]) for one in page.all("link", rel="stylesheet")]
    register.close()

    assert page.find("small").words == "A <b> & C"
    assert page.find("title").words.endswith("– A <b> & C")
    assert "sandbox" in logo.headers["content-security-policy"]
    assert logo.headers["content-type"] == "image/svg+xml"
    assert "--accent: light-dark(#7a1f5c" in sheets[-1].text


ACCENTS = ["#23449a", "#7a1f5c", "#000000", "#b00020", "#006400", "#4b4b4b", "#0000ff", "#767676"]


@pytest.mark.parametrize("colour", ACCENTS)
def test_an_accent_can_be_read(colour: str) -> None:
    """On light and dark paper, on its own tints, and with white on it."""
    found = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", branding.stylesheet(colour)))
    pairs = {name: value.split(", ") for name, value in found.items()}
    sheets = (LIGHT_SHEET, branding.DARK_SHEET)

    for at in (0, 1):
        for ground in (sheets[at], pairs["accent-soft"][at]):
            assert colours.contrast(pairs["accent"][at], ground) >= colours.ENOUGH, (at, ground)
        assert colours.contrast(pairs["fill"][at], "#ffffff") >= colours.ENOUGH
        assert colours.contrast(pairs["fill-strong"][at], "#ffffff") >= colours.ENOUGH


def test_the_papers_are_those_of_the_stylesheet() -> None:
    """The colours are compared with what pages really have."""
    css = assets.assets()["register.css"].content.decode()

    assert f"--sheet: light-dark({LIGHT_SHEET}, {branding.DARK_SHEET})" in css


def test_templates_have_one_way_to_name_a_file() -> None:
    """Each asset that a template names is there."""
    for file in rendering.FOLDER.glob("*.html"):
        for name in re.findall(r"asset\('([^']+)'\)", file.read_text()):
            assert name in assets.assets(), f"{file.name}: {name}"


def test_brand_without_settings() -> None:
    """Nothing of an organisation where nothing is set."""
    assert branding.brand(Settings()) == branding.Brand()
