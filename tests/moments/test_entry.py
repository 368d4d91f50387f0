"""What is typed into a form becomes a body, and a document becomes what the form shows."""

import json
from typing import Any

import pytest

from contact_moments.clock import SECOND
from contact_moments.errors import Finding
from contact_moments.model import JsonObject
from contact_moments.moments.drafts import canonical, read_draft
from contact_moments.moments.entry import OWN, Typed, body_of, drawable, now_typed, typed_of
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import CompiledType
from contact_moments.times import Zone, read_instant

ZONE = Zone("Europe/Amsterdam")
NOW, _ = read_instant("2026-11-26T14:32:10.250", ZONE)
PROPERTIES = {
    "contents": {"type": "string"},
    "place": {"type": "string", "maxLength": 50},
    "size": {"type": "number"},
    "count": {"type": "integer"},
    "done": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "colour": {"enum": ["red", "blue", 3]},
    "outcome": {"examples": ["spoke", "no answer"]},
    "minutes": {"examples": [5, 15]},
    "lines": {"type": "array", "items": {"type": "string"}},
    "sizes": {"type": "array", "items": {"type": "number"}},
    "colours": {"type": "array", "items": {"enum": ["red", "blue"]}},
    "caller": {"type": "object"},
}
TYPE = CompiledType(read_type(json.dumps({"id": "T", "title": "T", "schema": {"properties": PROPERTIES}}).encode()))


def typed(**one: str) -> Typed:
    """A form that is complete, with these values."""
    own = {name if name in COMMON else OWN + name: value for name, value in one.items()}
    return Typed("T", {"sender": "1", "subject": "Hello"} | own, {"recipient": ["2"]})


COMMON = frozenset({"sender", "subject", "date", "time", "action"})


def body(form: Typed, decimal: str = ".", base: JsonObject | None = None) -> JsonObject:
    """The body of a form that is right."""
    found, findings = body_of(TYPE, form, ZONE, NOW, decimal, base)
    assert findings == []
    return found


def findings(form: Typed, decimal: str = ".") -> list[Finding]:
    """What is wrong with a form."""
    return body_of(TYPE, form, ZONE, NOW, decimal)[1]


READ = {
    "a text": ("place", "here", "here"),
    "line ends as a browser sends them": ("contents", "a\r\nb", "a\nb"),
    "a number": ("size", "2.5", 2.5),
    "a whole number": ("size", "2", 2),
    "a number with thousands": ("size", "1,500.5", 1500.5),
    "a number with the other sign": ("size", "2,5", 2.5),
    "a negative number": ("size", "−3", -3),
    "a count": ("count", "15", 15),
    "a count with nothing after the sign": ("count", "15.0", 15),
    "yes": ("done", "true", True),
    "no": ("done", "false", False),
    "a date": ("day", "2026-02-28", "2026-02-28"),
    "a date with the day first": ("day", "1-2-2026", "2026-02-01"),
    "a choice": ("colour", "blue", "blue"),
    "a choice that is a number": ("colour", "3", 3),
    "an open choice": ("outcome", "asleep", "asleep"),
    "minutes": ("minutes", "7", 7),
    "lines": ("lines", "a\r\n\r\nb\r\n", ["a", "b"]),
    "numbers": ("sizes", "1\n2.5", [1, 2.5]),
}
WRONG = {
    "no number": ("size", "quarter", "type", "number"),
    "half a count": ("count", "1.5", "type", "integer"),
    "no whole number": ("count", "a few", "type", "integer"),
    "a number that is too long": ("size", "9" * 41, "type", "number"),
    "neither yes nor no": ("done", "maybe", "type", "boolean"),
    "a day that there is not": ("day", "2026-02-30", "format", "date"),
    "a day in words": ("day", "tomorrow", "format", "date"),
    "no choice": ("colour", "green", "enum", ""),
}


@pytest.mark.parametrize(("name", "text", "value"), READ.values(), ids=READ)
def test_what_is_read(name: str, text: str, value: Any) -> None:
    """Each kind of field is read as its schema wants it."""
    found = body(typed(**{name: text}))[name]

    assert canonical(found) == canonical(value)
    assert read_draft(TYPE, body(typed(**{name: text})), ZONE, NOW)


@pytest.mark.parametrize(("name", "text", "kind", "limit"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read(name: str, text: str, kind: Any, limit: str) -> None:
    """It is said of the field, without the value."""
    assert findings(typed(**{name: text})) == [Finding(name, kind, limit)]


def test_a_number_in_dutch() -> None:
    """A comma begins the fraction, a point groups thousands."""
    assert [body(typed(size=one), ",")["size"] for one in ("2,5", "1.500", "1.500,25", "2.5")] == [
        2.5,
        1500,
        1500.25,
        2.5,
    ]


def test_nothing_filled_in() -> None:
    """Everything that is missing is told at once, and nothing that may be empty."""
    found = body_of(TYPE, Typed("T", {"subject": " "}, {}), ZONE, NOW, ".")[1]

    assert found == [Finding(name, "required") for name in ("senderId", "recipients", "subject")]


WHEN = {
    "as shown": (("2026-11-26", "14:32"), "2026-11-26T14:32:00"),
    "the day first": (("26/11/2026", "9.05"), "2026-11-26T09:05:00"),
    "only a time": (("", "09:05"), "2026-11-26T09:05:00"),
    "only a date": (("2026-11-20", ""), "2026-11-20T00:00:00"),
}


@pytest.mark.parametrize(("given", "text"), WHEN.values(), ids=WHEN)
def test_when(given: tuple[str, str], text: str) -> None:
    """Date and time are the organisation's, as they were typed."""
    assert body(typed(date=given[0], time=given[1]))["dateTime"] == text


def test_now() -> None:
    """An empty date means now, which the registrar fills in; the form shows it to the minute."""
    assert "dateTime" not in body(typed(date="", time=""))
    assert now_typed(ZONE, NOW) == {"date": "2026-11-26", "time": "14:32"}


FUTURE = {"a year too late": ("2027-11-26", ["future"]), "no date": ("soon", ["format"]), "four minutes": ("", [])}


@pytest.mark.parametrize(("day", "kinds"), FUTURE.values(), ids=FUTURE)
def test_a_date_ahead(day: str, kinds: list[str]) -> None:
    """People mistype years."""
    assert [one.kind for one in findings(typed(date=day, time="14:36"))] == kinds


DOCUMENT: JsonObject = {
    "dateTime": "2026-07-01T09:15:42.5+05:00",
    "subject": "Hello\nthere",
    "senderId": 1,
    "recipients": [2, 3],
    "tagIds": [4],
    "action_code": 7,
    "reference": "R1",
    "contents": "a\r\nb\rc",
    "place": "in two\nlines",
    "size": 42.0,
    "count": 1500,
    "done": False,
    "day": "2026-02-28",
    "colour": 3,
    "outcome": "as told",
    "minutes": 2.5,
    "lines": ["a", "b"],
    "sizes": [1, 2.5],
    "colours": ["blue"],
    "caller": {"name": "Ada"},
    "contactMomentId": 9,
}


@pytest.mark.parametrize("decimal", [".", ","])
def test_a_correction_that_changes_nothing(decimal: str) -> None:
    """What the form showed comes back as the document has it, whatever it cannot show."""
    shown = typed_of(TYPE, DOCUMENT, ZONE, decimal)
    as_sent = {name: value.replace("\r\n", "\n").replace("\r", "\n") for name, value in shown.one.items()}
    for name in ("subject", f"{OWN}place"):
        as_sent[name] = as_sent[name].replace("\n", "")

    found = body(Typed("T", as_sent, shown.many), decimal, DOCUMENT)

    kept = {name: value for name, value in DOCUMENT.items() if name not in ("dateTime", "reference")}
    assert found == kept


def test_a_correction_of_one_thing() -> None:
    """What was typed anew is taken; the rest stays."""
    shown = typed_of(TYPE, DOCUMENT, ZONE, ".")
    shown.one |= {"time": "09:16", f"{OWN}size": "43", f"{OWN}done": ""}

    found = body(shown, ".", DOCUMENT)

    assert (found["dateTime"], found["size"], "done" in found) == ("2026-07-01T09:16:00", 43, False)
    assert (found["contents"], found["caller"], found["contactMomentId"]) == ("a\r\nb\rc", {"name": "Ada"}, 9)


UNFIT = {
    "an object in an open choice": ("outcome", {"by": "fax"}),
    "a text where numbers are offered": ("minutes", "a few"),
    "a number that is written otherwise": ("size", 1e300),
    "a line within a line": ("lines", ["a\nb"]),
    "nothing": ("minutes", None),
}


@pytest.mark.parametrize(("name", "value"), UNFIT.values(), ids=UNFIT)
def test_a_value_that_the_form_cannot_show(name: str, value: Any) -> None:
    """It is named as not drawn, and a correction keeps it."""
    document = DOCUMENT | {name: value}

    assert name in [one.name for one in drawable(TYPE, document, ".")[1]]
    assert body(typed_of(TYPE, document, ZONE, "."), ".", document)[name] == value


def test_a_mailing_keeps_its_recipients() -> None:
    """A form shows fifty; of more than that, none can be taken away by chance."""
    many = list(range(1, 151))
    document = DOCUMENT | {"recipients": many}

    assert len(typed_of(TYPE, document, ZONE, ".").many["recipient"]) == 50
    assert body(typed_of(TYPE, document, ZONE, "."), ".", document)["recipients"] == many


def test_a_mailing_loses_and_gains_a_recipient() -> None:
    """Those whom the form has no room for stay; of the others those who were sent, and who was added."""
    many = list(range(1, 121))
    sent = typed_of(TYPE, DOCUMENT | {"recipients": many}, ZONE, ".")
    sent.many["recipient"] = [one for one in sent.many["recipient"] if one != "7"] + ["500"]

    found = body(sent, ".", DOCUMENT | {"recipients": many})["recipients"]

    assert found == [one for one in many if one != 7] + [500]


def test_which_of_several_numbers_cannot_be_read() -> None:
    """Its place among the items is named: blank lines are none."""
    assert findings(typed(sizes="1\n\nmany")) == [Finding("sizes[1]", "type", "number")]


def test_a_time_that_there_are_two_of() -> None:
    """When clocks go back, the earlier one is meant, as everywhere."""
    text = body(typed(date="2026-10-25", time="02:30"))["dateTime"]

    assert read_draft(TYPE, body(typed(date="2026-10-25", time="02:30")), ZONE, NOW).happened_at % SECOND == 0
    assert read_instant(text, ZONE)[0] == read_instant("2026-10-25T00:30:00Z", ZONE)[0]
