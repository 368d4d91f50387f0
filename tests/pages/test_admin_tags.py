"""Tags are added, renamed and removed on a page, as by the commands; what is there twice is told."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from contact_moments import catalogue
from contact_moments.model import MAX_ID
from contact_moments.register import Register
from contact_moments.storage.sql import tables
from tests.pages.administering import administrator
from tests.pages.administering_types import told
from tests.pages.details import made
from tests.pages.dom import Element, checked
from tests.pages.entering import problems
from tests.people.browser import Answer, Browser, new_register

TAGS = "/admin/tags"


@pytest.fixture(scope="module")
def admin(register: Register, agent: Browser) -> Browser:
    """A browser of an administrator, on a register with two tags in it."""
    assert agent
    return administrator(register)


def added(admin: Browser, name: str, number: str = "", press: str = "Add") -> Answer:
    """Add a tag."""
    return checked(admin.get(TAGS)).form(TAGS).submit(admin, press, name=name, id=number)


def row_of(page: Element, name: str) -> list[str]:
    """What the table says of a tag."""
    row = next(one for one in page.find("tbody").all("tr") if one.find("th").words.startswith(name))
    return [cell.words for cell in row.all("td")]


def test_a_tag_is_added(register: Register, admin: Browser) -> None:
    """With the next number, or one's own; the list shows it, and the trail tells it."""
    answer = added(admin, "  Complaint ")
    new = max(catalogue.tags(register.database))

    assert (answer.status, answer.location) == (303, f"{TAGS}?done=added&of={new}")
    assert added(admin, "Praise", "500").location.endswith("of=500")
    page = checked(admin.get(answer.location))
    assert "“Complaint” is added" in page.find(role="status").words
    assert row_of(page, "Complaint") == [str(new), "None", "Change Complaint"]
    assert dict(told(register, "tag_added"))["500"] == {"name": "Praise"}


@pytest.mark.parametrize(
    ("name", "number", "says"),
    [
        (" ", "", "Give it a name."),
        ("\u200b", "", "Give it a name."),
        ("x" * 256, "", "The name can have 255"),
        ("New", "0", "Give a whole number from 1 on"),
        ("New", "-1", "Give a whole number from 1 on"),
        ("New", "x", "Give a whole number from 1 on"),
        ("New", str(MAX_ID + 1), "Give a whole number from 1 on"),
        ("New", str(2**63), "Give a whole number from 1 on"),
        ("New", "9" * 30, "Give a whole number from 1 on"),
        ("New", "1", "Number 1 exists already."),
        ("lidmaatschap!", "", "Number 1 has this name already."),
    ],
)
def test_what_is_wrong(register: Register, admin: Browser, name: str, number: str, says: str) -> None:
    """It stands beside the field, with everything typed still there, and nothing is added."""
    before = catalogue.tags(register.database)
    page = checked(added(admin, name, number), 422)

    (text,) = problems(page)
    assert text.startswith(says)
    assert dict(page.form(TAGS).sent())["id"] == number
    assert catalogue.tags(register.database) == before


def test_the_same_name_all_the_same(register: Register, admin: Browser) -> None:
    """Who is sure adds it; both are marked in the list."""
    page = checked(added(admin, "Nabellen"), 422)

    assert page.form(TAGS).submit(admin, "Add it all the same").status == 303
    marked = [one.words for one in checked(admin.get(TAGS)).all("th") if one.all(class_="badge")]
    assert marked == ["Nabéllen Same name", "Nabellen Same name"]


def test_a_tag_is_renamed(register: Register, admin: Browser) -> None:
    """Lists show the new name at once, and change, as after the command; the trail has both names."""
    catalogue.add_tag(register.database, "Old name", 700)
    id_ = made(register, senderId=1516, recipients=[429000], tagIds=[700])
    state = register.timelines.state()
    path = f"{TAGS}/700"

    answer = checked(admin.get(path)).form(path).submit(admin, "Rename", name="New name")

    assert answer.status == 303
    assert register.timelines.state() != state
    assert "New name" in checked(admin.get(f"/moment/{id_}")).words
    assert dict(told(register, "tag_renamed"))["700"] == {"name": "New name", "before": "Old name"}
    assert row_of(checked(admin.get(TAGS)), "New name")[1] == "Show New name"


def test_two_who_rename(register: Register, admin: Browser) -> None:
    """The second is told, and overwrites nothing before they press once more."""
    catalogue.add_tag(register.database, "Both", 710)
    path = f"{TAGS}/710"
    first, second = (checked(admin.get(path)).form(path) for _ in range(2))
    assert first.submit(admin, "Rename", name="First").status == 303

    page = checked(second.submit(admin, "Rename", name="Second"), 409)
    assert "“First”" in page.find(class_="split").find(role="alert").words
    assert catalogue.tags(register.database)[710] == "First"
    assert page.form(path).submit(admin, "Rename all the same").status == 303
    assert catalogue.tags(register.database)[710] == "Second"


def test_a_rename_twice(register: Register, admin: Browser) -> None:
    """The second press changes nothing, and is no event."""
    catalogue.add_tag(register.database, "Once", 720)
    form = checked(admin.get(f"{TAGS}/720")).form(f"{TAGS}/720")

    assert [form.submit(admin, "Rename", name="Once more").status for _ in range(2)] == [303, 303]
    assert [one for one, _ in told(register, "tag_renamed")].count("720") == 1


def test_a_name_that_another_one_has(register: Register, admin: Browser) -> None:
    """Renaming tells it too; a name that stays is not told."""
    catalogue.add_tag(register.database, "Own name", 730)
    form = checked(admin.get(f"{TAGS}/730")).form(f"{TAGS}/730")

    page = checked(form.submit(admin, "Rename", name="LIDMAATSCHAP"), 422)
    assert problems(page)[0].startswith("Number 1 has this name already")
    assert page.form(f"{TAGS}/730").submit(admin, "Rename it all the same").status == 303
    same = checked(admin.get(f"{TAGS}/730")).form(f"{TAGS}/730")
    assert same.submit(admin, "Rename").status == 303


def test_a_tag_is_removed(register: Register, admin: Browser) -> None:
    """While nothing has it; twice is no fault."""
    catalogue.add_tag(register.database, "Unused", 740)
    form = checked(admin.get(f"{TAGS}/740")).form(f"{TAGS}/740/remove")

    assert [form.submit(admin, "Remove").status for _ in range(2)] == [303, 303]
    assert 740 not in catalogue.tags(register.database)
    assert dict(told(register, "tag_removed"))["740"] == {"name": "Unused"}
    assert "There is no tag 740" in checked(admin.get(f"{TAGS}/740"), 404).words


def test_a_form_of_somebody_else(register: Register, admin: Browser) -> None:
    """It is told whose name it would be done in, and nothing is done before they press again."""
    catalogue.add_tag(register.database, "Whose", 760)
    path = f"{TAGS}/760"
    forms = [checked(admin.get(TAGS)).form(TAGS), checked(admin.get(path)).form(path)]
    other = administrator(register, "other@example.org")
    before = catalogue.tags(register.database)

    pages = [checked(form.submit(other, None, name="Whose is it"), 409) for form in forms]
    assert catalogue.tags(register.database) == before
    assert pages[1].form(path).submit(other, "Save as").status == 303
    assert catalogue.tags(register.database)[760] == "Whose is it"


def test_a_tag_that_is_used(register: Register, admin: Browser) -> None:
    """It cannot be removed, also by a form that was opened before."""
    catalogue.add_tag(register.database, "Used", 750)
    form = checked(admin.get(f"{TAGS}/750")).form(f"{TAGS}/750/remove")
    made(register, senderId=1516, recipients=[429000], tagIds=[750])

    page = checked(form.submit(admin, "Remove"), 409)
    assert "It was not removed" in page.find(class_="split").find(role="alert").words
    assert not page.all("form", action=f"{TAGS}/750/remove")


@pytest.mark.parametrize("number", ["0", "x", str(2**63), "9" * 40, "-1", "%2e%2e", "1.5"])
def test_a_tag_that_there_is_not(admin: Browser, number: str) -> None:
    """It is 404, whatever is asked for."""
    for answer in (
        admin.get(f"{TAGS}/{number}"),
        admin.post(f"{TAGS}/{number}", name="x", was="y"),
        admin.post(f"{TAGS}/{number}/remove"),
    ):
        checked(answer, 404)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """An administrator of a register with 10,000 tags."""
    register = new_register(tmp_path_factory.mktemp("many"))
    rows = [{"id": number, "name": f"Label {number}"} for number in range(1, 10_001)]
    register.database.write(lambda transaction: transaction.connection.execute(insert(tables.tag), rows) and None)
    yield administrator(register)
    register.close()


def test_ten_thousand_tags(many: Browser) -> None:
    """They come in pages, each as small as others, and are found by words or number."""
    page = checked(many.get(TAGS))
    assert "1 to 50 of 10,000" in page.words
    following = checked(many.get(page.find("a", rel="next")["href"]))
    assert following.find("tbody").texts("code")[0] == "51"
    assert following.find("a", rel="prev")["href"] == f"{TAGS}?page=1"
    assert checked(many.get(f"{TAGS}?q=label+99")).find("tbody").texts("code")[:3] == ["99", "990", "991"]
    assert checked(many.get(f"{TAGS}?q=7777")).find("tbody").texts("code") == ["7777"]
    assert checked(many.get(f"{TAGS}?page=99999")).find("tbody").texts("code")[-1] == "10000"
    assert "Nothing found for “zzz”" in checked(many.get(f"{TAGS}?q=zzz")).words
    assert "Nothing found for “?”" in checked(many.get(f"{TAGS}?q=%3F")).words


def test_a_page_of_many_takes_no_time(many: Browser) -> None:
    """Fewer than 300 ms of the processor, with 10,000 tags."""
    many.get(TAGS)
    begun = time.process_time()
    many.get(f"{TAGS}?q=label")

    assert time.process_time() - begun < 0.3
