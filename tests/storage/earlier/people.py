"""People of an earlier release: accounts, a session, what somebody gave a client, and what they left in pages."""

import base64
import hashlib
import html
import json
import re

import requests

from tests.storage.earlier.release import Release
from tests.support import TOKEN

PASSWORD = "correct horse battery staple"
EMAIL = "ada@example.org"
_AUTHORIZE, _REDIRECT = "/l/oauth2/authorize", "https://crm.example.org/signed-in"
_VERIFIER = "verifier-of-43-characters.or.more_0123456789~"

# What pages keep that no command makes, by the functions that the pages call.
_OPENED = """
from contact_moments.accounts import accounts
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
register = Register(Settings(database_url="{url}"))
account = accounts.find(register.database, "{email}")
"""
_LEFT = {
    "0011": """
from contact_moments.accounts import entries
entries.keep(register.database, account.id, "a" * 32, 0, '{"subject": "Not yet saved"}', register.clock())
""",
    "0018": """
from contact_moments import jobs
jobs.ask(register.database, "examination", Actor(operator="operator"), register.clock())
""",
    "0019": """
from contact_moments.csv_rows import Form
from contact_moments.uploads import uploads
uploads.keep(register, account.id, "relations", "waiting.csv", b"id,name\\n77,Waiting\\n", Form())
""",
}


def add_people(release: Release, url: str, version: str) -> None:
    """Add somebody with a password who lets a client act, somebody who was invited, and somebody disabled."""
    invited = release.run("user", "add", EMAIL, "--name", "Ada Lovelace", "--role", "registrar", "--relation", "4")
    release.run("user", "add", "bob@example.org", "--name", "Bob", "--role", "administrator", "--language", "nl")
    release.run("user", "add", "eve@example.org", "--name", "Eve", "--role", "reader")
    release.run("user", "disable", "eve@example.org")
    release.run("role", "add", "auditor", "--scope", "audit/view", "--second-factor")
    found = re.search(r"/invite/(\S+)", invited)
    assert found, invited
    with requests.Session() as browser:
        browser.headers["Sec-Fetch-Site"] = "same-origin"
        _post(browser, f"{url}/invite/{found[1]}", password=PASSWORD, again=PASSWORD)
        _give(release, browser, url)
        if version >= "0017":
            _post(browser, f"{url}/account/calendar", names="1")
    leave = [code for since, code in _LEFT.items() if version >= since]
    if leave:
        release.run_code("\n".join([_OPENED.format(url=release.url, email=EMAIL), *leave]))


def _post(browser: requests.Session, address: str, **fields: str) -> requests.Response:
    answer = browser.post(address, data=fields, allow_redirects=False, timeout=20)
    assert answer.status_code in {200, 303}, (address, answer.status_code, answer.text[-2000:])
    return answer


def _give(release: Release, browser: requests.Session, url: str) -> None:
    scopes = [word for name in ("view", "add") for word in ("--scope", f"contact_moment/{name}")]
    app = json.loads(release.run("client", "add", "App", *scopes, "--redirect-uri", _REDIRECT, "--json"))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(_VERIFIER.encode()).digest()).rstrip(b"=").decode()
    asked = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": _REDIRECT, "state": "x"}
    asked |= {"code_challenge": challenge, "code_challenge_method": "S256"}
    page = browser.get(url + _AUTHORIZE, params=asked, timeout=20).text
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.partition("<main")[2] or page)
    hidden = {html.unescape(name): html.unescape(value) for name, value in fields}
    gone = _post(browser, url + _AUTHORIZE, **hidden, decision="allow").headers["Location"]
    code = re.search(r"code=([^&]+)", gone)
    assert code, gone
    form = {"grant_type": "authorization_code", "code": code[1], "code_verifier": _VERIFIER}
    form |= {"client_id": app["client_id"], "client_secret": app["client_secret"], "redirect_uri": _REDIRECT}
    assert requests.post(url + TOKEN, data=form, timeout=20).status_code == 200
