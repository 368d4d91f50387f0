"""A register whose worker counts, in this process, and what has been counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from contact_moments.meter.meter import Meter
from contact_moments.meter.shared_rows import Key, SharedRows
from contact_moments.metrics.counted import Totals, totals
from contact_moments.register import Register
from contact_moments.server import create_app
from contact_moments.throttle.throttle import Throttle
from tests.in_process import Answer, Connected, opened_at
from tests.support import Installation, Served


class Metered(Served):
    """A register that is served in this process, by one worker that counts."""

    def __init__(
        self, installation: Installation, url: str, register: Register, shared: SharedRows, connected: Connected
    ) -> None:
        super().__init__(installation, url)
        self._connected = connected
        self.register = register
        self.shared = shared

    def send(self, method: str, target: str, form: dict[str, str]) -> Answer:
        """A form, always from the same address."""
        body = urlencode(form).encode()
        headers = [("host", b"127.0.0.1"), ("content-type", b"application/x-www-form-urlencoded")]
        headers.append(("content-length", str(len(body)).encode()))
        return self._connected.send(method, target, headers, body, peer="127.0.0.9")

    def counted(self, kind: str) -> dict[Key, int]:
        """What was counted of a kind, by the rest of its key; of histograms how many values."""
        return {key[1:]: sum(numbers[:-1]) for key, numbers in self.totals().items() if key[0] == kind}

    def totals(self) -> Totals:
        """Every row."""
        self.register.meter.settle()
        return totals(self.shared)


@contextmanager
def metered(installation: Installation) -> Iterator[Metered]:
    """Serve a register so."""
    shared = SharedRows(1)
    meter = Meter(shared)
    register = Register(installation.settings_here(), meter=meter)
    meter.begin(0)
    try:
        connected = Connected(create_app(register, Throttle()))
        with opened_at(connected) as url:
            yield Metered(installation, url, register, shared, connected)
    finally:
        register.close()
