"""`docs/watching.md` lists every figure and every event of the log, and no other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import yaml

from contact_moments.log import RequestLine
from contact_moments.metrics.catalogue import ALL
from tests.listed_events import rows_of, words

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src" / "contact_moments"
LEVELS = ("debug", "info", "warning", "error")


def test_every_figure_is_listed() -> None:
    """The table has each figure that a server tells, with its kind, its labels and its own words."""
    rows = [(words(name)[0], kind, tuple(words(labels)), says) for name, kind, labels, says, _ in rows_of("Figures")]

    assert rows == [(one.full_name, one.kind, one.labels, one.says) for one in ALL]


def test_every_alert_is_listed() -> None:
    """The table has each alert of the rules."""
    rules = yaml.safe_load((ROOT / "deploy" / "alerts.yaml").read_text())["groups"][0]["rules"]

    assert [words(row[0])[0] for row in rows_of("Alerts")] == [rule["alert"] for rule in rules]


def logged() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every event that the sources log: its name, its level, its fields."""
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.Call(ast.Attribute(ast.Name("_log"), level), [event], fields) if level in LEVELS:
                    assert isinstance(event, ast.Constant), f"{file}: an event must be a text, so that it can be listed"
                    yield str(event.value), level, tuple(field.arg or "**" for field in fields)


def test_every_event_is_listed() -> None:
    """The table has each event that the sources log, with its level and its fields, and that of requests."""
    fields = [name for name in RequestLine.__struct_fields__ if name not in {"event", "level", "timestamp"}]
    rows = [(words(event)[0], level, tuple(words(fields))) for event, level, fields, _, _ in rows_of("The log")]

    assert sorted(rows) == sorted({("request", "info, debug", tuple(fields)), *logged()})
