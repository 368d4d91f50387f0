"""An administrator imports a file in a browser: upload, columns, preview, import, undo; with scripts and without."""

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.visiting import Staff, Visitor, employ, visiting
from tests.support import Server

pytestmark = pytest.mark.long

PEOPLE: FilePayload = {
    "name": "leden.csv",
    "mimeType": "text/csv",
    "buffer": "Lidnummer;Achternaam;E-mail\n900001;Zoë Smit;zoe@example.org\n900002;Jan Bos;\n900003;;\n".encode(
        "cp1252"
    ),
}


def importer_of(server: Server) -> Staff:
    """Somebody who may import, without a second factor."""
    scopes = ("import/edit", "relation/edit", "relation/view", "contact_moment/view", "contact_moment/add")
    server.installation.run("role", "add", "importer", *(part for one in scopes for part in ("--scope", one)))
    return employ(server, "importer")


def walk(visitor: Visitor, person: str) -> None:
    """From a file to an import, and back; `person` is whose row is looked at."""
    page = visitor.page
    visitor.open("/admin/import/relations")
    page.get_by_label("Choose a file").set_input_files(PEOPLE)
    visitor.press("Upload")
    page.get_by_label("What is Achternaam?").select_option(label="Name")
    expect(page.locator("tbody")).to_contain_text("Zoë Smit")
    visitor.press("To the preview")
    expect(page.locator(".counts")).to_contain_text("2")
    expect(page.get_by_role("row", name=person)).to_contain_text("New")
    visitor.press("Import 2 rows")
    expect(page.get_by_role("status")).to_contain_text("The import is complete")
    page.get_by_role("link", name="Undo the import").click()
    expect(page.locator("form.panel")).to_contain_text("2 relations are removed.")
    visitor.press("Remove")
    expect(page.get_by_role("status")).to_contain_text("The import is undone")


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_file_to_an_import_and_back(browser: Browser, filled: Server, scripts: bool) -> None:
    """Every step works in a browser, with scripts and without."""
    with visiting(browser, filled, importer_of(filled), java_script_enabled=scripts) as visitor:
        walk(visitor, "Zoë Smit")


def test_on_a_telephone(browser: Browser, filled: Server) -> None:
    """Nothing goes off at the side, and the rows of the preview can be scrolled."""
    with visiting(browser, filled, importer_of(filled), width=390, height=844) as visitor:
        visitor.open("/admin/import/relations")
        visitor.page.get_by_label("Choose a file").set_input_files(PEOPLE)
        visitor.press("Upload")
        visitor.page.get_by_label("What is Achternaam?").select_option(label="Name")
        visitor.press("To the preview")
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

        assert visitor.page.evaluate(wide) <= 0
        assert visitor.page.evaluate("document.querySelector('.scroll').scrollWidth") > 300
