"""What the register tells people by mail, in their language: links, and what happened to their account."""

import tomllib
from pathlib import Path
from typing import Literal

from contact_moments import mail
from contact_moments.addresses import host_and_port, read_address
from contact_moments.errors import UnavailableError
from contact_moments.log import Logger
from contact_moments.people import Account, Person, Purpose
from contact_moments.settings import Settings

Notice = Literal["password", "second_factor", "recovery_code", "code_failed", "email"]

FOLDER = Path(__file__).parent / "mails"
_log = Logger("contact_moments.mail")


def link_address(settings: Settings, purpose: Purpose, token: str) -> str:
    """The address of a one-time link. It is of the settings: what a request says of the host, anybody can write."""
    every = read_address(settings.host)
    host = "localhost" if every is not None and every.is_unspecified else settings.host
    return f"{settings.public_url or f'http://{host_and_port(host, settings.port)}'}/{purpose}/{token}"


def send_link(settings: Settings, account: Account, purpose: Purpose, address: str) -> bool:
    """Mail a one-time link; false where no mail can be sent. Raises `UnavailableError` where that has failed."""
    if not mail.is_set_up(settings):
        return False
    _send(settings, account, purpose, address)
    return True


def tell(settings: Settings, account: Account | Person, notice: Notice) -> None:
    """Tell somebody what happened to their account, if mail can be sent; the log has it where that fails."""
    if not mail.is_set_up(settings):
        return
    try:
        _send(settings, account, notice)
    except UnavailableError as fault:
        _log.warning("mail_failed", notice=notice, account_id=account.id, reason=fault.message)


def _send(settings: Settings, account: Account | Person, name: Notice | Purpose, link: str = "") -> None:
    words = mails_in(account.language)[name]
    text = words["text"].lstrip().format(name=account.name, link=link)
    mail.send(settings, account.email, words["subject"], text)


def mails_in(language: str) -> dict[str, dict[str, str]]:
    """All mails in a language, by name: `subject` and `text`."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
