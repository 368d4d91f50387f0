"""300 hostile texts in every field: each comes back as the text that it is, and adds no element to any page."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from contact_moments import catalogue, client_changes, clients
from contact_moments.accounts import accounts
from contact_moments.client_changes import Wanted
from contact_moments.model import VIEW, MomentType
from contact_moments.moments.excerpts import short
from contact_moments.moments.timeline import LONGEST_SUBJECT
from contact_moments.moments.type_files import read_shipped
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.relations.putting import put
from contact_moments.relations.relations import add as add_relation
from contact_moments.visible import OBEYED, escaped
from tests.pages.administering import administrator
from tests.pages.administering_types import rows, type_form
from tests.pages.details import made
from tests.pages.dom import Element, checked
from tests.pages.hostile import MOST, fill, strings
from tests.pages.uploading import imported, importer, upload
from tests.people.browser import OPERATOR, PASSWORD, Browser, add_account, new_register

pytestmark = pytest.mark.slow

HARMLESS = "Plain words"
LARGE = 100_000  # bytes: long texts in every field


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, list[int]]]:
    """An editor's browser on a register with the texts, after one with a harmless text in their place."""
    yield from filled(tmp_path_factory.mktemp("hostile"), strings())


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, list[int]]]:
    """The same with a harmless text."""
    yield from filled(tmp_path_factory.mktemp("harmless"), [f"{HARMLESS} {number}" for number in range(10)])


def filled(folder: Path, texts: list[str]) -> Iterator[tuple[Browser, list[int]]]:
    """A browser, and the moments."""
    register = new_register(folder)
    ids = fill(register, texts)
    browser = signed_in(register)
    yield browser, ids
    register.close()


def signed_in(register: Register) -> Browser:
    """An editor's browser."""
    add_account(register, "editor@example.org", "editor")
    browser = Browser(register)
    browser.sign_in("editor@example.org")
    return browser


def shape(page: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page, with the names of their attributes."""
    return [(one.tag, tuple(one.attributes)) for one in page.everything()]


PAGES = ("/moment/{moment}", "/moment/{moment}/correct", "/relation/{number}", "/relation/{number}/edit")


def test_there_are_300_texts() -> None:
    """No two are the same."""
    assert len(set(strings())) == 300


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_one_text(hostile: tuple[Browser, list[int]], harmless: tuple[Browser, list[int]], path: str) -> None:
    """It has no elements but those of the page of a harmless text, and shows the text."""
    browser, ids = hostile
    known = {one for at in range(10) for one in shape(harmless_page(harmless, path, at))}
    every = 3 if path.endswith(("correct", "edit")) else 1
    for number, (moment, text) in list(enumerate(zip(ids, strings(), strict=True), start=1))[::every]:
        page = checked(browser.get(path.format(moment=moment, number=number)), largest=LARGE)

        # Long texts are no facts of a row, and a choice is one of what there is.
        assert set(shape(page.find("main"))) <= known, text
        assert shown_in(page, text), text


def harmless_page(harmless: tuple[Browser, list[int]], path: str, at: int) -> Element:
    """The page of the harmless text that has the same kind of relation."""
    browser, ids = harmless
    return checked(browser.get(path.format(moment=ids[at], number=at + 1))).find("main")


def shown_in(page: Element, text: str) -> bool:
    """Whether a text is on a page, or in a field."""
    wanted = " ".join(escaped(text).split())
    values = (one.get("value") or "" for one in page.all("input"))
    return wanted in page.words or any(wanted in " ".join(escaped(one).split()) for one in values)


def test_the_name_of_a_type(harmless: tuple[Browser, list[int]]) -> None:
    """In the form, and in filters."""
    browser, _ = harmless
    schema = read_shipped("ContactMomentNote").schema
    before: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for text in (HARMLESS, *strings()[::6]):
        put_type(browser.register.database, MomentType("Own", text, True, schema))
        for path in ("/register", "/", "/?type=Own", "/register?type=Own"):
            page = checked(browser.get(path))
            assert shape(page) == before.setdefault(path, shape(page)), text
            assert " ".join(escaped(text).split()) in page.words, (path, text)


def test_the_administration_of_types(harmless: tuple[Browser, list[int]]) -> None:
    """A type's title, and the label, help and choices of its fields; as stored, and as somebody types them."""
    register = harmless[0].register
    browser, common = administrator(register), read_shipped("ContactMomentNote").schema
    before: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for text in (HARMLESS, *strings()[::6]):
        own = {"x": {"title": text, "description": text, "type": "string", "enum": [text, "b", "c", "d"]}}
        put_type(register.database, MomentType("Own", text, True, common | {"properties": common["properties"] | own}))
        for path in ("/admin/types", "/admin/types/Own"):
            page = checked(browser.get(path), largest=LARGE)
            assert shape(page) == before.setdefault(path, shape(page)), text
            assert shown_in(page, text), (path, text)
        row = {"name": text, "title": text, "hint": text, "options": text, "least": text, "most": text}
        typed = rows({"kind": "choice"} | row, id=text, title=text, icon=text, hue=text, place=text)
        for press in ("Save", "Preview", "Edit as JSON Schema", "Add a field"):
            page = checked(type_form(browser).submit(browser, press, **typed), 200 if press[0] == "A" else 422, LARGE)
            assert shape(page) == before.setdefault(press, shape(page)), (press, text)


def test_the_administration_of_tags_and_actions(harmless: tuple[Browser, list[int]]) -> None:
    """Their names, as stored and as somebody types them, and what is sought."""
    register = harmless[0].register
    browser = administrator(register, "lists@example.org")
    tag, code = catalogue.add_tag(register.database, "x"), 99
    before: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for at, text in enumerate((HARMLESS, *strings()[::6])):
        name = f"{text[:200]} z{at}"
        catalogue.rename_tag(register.database, tag, name)
        catalogue.put_action(register.database, code, name)
        for path in ("/admin/tags", f"/admin/tags/{tag}", "/admin/actions", f"/admin/actions/{code}"):
            page = checked(browser.get(path))
            assert shape(page) == before.setdefault(path, shape(page)), text
            assert shown_in(page, short(name, 120)[:-1]), (path, text)
        for path in ("/admin/tags", "/admin/actions"):
            page = checked(browser.post(path, name=text[:255], id=text), 422)
            assert shape(page) == before.setdefault(f"POST {path}", shape(page)), text
            page = checked(browser.get(f"{path}?{urlencode({'q': 'zzz' + text, 'page': text, 'of': text})}"))
            assert shape(page) == before.setdefault(f"GET {path}", shape(page)), text


def test_the_overview(hostile: tuple[Browser, list[int]], harmless: tuple[Browser, list[int]]) -> None:
    """Names of senders, tags and actions in ranks, and the name of a type in the legend and the table."""
    pages = [checked(browser.get("/overview?period=all"), largest=LARGE) for browser, _ in (hostile, harmless)]
    assert set(shape(pages[0].find("main"))) <= set(shape(pages[1].find("main")))

    browser, quiet = harmless[0], ""
    made(browser.register, "ContactMomentNote")
    for text in (HARMLESS, *strings()[::6]):
        one = browser.register.types.by_id()["ContactMomentNote"].data
        put_type(browser.register.database, MomentType(one.id, text, True, one.schema))
        page = checked(browser.get("/overview?period=all"))
        quiet = quiet or str(shape(page))
        assert str(shape(page)) == quiet, text
        assert page.find("main").words.count(" ".join(escaped(text).split())) >= 2, text


def test_the_name_of_somebody(harmless: tuple[Browser, list[int]]) -> None:
    """In the menu of every page, and in the field where they change it."""
    browser, _ = harmless
    quiet = shape(checked(browser.get("/account")))
    for text in strings()[::6]:
        sent = browser.post("/account/profile", name=text, language="en", relation="")
        page = checked(browser.get("/account"))
        assert shape(page) == quiet, text
        assert sent.status == 422 or shown_in(page, text), text


@pytest.fixture(scope="module")
def administering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """An administrator's browser on a register of its own, with a client, a person and a relation."""
    register = new_register(tmp_path_factory.mktemp("administering"))
    add_relation(register.database, HARMLESS, "person", 1)
    add_account(register)
    yield administrator(register)
    register.close()


def test_the_name_of_a_client(administering: Browser) -> None:
    """In the list, in its form, on the pages that ask, and beside its secret."""
    database = administering.register.database
    client, _ = clients.add(database, HARMLESS, frozenset({VIEW}), 0, OPERATOR)
    path = f"/admin/clients/{client.id}"
    before: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for text in (HARMLESS, *strings()[::6]):
        client_changes.change(database, client.id, Wanted(text[:200], frozenset({VIEW})), OPERATOR)
        asked = checked(administering.get(f"{path}/secret"))
        answers = {
            "list": administering.get(f"/admin/clients?done=changed&of={client.id}"),
            "form": administering.get(path),
            "off": administering.get(f"{path}/off"),
            "secret": asked.form(f"{path}/secret").submit(administering, "Make a new secret", password=PASSWORD),
        }
        for name, answer in answers.items():
            page = checked(answer)
            assert shape(page) == before.setdefault(name, shape(page)), (name, text)
            assert shown_in(page, text[:200]), (name, text)


def test_the_name_of_somebody_else(administering: Browser) -> None:
    """In the list, in their form, and on the pages that ask; with the name of their relation."""
    register = administering.register
    account = accounts.find(register.database, "ada@example.org")
    accounts.set_relation(register.database, account.id, 1, OPERATOR)
    path = f"/admin/people/{account.id}"
    before: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for text in (HARMLESS, *strings()[::6]):
        put(register.database, "NL", 1, {"name": text})
        form = checked(administering.get(path)).form(path)
        refused = form.submit(administering, "Save", name=text).status == 422
        assert refused == bool(OBEYED.search(text)), text
        targets = (path, f"{path}/link", f"{path}/disable", f"/admin/people?done=changed&of={account.id}")
        for name in targets:
            page = checked(administering.get(name))
            assert shape(page) == before.setdefault(name, shape(page)), (name, text)
            assert refused or shown_in(page, text), (name, text)
        assert shown_in(checked(administering.get(path)), text)


def test_what_is_sought_and_typed_in_the_administration(administering: Browser) -> None:
    """It comes back as a text too."""
    for text in strings()[::20]:
        for path in ("clients", "people", "roles"):
            for name in ("q", "done", "of", "page"):
                page = checked(administering.get(f"/admin/{path}?{urlencode({name: text})}"))
                assert page.all("script") == page.find("head").all("script")
        for path, field in (("clients/new", "redirects"), ("people/new", "email"), ("new-role", "name")):
            page = checked(administering.post(f"/admin/{path}", **{field: text}), 422)
            assert page.all("script") == page.find("head").all("script")


def test_the_timeline(hostile: tuple[Browser, list[int]]) -> None:
    """All rows of all pages, and what a search finds."""
    browser, _ = hostile
    target, seen = "/", ""
    while target:
        page = checked(browser.get(target), largest=LARGE)
        seen += page.find("main").words
        older = page.all("a", rel="next")
        target = older[0]["href"] if older else ""

    for text in strings():
        assert " ".join(escaped(short(text, LONGEST_SUBJECT)).split()) in seen, text


def test_searching_and_choosing(hostile: tuple[Browser, list[int]]) -> None:
    """What somebody types comes back as a text too, in filters, in what is found, and in links."""
    browser, _ = hostile
    for text in strings()[::10]:
        for name in ("q", "relation_text", "type", "tag", "period", "from", "cursor", "x"):
            answer = browser.get(f"/?{urlencode({name: text})}")
            if answer.status != 303:
                page = checked(answer, answer.status, LARGE)
                assert answer.status in {200, 400}, (name, text)
                assert page.all("script") == page.find("head").all("script")


def csv_of(rows: list[list[str]]) -> str:
    """A CSV file of these rows."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def test_imported_files(tmp_path: Path) -> None:
    """Texts as headings, as cells and as names of files, in each step."""
    register = new_register(tmp_path)
    browser, known = importer(register), set[tuple[str, tuple[str, ...]]]()
    for texts in (
        [f"{HARMLESS} {number}" for number in range(20)],
        *(strings()[at : at + 20] for at in range(0, 300, 20)),
    ):
        heading = csv_of([["id", "name", *texts], ["1", "x", *texts]])
        rows = csv_of(
            [["id", "name", "externalId"], *([str(at), one[:MOST], f"{one[:200]}"] for at, one in enumerate(texts, 1))]
        )
        faulty = csv_of([["id", "name", "kind"], *(["1", one, one] for one in texts)])
        columns = browser.get(upload(browser, heading, texts[0]))
        preview_page = browser.get(upload(browser, rows, texts[1]) + "/preview")
        faults = browser.get(upload(browser, faulty, texts[2]) + "/preview")
        for answer, shown in ((columns, texts), (preview_page, [*texts[:1], *texts[2:]]), (faults, [])):
            page = checked(answer, largest=LARGE)
            found = set(shape(page.find("main")))
            assert found <= known or texts[0].startswith(HARMLESS), texts
            known |= found
            words = page.words
            for text in shown:
                assert " ".join(escaped(text[:60]).split()) in words, text
    register.close()


def test_the_list_of_imported_files(tmp_path: Path) -> None:
    """The name of a file is a text, wherever it is shown."""
    register = new_register(tmp_path)
    browser = importer(register)
    before: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for text in (HARMLESS, *strings()[::10]):
        result = imported(browser, "id;name\n1;x\n2;y\n", text.replace("/", "-").replace("\\", "-"))
        for path in (result, f"{result}/undo"):
            page = checked(browser.get(path))
            assert shape(page) == before.setdefault(path.rpartition("/")[2][:4].strip("0123456789"), shape(page)), text
        browser.post(f"{result}/undo", seen="2-0")
    register.close()
