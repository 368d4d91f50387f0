"""The session cookie: how it is called on a connection, taken from a request, given and taken back.

Over TLS its name begins with `__Host-`: browsers take such a cookie from this host only, over TLS only, and for all its
paths (RFC 6265bis §4.1.3.2). Over plain loopback they would not take it at all, so there it has no prefix. Only the
name that fits the connection is read: a page over http cannot plant a cookie that counts over TLS.
"""

import re

from contact_moments.http_server.forwarding import Forwarding
from contact_moments.http_server.messages import Request
from contact_moments.tokens import is_token

_SECURE, _PLAIN = "__Host-session", "session"
# Several headers arrive as one with commas; no token has a comma in it. A browser sends what other programs on this
# host have set too, so all of it is looked at, by an expression, which is quick.
_VALUES = {name: re.compile(rf"(?:^|[;,])[ \t]*{name}=([^;,]*)") for name in (_SECURE, _PLAIN)}

Header = tuple[str, str]


def session_cookie(request: Request, forwarding: Forwarding) -> str | None:
    """The token in the session cookie; None where there is none, more than one, or a text that can be no token."""
    sent = request.header("cookie")
    if sent is None:
        return None
    name = _PLAIN if not is_over_tls(request, forwarding) else _SECURE
    values = [found.strip(" \t") for found in _VALUES[name].findall(sent)]
    # Two of one name: one may be a stranger's, and nothing tells which.
    return values[0] if len(values) == 1 and is_token(values[0]) else None


def giving(request: Request, forwarding: Forwarding, token: str) -> Header:
    """The header that gives a browser the session cookie, until it is closed."""
    return _header(request, forwarding, token)


def taking_back(request: Request, forwarding: Forwarding) -> Header:
    """The header that has a browser delete the session cookie."""
    return _header(request, forwarding, "", "; Max-Age=0")


def _header(request: Request, forwarding: Forwarding, value: str, more: str = "") -> Header:
    name, secure = (_SECURE, "; Secure") if is_over_tls(request, forwarding) else (_PLAIN, "")
    return "set-cookie", f"{name}={value}; Path=/{secure}; HttpOnly; SameSite=Lax{more}"


def is_over_tls(request: Request, forwarding: Forwarding) -> bool:
    """Whether the browser called by https. Asked of requests that are private (`Forwarding.is_private`)."""
    return forwarding.url(request).lower().startswith("https:")
