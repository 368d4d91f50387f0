"""What tests of imports share: somebody who may import, and a file as a browser sends it."""

from sqlalchemy import func, select

from contact_moments.accounts import roles
from contact_moments.model import ADD, DETAILS, IMPORT_EDIT, RELATION_EDIT, RELATION_VIEW, VIEW, WITHDRAW
from contact_moments.register import Register
from contact_moments.relations.export import all_relations
from contact_moments.storage.sql.tables import upload_piece
from tests.pages.dom import Element, checked
from tests.pages.entering import signed_in
from tests.people.browser import OPERATOR, Answer, Browser

RELATIONS = "/admin/import/relations"
MOMENTS = "/admin/import/moments"
PEOPLE = "id;name;email\n10;Els;els@example.org\n11;Jan;\n"
LINE = '{"type": "ContactMomentPhone", "subject": "%s", "senderId": 1, "recipients": [2], "reference": "%s"}\n'
BOUNDARY = "----geckoformboundary1234567890"
SCOPES = frozenset({ADD, DETAILS, IMPORT_EDIT, RELATION_EDIT, RELATION_VIEW, VIEW, WITHDRAW})


def importer(register: Register, email: str = "importer@example.org") -> Browser:
    """A browser of somebody who may import, without a second factor."""
    roles.put_role(register.database, "importer", SCOPES, False, OPERATOR)
    return signed_in(register, email, "importer")


def form_with(name: str, content: bytes, field: str = "file") -> bytes:
    """The body of a form with a file, as browsers write it."""
    written = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = f'Content-Disposition: form-data; name="{field}"; filename="{written}"\r\nContent-Type: text/csv'
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def send(browser: Browser, path: str, body: bytes) -> Answer:
    """Send such a body from a page of the register."""
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    headers = {"content-type": kind, "accept": "text/html", "sec-fetch-site": "same-origin"}
    return browser.send("POST", path, body, headers)


def upload(browser: Browser, content: str, name: str = "people.csv", path: str = RELATIONS) -> str:
    """Upload a file; returns the address that this leads to."""
    answer = send(browser, path, form_with(name, content.encode()))
    assert answer.status == 303, answer.text
    return answer.location


def preview(browser: Browser, content: str, name: str = "people.csv", path: str = RELATIONS) -> tuple[str, Element]:
    """Upload a file, take its columns as they are matched; returns its address and the preview."""
    address = upload(browser, content, name, path).removesuffix("/preview")
    return address, checked(browser.get(f"{address}/preview"))


def imported(browser: Browser, content: str, name: str = "people.csv", path: str = RELATIONS) -> str:
    """Import a file; returns the address of the import."""
    address, page = preview(browser, content, name, path)
    answer = page.form(f"{address}/import").submit(browser, "Import")
    assert answer.status == 303, answer.text
    return answer.location


def counts(page: Element) -> dict[str, str]:
    """The numbers of a preview by what they count."""
    found = page.find("dl", class_="counts")
    return dict(zip(found.texts("dt"), found.texts("dd"), strict=True))


def facts(page: Element) -> dict[str, str]:
    """What the page of an import tells."""
    found = page.find("dl", class_="details")
    return dict(zip(found.texts("dt"), found.texts("dd"), strict=True))


def names(register: Register) -> dict[int, str]:
    """The names of all relations by id."""
    return {one.id: one.name for one in all_relations(register.database)}


def chosen(browser: Browser, address: str) -> dict[str, str]:
    """What the columns of a file are taken for, by their headings."""
    page = checked(browser.get(address))
    rows = page.find("tbody").all("tr")
    return {row.find("th").words: (row.all("option", selected="") or row.all("option"))[0]["value"] for row in rows}


def pieces(register: Register) -> int:
    """How many pieces of files wait in the register."""
    counted = select(func.count()).select_from(upload_piece)
    return int(register.database.read(lambda connection: connection.execute(counted).scalar_one()))
