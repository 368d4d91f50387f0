"""Canaries: every secret that a test process makes has a mark in it, and nothing that the register says may have one.

Tokens, codes, links and client secrets begin with the mark; so do the secrets and recovery codes of second factors, and
passwords of tests are known. Answers, log lines, messages of commands and events of the audit trail are looked at in
every test, at the places where all of them pass. Whoever is to get a secret gets it in one answer, named below.
"""

import base64
import secrets
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from contact_moments import tokens
from contact_moments.accounts import second_factor
from contact_moments.log import Logger, RequestLine, RequestLog
from contact_moments.storage import audit_chain

TOKEN_MARK = "cAnArY"
BASE32_MARK = "CANARY"
PASSWORD = "correct horse battery staple"
MARKS = (TOKEN_MARK, BASE32_MARK, PASSWORD)

# Where a secret is given to whom it belongs to: the start of a method and path.
_TELLING = (
    "POST /l/oauth2/token",
    "GET /account/second-factor",
    "POST /account/second-factor",
    # The form's own address.
    "GET /invite/",
    "POST /invite/",
    "GET /reset/",
    "POST /reset/",
    "GET /first/",
    "POST /first/",
    # A client's secret, and somebody's one-time link where no mail is set up.
    "POST /admin/clients/",
    "POST /admin/people/",
    # The address is in the answer.
    "POST /account/calendar",
)
# The commands that print one.
_TELLING_COMMANDS = (
    ("client", "add"),
    ("client", "new-secret"),
    ("user", "add"),
    ("user", "first-link"),
    ("user", "reset-link"),
    ("demo",),
)
_HEADS = base64.b32decode(BASE32_MARK + "XX")


def plant() -> None:
    """Mark the secrets that this process makes from now on, and look at what the register writes."""
    marked = SimpleNamespace(**vars(secrets))
    marked.token_urlsafe = lambda size: TOKEN_MARK + secrets.token_urlsafe(size)[len(TOKEN_MARK) :]
    marked.token_bytes = lambda size: _HEADS + secrets.token_bytes(size - len(_HEADS))
    for module, name in ((tokens, "secrets"), (second_factor, "secrets")):
        setattr(module, name, marked)
    writers = [(Logger, name) for name in ("debug", "info", "warning", "error")]
    for owner, name in (*writers, (RequestLog, "write"), (audit_chain, "append")):
        setattr(owner, name, _looked_at(getattr(owner, name)))


def _looked_at(write: Callable[..., None]) -> Callable[..., None]:
    def checked(*args: Any, **fields: Any) -> None:
        told = [_members(one) for one in args if isinstance(one, (str, RequestLine, list))]
        require_none(f"{write.__qualname__}", repr((told, fields)))
        write(*args, **fields)

    return checked


def _members(value: Any) -> Any:
    return {name: getattr(value, name) for name in value.__struct_fields__} if isinstance(value, RequestLine) else value


def require_none(where: str, text: str) -> None:
    """Fail where a text has the mark of a secret."""
    found = [mark for mark in MARKS if mark in text]
    assert found == [], f"a secret is in {where}"


def look_at_answer(method: str, target: str, headers: Iterable[tuple[str, str]], content: bytes) -> None:
    """Fail where an answer has a secret, other than the one that was asked for."""
    for name, value in headers:
        if not _is_for_browser(name.lower(), value):
            require_none(f"the header {name} of {method} {target}", value)
    if not f"{method} {target}".startswith(_TELLING):
        require_none(f"the answer to {method} {target}", content.decode("utf-8", "replace"))


def _is_for_browser(name: str, value: str) -> bool:
    if name == "set-cookie":
        return value.startswith(("session=", "__Host-session="))
    # A code goes to the client's own address, never to one of the register.
    return name == "location" and not value.startswith("/") and "code=" in value


def look_at_command(words: tuple[str, ...], stdout: str, stderr: str) -> None:
    """Fail where a command has printed a secret, other than the one that it is for."""
    require_none(f"the messages of {words}", stderr)
    if not any(words[: len(one)] == one for one in _TELLING_COMMANDS):
        require_none(f"the result of {words}", stdout)
