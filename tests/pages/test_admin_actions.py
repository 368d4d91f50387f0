"""Actions are added, renamed and removed on a page, by their codes; whether others may be used is told."""

from pathlib import Path

import pytest

from contact_moments import catalogue
from contact_moments.register import Register
from tests.pages.administering import administrator
from tests.pages.administering_types import told
from tests.pages.details import made
from tests.pages.dom import checked
from tests.pages.entering import problems
from tests.people.browser import Answer, Browser, new_register

ACTIONS = "/admin/actions"


@pytest.fixture(scope="module")
def admin(register: Register, agent: Browser) -> Browser:
    """A browser of an administrator, on a register with an action in it."""
    assert agent
    return administrator(register)


def added(admin: Browser, name: str, code: str) -> Answer:
    """Add an action."""
    return checked(admin.get(ACTIONS)).form(ACTIONS).submit(admin, "Add", name=name, id=code)


@pytest.mark.parametrize("code", ["2", "0", "-3", str(2**63 - 1), str(-(2**63))])
def test_an_action_is_added(register: Register, admin: Browser, code: str) -> None:
    """With any code of 64 bits, which its page has in the address."""
    answer = added(admin, f"Campaign {code}", code)

    assert answer.location == f"{ACTIONS}?done=added&of={code}"
    assert catalogue.actions(register.database)[int(code)] == f"Campaign {code}"
    assert dict(told(register, "action_added"))[code] == {"name": f"Campaign {code}"}
    checked(admin.get(f"{ACTIONS}/{code}"))


@pytest.mark.parametrize("code", ["", "x", "1.5", str(2**63), str(-(2**63) - 1), "9" * 30, "²"])
def test_a_code_that_cannot_be(admin: Browser, code: str) -> None:
    """It is told beside the field."""
    assert problems(checked(added(admin, "New", code), 422)) == ["Give a whole number, for example 2."]


def test_a_code_that_is_in_use(register: Register, admin: Browser) -> None:
    """Adding does not rename; the same once more is no fault."""
    assert problems(checked(added(admin, "Other", "7"), 422)) == [
        "Number 7 exists already. Choose another one, or rename that one."
    ]
    assert catalogue.actions(register.database)[7] == "Welkomstronde"
    form = checked(admin.get(ACTIONS)).form(ACTIONS)
    answers = [form.submit(admin, "Add", name="Pressed twice", id="77").status for _ in range(2)]
    assert answers[0] == 303
    assert [one for one, _ in told(register, "action_added")].count("77") == 1


def test_an_action_is_renamed_and_removed(register: Register, admin: Browser) -> None:
    """Each is in the trail; one that is used cannot be removed."""
    catalogue.put_action(register.database, 40, "Old")
    path = f"{ACTIONS}/40"
    checked(admin.get(path)).form(path).submit(admin, "Rename", name="New")
    assert dict(told(register, "action_renamed"))["40"] == {"name": "New", "before": "Old"}

    form = checked(admin.get(path)).form(f"{path}/remove")
    made(register, senderId=1516, recipients=[429000], action_code=40)
    checked(form.submit(admin, "Remove"), 409)
    catalogue.put_action(register.database, 41, "Unused")
    assert admin.post(f"{ACTIONS}/41/remove").status == 303
    assert dict(told(register, "action_removed"))["41"] == {"name": "Unused"}


def test_somebody_else_renames_meanwhile(register: Register, admin: Browser) -> None:
    """It is told, and nothing is overwritten."""
    catalogue.put_action(register.database, 50, "Mine")
    form = checked(admin.get(f"{ACTIONS}/50")).form(f"{ACTIONS}/50")
    catalogue.put_action(register.database, 50, "Theirs")

    checked(form.submit(admin, "Rename", name="Mine again"), 409)
    assert catalogue.actions(register.database)[50] == "Theirs"


@pytest.mark.parametrize(("setting", "says"), [("any", "may have any action code"), ("listed", "these actions only")])
def test_whether_others_may_be_used(tmp_path: Path, setting: str, says: str) -> None:
    """The operator's setting is told, by its name."""
    register = new_register(tmp_path, action_codes=setting)
    page = checked(administrator(register).get(ACTIONS))
    register.close()

    notice = page.find(class_="split").find(class_="notice").words
    assert says in notice
    assert "CONTACT_MOMENTS_ACTION_CODES" in notice
