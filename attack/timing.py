"""Whether the time of an answer tells something: who has an account, or how much of a secret was guessed.

In process, with passwords that cost little: so the differences that there are do not drown. Samples of both kinds are
taken in random order, each from another address. The slowest tenth is left out, whatever kind it is of: the machine has
other work. Welch's t then says whether the means differ: below 4.5 they do not, by the measure that is usual for this
(Goodwill and others: A testing methodology for side-channel resistance validation, NIST 2011).
"""

import gc
import itertools
import math
import random
import secrets
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.in_process import Answer, Connected
from tests.people.browser import add_account, new_register
from tests.people.rows import HOUR, add_row, add_session, add_token
from tests.support import LIST, TOKEN

from attack.finding import Finding, is_
from contact_moments import clients
from contact_moments.accounts import accounts, links
from contact_moments.log import configure_logging
from contact_moments.model import SCOPES, VIEW
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.server import create_app
from contact_moments.storage.sql import tables
from contact_moments.throttle.throttle import Throttle
from contact_moments.tokens import hash_of, new_token

SAMPLES = 2000  # of each kind
MOST = 4.5
KEPT = 0.9  # of the samples
SLOWED = {429}  # whoever has guessed too often; when that is, chance decides here
GUESSED = 40  # characters of a secret of 43 that are right
_ADDRESSES = IPv4Address("127.16.0.0")
_FORM = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}


class Call(NamedTuple):
    """A request."""

    method: str
    target: str
    headers: dict[str, str]
    fields: dict[str, str]

    def send(self, application: Connected, peer: str) -> Answer:
        """Its answer, to somebody at an address."""
        body = urlencode(self.fields).encode()
        headers = {"host": "127.0.0.1", "content-length": str(len(body))} | self.headers
        return application.send(
            self.method, self.target, [(name, value.encode()) for name, value in headers.items()], body, peer
        )


class Pair(NamedTuple):
    """Two kinds of calls that must not be told apart; each is made anew for each sample."""

    promise: str
    one: Callable[[], Call]
    other: Callable[[], Call]


def timing(folder: Path, samples: int = SAMPLES) -> list[Finding]:
    """Measure every pair; for each, whether the answers are equal, and whether their times are."""
    register = new_register(folder, log_level="error")
    configure_logging(register.settings)
    try:
        register.passwords.load()
        application = Connected(create_app(register, Throttle()))
        peers = (f"{_ADDRESSES + number}" for number in itertools.count())
        return [one for pair in _pairs(register) for one in _measured(application, pair, samples, peers)]
    finally:
        register.close()


def _measured(application: Connected, pair: Pair, samples: int, peers: Iterator[str]) -> list[Finding]:
    order = [pair.one, pair.other] * samples
    random.shuffle(order)
    seconds: list[tuple[bool, float]] = []
    statuses: dict[bool, set[int]] = {True: set(), False: set()}
    with _undisturbed():
        for make in [*order[:100], *order]:
            call, peer = make(), next(peers)
            began = time.perf_counter()
            answer = call.send(application, peer)
            seconds.append((make is pair.one, time.perf_counter() - began))
            statuses[make is pair.one].add(answer.status)
    t = welch(seconds[100:] if samples > 100 else seconds)
    return [
        is_(f"{pair.promise}: answered the same", statuses[True] - SLOWED, statuses[False] - SLOWED),
        Finding(f"{pair.promise}: in the same time", abs(t) < MOST, f"t = {t:.2f}", nearly_kept=True),
    ]


@contextmanager
def _undisturbed() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def welch(seconds: list[tuple[bool, float]]) -> float:
    """Welch's t of two kinds of times, without the slowest ones of both together."""
    limit = sorted(took for _, took in seconds)[int(len(seconds) * KEPT)]
    kinds = [[took for is_one, took in seconds if is_one is kind and took <= limit] for kind in (True, False)]
    means: tuple[float, ...]
    errors: tuple[float, ...]
    means, errors = zip(
        *((statistics.fmean(kind), statistics.variance(kind) / len(kind)) for kind in kinds), strict=True
    )
    return (means[0] - means[1]) / math.sqrt(sum(errors))


def _pairs(register: Register) -> Iterator[Pair]:
    add_account(register, "known@example.org")
    disabled = add_account(register, "disabled@example.org", role="registrar")
    accounts.disable(register.database, disabled.id, register.clock(), Actor())

    def sign_in(email: str) -> Callable[[], Call]:
        return lambda: Call("POST", "/sign-in", _FORM, {"email": email, "password": secrets.token_hex()})

    yield Pair("a known address and an unknown one", sign_in("known@example.org"), sign_in("never@example.org"))
    yield Pair("a disabled account and an unknown one", sign_in("disabled@example.org"), sign_in("nobody@example.org"))
    for name, secret, call in _secrets(register):
        yield Pair(f"{name}, guessed in part and not at all", _guess(call, secret[:GUESSED]), _guess(call, ""))


def _guess(call: Callable[[str], Call], right: str) -> Callable[[], Call]:
    return lambda: call(right + new_token()[len(right) :])


def _secrets(register: Register) -> Iterator[tuple[str, str, Callable[[str], Call]]]:
    """Each kind of secret: its name, one that is right, and the call that has one."""
    account = add_account(register, "ada@example.org", password=None)
    client, secret = clients.add(register.database, "CRM", frozenset(SCOPES), register.clock(), Actor())
    refresh = new_token()
    access = add_token(register, client.id, account.id, frozenset({VIEW}))
    (consent,) = register.database.read(lambda connection: connection.execute(tables.consent.select()).all())
    add_row(
        register,
        tables.refresh_token,
        hash=hash_of(refresh),
        consent_id=consent.id,
        expires_at=register.clock() + HOUR,
    )
    ids = {"client_id": client.id, "client_secret": secret}
    _, link = links.make(register.database, account.id, register.clock(), Actor())
    session = add_session(register, account.id)
    yield "a session", session, lambda text: Call("GET", "/account", {"cookie": f"session={text}"}, {})
    yield "an access token", access, lambda text: Call("GET", LIST, {"authorization": f"Bearer {text}"}, {})
    yield "a one-time link", link, lambda text: Call("GET", f"/invite/{text}", {}, {})
    yield (
        "a client's secret",
        secret,
        lambda text: Call("POST", TOKEN, _FORM, ids | {"client_secret": text, "grant_type": "client_credentials"}),
    )
    yield (
        "a refresh token",
        refresh,
        lambda text: Call("POST", TOKEN, _FORM, ids | {"refresh_token": text, "grant_type": "refresh_token"}),
    )
