"""Spans of answered requests, sent by OpenTelemetry's library in a thread of its own.

Names are those of its conventions for HTTP (https://opentelemetry.io/docs/specs/semconv/http/http-spans/). The path is
left out, because it has ids; the route says what it was.
"""

import logging
import os
import time
import uuid
from collections.abc import Sequence
from threading import Thread

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Span, SpanKind, StatusCode, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from contact_moments import __version__
from contact_moments.http_server.seldom import Seldom
from contact_moments.log import Logger
from contact_moments.meter.parts import Answered, Part

STOP_SECONDS = 2.0  # for what is left when a worker stops

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"})
_log = Logger("contact_moments.traces")


class OpenTelemetry:
    """A worker's spans."""

    def __init__(self) -> None:
        # Its own lines may repeat the address of the collector, or what that has answered.
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL + 1)
        self._provider = TracerProvider(resource=_resource(), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(_Telling(OTLPSpanExporter())))
        self._tracer = self._provider.get_tracer("contact_moments", __version__)
        self._propagator = TraceContextTextMapPropagator()

    def tell(self, one: Answered) -> None:
        """Make a span of the request, and within it one of its handler, with those of what the handler waited for."""
        method = one.method if one.method in _METHODS else "_OTHER"
        attributes: dict[str, str | int] = {
            "http.request.method": method,
            "http.response.status_code": one.status,
            "http.response.body.size": one.size,
        }
        name = "HTTP" if method == "_OTHER" else method
        if one.route != "-":
            name, attributes["http.route"] = f"{name} {one.route}", one.route
        if one.status >= 500:
            attributes["error.type"] = str(one.status)
        span = self._tracer.start_span(
            name, self._parent(one.traceparent), SpanKind.SERVER, attributes, start_time=one.began
        )
        if span.is_recording():
            if one.status >= 500:
                span.set_status(StatusCode.ERROR)
            self._tell_parts(span, one.parts)
        span.end(one.ended)

    def _tell_parts(self, span: Span, parts: list[Part]) -> None:
        within = set_span_in_context(span, Context())
        for part in parts:
            attributes = {"contact_moments.writes": part.writes} if part.writes else None
            child = self._tracer.start_span(part.name, within, SpanKind.INTERNAL, attributes, start_time=part.began)
            child.end(part.ended)
            if part.name == "handler":
                within = set_span_in_context(child, Context())

    def _parent(self, traceparent: str | None) -> Context:
        # Without one it is empty, and not the context of whatever runs here.
        return Context() if traceparent is None else self._propagator.extract({"traceparent": traceparent}, Context())

    def stop(self) -> None:
        """Send what is left, and return after two seconds at the latest."""
        # In a thread, because the library waits for half a minute where the collector is away.
        ending = Thread(target=self._provider.shutdown, name="traces", daemon=True)
        ending.start()
        ending.join(STOP_SECONDS)


class _Telling(SpanExporter):
    """Tells the log, once a minute, that the collector does not take what is sent."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter
        self._told = Seldom(time.monotonic)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = self._exporter.export(spans)
        if result is not SpanExportResult.SUCCESS and self._told.is_due():
            _log.warning("traces_not_sent", spans=len(spans))
        return result

    def shutdown(self) -> None:
        self._exporter.shutdown()


def _resource() -> Resource:
    given = {"service.version": __version__, "service.instance.id": str(uuid.uuid4())}
    if not os.environ.get("OTEL_SERVICE_NAME") and "service.name=" not in os.environ.get(
        "OTEL_RESOURCE_ATTRIBUTES", ""
    ):
        given["service.name"] = "contact-moments"
    return Resource.create(given)
