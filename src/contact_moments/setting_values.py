"""The values of settings: text in, value out. Each raises `InvalidInputError` that says what a value must be."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

from contact_moments import colours, phones
from contact_moments.addresses import origin_of, read_networks
from contact_moments.errors import InvalidInputError
from contact_moments.times import Zone
from contact_moments.visible import is_blank

T = TypeVar("T")

SQLITE = "sqlite:///"
# SQLAlchemy opens the database and reads addresses by this grammar. The standard library's takes part of a password
# that has a slash, a hash or a bracket in it for something else.
POSTGRESQL = re.compile(
    r"postgresql://(?:(?P<user>[^:/]*)(?::(?P<password>[^@]*))?@)?(?P<host>\[[^/?]+\]|[^/:?]+)?"
    r"(?P<colon>:(?P<port>[^/?]*))?(?:/(?P<database>[^?]*))?(?:\?(?P<query>.*))?",
    re.DOTALL,
)
# Of an address without a password nothing is hidden: it does not match.
MAIL_SERVER = re.compile(r"(?P<scheme>smtps?://)(?P<user>[^:/@]*):(?P<password>[^@]*)@(?P<rest>.*)", re.DOTALL | re.I)
# What pages can show as a logo, by the ends of names.
PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
MAX_PICTURE = 100_000  # bytes
MAX_NAME = 100  # characters
LIGHT_SHEET = "#fffefb"  # the paper of light pages, `--sheet` in the stylesheet

# What follows it in a link must not become a query, a fragment, or another line.
_PUBLIC = re.compile(r"https?://[\w.:%\[\]-]+/*", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+", re.ASCII)  # as browsers send it: in ASCII
_BOOLEANS = dict.fromkeys(("true", "1", "on", "yes", "t", "y"), True) | dict.fromkeys(
    ("false", "0", "off", "no", "f", "n"), False
)


def database_address(url: str) -> str:
    """The address of a database, checked. Raises `InvalidInputError`, which does not repeat it."""
    # A block of YAML ends in one, and SQLite would make a file of that name.
    if any(sign < " " for sign in url):
        raise InvalidInputError("must have no line ends and other control characters in it")
    if url.startswith(SQLITE) and url.removeprefix(SQLITE) not in {"", ":memory:"} and "?" not in url:
        return url
    if url.startswith("postgres://"):
        url = url.replace("postgres://", "postgresql://", 1)
    parts = POSTGRESQL.fullmatch(url)
    if parts is None:
        raise InvalidInputError(
            "must be sqlite:/// and the path of a file, such as sqlite:///data/contact-moments.db, "
            "or postgresql://user:password@host/database"
        )
    if parts["colon"] and not _is_whole_number(parts["port"]):
        raise InvalidInputError("must have a number as its port: postgresql://user:password@host:5432/database")
    # Part of the password would be taken for the host or the database, and be shown.
    if "@" in (parts["host"] or "") or (parts["user"] is None and "@" in unquote(parts["database"] or "")):
        raise InvalidInputError("must have @ and / in the user's name and password written as %40 and %2F")
    return url


def _is_whole_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def zone(name: str) -> str:
    """A name of the tz database."""
    return Zone(name).name


def host(text: str) -> str:
    """An address or a name; one of IPv6 without its brackets."""
    found = text.strip().removeprefix("[").removesuffix("]")
    if not found:
        raise InvalidInputError("must be an address or a name, such as 127.0.0.1 or ::1")
    return found


def public_url(url: str) -> str:
    """An address without a path: https, or http on this machine; without the slash at its end and blanks around it."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that do not match
        parts = SplitResult("", "", "", "", "")
    if not _PUBLIC.fullmatch(url) or not parts.hostname or _has_bad_port(parts):
        raise InvalidInputError("must be the address that clients use, without a path: https://register.example.org")
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise InvalidInputError("must be https: tokens and personal data cross the network")
    return url.rstrip("/")


def _has_bad_port(parts: SplitResult) -> bool:
    try:
        return parts.port == 0
    except ValueError:
        return True


def proxies(text: str) -> str | None:
    """Addresses and networks, as networks, separated by commas; None if there are none."""
    return ", ".join(str(network) for network in read_networks(text)) or None


def origins(text: str) -> str | None:
    """Origins as browsers send them, separated by blanks; None if there are none."""
    return " ".join(_origin(one) for one in text.replace(",", " ").split()) or None


def _origin(text: str) -> str:
    """An origin as a browser sends it: lower case, without a slash at its end and without the scheme's own port."""
    if text == "*":
        raise InvalidInputError("must name each origin: with * every page in the world could use a token that it finds")
    try:
        url = public_url(text)
    except InvalidInputError:
        url = ""
    origin, host = origin_of(url), urlsplit(url.lower()).hostname or ""
    if origin is None or not _HOST.fullmatch(host) or url.endswith(":"):
        raise InvalidInputError(
            "must be https origins without a path, https://intranet.example.org, or http ones of this machine"
        )
    return origin


def mail_server(url: str) -> str:
    """The address of a mail server, checked. Raises `InvalidInputError`, which does not repeat it."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        is_right = bool(parts.scheme in {"smtp", "smtps"} and parts.hostname and not _has_bad_port(parts))
    except ValueError:
        is_right = False
    # A sign of a password that is not encoded would be taken for the end of it, and the rest be shown.
    # The standard library passes over line ends, with which no password would be found to be hidden.
    has_more = parts.path.strip("/") or parts.query or parts.fragment or any(sign < " " for sign in url)
    if not is_right or has_more or url.count("@") > 1:
        raise InvalidInputError(
            "must be smtp:// or smtps:// and a host: smtp://user:password@mail.example.org:587, "
            "with @, : and / in the password written as %40, %3A and %2F"
        )
    return url.rstrip("/")


def mail_address(text: str) -> str:
    """An e-mail address of ASCII characters."""
    if not _MAIL_ADDRESS.fullmatch(text):
        raise InvalidInputError("must be an e-mail address, such as register@example.org")
    return text


def phone_region(text: str) -> str:
    """A region that has telephone numbers, by its code of ISO 3166."""
    region = text.strip().upper()
    if region not in phones.regions():
        raise InvalidInputError("must be the code of a country or region, such as NL")
    return region


def phone_numbers(text: str) -> str | None:
    """Telephone numbers with commas between them; None if there are none."""
    numbers = [one.strip() for one in text.split(",") if one.strip()]
    if not all(any(map(str.isdigit, one)) for one in numbers):
        raise InvalidInputError("must be telephone numbers with commas between them: +31 20 624 1111, 0800-1234")
    return ", ".join(numbers) or None


def organisation_name(text: str) -> str:
    """A name that can be seen, on one line."""
    if is_blank(text) or len(text) > MAX_NAME or not text.isprintable():
        raise InvalidInputError(f"must be a name on one line, of at most {MAX_NAME} characters")
    return text.strip()


def logo(path: str) -> str:
    """The path of a picture that can be read and is not too large."""
    if Path(path).suffix.lower() not in PICTURES:
        raise InvalidInputError(f"must be the path of a file that ends in {', '.join(PICTURES)}")
    try:
        size = len(Path(path).read_bytes())
    except OSError as fault:
        raise InvalidInputError(f"{path} cannot be read: {fault.strerror}") from None
    if not 0 < size <= MAX_PICTURE:
        raise InvalidInputError(f"{path} must have at most 100 kB, and not be empty")
    return path


def absolute_folder(path: str) -> str:
    """The absolute path of a folder. Whether it is there is found out when it is used: a disk may come and go."""
    if not Path(path).is_absolute():
        raise InvalidInputError("must be the absolute path of a folder, such as /var/backups/register")
    return path


def recipients(text: str) -> str:
    """Recipients of age, with commas or ends of lines between them; lines that begin with # are remarks."""
    from pyrage import RecipientError, x25519

    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    found = [one.strip() for line in lines for one in line.split(",") if one.strip()]
    # What is no recipient is not repeated: it may be a secret key.
    try:
        for one in found:
            x25519.Recipient.from_str(one)
    except RecipientError:
        found = []
    if not found:
        raise InvalidInputError("must be recipients of age (age1…), the public keys that age-keygen prints")
    return ",".join(found)


def accent(text: str) -> str:
    """A colour that white stands out from, and that stands out from white."""
    colour = text.strip().lower()
    if not colours.is_colour(colour):
        raise InvalidInputError("must be a colour such as #23449a")
    # The paper of the pages is a little darker than white.
    enough = colours.nearest(colour, "#000000", colours.WHITE, LIGHT_SHEET)
    if enough != colour:
        raise InvalidInputError(f"must stand out from white, 4.5 to 1; the nearest colour that does is {enough}")
    return colour


def boolean(text: str) -> bool:
    """`true`, `1`, `on`, `yes` and their opposites, in capitals or not."""
    try:
        return _BOOLEANS[text.lower()]
    except KeyError:
        raise InvalidInputError("must be a boolean: true or false") from None


def integer(least: int, most: int) -> Callable[[str], int]:
    """A reader of integers from `least` to `most`."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise InvalidInputError("must be an integer") from None
        if number < least:
            raise InvalidInputError(f"must be greater than or equal to {least}")
        if number > most:
            raise InvalidInputError(f"must be less than or equal to {most}")
        return number

    return read


def one_of(*choices: T) -> Callable[[str], T]:
    """A reader of one of these words."""
    *others, last = [f"'{choice}'" for choice in choices]

    def read(text: str) -> T:
        for choice in choices:
            if choice == text:
                return choice
        raise InvalidInputError(f"must be {', '.join(others)} or {last}")

    return read
