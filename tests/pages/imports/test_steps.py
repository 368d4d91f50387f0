"""The steps of an import on pages: upload, columns, preview, import and undo; each has an address."""

from contact_moments.register import Register
from tests.pages.dom import checked
from tests.pages.entering import problems, signed_in
from tests.pages.uploading import (
    MOMENTS,
    PEOPLE,
    RELATIONS,
    chosen,
    counts,
    facts,
    form_with,
    imported,
    names,
    preview,
    send,
    upload,
)
from tests.people.browser import Browser


def test_columns_are_matched_by_name(browser: Browser) -> None:
    """In both languages, however they are written; what is not known is left out."""
    english = upload(browser, "Relation number,Full name,E-mail address,Mobile,Birthday\n1,A,,,\n")
    dutch = upload(browser, "Lidnummer;NAAM;e-mail;Telefoonnummers;Geboortedatum\n1;A;;;\n")

    matched = ["id", "name", "email", "phone", ""]
    assert list(chosen(browser, english).values()) == matched
    assert list(chosen(browser, dutch).values()) == matched


def test_from_a_file_to_an_import_and_back(register: Register, browser: Browser) -> None:
    """What the preview says is what happens, the result tells it, and undoing takes it back."""
    address = upload(browser, "nr;wie;x\n2;Betty B;1\n10;Els;1\n11;;1\n")
    columns = checked(browser.get(address)).form(address)
    answer = columns.submit(browser, "To the preview", **{"column-0": "id", "column-1": "name"})
    page = checked(browser.get(answer.location))
    assert counts(page) == {"added": "1", "changed": "1", "unchanged": "0", "refused": "1"}
    assert "Name is empty." in page.words
    assert "now Betty" in page.words
    answer = page.form(f"{address}/import").submit(browser, "Import 2 rows")
    result = checked(browser.get(answer.location))

    assert {name: facts(result)[name] for name in ("Rows", "Added", "Changed", "Refused", "Still there")} == {
        "Rows": "3",
        "Added": "1",
        "Changed": "1",
        "Refused": "1",
        "Still there": "1",
    }
    assert facts(result)["Who"] == "Ada Lovelace"
    assert names(register) == {1: "Noor", 2: "Betty B", 10: "Els"}
    question = checked(browser.get(f"{answer.location}/undo"))
    assert "1 relation is removed." in question.words
    question.form(f"{answer.location}/undo").submit(browser, "Remove")
    assert "The import is undone" in checked(browser.get(answer.location)).words
    assert names(register) == {1: "Noor", 2: "Betty B"}


def test_steps_can_be_resumed(browser: Browser) -> None:
    """A file that waits is in the list of who has uploaded it, with what they have chosen."""
    address = upload(browser, "a;b\n1;A\n")
    checked(browser.get(address)).form(address).submit(
        browser, "To the preview", **{"column-0": "id", "column-1": "name"}
    )

    assert checked(browser.get(RELATIONS)).all("a", href=address)
    assert chosen(browser, address) == {"a": "id", "b": "name"}


def test_columns_that_are_not_right(browser: Browser) -> None:
    """Each is told beside its column, with everything that was chosen."""
    address = upload(browser, PEOPLE)
    form = checked(browser.get(address)).form(address)
    page = checked(form.submit(browser, "To the preview", **{"column-0": "email"}), 422)

    assert problems(page) == [
        "E-mail address is chosen twice. Leave one of them out.",
        "Choose the column that is Relation number.",
    ]
    assert dict(page.form(address).sent())["column-0"] == "email"


def test_another_encoding(browser: Browser) -> None:
    """What a spreadsheet on Windows saves is recognised, and the encoding can be chosen."""
    answer = send(browser, RELATIONS, form_with("a.csv", "id;name\n1;Zoë €\n".encode("cp1252")))
    page = checked(browser.get(answer.location))
    assert "Zoë €" in page.words
    form = page.form(answer.location)
    form.submit(browser, "Read again", encoding="mac-roman")
    assert "Zoë €" not in checked(browser.get(answer.location)).words
    wrong = checked(form.submit(browser, "Read again", encoding="utf-8"), 422)

    assert wrong.find(id="encoding-error").words.startswith("The file has another encoding.")


def test_a_preview_before_the_columns_are_right(browser: Browser) -> None:
    """It leads to the columns."""
    address = upload(browser, "a;b\n1;2\n")

    assert browser.get(f"{address}/preview").location == address
    assert browser.post(f"{address}/import", seen="1-0-0-0").location == address


def test_long_texts(browser: Browser) -> None:
    """A preview stays small, whatever is in the cells."""
    phones = "|".join(f"06{number:08}" for number in range(100))
    rows = "".join(f"{number};{'x' * 255};{phones};{'y' * 240}{number}\n" for number in range(10, 40))
    checked(browser.get(upload(browser, f"id;name;phone;externalId\n{rows}") + "/preview"))
    unknown = "".join(f'{{"type": "ContactMomentPhone", "{"z" * 5000}{number}": 1}}\n' for number in range(40))

    checked(browser.get(upload(browser, unknown, "calls.jsonl", MOMENTS)))


def test_all_faults_as_a_file(browser: Browser) -> None:
    """In the language of the page, without what a spreadsheet would calculate; from a page of the register only."""
    address, page = preview(browser, "id;name;email\n1;A;=cmd\n2;;\n3;B\n" + "".join(f"x{n};B;\n" for n in range(30)))
    file = browser.get(f"{address}/errors?lang=nl").text
    elsewhere = browser.send("GET", f"{address}/errors", b"", {"sec-fetch-site": "cross-site"})

    assert len(page.find("section", aria_labelledby="faults").all("td")) == 60
    assert file.startswith("\ufeffRij;Kolom;Wat er mis is\r\n2;E-mailadres;E-mailadres is geen e-mailadres.")
    assert "4;;De rij heeft meer of minder cellen dan de eerste regel.\r\n" in file
    assert file.count("\r\n") == 34
    assert "=cmd" not in file
    assert elsewhere.status == 403


def test_a_broken_form(browser: Browser) -> None:
    """It gets an answer that says what to do."""
    page = checked(send(browser, RELATIONS, form_with("a.csv", b"id;name\n")[:-20]), 422)

    assert page.find(id="file-error").words == "The file has not arrived as a whole. Upload it again."


def test_nobody_else_may_import(register: Register) -> None:
    """An editor may change relations, but not import them."""
    editor = signed_in(register, "editor@example.org", "editor")

    assert editor.get(RELATIONS).status == 403
    assert send(editor, RELATIONS, form_with("a.csv", b"id;name\n")).status == 403


def test_addresses_that_lead_nowhere(browser: Browser) -> None:
    """Files and imports that are not there."""
    for path in ("file/x", "file/x/preview", "file/x/errors", "99", "99/undo", str(2**63)):
        assert browser.get(f"{RELATIONS}/{path}").status == 404
    for path in ("file/x", "file/x/import", "file/x/drop", "99/undo"):
        assert browser.post(f"{RELATIONS}/{path}").status == 404


def test_an_import_of_the_other_kind(browser: Browser) -> None:
    """A file of relations is none of contact moments."""
    address = upload(browser, PEOPLE)

    assert browser.get(address.replace("relations", "moments")).status == 404


def test_the_pages_in_dutch(browser: Browser) -> None:
    """Every step."""
    address, _ = preview(browser, PEOPLE)
    result = imported(browser, "id;name\n40;A\n")
    for path in (RELATIONS, MOMENTS, address, f"{address}/preview", result, f"{result}/undo"):
        page = checked(browser.get(f"{path}?lang=nl"))
        assert page.find("html")["lang"] == "nl"
