"""Whatever people type stays text: 300 strings in every field, on every page that shows them."""

import json
from urllib.parse import quote

import pytest

from contact_moments import catalogue
from contact_moments.maintenance import add_moments
from contact_moments.model import Author, Relation
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.relations import add_all
from contact_moments.visible import escaped
from tests.pages.details import fill, made, somebody
from tests.pages.dom import Element, check_part, checked, parsed
from tests.pages.strings import PAYLOADS, STRINGS
from tests.people.browser import Browser

pytestmark = [pytest.mark.slow, pytest.mark.long]

PLAIN = "plain"
FIRST = 1000  # id of the relation with the first of `EACH`
EACH = (PLAIN, *STRINGS)
SHORT = 60  # characters of a text that a row has room for
ALL = " ".join(PAYLOADS)


@pytest.fixture(scope="module")
def register(register: Register) -> Register:
    """Each string is the name and external id of a relation, and the fields and tag of its contact moment."""
    fill(register)
    relations = [Relation(FIRST + number, "person", text, external_id=text) for number, text in enumerate(EACH)]
    add_all(register.database, "NL", relations)
    for number, text in enumerate(PAYLOADS):
        catalogue.add_tag(register.database, text, number + 1)
    catalogue.put_action(register.database, 7, ALL)
    known = register.types.get("ContactMomentVisit")
    for more in ("", " and more"):
        drafts = [register.registrar.read(known, body(number, text, more)) for number, text in enumerate(EACH)]
        for first in range(0, len(drafts), 50):
            add_moments(register, drafts[first : first + 50], Author(None, "page"))
    return register


def body(number: int, text: str, more: str) -> dict[str, object]:
    """The contact moment of a string; its correction has more in it."""
    texts = {"subject": text, "contents": text + more, "location": text[:SHORT], "reference": text}
    corrected = {"contactMomentId": number + 1} if more else {}
    parties = {"senderId": FIRST + number, "recipients": [2]}
    return texts | parties | corrected | {"tagIds": [number % len(PAYLOADS) + 1], "action_code": 7}


@pytest.fixture(scope="module")
def editor(register: Register) -> Browser:
    """An editor's browser."""
    return somebody(register, "editor")


def shape(page: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes: the same, whatever texts are in them."""
    return [(one.tag, tuple(sorted(one.attributes))) for one in page.everything()]


def test_contact_moments(editor: Browser) -> None:
    """Subject, contents, own fields, names and both versions are as they were typed, and no element comes of them."""
    usual = shape(checked(editor.get("/moment/1")))
    for number, text in enumerate(STRINGS, 2):
        page = checked(editor.get(f"/moment/{number}"))
        prose = next(one for one in page.all("section") if "prose" in one.classes)
        shown = escaped(text)

        assert shape(page) == usual, text
        assert page.find("h1").text == shown
        assert prose.find("p").text == f"{text} and more"
        assert {shown, escaped(text[:SHORT])} <= {one.text for one in page.everything() if one.tag in ("dd", "a")}
        after = page.all("td")[1].text
        assert after.endswith(f"{text[-20:]} and more")


def test_relations(editor: Browser) -> None:
    """Names and numbers of other systems, and the rows of their timelines."""
    usual = shape(checked(editor.get(f"/relation/{FIRST}")))
    for number in range(1, len(EACH), 3):
        text = EACH[number]
        page = checked(editor.get(f"/relation/{FIRST + number}"))

        assert shape(page) == usual, text
        assert page.find("h1").text == escaped(text)
        assert page.texts("h3") == [" ".join(escaped(text).split())]


@pytest.mark.parametrize(
    "path", ["/relation/{relation}/edit", "/moment/{moment}/correct", "/register?relation={relation}"]
)
def test_forms(editor: Browser, path: str) -> None:
    """What a form sends back is what was stored."""
    usual = shape(checked(editor.get(path.format(relation=FIRST, moment=1))))
    for number in range(1, len(EACH), 7):
        page = checked(editor.get(path.format(relation=FIRST + number, moment=number + 1)))
        values = [one.get("value") or one.text for one in page.all() if one.tag in ("input", "textarea")]
        names = [one.text for one in page.all("span")]

        assert shape(page) == usual, EACH[number]
        assert EACH[number] in values or escaped(EACH[number]) in names


def test_lists(editor: Browser) -> None:
    """All pages of the timeline, a search, and what is offered while one types."""
    at: str | None = "/"
    subjects: list[str] = []
    while at is not None:
        page = parsed(editor.get(at).text)  # which is larger than a page of usual texts
        check_part(page)
        subjects += [one.text for one in page.all("h3")]
        at = next((one["href"] for one in page.all("a", rel="next")), None)

    assert {escaped(text) for text in STRINGS} <= set(subjects)
    for text in PAYLOADS[::5]:
        for parameters in ({"q": text}, {"relation_text": text}, {"tag": text}, {"from": text}):
            answer = editor.get("/?" + "&".join(f"{name}={quoted(value)}" for name, value in parameters.items()))
            check_part(parsed(answer.text))
        part = editor.get(f"/choices/relations?for=sender_text&q={quoted(text)}")
        assert "<script" not in part.text.lower()
        checked(editor.get(f"/relation/1/merge?q={quoted(text)}"))
        checked(editor.get(f"/relation/new?phone={quoted(text)}&name={quoted(text)}"))


def test_types_and_people(register: Register, editor: Browser) -> None:
    """Titles, hints and choices of an operator's type."""
    own = {
        "contents": {"title": ALL, "description": ALL, "type": "string"},
        "field": {"title": ALL, "description": ALL, "enum": [ALL, "b"]},
    }
    text = json.dumps({"id": "Odd", "title": ALL, "schema": {"properties": own}})
    put_type(register.database, read_type(text.encode()))
    moment_id = made(register, "Odd", contents="x", field=ALL, subject="Odd")

    page = checked(editor.get(f"/moment/{moment_id}"))
    assert " ".join(escaped(ALL).split()) in page.texts("h2")
    assert ALL in [one.text for one in page.all("p")]
    for path in ("/register?type=Odd", f"/moment/{moment_id}/correct", "/", "/relation/1", "/?type=Odd"):
        check_part(parsed(editor.get(path).text))


def quoted(text: str) -> str:
    """A text in an address."""
    return quote(text, safe="")
