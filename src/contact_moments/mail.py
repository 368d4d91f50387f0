"""Mail to the people who may sign in: it tells them what they did, or somebody else, and brings them links.

A message is sent after what it tells of is committed. That it could not be sent undoes nothing.
"""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from contact_moments.addresses import host_and_port, is_loopback_host
from contact_moments.errors import UnavailableError
from contact_moments.settings import Settings

if TYPE_CHECKING:
    import smtplib

LONGEST = 10.0  # seconds for each step with the mail server
_PORTS = {"smtp": 587, "smtps": 465}
_LINE_END = re.compile(r"[\r\n\x00]")
_SETTING = "CONTACT_MOMENTS_SMTP_URL"
_SENDER = "contact-moments"


def is_set_up(settings: Settings) -> bool:
    """Whether mail can be sent."""
    return settings.smtp_url is not None


def send(settings: Settings, to: str, subject: str, text: str) -> None:
    """Send one message. Raises `UnavailableError` where it is not sent, which says nothing of what is in it."""
    import smtplib

    message = _message(settings, to, subject, text)
    url = urlsplit(settings.smtp_url or "")
    try:
        with _connected(url) as connection:
            if url.username:
                _sign_in(connection, unquote(url.username), unquote(url.password or ""))
            connection.send_message(message)
    except (OSError, smtplib.SMTPException, UnicodeError) as fault:
        raise UnavailableError(f"The mail could not be sent by {_server(url)}: {_reason(fault)}", "mail") from None


def _sign_in(connection: "smtplib.SMTP", name: str, password: str) -> None:
    import smtplib

    try:
        connection.login(name, password)
    except smtplib.SMTPServerDisconnected as fault:
        if _is_late(fault):
            raise
        # Some servers break off at a wrong password, or at the second way to send it.
        raise smtplib.SMTPAuthenticationError(535, "") from fault


def _is_late(fault: Exception) -> bool:
    # smtplib says of a server that does not answer in time that it has broken off.
    return isinstance(fault.__context__, TimeoutError)


def _server(url: SplitResult) -> str:
    return host_and_port(url.hostname or "", _port(url))


def _port(url: SplitResult) -> int:
    return url.port or _PORTS[url.scheme]


def _reason(fault: Exception) -> str:
    """What went wrong and what to do, without what a server says of its own: that can have the address in it."""
    import smtplib

    if _is_late(fault):
        fault = TimeoutError()
    reasons: tuple[tuple[type[Exception], str], ...] = (
        (smtplib.SMTPAuthenticationError, f"it does not take the user name and password; check them in {_SETTING}"),
        (smtplib.SMTPNotSupportedError, "it has no STARTTLS, or no sign-in; ask who runs it, or use smtps://"),
        (smtplib.SMTPRecipientsRefused, "it does not take the recipient's address; check it, and whether it relays"),
        (smtplib.SMTPSenderRefused, "it does not take the sender's address; check CONTACT_MOMENTS_MAIL_FROM"),
        (smtplib.SMTPResponseException, "it refused; its log says why"),
        (smtplib.SMTPServerDisconnected, f"it broke off the connection; check scheme and port in {_SETTING}"),
        (smtplib.SMTPException, f"it cannot do what is asked; check user name and scheme in {_SETTING}"),
        (ssl.SSLCertVerificationError, "its certificate is not valid for that name, or not of a known authority"),
        (ssl.SSLError, f"it speaks no TLS there; check scheme and port in {_SETTING}"),
        (TimeoutError, f"it does not answer; check host and port in {_SETTING}, and the firewall"),
        (OSError, f"it cannot be reached; check host and port in {_SETTING}, and whether it runs"),
        (Exception, "the address has characters that it cannot be sent to; use one in ASCII"),
    )
    return next(text for kind, text in reasons if isinstance(fault, kind))


def _message(settings: Settings, to: str, subject: str, text: str) -> EmailMessage:
    if _LINE_END.search(to + subject):
        raise UnavailableError("The mail could not be sent: a line end is in its address or subject", "mail")
    message = EmailMessage(policy=SMTP)
    message["From"] = sender(settings)
    message["To"] = to
    message["Subject"] = subject
    # So that answering machines keep still (RFC 3834 §5).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def sender(settings: Settings) -> str:
    """Whose address mail has."""
    host = urlsplit(settings.public_url or "").hostname or "localhost"
    return settings.mail_from or f"{_SENDER}@{host}"


@contextmanager
def _connected(url: SplitResult) -> Iterator["smtplib.SMTP"]:
    """A connection that nobody reads along: by TLS from the start, or by STARTTLS; not where it is this machine's."""
    import smtplib

    host, port = url.hostname or "", _port(url)
    by_tls = partial(smtplib.SMTP_SSL, context=ssl.create_default_context())
    with (by_tls if url.scheme == "smtps" else smtplib.SMTP)(host, port, timeout=LONGEST) as connection:
        if url.scheme == "smtp" and not is_loopback_host(host):
            connection.starttls(context=ssl.create_default_context())
        yield connection
