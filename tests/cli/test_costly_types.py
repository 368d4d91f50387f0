"""Types whose schemas take too long to evaluate: refused when they are added, harmless where they are already."""

import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.model import MomentType
from contact_moments.moments import schema_trial
from contact_moments.moments.schema_cost import cost_of
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.moments.validator import Validator
from contact_moments.register import opened
from tests.cli.command_line import assert_refused, contents, run_here, succeed_here
from tests.support import LIST, Installation, Json, a_call

pytestmark = pytest.mark.slow

CHAT = f"{LIST}/type/ContactMomentChat"


def with_field(field: Json, **members: Json) -> Json:
    """A type file with a field `x` of its own."""
    schema = {"properties": {"x": field}, **members}
    return {"id": "ContactMomentChat", "title": "Chat", "schema": schema}


def chain(levels: int, link: Any) -> Json:
    """A type with definitions that each refer to the next one, as `link` makes it of the reference."""
    definitions = {f"d{n}": link({"$ref": f"#/definitions/d{n + 1}"}) for n in range(levels)}
    return with_field({"$ref": "#/definitions/d0"}, definitions=definitions | {f"d{levels}": {"type": "string"}})


def recursive(link: Any) -> Json:
    """A type with a definition that refers to itself."""
    return with_field({"$ref": "#/definitions/d"}, definitions={"d": link({"$ref": "#/definitions/d"})})


def explosive(levels: int) -> Json:
    """Definitions that explode if the one called `d0` is evaluated."""
    twice = {f"d{n}": {"allOf": [{"$ref": f"#/definitions/d{n + 1}"}] * 2} for n in range(levels)}
    return twice | {f"d{levels}": {"type": "string"}}


def boxed(**members: Any) -> Json:
    """A type that looks harmless from its root. A box with these members has definitions of the same names."""
    box = members | {"definitions": explosive(25)}
    return with_field({"$ref": "#/definitions/box/definitions/d0"}, definitions={"box": box, "d1": {"type": "string"}})


LONG = "take too long"
COSTLY: dict[str, tuple[Json, str]] = {
    "allOf of two, 25 levels": (chain(25, lambda next_: {"allOf": [next_, next_]}), LONG),
    "anyOf of two": (chain(25, lambda next_: {"anyOf": [next_, next_]}), LONG),
    "oneOf of two": (chain(25, lambda next_: {"oneOf": [next_, next_]}), LONG),
    "if and then": (chain(25, lambda next_: {"if": next_, "then": next_}), LONG),
    "not twice": (chain(25, lambda next_: {"allOf": [{"not": next_}, {"not": next_}]}), LONG),
    "dependencies": (chain(25, lambda next_: {"dependencies": {"a": next_, "b": next_}}), LONG),
    "one level deeper each": (chain(25, lambda next_: {"properties": {"k": {"allOf": [next_, next_]}}}), LONG),
    "two patterns for a member": (chain(25, lambda next_: {"patternProperties": {"a": next_, "b": next_}}), LONG),
    "items twice": (chain(25, lambda next_: {"items": {"anyOf": [next_, next_]}}), LONG),
    "a chain without branches": (chain(20_000, lambda next_: next_), LONG),
    "itself twice in a member": (recursive(lambda self: {"properties": {"k": {"allOf": [self, self]}}}), LONG),
    "itself by two ways": (recursive(lambda self: {"allOf": [{"items": self}, {"items": self}]}), LONG),
    "itself without end": (recursive(lambda self: {"anyOf": [{"type": "string"}, self]}), "leads back to itself"),
    "lists to compare with": (with_field({"items": {"enum": [[n] for n in range(1000)]}}), LONG),
    "many patterns for names": (with_field({"patternProperties": {f"^{n}_a+": {} for n in range(200)}}), "50 patterns"),
    "patterns that nothing leads to": (
        with_field({}, definitions={f"d{n}": {"pattern": "a"} for n in range(51)}),
        "more than 50 patterns",
    ),
    "a megabyte": (with_field({"title": "x" * 2**20}), "at most 1 MiB"),
    "look-ahead": (with_field({"pattern": "^(?=.*x)y"}), "look-around"),
    "look-behind in a list": (with_field({"items": {"pattern": "(?<!a)b"}}), "look-around"),
    "back-reference": (with_field({"pattern": r"^(a|aa)+\1$"}), "back-references"),
    "reference by an id": (with_field({"$ref": "#d"}, definitions={"d": {"$id": "#d"}}), '"$ref" must be'),
    "reference with an escape": (
        with_field({"$ref": "#/definitions/d%30"}, definitions=explosive(25) | {"d%30": {"type": "string"}}),
        'have no "%"',
    ),
    "a box with an id": (boxed(**{"$id": "http://box.example/"}), 'can have an "$id"'),
    "a box of another draft": (
        boxed(**{"$schema": "http://json-schema.org/draft-04/schema#", "id": "http://box.example/"}),
        '"$schema" of another draft',
    ),
    "an anchor that nothing leads to": (with_field({}, definitions={"d": {"not": {"$anchor": "d"}}}), "an anchor"),
    "an id of the whole": (with_field({}, **{"$id": "http://json-schema.org/draft-07/schema#"}), 'can have an "$id"'),
}


@pytest.mark.parametrize(("file", "says"), COSTLY.values(), ids=COSTLY)
def test_a_schema_that_explodes(file: Json, says: str, unchanged: Installation) -> None:
    """A schema whose evaluation can take long is refused with the reason, and no type is added."""
    (unchanged.folder / "chat.json").write_text(json.dumps(file))
    before = contents(unchanged)

    done = run_here(unchanged, "type", "add", "chat.json")

    assert_refused(done, 1, says)
    assert contents(unchanged) == before


GOOD: dict[str, Json] = {
    "a tree": recursive(lambda self: {"properties": {"left": self, "right": self, "lines": {"items": self}}}),
    "lines of thirty fields": with_field(
        {"items": {"required": ["f1"], "properties": {f"f{n}": {"type": "string", "maxLength": 9} for n in range(30)}}}
    ),
    "a choice of a thousand": with_field({"enum": [f"choice {n}" for n in range(1000)]}),
    "an amount": with_field({"items": {"properties": {"amount": {"type": "number", "multipleOf": 0.01}}}}),
    "a pattern that nests": with_field({"pattern": "^(a+)+$"}),
    "a postal code": with_field({"type": "string", "pattern": "^[1-9][0-9]{3} ?[A-Z]{2}$"}),
    "a field called $id": with_field({"properties": {"$id": {"type": "string"}, "$schema": {"type": "string"}}}),
    "a chain": chain(5, lambda next_: {"allOf": [next_, next_]}),
}


@pytest.mark.slow
@pytest.mark.parametrize("file", GOOD.values(), ids=GOOD)
@pytest.mark.usefixtures("processes")
def test_what_organisations_write(file: Json, furnished: Installation) -> None:
    """Schemas of a usual size are taken, recursive ones and those with patterns too."""
    (furnished.folder / "chat.json").write_text(json.dumps(file))

    assert succeed_here(furnished, "type", "add", "chat.json") == "Added type ContactMomentChat\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "field", [{"pattern": r"[\p{L}\d]{200}!"}, {"items": {"multipleOf": 1e-300}}], ids=["pattern", "multipleOf"]
)
@pytest.mark.usefixtures("processes")
def test_a_schema_that_only_a_trial_finds(field: Json, furnished: Installation) -> None:
    """A pattern or a division that takes long is tried in a process that is ended, and refused."""
    (furnished.folder / "chat.json").write_text(json.dumps(with_field(field)))

    assert_refused(run_here(furnished, "type", "add", "chat.json"), 1, LONG)


@pytest.mark.parametrize(
    ("seconds", "fast"), [([0.4] * 5 + [0.03], True), ([0.4] * 6, False), ([9.0, 0.03], False)], ids=str
)
def test_a_busy_machine(seconds: list[float], fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that took too long is tried again: the best of six tries counts, unless the first took far too long."""
    left = iter(seconds)
    monkeypatch.setattr(schema_trial, "_seconds", lambda *_: next(left))
    monkeypatch.setattr(schema_trial, "_bodies", lambda _: [{}])

    assert schema_trial.is_fast({"properties": {}}) == fast


@pytest.mark.usefixtures("processes")
def test_a_trial_that_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trial that fails in whatever way means that the schema is refused."""
    crash = f"import os; os.kill(os.getpid(), {signal.SIGKILL})"
    monkeypatch.setattr(schema_trial, "PROGRAM", (sys.executable, "-c", crash))
    file = json.dumps(with_field({"pattern": "a"})).encode()

    with pytest.raises(InvalidInputError, match=LONG):
        schema_trial.read_and_try(file)


def test_one_trial_at_a_time() -> None:
    """A server has threads: who comes second is asked to try again."""
    file = json.dumps(with_field({"pattern": "a"})).encode()
    with schema_trial._TRYING, pytest.raises(UnavailableError, match="Another type is being tried"):
        schema_trial.read_and_try(file)


def test_the_shipped_types_need_no_trial() -> None:
    """The types that come with the program are far below every bound."""
    shipped = Path(schema_trial.__file__).parent.parent / "moment_types"
    costs = [cost_of(read_type(file.read_bytes()).schema) for file in shipped.glob("ContactMoment*.json")]

    assert [(one.once < 30, one.often, one.simple) for one in costs] == [(True, 2, True)] * 5


def put(installation: Installation, file: Json) -> None:
    """Add a type as an earlier release took it."""
    common = read_type(b'{"id": "X", "title": "X"}').schema
    schema = common | file["schema"]
    schema["properties"] = common["properties"] | file["schema"]["properties"]
    with opened(installation.settings_here()) as register:
        put_type(register.database, MomentType(file["id"], file["title"], True, schema))


@pytest.mark.parametrize(
    "file",
    [COSTLY["allOf of two, 25 levels"][0], with_field({"properties": ["a"]})],
    ids=["explodes", "is no schema"],
)
def test_a_type_that_is_there_already(file: Json, furnished: Installation) -> None:
    """It stops nothing but itself: calls for it are 503, all others are answered, and `doctor` names it."""
    put(furnished, file)
    with furnished.served_here() as server:
        api = server.api()
        refused = api.post(a_call(x={"a": [1]}), CHAT)
        other = api.register()
    done = run_here(furnished, "doctor")

    assert (refused.status_code, "schema of this type" in refused.json()["errors"], other) == (503, True, 1)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if "WRONG" in line and "ContactMomentChat" in line]


def test_a_type_with_look_around_goes_on_working(furnished: Installation) -> None:
    """Of an earlier release's type with such a pattern only very long texts are refused, and `doctor` names it."""
    put(furnished, with_field({"type": "string", "pattern": "^(?=.*x)y"}))
    with furnished.served_here() as server:
        api = server.api()
        statuses = [api.post(a_call(x=text), CHAT).status_code for text in ("yx", "y", "yx" * 10_000)]
    done = run_here(furnished, "doctor")

    assert (statuses, done.returncode) == ([200, 400, 400], 0)
    assert "Type ContactMomentChat works, but its patterns of x" in done.stdout


RESERVED = ["action", "change", "confidential", "followUp", "id", "sender", "tags", "type", "versions"]


@pytest.mark.parametrize("name", RESERVED)
def test_a_name_that_the_register_uses(name: str, unchanged: Installation) -> None:
    """An own field with the name of a member of the list or the details is refused by its name."""
    file = {"id": "ContactMomentChat", "title": "Chat", "schema": {"properties": {name: {"type": "string"}}}}
    (unchanged.folder / "chat.json").write_text(json.dumps(file))

    assert_refused(run_here(unchanged, "type", "add", "chat.json"), 1, name, "the register uses")


def test_a_type_that_has_such_a_name_already(furnished: Installation) -> None:
    """It goes on working, its field is in the versions, and `doctor` names it."""
    file = {"id": "ContactMomentChat", "title": "Chat", "schema": {"properties": {"tags": {"type": "string"}}}}
    put(furnished, file)
    with furnished.served_here() as server:
        api = server.api()
        answer = api.post(a_call(tags="red"), CHAT)
        shown = api.get(f"{LIST}/1").json()
    done = run_here(furnished, "doctor")

    assert (answer.status_code, shown["tags"], shown["versions"][0]["content"]["tags"]) == (200, {}, "red")
    assert "Type ContactMomentChat works, but its own fields tags" in done.stdout


LARGE: dict[str, tuple[Json, Json, str]] = {
    "a million errors": ({"items": {"type": "string"}}, [1] * 100_000, "too many values"),
    "errors with all choices": ({"items": {"enum": [f"v{n}" for n in range(9000)]}}, ["z"] * 10_000, "too many values"),
    "huge numbers": ({"items": {"multipleOf": 0.01}}, [1e308] * 1000, "x has a number beyond"),
}


@pytest.mark.parametrize(("field", "value", "says"), LARGE.values(), ids=LARGE)
def test_a_body_with_many_faults(field: Json, value: Json, says: str) -> None:
    """What is wrong with a large body is told in bounded time and memory."""
    validator = Validator(read_type(json.dumps(with_field(field)).encode()).schema)

    (found,) = validator.violations({"subject": "x", "senderId": 1, "recipients": [1], "x": value})

    assert says in found.sentence
