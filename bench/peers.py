"""What a user would pick instead for reading: Datasette, over the same SQLite file, on the same core.

It has no tokens, no negotiation and no names to look up: it shows 25 rows of a table as JSON.
"""

import contextlib
import subprocess
import time
from collections.abc import Iterator

import requests
from tests.support import free_port

from bench.load import ROOT, SERVER_CORE, apply_load, in_turn
from bench.registers import Filled
from bench.served import kept_on, served

_ASK = """
math.randomseed(1)
request = function()
    return wrk.format("GET", "/contact-moments/moment.json?_shape=array&_size=25&_next=" .. math.random({moments}))
end
"""


def report(filled: Filled) -> str:
    """A table of both, as Markdown."""
    with served(filled) as register, _datasette(filled) as url:
        ask = _ASK.format(moments=filled.moments)
        ours, theirs = in_turn(lambda: register.read("the whole list"), lambda: apply_load(url, {}, ask))
    lines = [
        f"| {name} | {one.rate:,.0f} | {one.p50 / 1000:.2f} | {one.p99 / 1000:.2f} |"
        for name, one in (("contact-moments", ours), ("Datasette", theirs))
    ]
    return "\n".join(["| program | pages a second | median, ms | p99, ms |", "|---|---|---|---|", *lines])


@contextlib.contextmanager
def _datasette(filled: Filled) -> Iterator[str]:
    port = free_port()
    program = ROOT / ".venv" / "peers" / "bin" / "datasette"
    with kept_on(SERVER_CORE):
        process = subprocess.Popen(
            [program, "serve", filled.file, "--port", str(port), "--setting", "suggest_facets", "off"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/contact-moments/moment.json?_shape=array&_size=25")
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(url: str) -> None:
    for _ in range(400):
        with contextlib.suppress(requests.ConnectionError):
            answer = requests.get(url, timeout=20)
            assert len(answer.json()) == 25, answer.text
            return
        time.sleep(0.05)
    raise AssertionError("Datasette did not start")
