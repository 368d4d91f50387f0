"""Mail, with a real SMTP server: what is told to whom, and that nobody reads along."""

from asyncio import Transport
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from contact_moments import mail
from contact_moments.accounts import notices
from contact_moments.errors import UnavailableError
from contact_moments.people import LANGUAGES, Account
from contact_moments.register import Register
from contact_moments.settings import Settings
from tests.pages.administering import administrator, followed, notice
from tests.pages.dom import checked
from tests.people.browser import PASSWORD, Browser, add_account, new_register
from tests.support import free_port

pytestmark = pytest.mark.usefixtures("processes")

ADA = Account("1", "ada@example.org", "Ada Lovelace", "nl", "reader", 0)


class Inbox:
    """What a mail server has taken."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def take(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        """Take a message."""
        content = cast("bytes", envelope.content)
        self.messages.append(message_from_bytes(content, policy=policy.default))
        return "250 OK"

    def texts(self) -> list[tuple[str, str, str]]:
        """To whom, subject and text of each message."""
        return [(one["to"], one["subject"], one.get_content()) for one in self.messages]


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, str]]:
    """A mail server on this machine: what it takes, and its address.

    It breaks off at the password `cut`, and answers nothing to the password `late`.
    """
    found = Inbox()

    def authenticated(server: SMTP, *given: Any) -> AuthResult:
        name, password = given[-1].login, given[-1].password
        if password == b"cut":
            cast("Transport", server.transport).close()
        # What is not `handled` the server refuses.
        return AuthResult(success=(name, password) == (b"me", b"p@ss"), handled=password in {b"cut", b"late"})

    port = free_port()
    server = Controller(
        SimpleNamespace(handle_DATA=found.take), "127.0.0.1", port, authenticator=authenticated, auth_require_tls=False
    )
    server.start()
    yield found, f"smtp://me:p%40ss@127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def mailing(tmp_path: Path, inbox: tuple[Inbox, str]) -> Iterator[Register]:
    """A register that mails."""
    made = new_register(tmp_path, smtp_url=inbox[1], public_url="http://127.0.0.1", mail_from="register@example.org")
    yield made
    made.close()


def test_a_link_is_mailed(inbox: tuple[Inbox, str], mailing: Register) -> None:
    """In the person's language, whole in one line, with a sender."""
    address = notices.link_address(mailing.settings, "invite", "t" * 43)
    assert notices.send_link(mailing.settings, ADA, "invite", address)

    ((to, subject, text),) = inbox[0].texts()
    assert (to, subject) == ("ada@example.org", "Kies een wachtwoord voor Contactmomenten")
    assert text.splitlines()[0] == "Dag Ada Lovelace,"
    assert address in text.splitlines()
    assert (inbox[0].messages[0]["from"], inbox[0].messages[0]["auto-submitted"]) == (
        "register@example.org",
        "auto-generated",
    )


def test_people_are_told_what_happened(inbox: tuple[Inbox, str], mailing: Register) -> None:
    """A new password, a second factor and a recovery code are told, with no secret in the mail."""
    add_account(mailing)
    browser = Browser(mailing)
    browser.sign_in()
    secret, codes = browser.set_up()
    other = Browser(mailing)
    other.sign_in()
    other.post("/sign-in", code=codes[0])
    new = "another horse and its battery"
    other.post("/account/password", current=PASSWORD, password=new, again=new)

    subjects = [subject for _, subject, _ in inbox[0].texts()]
    assert [one.split(" for ")[0] for one in subjects] == ["Your second factor", "A recovery code", "Your password"]
    assert not [one for one in (secret, *codes, PASSWORD, new) if any(one in text for *_, text in inbox[0].texts())]


def test_what_an_administrator_does(inbox: tuple[Inbox, str], mailing: Register) -> None:
    """A link is mailed and on no page; another address is told to the one before, and a lost factor to its owner."""
    account = add_account(mailing)
    lost = Browser(mailing)
    lost.sign_in()
    lost.set_up()
    browser, path = administrator(mailing), f"/admin/people/{account.id}"
    inbox[0].messages.clear()
    form = checked(browser.get(f"{path}/link")).form(f"{path}/link")
    linked = followed(browser, form.submit(browser, "Make the link", password=PASSWORD))
    browser.post(f"{path}/second-factor", password=PASSWORD)
    form = checked(browser.get(path)).form(path)
    form.submit(browser, "Save", email="ada.king@example.org", password=PASSWORD)

    assert notice(linked) == "A link was mailed to Ada Lovelace. It works once, and for a day."
    assert "/reset/" not in linked.text
    assert [(to, subject.split(" for ")[0]) for to, subject, _ in inbox[0].texts()] == [
        ("ada@example.org", "Choose a new password"),
        ("ada@example.org", "Your second factor"),
        ("ada@example.org", "Your address"),
    ]


def test_mail_that_cannot_be_sent_undoes_nothing(tmp_path: Path) -> None:
    """What was done is done; the log has it."""
    register = new_register(tmp_path, smtp_url="smtp://127.0.0.1:1")
    add_account(register)
    browser = Browser(register)
    browser.sign_in()
    browser.set_up()

    assert browser.get("/account").status == 200
    register.close()


def test_no_line_end_gets_into_a_header(mailing: Register) -> None:
    """Nobody adds a header, or another recipient."""
    with pytest.raises(UnavailableError):
        mail.send(mailing.settings, "ada@example.org\r\nBcc: eve@example.org", "Subject", "text")
    with pytest.raises(UnavailableError):
        mail.send(mailing.settings, "ada@example.org", "Subject\nBcc: eve@example.org", "text")


@pytest.mark.parametrize("password", ["secret", "cut"])
def test_wrong_password_of_the_server(inbox: tuple[Inbox, str], mailing: Register, password: str) -> None:
    """It is told without the password, whether the server refuses it or breaks off."""
    wrong = mailing.settings.replaced(smtp_url=inbox[1].replace("p%40ss", password))

    with pytest.raises(UnavailableError) as refused:
        mail.send(wrong, "ada@example.org", "Subject", "text")
    assert password not in refused.value.message
    assert inbox[1].partition("@")[2] in refused.value.message
    assert "does not take the user name and password" in refused.value.message


def test_a_server_that_does_not_answer(
    inbox: tuple[Inbox, str], mailing: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is told, and not that the password is wrong, or that it broke off."""
    monkeypatch.setattr(mail, "LONGEST", 0.3)
    late = mailing.settings.replaced(smtp_url=inbox[1].replace("p%40ss", "late"))

    with pytest.raises(UnavailableError, match="it does not answer; check host and port"):
        mail.send(late, "ada@example.org", "Subject", "text")


def test_a_server_that_is_not_there() -> None:
    """Which one, and what to do; no name of a class, and no password."""
    with pytest.raises(UnavailableError) as refused:
        mail.send(Settings(smtp_url="smtp://me:secret@127.0.0.1:1"), "ada@example.org", "Subject", "text")

    assert refused.value.message == (
        "The mail could not be sent by 127.0.0.1:1: it cannot be reached; "
        "check host and port in CONTACT_MOMENTS_SMTP_URL, and whether it runs"
    )


def test_nothing_is_sent_in_the_clear(inbox: tuple[Inbox, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A server elsewhere that offers no STARTTLS gets neither password nor mail."""
    monkeypatch.setattr(mail, "is_loopback_host", lambda _: False)

    with pytest.raises(UnavailableError, match="it has no STARTTLS"):
        mail.send(Settings(smtp_url=inbox[1]), "ada@example.org", "Subject", "text")
    assert inbox[0].messages == []


def test_the_mails_are_complete() -> None:
    """Each mail is there in each language, with the same values in it."""
    found = {one: notices.mails_in(one) for one in LANGUAGES}

    assert found["en"].keys() == found["nl"].keys()
    for name, mail_in_english in found["en"].items():
        other = found["nl"][name]
        assert ("{link}" in mail_in_english["text"]) == ("{link}" in other["text"]) == (name in {"invite", "reset"})


def test_a_wrong_code_after_the_right_password_is_told(tmp_path: Path, inbox: tuple[Inbox, str]) -> None:
    """Somebody knows the password: once an hour at most, and not where the password was wrong."""
    found, url = inbox
    register = new_register(tmp_path)
    add_account(register)
    first = Browser(register)
    first.sign_in()
    first.set_up()
    register.settings = register.settings.replaced(smtp_url=url, mail_from="register@example.org")
    stranger = Browser(register, "127.0.0.66")
    stranger.sign_in(password="a guess")
    for _ in range(2):
        stranger.sign_in()
        stranger.post("/sign-in", code="12345")
    register.close()

    ((to, subject, text),) = found.texts()
    assert (to, subject) == ("ada@example.org", "Somebody tried to sign in to your account for Contact moments")
    assert "change it now" in text
