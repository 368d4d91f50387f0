"""Contact moments are imported on pages, from lines of JSON and from a spreadsheet."""

from contact_moments.model import Call
from contact_moments.moments.list import number_of_moments
from contact_moments.register import Register
from tests.pages.dom import checked
from tests.pages.hostile import GRANT, PHONE
from tests.pages.uploading import (
    LINE,
    MOMENTS,
    chosen,
    counts,
    facts,
    imported,
    preview,
    upload,
)
from tests.people.browser import Browser


def test_moments(register: Register, browser: Browser) -> None:
    """JSON lines have no columns; the preview, the import and its undo tell how many."""
    address, page = preview(browser, LINE % ("One", "a") + LINE % ("Two", "b"), "calls.jsonl", MOMENTS)
    assert counts(page) == {"registered": "2", "registered before": "0", "refused": "0"}
    assert page.find("ol", class_="steps").texts("li") == ["File", "Preview", "Import"]
    result = page.form(f"{address}/import").submit(browser, "Import 2 rows").location
    again = preview(browser, LINE % ("One", "a") + LINE % ("Three", "c"), "calls.jsonl", MOMENTS)[1]
    assert counts(again) == {"registered": "1", "registered before": "1", "refused": "0"}
    assert number_of_moments(register.database) == 2
    question = checked(browser.get(f"{result}/undo"))
    assert "2 contact moments are withdrawn, as mistakes." in question.words
    question.form(f"{result}/undo").submit(browser, "Withdraw")

    assert facts(checked(browser.get(result)))["Still there"] == "0"
    assert number_of_moments(register.database) == 0


def test_moments_of_a_spreadsheet(register: Register, browser: Browser) -> None:
    """Columns are matched by the titles of the fields too."""
    heading = "Soort contact;Onderwerp;Verzender;Ontvangers;Datum en tijd;Outcome"
    rows = f"{heading}\nContactMomentPhone;Hello;1;2|1;2020-01-31 13:45:00;spoke\n"
    address = upload(browser, rows, "calls.csv", MOMENTS)
    assert list(chosen(browser, address).values()) == [
        "type",
        "subject",
        "senderId",
        "recipients",
        "dateTime",
        "outcome",
    ]
    page = checked(browser.get(f"{address}/preview"))

    assert counts(page)["registered"] == "1"
    assert "31 Jan 2020, 13:45" in page.words
    assert page.form(f"{address}/import").submit(browser, "Import 1 row").location == f"{MOMENTS}/1"
    assert number_of_moments(register.database) == 1


def test_moments_with_a_fault(register: Register, browser: Browser) -> None:
    """Nothing of the file is imported; each line is told with what is wrong."""
    lines = LINE % ("One", "a") + '{"type": "Other"}\nno json\n' + LINE.replace("[2]", "[99]") % ("Two", "b")
    address, page = preview(browser, lines, "calls.jsonl", MOMENTS)

    assert counts(page)["refused"] == "3"
    assert "Nothing is imported as long as a line is refused." in page.words
    assert not page.all("button", class_="primary")
    assert checked(browser.post(f"{address}/import", seen="1-0-3"), 409)
    assert number_of_moments(register.database) == 0


def test_corrected_moments(register: Register, browser: Browser) -> None:
    """They stay, unless somebody wants them withdrawn too."""
    result = imported(browser, LINE % ("One", "a"), "calls.jsonl", MOMENTS)
    body = {"subject": "Other", "senderId": 1, "recipients": [2], "contactMomentId": 1}
    register.registrar.register(Call(PHONE, body, GRANT))
    question = checked(browser.get(f"{result}/undo"))
    assert "1 contact moment stays: it was corrected since." in question.words
    question.form(f"{result}/undo").submit(browser, "Withdraw")
    assert number_of_moments(register.database) == 1
    left = checked(browser.get(f"{result}/undo"))
    left.form(f"{result}/undo").submit(browser, "Withdraw", corrected="yes")

    assert number_of_moments(register.database) == 0
