"""The text that Prometheus reads."""

import platform
import time
from collections import defaultdict
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.core import Metric as Family
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector, CollectorRegistry

from contact_moments import __version__
from contact_moments.meter.meter import MICRO, SUM
from contact_moments.meter.shared_rows import Key, SharedRows
from contact_moments.metrics import catalogue
from contact_moments.metrics.catalogue import Metric
from contact_moments.metrics.counted import Totals, added, count_of, of_workers, parts, totals
from contact_moments.metrics.readings import Reading

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4

Series = Iterator[tuple[tuple[str, ...], list[int]]]


def text(shared: SharedRows, connections: list[int | None], answering: int, reading: Reading | None) -> bytes:
    """All figures. `connections` has how many each worker has, and None for one that does not serve.

    `answering` is how many serve and do not hang.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(shared, connections, answering, reading))
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(
        self, shared: SharedRows, connections: list[int | None], answering: int, reading: Reading | None
    ) -> None:
        self._shared = shared
        self._connections = connections
        self._answering = answering
        self._reading = reading

    def describe(self) -> list[Family]:
        return []

    def collect(self) -> Iterator[Family]:
        counted = totals(self._shared)
        yield _family(catalogue.REQUESTS, _requests(counted))
        yield _family(catalogue.REQUEST_SECONDS, _durations(counted))
        for kind, metric in catalogue.COUNTED.items():
            yield _family(metric, ((key[1:], numbers) for key, numbers in counted.items() if key[0] == kind))
        yield from self._of_workers()
        yield from self._single(counted)
        build = GaugeMetricFamily(catalogue.BUILD.full_name, catalogue.BUILD.says, labels=catalogue.BUILD.labels)
        build.add_metric([__version__, platform.python_version(), self._reading.engine if self._reading else ""], 1)
        yield build

    def _of_workers(self) -> Iterator[Family]:
        serving = {index for index, number in enumerate(self._connections) if number is not None}
        gauges = [row for row in of_workers(self._shared, "gauge") if row[0] in serving]
        for name, metric in catalogue.OF_WORKERS.items():
            yield _family(metric, (((str(index + 1),), [value]) for index, called, value in gauges if called == name))
        spent = of_workers(self._shared, "cpu")
        cpu = CounterMetricFamily(
            catalogue.PREFIX + catalogue.CPU_SECONDS.name, catalogue.CPU_SECONDS.says, labels=["worker"]
        )
        for index, _, value in spent:
            cpu.add_metric([str(index + 1)], value / MICRO)
        yield cpu

    def _single(self, counted: Totals) -> Iterator[Family]:
        figures: dict[str, float] = {"database_up": 0, "ready": 0, "clock_timestamp_seconds": time.time()}
        figures |= self._reading.figures if self._reading else {}
        connections = sum(number for number in self._connections if number is not None)
        figures |= {"workers": self._answering, "connections": connections}
        if ("last_commit",) in counted:
            figures["last_commit_timestamp_seconds"] = counted["last_commit",][0] / MICRO
        for name, metric in catalogue.SINGLE.items():
            if name in figures:
                yield GaugeMetricFamily(metric.full_name, metric.says, value=figures[name])


def _requests(counted: Totals) -> Series:
    """A request's row has its status in its key, and how long it took in its numbers."""
    for key, numbers in counted.items():
        if key[0] == "request":
            yield key[1:], [count_of(numbers)]


def _durations(counted: Totals) -> Series:
    rows: dict[Key, list[list[int]]] = defaultdict(list)
    for key, numbers in counted.items():
        if key[0] == "request":
            rows[key[1:3]].append(numbers)
    return ((labels, added(found)) for labels, found in rows.items())


def _family(metric: Metric, series: Series) -> Family:
    if metric.kind == "histogram":
        return _histogram(metric, series)
    kind = CounterMetricFamily if metric.kind == "counter" else GaugeMetricFamily
    family = kind(catalogue.PREFIX + metric.name, metric.says, labels=metric.labels)
    for labels, numbers in series:
        family.add_metric(labels, numbers[0])
    return family


def _histogram(metric: Metric, series: Series) -> Family:
    family = HistogramMetricFamily(metric.full_name, metric.says, labels=metric.labels)
    bounds = [*(str(float(bound)) for bound in metric.bounds), "+Inf"]
    for labels, numbers in series:
        buckets = list(zip(bounds, parts(numbers, len(metric.bounds)), strict=True))
        family.add_metric(labels, buckets, numbers[SUM] / metric.unit)
    return family
