"""The code of docs/crm.md keeps a CRM and the register in step, as it stands there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contact_moments import relations
from contact_moments.api.relations import MAX_LINES_BODY
from contact_moments.contract.support import add_people
from contact_moments.moments import merging
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.list import page_by_number
from contact_moments.uploads.uploads import UploadedFile
from tests.support import Installation, Json

pytestmark = [pytest.mark.usefixtures("processes"), pytest.mark.slow]

BY = Actor(operator="operator")
PAGE = Path(__file__).parent.parent.parent / "docs" / "crm.md"


class Both(NamedTuple):
    """The register, and the functions of the page."""

    register: Register
    page: dict[str, Any]

    def names(self) -> dict[str | None, str]:
        """What the register has, by external ids."""
        return {one.external_id: one.name for one in page_by_number(self.register.database, None, 1)[0]}


@pytest.fixture
def both(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    """A served register, and the code of the page connected to it."""
    client = registered.add_client("relation/view", "relation/edit")
    register = Register(registered.settings_here())
    with registered.serving() as server:
        for name, value in {"REGISTER": server.url, "CLIENT_ID": client["client_id"]}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("CLIENT_SECRET", client["client_secret"])
        page: dict[str, Any] = {}
        for code in re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL):
            exec(compile(code, PAGE, "exec"), page)  # noqa: S102 - our own page
        yield Both(register, page)
    register.close()


def a_person(number: str, name: str) -> Json:
    """A person of the CRM."""
    return {"number": number, "name": name, "email": None, "phones": ["06-12345678"], "left": False}


def test_both_directions(both: Both) -> None:
    """Who is added, renamed or merged on one side is so on the other after a round; another one changes nothing."""
    synchronise = both.page["synchronise"]
    crm = {number: a_person(number, f"Person {number}") for number in ("a", "b", "c")} | {"x": a_person("x", "")}
    add_people(both.register, 50)
    began, refused = synchronise(crm, set(crm), None)
    first = both.names()
    del crm["x"]
    relations.rename(both.register.database, 51, "Renamed here")
    relations.archive(both.register.database, 52)
    merging.begin(both.register.database, 53, 50)
    crm["b"]["name"] = "Renamed there"
    began, _ = synchronise(crm, {"b"}, began)
    second = both.names()
    again = list(both.page["push"]([one for one in crm.values() if not one["same_as"]]))

    assert [(person["number"], why) for person, why in refused] == [("x", "name must not be blank")]
    assert first == {"new-50": "Relation 50", "a": "Person a", "b": "Person b", "c": "Person c"}
    assert second == {"new-50": "Relation 50", "a": "Renamed here", "b": "Renamed there", "c": "Person c"}
    assert {number: (one["name"], one["left"], one["same_as"]) for number, one in crm.items()} == {
        "new-50": ("Relation 50", False, None),
        "a": ("Renamed here", False, None),
        "b": ("Renamed there", False, None),
        "c": ("Person c", False, 50),
    }
    assert crm["a"]["phones"] == ["+31612345678"]
    assert {answer["status"] for _, answer in again} == {"unchanged"}


def test_a_refused_change_is_kept(both: Both) -> None:
    """A round does not overwrite a person whose line was refused; of one that was merged, it learns that."""
    synchronise = both.page["synchronise"]
    crm = {number: a_person(number, f"Person {number}") for number in ("a", "b", "c")}
    began, _ = synchronise(crm, set(crm), None)
    ids = {number: id_ for id_, number in enumerate(sorted(crm), 1)}
    relations.rename(both.register.database, ids["a"], "Renamed here")
    merging.begin(both.register.database, ids["b"], ids["c"])
    crm["a"] |= {"name": "Renamed there", "email": "no address"}
    crm["b"]["name"] = "Renamed there"
    began, refused = synchronise(crm, {"a", "b"}, began)
    kept = {number: (one["name"], one["email"], one.get("same_as")) for number, one in crm.items()}
    crm["a"]["email"] = "a@example.org"
    _, then = synchronise(crm, {"a", "b"}, began)

    assert [person["number"] for person, _ in refused] == ["a", "b"]
    assert kept == {
        "a": ("Renamed there", "no address", None),
        "b": ("Renamed there", None, ids["c"]),
        "c": ("Person c", None, None),
    }
    assert (then, both.names()["a"]) == ([], "Renamed there")


def test_an_import_that_is_undone(both: Both) -> None:
    """Who was removed with it is deleted, unless the CRM has sent them again, or has a change that was refused."""
    synchronise, database = both.page["synchronise"], both.register.database
    crm = {"a": a_person("a", "Person a")}
    began, _ = synchronise(crm, {"a"}, None)
    content = "id;name;externalId\n" + "".join(f"{id_};Person {id_};x{id_}\n" for id_ in range(10, 40))
    number, _ = imports.put(database, CsvFile(UploadedFile("people.csv", content.encode()), "NL"), BY)
    began, _ = synchronise(crm, set(), began)
    before = set(crm)
    relations.rename(database, 13, "Renamed here")
    undoing.undo(database, number or 0, BY)
    crm["x11"]["name"], crm["x12"]["email"] = "Renamed there", "no address"
    _, refused = synchronise(crm, {"x11", "x12"}, began)

    assert before == {"a", *(f"x{id_}" for id_ in range(10, 40))}
    assert [person["number"] for person, _ in refused] == ["x12"]
    assert {one: person["name"] for one, person in crm.items()} == {
        "a": "Person a",
        "x11": "Renamed there",
        "x12": "Person 12",
        "x13": "Renamed here",
    }


def test_a_first_round(both: Both) -> None:
    """However many people there are, they are sent in parts; a merged relation without a number makes no person."""
    add_people(both.register, 42, 43)
    merging.begin(both.register.database, 43, 42)
    assert both.page["AT_ONCE"] * 8 * 1024 <= MAX_LINES_BODY
    both.page["AT_ONCE"] = 2
    call, sent = both.page["call"], []

    def note(method: str, target: str, body: bytes | None = None) -> Any:
        sent.extend([body.count(b"\n")] if body else [])
        return call(method, target, body)

    both.page["call"] = note
    crm = {f"{number}": a_person(f"{number}", f"Person {number}") for number in range(5)}
    both.page["synchronise"](crm, set(crm), None)

    assert sent == [2, 2, 1, 0]
    assert sorted(crm) == ["0", "1", "2", "3", "4", "new-42"]


def test_the_crm_merges(both: Both) -> None:
    """The page's call merges, and answers the merged relation."""
    add_people(both.register, 1, 2)

    assert both.page["merge"](1, 2)["mergedInto"] == 2
