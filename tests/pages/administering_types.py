"""What tests of the administration share: an administrator's browser, and forms with many values by name."""

import json
from typing import Any

from contact_moments import clients
from contact_moments.audit import trail
from contact_moments.audit.trail import Wanted
from contact_moments.clock import SECOND
from contact_moments.model import SCOPES, Grant
from contact_moments.people import Kind
from contact_moments.register import Register
from contact_moments.tokens import new_token
from tests.pages.dom import Element, Form, checked
from tests.people.browser import OPERATOR, Answer, Browser

LARGE = 80_000  # bytes: every field of a type is a form of its own
NEW = "/admin/types/new"
CHANNEL = {"name": "channel", "title": "Channel", "kind": "choice", "options": "web\napp\nshop\ndesk"}
SIZE = {"name": "size", "title": "Size", "kind": "integer", "hint": "In people", "least": "1", "most": "9"}
CHAT: dict[str, Any] = {
    "properties": {
        "channel": {"title": "Channel", "type": "string", "enum": ["web", "app", "shop", "desk"]},
        "size": {"title": "Size", "description": "In people", "type": "integer", "minimum": 1, "maximum": 9},
    },
    "required": ["channel"],
}


def told(register: Register, kind: Kind) -> list[tuple[str | None, dict[str, Any]]]:
    """What the audit trail tells of a kind: to what, and the rest; all by somebody with an account."""
    events = [one for one in trail.read(register.database, Wanted(kind=kind)) if one.account_id is not None]
    return [(one.subject, one.detail) for one in events]


def type_form(browser: Browser, path: str = NEW) -> Form:
    """The form of a type."""
    return checked(browser.get(path), largest=LARGE).form(path)


def rows(*described: dict[str, str], **more: str | list[str]) -> dict[str, str | list[str]]:
    """Fields of a type as a form sends them, and `more`; each has a name and a kind at least."""
    blank = {"title": "", "hint": "", "options": "", "least": "", "most": ""}
    sent = {f"f{at}.{part}": text for at, one in enumerate(described) for part, text in (blank | one).items()}
    return {name: [text] for name, text in sent.items()} | more


def make(browser: Browser, type_id: str, title: str, *described: dict[str, str], **more: str | list[str]) -> Answer:
    """Make a type of a form."""
    form = type_form(browser)
    return form.submit(browser, "Save", id=type_id, title=title, **rows(*described, **more))


def a_file(type_id: str, title: str, **schema: Any) -> bytes:
    """A type file."""
    return json.dumps({"id": type_id, "title": title, "schema": schema}).encode()


def api_headers(register: Register) -> dict[str, str]:
    """The headers of a client of the API that may do everything."""
    now = register.clock()
    client, _ = clients.add(register.database, "Chats", frozenset(SCOPES), now, OPERATOR)
    token = new_token()
    clients.keep_token(register.database, token, Grant(client.id, frozenset(SCOPES), now + 3600 * SECOND), now)
    return {"authorization": f"Bearer {token}", "content_type": "application/json"}


def made_chat(admin: Browser, type_id: str, title: str) -> Answer:
    """A type with a choice that is required, and a number."""
    return make(admin, type_id, title, CHANNEL, SIZE, **{"f0.required": "on"})


def form_page(answer: Answer, status: int = 200) -> Element:
    """The page of a form, whatever its size."""
    return checked(answer, status, LARGE)
