"""Parked registrations on a page: looked through, released and dropped, one, some, or all that a filter finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments.accounts import roles
from contact_moments.audit import trail
from contact_moments.model import PARKED_EDIT, VIEW, Client
from contact_moments.moments import parked_list, parking, releasing
from contact_moments.moments.details import details
from contact_moments.moments.list import number_of_moments
from contact_moments.register import Register
from contact_moments.relations import relations
from contact_moments.storage.questions.audit import Wanted
from contact_moments.visible import escaped
from tests.pages.dom import Element, checked
from tests.pages.entering import signed_in
from tests.pages.hostile import strings
from tests.pages.parked_rows import park, parking_client
from tests.people.browser import OPERATOR, Browser, new_register

PATH = "/admin/parked"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A register of this test's own."""
    made = new_register(tmp_path)
    yield made
    made.close()


@pytest.fixture
def editor(register: Register) -> Browser:
    """A browser in which an editor has signed in."""
    return signed_in(register, "editor@example.org", "editor")


@pytest.fixture
def client(register: Register) -> Client:
    """A client with parking on."""
    return parking_client(register)


def cells(page: Element) -> list[list[str]]:
    """The words of the table's cells, row by row."""
    return [[one.words for one in row.everything() if one.tag in {"td", "th"}] for row in page.find("tbody").all("tr")]


def left(register: Register) -> list[int]:
    """The ids of what is parked."""
    return [one.id for one in parking.all_parked(register.database)]


def events(register: Register, kind: str) -> list[trail.ShownEvent]:
    """The events of a kind."""
    return [one for one in trail.read(register.database, Wanted()) if one.kind == kind]


def test_the_table(register: Register, editor: Browser, client: Client) -> None:
    """It says what was refused, why and how often; the newest comes first, and the list beside it counts them."""
    park(register, client, 7)
    park(register, client, 7)
    relations.add(register.database, "Sender", "person", 8)
    park(register, client, 8, recipients=[9])

    page = checked(editor.get(PATH))

    rows = cells(page)
    assert [row[2:6] for row in rows] == [
        ["Dialler", "Phone", "A recipient is not available", "1"],
        ["Dialler", "Phone", "The sender is not available", "2"],
    ]
    assert page.find(class_="subnav").find("a", aria_current="page").words == "Parked 2"
    assert page.find("nav", class_="page").words == "2 parked registrations"


def test_nothing_is_parked(editor: Browser) -> None:
    """The page says so, and the list beside it has no number."""
    page = checked(editor.get(PATH))

    assert page.find(class_="empty").find("h3").words == "Nothing is parked"
    assert page.all(class_="badge") == []


def test_a_filter(register: Register, editor: Browser, client: Client) -> None:
    """By client and by reason; both are in the address."""
    other = parking_client(register, "Mail")
    park(register, client, 7)
    park(register, other, 7)
    relations.add(register.database, "Sender", "person", 8)
    park(register, other, 8, recipients=[9])

    def found(query: str) -> list[str]:
        page = checked(editor.get(f"{PATH}?{query}"))
        return [row[2] + ": " + row[4] for row in cells(page)]

    assert len(found(f"client={other.id}")) == 2
    assert found(f"client={other.id}&reason=sender_not_available") == ["Mail: The sender is not available"]
    assert found("reason=recipients_not_available") == ["Mail: A recipient is not available"]
    assert len(found("client=&reason=nonsense&before=x&through=-1")) == 3
    assert "Nothing that is parked fits" in editor.get(f"{PATH}?client=nobody").text


def test_pages(register: Register, editor: Browser, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is found by the last id of the one before, and each registration is on one."""
    monkeypatch.setattr(parked_list, "PAGE_SIZE", 3)
    ids = [park(register, client, number) for number in range(1, 8)]
    target, seen = f"{PATH}?client={client.id}", []
    while target:
        page = checked(editor.get(target))
        seen += [int(one["value"]) for one in page.all("input", name="id")]
        older = page.all("a", rel="next")
        target = older[0]["href"] if older else ""

    assert seen == ids[::-1]


def test_one(register: Register, editor: Browser, client: Client) -> None:
    """It shows what was sent as people read it, and which relations are to be added first."""
    relations.add(register.database, "Zoë Smit", "person", 8)
    id_ = park(register, client, 7, recipients=[8, 7], contents="Line 1\nLine 2")

    page = checked(editor.get(f"{PATH}/{id_}"))

    told = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert told["Client"] == "Dialler"
    assert told["Contents"] == "Line 1 Line 2"
    assert "Zoë Smit" in told["Recipients"]
    (link,) = page.find(id="lacking").all("a")
    assert link["href"] == f"/relation/new?number=7&next={PATH}/{id_}"


def test_contents_need_a_right(register: Register, client: Client) -> None:
    """Without it the page shows what a list shows."""
    roles.put_role(register.database, "sorter", frozenset({VIEW, PARKED_EDIT}), False, OPERATOR)
    id_ = park(register, client, 7, reference="R-1")

    page = checked(signed_in(register, "sorter@example.org", "sorter").get(f"{PATH}/{id_}"))

    assert "Call back" in page.words
    assert "About the bill" not in page.words
    assert "R-1" not in page.words
    assert page.find(id="lacking").all("a") == []


def test_a_relation_is_added_first(register: Register, editor: Browser, client: Client) -> None:
    """The form has its number, leads back, and then the registration is released in its client's name."""
    id_ = park(register, client, 700)
    link = checked(editor.get(f"{PATH}/{id_}")).find(id="lacking").find("a")["href"]
    form = checked(editor.get(link)).form("/relation/new")

    added = form.submit(editor, None, name="Come Late")
    released = checked(editor.get(added.location)).form(f"{PATH}/release").submit(editor, "Release")

    page = checked(editor.get(released.location))
    assert added.location == f"{PATH}/{id_}"
    assert page.find(role="status").words == "1 registration was released. To contact moment 1"
    assert details(register.database, register.zone, 1)["senderId"] == 700
    (event,) = events(register, "parked_released")
    assert (event.email, event.subject, event.detail["contact_moments"]) == (
        "editor@example.org",
        f"parked registration {id_}",
        [1],
    )


def test_a_number_that_is_taken_meanwhile(register: Register, editor: Browser) -> None:
    """The form adds a relation, and changes none."""
    form = checked(editor.get("/relation/new?number=700")).form("/relation/new")
    relations.add(register.database, "Was first", "person", 700)

    answer = form.submit(editor, None, name="Come Late")

    assert answer.status == 409
    assert "Was first" in editor.get("/relation/700").text


def test_one_that_is_refused_again(register: Register, editor: Browser, client: Client) -> None:
    """It stays parked, and its page says why this time."""
    id_ = park(register, client, 7, recipients=[9])
    relations.add(register.database, "Sender", "person", 7)

    answer = checked(editor.get(f"{PATH}/{id_}")).form(f"{PATH}/release").submit(editor, "Release")

    page = checked(editor.get(answer.location))
    assert page.find(id="refused").words == ("It was refused again, and stays parked. A recipient is not available.")
    assert (left(register), events(register, "parked_released")) == ([id_], [])


def test_some_are_released(register: Register, editor: Browser, client: Client) -> None:
    """Those whose boxes are checked, however often the button is pressed."""
    ids = [park(register, client, 7, subject=f"{number}") for number in range(4)]
    relations.add(register.database, "Come late", "person", 7)
    form = checked(editor.get(PATH)).form(f"{PATH}/release")
    chosen = [str(one) for one in ids[:2]]

    answers = [form.submit(editor, "Release chosen", id=chosen) for _ in range(2)]

    said = [checked(editor.get(one.location)).find(role="status").words for one in answers]
    assert said == ["2 registrations were released.", "0 registrations were released."]
    assert left(register) == ids[2:]
    assert number_of_moments(register.database) == 2


@pytest.mark.parametrize("button", ["Release chosen", "Drop chosen"])
def test_nothing_is_chosen(register: Register, editor: Browser, client: Client, button: str) -> None:
    """The page asks to choose; nothing is done."""
    id_ = park(register, client, 7)
    form = checked(editor.get(f"{PATH}?client={client.id}")).form(f"{PATH}/release")

    sent = form.sent(button, id=[])
    path = f"{PATH}/{'release' if button.startswith('Release') else 'drop'}"
    answer = editor.post(path, **dict(sent)) if button.startswith("Release") else editor.get(f"{path}?client=x")

    assert "Choose registrations first" in checked(editor.get(answer.location)).words
    assert left(register) == [id_]


def test_all_that_is_found_in_portions(
    register: Register, editor: Browser, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request does a part and says how far it has come; what is parked later, or of another client, is not meant."""
    monkeypatch.setattr(parked_list, "PORTION", 0.0)
    monkeypatch.setattr(releasing, "MOST", 2)
    park(register, parking_client(register, "Mail"), 7)
    ids = [park(register, client, 7 if number < 4 else 8, subject=f"{number}") for number in range(5)]
    page = checked(editor.get(f"{PATH}?client={client.id}"))
    relations.add(register.database, "Come late", "person", 7)
    later = park(register, client, 9)

    forms = page.all("form", action=f"{PATH}/release")
    answer = editor.post(f"{PATH}/release", **{one["name"]: one["value"] for one in forms[-1].all("input")})
    said = []
    while "go" not in said:
        page = checked(editor.get(answer.location))
        said.append(page.find(role="status").find("p").words)
        more = page.find(role="status").all("form")
        if not more:
            break
        answer = editor.post(f"{PATH}/release", **{one["name"]: one["value"] for one in more[0].all("input")})

    assert said == [
        "2 registrations were released. 3 are left.",
        "2 registrations were released. 1 is left.",
        "0 registrations were released. 1 was refused again and stays parked.",
    ]
    assert left(register)[1:] == [ids[4], later]


def test_dropping_asks_first(register: Register, editor: Browser, client: Client) -> None:
    """On a page of its own that says how many; then they are deleted, and the audit trail tells by whom."""
    ids = [park(register, client, 7, subject=f"{number}") for number in range(3)]
    form = checked(editor.get(PATH)).form(f"{PATH}/release")
    query = "&".join(f"id={one}" for one in ids[:2])

    asked = checked(editor.get(f"{PATH}/drop?{query}"))
    assert form.button("Drop chosen")["formmethod"] == "get"
    assert "2 registrations are deleted" in asked.words
    assert left(register) == ids
    answer = asked.form(f"{PATH}/drop").submit(editor, "Drop for good", id=[str(one) for one in ids[:2]])

    assert checked(editor.get(answer.location)).find(role="status").words == "2 registrations were dropped."
    assert left(register) == ids[2:]
    (event,) = events(register, "parked_dropped")
    assert (event.email, event.detail) == ("editor@example.org", {"count": 2, "ids": ids[:2]})
    assert "not parked any more" in editor.get(f"{PATH}/drop?{query}").text


def test_all_that_is_found_is_dropped(register: Register, editor: Browser, client: Client) -> None:
    """What is parked while somebody reads the question stays."""
    park(register, client, 7)
    fields = {one["name"]: one["value"] for one in checked(editor.get(PATH)).find(class_="under").all("input")}
    asked = checked(editor.get(f"{PATH}/drop?" + "&".join(f"{name}={value}" for name, value in fields.items())))
    later = park(register, client, 8)

    asked.form(f"{PATH}/drop").submit(editor, "Drop for good")

    assert left(register) == [later]


def test_hostile_texts(register: Register, editor: Browser) -> None:
    """Whatever a client is called, and whatever it sends, is a text."""
    quiet: list[list[str]] = []
    for text in ("Quiet", *strings()[::20]):
        client = parking_client(register, text)
        fields = dict.fromkeys(("subject", "contents", "reference", "direction", "outcome", "durationMinutes"), text)
        id_ = park(register, client, 7, **fields)
        pages = [checked(editor.get(one)) for one in (f"{PATH}?client={client.id}", f"{PATH}/{id_}")]
        shapes = [
            [one.tag for one in page.find("table" if at == 0 else "main").everything()] for at, page in enumerate(pages)
        ]
        quiet = quiet or shapes
        assert shapes == quiet, text
        assert all(" ".join(escaped(text).split()) in page.words for page in pages), text


@pytest.mark.parametrize("id_", ["0", "1", "9007199254740991", "9223372036854775808", "x"])
def test_an_id_under_which_nothing_is_parked(editor: Browser, id_: str) -> None:
    """There is no such page; releasing it does nothing."""
    assert editor.get(f"{PATH}/{id_}").status == 404
    assert editor.post(f"{PATH}/release", id=id_).status == 303
    assert editor.get(f"{PATH}?before={id_}").status == 200


def test_somebody_who_may_not(register: Register, client: Client) -> None:
    """A registrar sees no parked registrations, and no administration."""
    id_ = park(register, client, 7)
    registrar = signed_in(register, "registrar@example.org", "registrar")

    assert {registrar.get(one).status for one in (PATH, f"{PATH}/{id_}", f"{PATH}/drop?id={id_}")} == {403}
    assert registrar.post(f"{PATH}/release", id=str(id_)).status == 403
    assert registrar.post(f"{PATH}/drop", id=str(id_)).status == 403
    assert left(register) == [id_]
