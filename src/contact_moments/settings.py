"""Settings: one table, read once from the environment into a frozen object.

Every setting is an environment variable: `CONTACT_MOMENTS_` and the setting's name, in capitals or not. With `_FILE`
appended, the variable names a file that holds the value (for secrets). All faults are reported together.
`docs/settings.md` describes the same settings; a test compares both.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self, TypeVar
from urllib.parse import SplitResult, unquote, unquote_plus, urlsplit

from contact_moments import environment
from contact_moments.addresses import read_networks
from contact_moments.environment import PREFIX as PREFIX
from contact_moments.errors import InvalidInputError
from contact_moments.times import Zone

T = TypeVar("T")

_SQLITE = "sqlite:///"
# SQLAlchemy opens the database and reads addresses by this grammar. The standard library's takes part of a password
# that has a slash, a hash or a bracket in it for something else.
_POSTGRESQL = re.compile(
    r"postgresql://(?:(?P<user>[^:/]*)(?::(?P<password>[^@]*))?@)?(?P<host>\[[^/?]+\]|[^/:?]+)?"
    r"(?P<colon>:(?P<port>[^/?]*))?(?:/(?P<database>[^?]*))?(?:\?(?P<query>.*))?",
    re.DOTALL,
)
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+", re.ASCII)  # as browsers send it: in ASCII
_BOOLEANS = dict.fromkeys(("true", "1", "on", "yes", "t", "y"), True) | dict.fromkeys(
    ("false", "0", "off", "no", "f", "n"), False
)


def database_address(url: str) -> str:
    """The address of a database, checked. Raises `InvalidInputError`, which does not repeat it."""
    if url.startswith(_SQLITE) and url.removeprefix(_SQLITE) not in {"", ":memory:"} and "?" not in url:
        return url
    if url.startswith("postgres://"):
        url = url.replace("postgres://", "postgresql://", 1)
    parts = _POSTGRESQL.fullmatch(url)
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


def _zone(name: str) -> str:
    return Zone(name).name


def _host(text: str) -> str:
    host = text.strip().removeprefix("[").removesuffix("]")
    if not host:
        raise InvalidInputError("must be an address or a name, such as 127.0.0.1 or ::1")
    return host


def _public_url(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that do not match
        parts = SplitResult("", "", "", "", "")
    more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc or _has_bad_port(parts)
    if parts.scheme not in {"http", "https"} or not parts.hostname or more:
        raise InvalidInputError("must be the address that clients use, without a path: https://register.example.org")
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise InvalidInputError("must be https: tokens and personal data cross the network")
    return url.rstrip("/")


def _has_bad_port(parts: SplitResult) -> bool:
    try:
        return parts.port == 0
    except ValueError:
        return True


def _proxies(text: str) -> str | None:
    return ", ".join(str(network) for network in read_networks(text)) or None


def _origins(text: str) -> str | None:
    return " ".join(_origin(one) for one in text.replace(",", " ").split()) or None


def _origin(text: str) -> str:
    """An origin as a browser sends it: lower case, without a slash at its end and without the scheme's own port."""
    if text == "*":
        raise InvalidInputError("must name each origin: with * every page in the world could use a token that it finds")
    try:
        parts = urlsplit(_public_url(text).lower())
    except InvalidInputError:
        parts = SplitResult("", "", "", "", "")
    if not _HOST.fullmatch(parts.hostname or "") or parts.netloc.endswith(":"):
        raise InvalidInputError(
            "must be https origins without a path, https://intranet.example.org, or http ones of this machine"
        )
    own_port = {"https": 443, "http": 80}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else parts.hostname
    return f"{parts.scheme}://{host}" + ("" if parts.port in {None, own_port} else f":{parts.port}")


def _boolean(text: str) -> bool:
    try:
        return _BOOLEANS[text.lower()]
    except KeyError:
        raise InvalidInputError("must be a boolean: true or false") from None


def _integer(least: int, most: int) -> Callable[[str], int]:
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


def _one_of(*choices: T) -> Callable[[str], T]:
    *others, last = [f"'{choice}'" for choice in choices]

    def read(text: str) -> T:
        for choice in choices:
            if choice == text:
                return choice
        raise InvalidInputError(f"must be {', '.join(others)} or {last}")

    return read


def _setting(default: T, read: Callable[[str], T], purpose: str) -> T:
    """A row of the table. `read` turns text into a value, or raises `InvalidInputError` that says what it must be."""
    return field(default=default, metadata={"read": read, "purpose": purpose})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an operator can set: name, type, default, how text is read, purpose."""

    database_url: str = _setting(
        "sqlite:///data/contact-moments.db",
        database_address,
        "Where the register is kept: `sqlite:///` and a path, relative to the working directory (a fourth slash makes "
        "it absolute), or `postgresql://user:password@host/database`.",
    )
    prepared_statements: bool = _setting(
        True, _boolean, "Prepare statements on PostgreSQL. Set it to `false` behind a pooler in transaction mode."
    )
    time_zone: str = _setting(
        "Europe/Amsterdam",
        _zone,
        "The organisation's time zone, a name of the tz database. After a change run `contact-moments rebuild`.",
    )
    host: str = _setting("127.0.0.1", _host, "Address to listen on. The default is reachable from this machine only.")
    port: int = _setting(8080, _integer(1, 65535), "Port to listen on.")
    workers: int = _setting(1, _integer(1, 256), "Worker processes. More than one per core does not help.")
    threads: int = _setting(
        32,
        _integer(4, 512),
        "Threads per worker, for requests that may wait: for a writer, a disk or a database server.",
    )
    pin_workers: bool = _setting(
        True,
        _boolean,
        "Keep each worker on one core, which is faster (Linux only). "
        "Where no scheduling policy is set, the worker also gets SCHED_BATCH.",
    )
    max_connections: int = _setting(
        4000,
        _integer(1, 1_000_000),
        "Connections at once, over all workers; fewer if the limit on open files does not allow as many.",
    )
    stop_timeout: int = _setting(
        20, _integer(1, 600), "Seconds in which requests in progress can finish when the server stops."
    )
    public_url: str | None = _setting(
        None,
        _public_url,
        "The address that clients use, if a TLS proxy stands in front of the server: `https://register.example.org`.",
    )
    trusted_proxies: str | None = _setting(
        None,
        _proxies,
        "Addresses and networks of the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: "
        "`127.0.0.1, 10.1.0.0/16`.",
    )
    cors_origins: str | None = _setting(
        None,
        _origins,
        "Origins whose pages a browser may let call the API: `https://intranet.example.org`. Without it none.",
    )
    action_codes: Literal["any", "listed"] = _setting(
        "any",
        _one_of("any", "listed"),
        "`any`, or `listed`: refuse an `action_code` that `contact-moments action list` does not show.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = _setting(
        "info",
        _one_of("debug", "info", "warning", "error"),
        "The least severe lines that are logged: `debug`, `info`, `warning` or `error`. `info` logs each request.",
    )
    log_format: Literal["auto", "json", "text"] = _setting(
        "auto",
        _one_of("auto", "json", "text"),
        "`json` for programs, `text` for people, `auto` for `text` on a terminal and `json` elsewhere.",
    )

    def replaced(self, **changes: Any) -> Self:
        """The same settings with other values for some. The values are not checked."""
        return dataclasses.replace(self, **changes)


_TABLE = dataclasses.fields(Settings)
DEFAULTS: dict[str, Any] = {one.name: one.default for one in _TABLE}
PURPOSES: dict[str, str] = {one.name: one.metadata["purpose"] for one in _TABLE}


def variable(name: str) -> str:
    """The environment variable of a setting: `CONTACT_MOMENTS_PORT` for `port`."""
    return f"{PREFIX}{name.upper()}"


def read_settings(**given: Any) -> Settings:
    """Read the settings; `given` (options of a command) win over the environment where they are not None.

    Raises `InvalidInputError` that lists every fault, a line each. Warns on stderr of names that are no setting.
    """
    environment.warn_of_ignored_names({f"{variable(name)}{end}" for name in DEFAULTS for end in ("", "_FILE")})
    found = environment.variables()
    values: dict[str, Any] = {}
    faults = []
    for one in _TABLE:
        try:
            text = _text_of(one.name, given.get(one.name), found)
            if text is not None:
                values[one.name] = _value_of(one, text)
        except InvalidInputError as fault:
            faults.append(f"  {fault.message}")
    if faults:
        raise InvalidInputError("\n".join(["Some settings cannot be used:", *faults]))
    return Settings(**values)


def _text_of(name: str, given: object, environment: Mapping[str, str]) -> str | None:
    """The text of a setting: given, from the environment or from a file; None where it keeps its default."""
    if given is not None:
        return str(given)
    text, path = environment.get(variable(name)), environment.get(f"{variable(name)}_FILE")
    return _text_in(path, variable(name)) if path and not text else text


def _text_in(path: str, variable_name: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "it is not UTF-8"
        raise InvalidInputError(f"{variable_name}_FILE: {path} cannot be read: {reason}") from None


def _value_of(one: dataclasses.Field[Any], text: str) -> Any:
    try:
        return one.metadata["read"](text)
    except InvalidInputError as fault:
        raise InvalidInputError(f"{variable(one.name)}: {fault.message}") from None


def masked(settings: Settings) -> dict[str, Any]:
    """The settings for people to see, by name: passwords in the database's address are shown as `***`."""
    return dataclasses.asdict(settings) | {"database_url": _without_passwords(settings.database_url)}


def _without_passwords(url: str) -> str:
    parts = _POSTGRESQL.fullmatch(url)
    if parts is None:
        return url
    query = parts["query"]
    if query:
        # A name that is there twice is shown once.
        shown = "&".join(dict.fromkeys(_without_password(pair) for pair in query.split("&")))
        url = url[: parts.start("query")] + shown
    if parts["password"] is not None:
        url = f"{url[: parts.start('password')]}***{url[parts.end('password') :]}"
    return url


def _without_password(pair: str) -> str:
    name = pair.partition("=")[0]
    return f"{name}=***" if "password" in unquote_plus(name).lower() else pair
