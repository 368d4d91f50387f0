"""Whether there are traces: decided by OpenTelemetry's own variables, when a worker starts."""

import os
from collections.abc import Callable
from typing import Protocol

from contact_moments.log import Logger
from contact_moments.meter.parts import Answered

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_PROTOCOL = "http/protobuf"

_log = Logger("contact_moments.traces")


class Traces(Protocol):
    """Where answered requests are told to."""

    def tell(self, one: Answered) -> None:
        """Make spans of it."""

    def stop(self) -> None:
        """Send what is left, for a moment at most."""


def start() -> Traces | None:
    """Begin to send traces, if a collector is named. Where that fails the log says why, and requests are answered."""
    if not is_wanted():
        return None
    protocol = next((os.environ[name] for name in _PROTOCOLS if os.environ.get(name)), _PROTOCOL)
    if protocol != _PROTOCOL:
        _log.warning("traces_off", reason=f"the protocol must be {_PROTOCOL}")
        return None
    return _started(_make)


def is_wanted() -> bool:
    """Whether a collector is named, and nothing says that traces are off."""
    off = os.environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true"
    exporter = os.environ.get("OTEL_TRACES_EXPORTER", "otlp").strip()
    return not off and exporter == "otlp" and any(os.environ.get(name) for name in _ENDPOINTS)


def _started(make: Callable[[], Traces]) -> Traces | None:
    try:
        return make()
    except ImportError:
        _log.warning("traces_off", reason="the extra traces is not installed")
    except Exception as fault:
        # Not its text: it may repeat an address with a password.
        _log.warning("traces_off", reason=type(fault).__qualname__)
    return None


def _make() -> Traces:
    # Loaded where it is used only: most have no collector, and it need not be installed.
    from contact_moments.traces.sending import OpenTelemetry  # noqa: PLC0415

    return OpenTelemetry()
