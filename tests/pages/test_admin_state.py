"""The state of the register on a page: findings, figures, backups, and the jobs that an administrator starts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from contact_moments import doctor, jobs, maintenance
from contact_moments.accounts import roles
from contact_moments.audit import looking
from contact_moments.audit.looking import Sought
from contact_moments.jobs import Jobs
from contact_moments.model import AUDIT_VIEW, REGISTER_BACKUP, REGISTER_VIEW
from contact_moments.register import Register
from contact_moments.storage.sql.tables import audit_event
from contact_moments.storage.whole import schema
from contact_moments.surroundings import kernel_clock
from tests.backups.keys import new_key
from tests.pages.dom import Element, checked
from tests.pages.entering import signed_in
from tests.people.browser import OPERATOR, Browser, TestClock, new_register

PATH, TRAIL = "/admin/state", "/admin/trail"
DAY = 24 * 3600


@pytest.fixture
def clock() -> TestClock:
    """A clock that a test sets forward."""
    return TestClock()


@pytest.fixture
def register(tmp_path: Path, clock: TestClock) -> Iterator[Register]:
    """A register of this test's own, with a folder for backups."""
    for name in ("backups", "data"):
        (tmp_path / name).mkdir()
    made = new_register(
        tmp_path / "data", clock=clock, backup_folder=str(tmp_path / "backups"), session_max=60 * 24 * 365
    )
    yield made
    made.close()


@pytest.fixture
def keeper(register: Register) -> Browser:
    """A browser of somebody who may see the state and the trail, and make backups."""
    scopes = frozenset({REGISTER_VIEW, REGISTER_BACKUP, AUDIT_VIEW})
    roles.put_role(register.database, "keeper", scopes, False, OPERATOR)
    return signed_in(register, "keeper@example.org", "keeper")


def opened(keeper: Browser, path: str = PATH) -> Element:
    """The page."""
    return checked(keeper.get(path))


def card(page: Element, id_: str) -> Element:
    """The part of the page under a heading."""
    parent = page.find("h2", id=id_).parent
    assert parent is not None
    return parent


def do(register: Register) -> None:
    """What a server does by itself of the jobs that wait."""
    Jobs(register).finish()


def test_figures(register: Register, keeper: Browser) -> None:
    """Version, schema, engine, size and room; and for how long what is kept."""
    about = card(opened(keeper), "about")
    told = dict(zip(about.texts("dt"), about.texts("dd"), strict=True))

    assert told["Schema"] == schema.NEWEST
    assert told["Database"].startswith("SQLite 3")
    assert told["Size of the database"].endswith("MiB")
    assert told["Changes"].startswith("Are taken.")
    assert told["Audit trail is kept"] == "730 days"
    assert told["Browsers that are signed in"] == "1"


def test_quick_findings(keeper: Browser) -> None:
    """They are there at once, in words; what is wrong has the command's sentence."""
    found = card(opened(keeper), "quick")

    assert "Types right" in found.texts("li")
    assert found.all(class_="danger") == []


def test_a_thorough_examination(register: Register, keeper: Browser) -> None:
    """It is asked for, done by a server in the background, and then told; asking twice asks once."""
    form = opened(keeper).form(f"{PATH}/examine")
    assert form.submit(keeper, "Examine").location == f"{PATH}#examination"
    asked = jobs.state(register.database, "examination", register.clock())
    form.submit(keeper, "Examine")
    waiting = card(opened(keeper), "examination")

    do(register)

    assert jobs.state(register.database, "examination", asked.at).state == "ended"
    assert "Asked for" in waiting.words
    assert waiting.find("a").words == "Look again"
    assert "Rows hold together right" in card(opened(keeper), "examination").texts("li")


def test_what_is_wrong(register: Register, keeper: Browser) -> None:
    """It is told with the sentence of the command, which is in English; the page says so in its own language."""
    register.database.write(
        lambda transaction: transaction.connection.execute(update(audit_event).values(subject="altered"))
    )
    keeper.post(f"{PATH}/examine")
    do(register)

    page = checked(keeper.get(f"{PATH}?lang=nl"))
    (wrong,) = [one for one in card(page, "examination").all("li") if one.all(class_="danger")]
    assert wrong.words.startswith("Wijzigingslog niet in orde")
    sentence = wrong.find(class_="sub")
    assert sentence["lang"] == "en"
    assert "Wat er niet in orde is, staat er in het Engels" in page.words
    assert sentence.words.startswith("The audit trail is not whole: event 1 was altered")


def test_verifying(register: Register, keeper: Browser) -> None:
    """The page of the trail tells whether it was whole, when, and its head; later it tells what was altered."""
    assert "Nobody has verified" in opened(keeper, TRAIL).find(id="verification").words
    assert opened(keeper, TRAIL).form(f"{TRAIL}/verify").submit(keeper, "Verify").location == f"{TRAIL}#verification"
    do(register)
    whole = opened(keeper, TRAIL).find(id="verification")
    head = whole.find("code").words
    register.database.write(
        lambda transaction: transaction.connection.execute(
            update(audit_event).where(audit_event.c.number == 1).values(subject="altered")
        )
    )
    keeper.post(f"{TRAIL}/verify")
    do(register)
    altered = opened(keeper, TRAIL).find(id="verification")

    assert whole.words.startswith("The audit trail was whole on")
    assert len(head.partition(":")[2]) == 64
    assert "was not whole" in altered.words
    assert "event 1 was altered" in altered.words


def test_a_job_that_was_interrupted(register: Register, keeper: Browser, clock: TestClock) -> None:
    """A minute after the server that was at it has died, it can be asked for again; what that one says is not taken."""
    keeper.post(f"{TRAIL}/verify")
    assert jobs.state(register.database, "verification", register.clock()).state == "waiting"
    clock.forward(61)

    assert "Interrupted after" in opened(keeper, TRAIL).find(id="verification").words
    keeper.post(f"{TRAIL}/verify")
    assert "Asked for" in opened(keeper, TRAIL).find(id="verification").words


def test_a_job_that_fails(register: Register, keeper: Browser, tmp_path: Path) -> None:
    """The page says why, and the button is there again."""
    (tmp_path / "backups").rmdir()
    keeper.post(f"{PATH}/back-up")
    do(register)

    page = opened(keeper)
    assert "The folder for backups cannot be used" in card(page, "backup").words
    assert page.form(f"{PATH}/back-up").button("Make a backup")


def test_a_backup_by_a_button(register: Register, keeper: Browser, tmp_path: Path) -> None:
    """It is made into the operator's folder, checked, in the audit trail by who asked for it, and in the table."""
    assert "No backup was made" in opened(keeper).words
    opened(keeper).form(f"{PATH}/back-up").submit(keeper, "Make a backup")
    do(register)

    page = opened(keeper)
    (file,) = (tmp_path / "backups").glob("*.db")
    (row,) = card(page, "backup").find("tbody").all("tr")
    event = looking.page(register.database, Sought(kind="backup")).events[0]
    told = [one.words for one in row.everything() if one.tag in {"th", "td"}][2:]
    assert (told[0], told[1].endswith(" MiB"), told[2:]) == ("today", True, ["0", "right"])
    assert row.find("th").words == file.name
    assert (event.email, event.subject) == ("keeper@example.org", file.name)
    assert "No backup" not in page.words


def test_a_backup_without_the_right(register: Register, keeper: Browser, tmp_path: Path) -> None:
    """None is made for who has lost the right before a server began, and the page says so, without its button."""
    keeper.post(f"{PATH}/back-up")
    roles.put_role(register.database, "keeper", frozenset({REGISTER_VIEW}), False, OPERATOR)
    do(register)
    keeper.sign_in("keeper@example.org")
    page = opened(keeper)

    assert list((tmp_path / "backups").iterdir()) == []
    assert "Your own role does not allow as much" in card(page, "backup").words
    assert page.all("form", action=f"{PATH}/back-up") == []


def test_an_encrypted_backup_by_a_button(tmp_path: Path) -> None:
    """Where the operator has set recipients, a backup that is made on the page is encrypted too."""
    for name in ("backups", "data"):
        (tmp_path / name).mkdir()
    recipient = new_key(tmp_path / "key")
    register = new_register(tmp_path / "data", backup_folder=str(tmp_path / "backups"), backup_recipients=recipient)
    jobs.ask(register.database, "backup", OPERATOR, register.clock())
    do(register)
    register.close()

    (file,) = (tmp_path / "backups").glob("contact-moments*")
    assert file.read_bytes().startswith(b"age-encryption.org")


def test_a_drill(register: Register, keeper: Browser, clock: TestClock) -> None:
    """The page says when a backup was restored on trial last; until then it names the command."""
    never = opened(keeper)
    event = OPERATOR.event("drill", "night.db", restorable=True)
    register.database.write(lambda transaction: transaction.record(event))
    drilled = opened(keeper)

    assert "contact-moments drill FILE" in card(never, "backup").words
    assert "A backup was restored on trial on" in card(drilled, "backup").words


def test_a_drill_that_is_due(register: Register, clock: TestClock, tmp_path: Path) -> None:
    """Once backups are made for 90 days, one should be restored on trial every 90 days: a warning, as for backups."""

    def is_due() -> bool:
        (found,) = dict(doctor.quick(register))["drills"]
        assert found.well
        return found.warning

    found = [is_due()]
    maintenance.back_up(register, tmp_path / "night.db", OPERATOR)
    for days in (89, 2):
        clock.forward(days * DAY)
        found.append(is_due())
    event = OPERATOR.event("drill", "night.db", restorable=True)
    register.database.write(lambda transaction: transaction.record(event))
    found.append(is_due())
    clock.forward(91 * DAY)
    found.append(is_due())

    assert found == [False, False, True, False, True]


def test_a_backup_without_room(register: Register, keeper: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is made where it would take the room that the register needs."""
    monkeypatch.setattr(jobs, "ROOM", 2**40)
    keeper.post(f"{PATH}/back-up")
    do(register)

    assert "There is too little room" in card(opened(keeper), "backup").words


def test_no_folder_for_backups(tmp_path: Path) -> None:
    """The page names the command and the setting, and has no button; sending the form does nothing."""
    register = new_register(tmp_path)
    roles.put_role(register.database, "keeper", frozenset({REGISTER_VIEW, REGISTER_BACKUP}), False, OPERATOR)
    keeper = signed_in(register, "keeper@example.org", "keeper")
    sent = keeper.post(f"{PATH}/back-up")
    page = opened(keeper)
    state = jobs.state(register.database, "backup", register.clock())
    register.close()

    assert (sent.status, state.state) == (303, "never")
    assert "contact-moments backup --to DIR" in card(page, "backup").words
    assert page.all("form", action=f"{PATH}/back-up") == []


def test_a_backup_by_the_command(register: Register, keeper: Browser, clock: TestClock, tmp_path: Path) -> None:
    """The page knows of it by its file's name alone, and warns once it is a week old."""
    maintenance.back_up(register, tmp_path / "night.db", OPERATOR)
    fresh = opened(keeper)
    clock.forward(8 * DAY)
    keeper.sign_in("keeper@example.org")
    old = opened(keeper)

    assert card(fresh, "backup").find("tbody").find("th").words == "night.db"
    assert str(tmp_path) not in fresh.text
    assert "The newest backup" not in fresh.words
    assert "The newest backup is 8 days old." in old.words


def test_who_may(register: Register) -> None:
    """A privacy officer verifies the trail and sees no state; an editor neither."""
    roles.put_role(register.database, "auditor", frozenset({AUDIT_VIEW}), False, OPERATOR)
    auditor = signed_in(register, "auditor@example.org", "auditor")
    editor = signed_in(register, "editor@example.org", "editor")

    assert [auditor.get(PATH).status, auditor.post(f"{PATH}/examine").status] == [403, 403]
    assert auditor.post(f"{PATH}/back-up").status == 403
    assert auditor.post(f"{TRAIL}/verify").status == 303
    assert [editor.get(PATH).status, editor.post(f"{TRAIL}/verify").status] == [403, 403]


def test_who_only_looks_makes_no_backup(register: Register) -> None:
    """Whoever may see the state gets no button without the scope for it, and sending the form is refused."""
    roles.put_role(register.database, "watcher", frozenset({REGISTER_VIEW}), False, OPERATOR)
    watcher = signed_in(register, "watcher@example.org", "watcher")
    page = opened(watcher)
    sent = watcher.post(f"{PATH}/back-up")

    assert (sent.status, jobs.state(register.database, "backup", register.clock()).state) == (403, "never")
    assert page.all("form", action=f"{PATH}/back-up") == []
    assert "Your role does not allow making backups." in card(page, "backup").words


def test_warnings(register: Register, keeper: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """What should be looked after stands out from what is wrong, at once and in the thorough examination."""
    monkeypatch.setattr(kernel_clock, "is_synchronised", lambda: False)
    keeper.post(f"{PATH}/examine")
    do(register)
    page = opened(keeper)

    for part in ("quick", "examination"):
        (found,) = [one for one in card(page, part).all("li") if one.words.startswith("Time service")]
        assert found.words.startswith("Time service look at it")
        assert "install a time service" in found.find(class_="sub").words
        assert card(page, part).all(class_="danger") == []
