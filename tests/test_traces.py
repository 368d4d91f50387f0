"""Traces: what a collector gets of a request, and that nothing depends on whether there is one."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from contact_moments.log import configure_logging
from contact_moments.settings import Settings
from contact_moments.traces.start import is_wanted, start
from tests.support import LIST, PHONE, RECIPIENT, SENDER, Installation, Server, fetch, free_port

BODY = {"subject": "A secret call", "senderId": SENDER, "recipients": [RECIPIENT], "contents": "A secret"}
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"
ROUTE = f"{LIST}/type/{{type_id}}"
SOON = {"OTEL_BSP_SCHEDULE_DELAY": "100"}


class Collector:
    """What a collector has received."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.status = 200

    def spans(self) -> list[Span]:
        """Every span."""
        found: list[Span] = []
        for body in self.received:
            whole = ExportTraceServiceRequest.FromString(body)
            found += [span for one in whole.resource_spans for scope in one.scope_spans for span in scope.spans]
        return found

    def wait_for(self, name: str) -> list[Span]:
        """The spans of the trace that has one of this name, once it is there."""
        deadline = time.monotonic() + 15
        while not (found := [span for span in self.spans() if span.name == name]):
            assert time.monotonic() < deadline, sorted({span.name for span in self.spans()})
            time.sleep(0.05)
        return [span for span in self.spans() if span.trace_id == found[0].trace_id]


@contextmanager
def collecting() -> Iterator[tuple[str, Collector]]:
    """The address of a collector that speaks OTLP over HTTP, and what it receives."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            collector.received.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(collector.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """It says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", collector
        server.shutdown()


@contextmanager
def tracing(
    registered: Installation, monkeypatch: pytest.MonkeyPatch, endpoint: str, **settings: str
) -> Iterator[Server]:
    """A server that sends its traces there."""
    for name, value in (SOON | {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint}).items():
        monkeypatch.setenv(name, value)
    registered.add_relations(SENDER, RECIPIENT)
    with registered.serving(LOG_FORMAT="json", **settings) as server:
        yield server


def attributes(span: Span) -> dict[str, Any]:
    """Its attributes."""
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in span.attributes}


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
@pytest.mark.both_engines
def test_a_registration(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collector gets a span of the request by its route, and in it the handler, the wait and the transaction."""
    with collecting() as (endpoint, collector), tracing(registered, monkeypatch, endpoint) as server:
        answer = server.api().call("POST", PHONE, json=BODY)
        spans = {span.name: span for span in collector.wait_for(f"POST {ROUTE}")}

    request, handler = spans[f"POST {ROUTE}"], spans["handler"]
    assert spans.keys() == {request.name, "handler", "wait for the writer", "transaction"}
    assert attributes(request) == {
        "http.request.method": "POST",
        "http.route": ROUTE,
        "http.response.status_code": 200,
        "http.response.body.size": len(answer.content),
    }
    assert (request.kind, request.parent_span_id, handler.parent_span_id) == (
        Span.SPAN_KIND_SERVER,
        b"",
        request.span_id,
    )
    assert attributes(spans["transaction"]) == {"contact_moments.writes": 1}
    inner = [spans["wait for the writer"], spans["transaction"]]
    assert {span.parent_span_id for span in inner} == {handler.span_id}
    assert all(request.start_time_unix_nano <= span.start_time_unix_nano for span in inner)
    assert all(span.end_time_unix_nano <= request.end_time_unix_nano for span in inner)
    assert b"secret" not in b"".join(collector.received)


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
def test_refusals(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that is not there is in no span, and an answer of 503 is an error."""
    with collecting() as (endpoint, collector), tracing(registered, monkeypatch, endpoint) as server:
        server.api().call("GET", "/nothing-of-that-name?secret=1")
        (unknown,) = collector.wait_for("GET")
        registered.database.rename(registered.database.with_suffix(".away"))
        deadline = time.monotonic() + 15
        while fetch("GET", f"{server.url}/health/ready").status_code != 503:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        time.sleep(0.5)
        failed = [span for span in collector.spans() if span.status.code == Status.STATUS_CODE_ERROR]
        registered.database.with_suffix(".away").rename(registered.database)

    assert attributes(unknown)["http.response.status_code"] == 404
    assert b"nothing-of-that-name" not in b"".join(collector.received)
    assert {attributes(span)["error.type"] for span in failed} == {"503"}


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(("proxies", "goes_on"), [("127.0.0.0/8", True), ("10.0.0.0/8", False)])
def test_who_decides_which_trace_it_is(
    registered: Installation, monkeypatch: pytest.MonkeyPatch, proxies: str, goes_on: bool
) -> None:
    """A trace that a trusted proxy has begun goes on; whoever else sends the header begins no trace."""
    with (
        collecting() as (endpoint, collector),
        tracing(registered, monkeypatch, endpoint, TRUSTED_PROXIES=proxies) as one,
    ):
        fetch("GET", f"{one.url}/openapi.json", headers={"traceparent": PARENT})
        (span,) = [span for span in collector.wait_for("GET /openapi.json") if span.name != "handler"]

    assert (span.trace_id.hex() == TRACE) == goes_on
    assert bool(span.parent_span_id) == goes_on


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
def test_a_collector_that_is_away(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are answered as ever, the log tells of it once, without its address, and the server stops in time."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    with tracing(registered, monkeypatch, f"http://somebody:password@127.0.0.1:{free_port()}") as server:
        api = server.api()
        statuses = {api.get().status_code for _ in range(20)}
        log = server.wait_for("traces_not_sent")
        began = time.monotonic()

    assert statuses == {200}
    assert time.monotonic() - began < 10
    assert (log.count("traces_not_sent"), "password" in log, "opentelemetry" in log) == (1, False, False)


@pytest.mark.usefixtures("processes")
def test_without_a_collector_nothing_is_loaded() -> None:
    """A server that sends no traces and tells no figures has not loaded the libraries for that."""
    script = "import sys, contact_moments.server; print({'opentelemetry', 'prometheus_client'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)

    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://localhost:4318/v1/traces"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318", "OTEL_SDK_DISABLED": "true"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318", "OTEL_TRACES_EXPORTER": "none"}, False),
    ],
)
def test_when_there_are_traces(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], wanted: bool) -> None:
    """The variables of OpenTelemetry decide."""
    for name in [name for name in os.environ if name.startswith("OTEL_")]:
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert is_wanted() == wanted


@pytest.mark.parametrize(
    ("variables", "missing", "reason"),
    [
        ({}, "contact_moments.traces.sending", "the extra traces is not installed"),
        ({"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, "-", "the protocol must be http/protobuf"),
        ({"OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "-1"}, "-", "ValueError"),
    ],
)
def test_traces_that_cannot_be_sent(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    variables: dict[str, str],
    missing: str,
    reason: str,
) -> None:
    """Where traces are wanted and cannot be sent, the log says why, and the server goes on without."""
    monkeypatch.setitem(sys.modules, missing, None)
    for name, value in ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318"} | variables).items():
        monkeypatch.setenv(name, value)
    configure_logging(Settings(log_format="json"))

    assert start() is None
    assert f'"reason":"{reason}"' in capfd.readouterr().err
