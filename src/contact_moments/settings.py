"""Settings: one table, read once from the environment into a frozen object.

Every setting is an environment variable: `CONTACT_MOMENTS_` and the setting's name, in capitals or not. With `_FILE`
appended, the variable names a file that holds the value (for secrets). All faults are reported together.
`docs/settings.md` describes the same settings; a test compares both.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self, TypeVar
from urllib.parse import unquote_plus

from contact_moments import environment
from contact_moments import setting_values as values
from contact_moments.addresses import is_loopback_host
from contact_moments.environment import PREFIX as PREFIX
from contact_moments.errors import InvalidInputError

T = TypeVar("T")


def _setting(default: T, read: Callable[[str], T], purpose: str) -> T:
    """A row of the table. `read` turns text into a value, or raises `InvalidInputError` that says what it must be."""
    return field(default=default, metadata={"read": read, "purpose": purpose})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an operator can set: name, type, default, how text is read, purpose."""

    database_url: str = _setting(
        "sqlite:///data/contact-moments.db",
        values.database_address,
        "Where the register is kept: `sqlite:///` and a path, relative to the working directory (a fourth slash makes "
        "it absolute), or `postgresql://user:password@host/database`.",
    )
    prepared_statements: bool = _setting(
        True, values.boolean, "Prepare statements on PostgreSQL. Set it to `false` behind a pooler in transaction mode."
    )
    time_zone: str = _setting(
        "Europe/Amsterdam",
        values.zone,
        "The organisation's time zone, a name of the tz database. After a change run `contact-moments rebuild`.",
    )
    host: str = _setting(
        "127.0.0.1", values.host, "Address to listen on. The default is reachable from this machine only."
    )
    port: int = _setting(8080, values.integer(1, 65535), "Port to listen on.")
    workers: int = _setting(1, values.integer(1, 256), "Worker processes. More than one per core does not help.")
    threads: int = _setting(
        32,
        values.integer(4, 512),
        "Threads per worker, for requests that may wait: for a writer, a disk or a database server.",
    )
    pin_workers: bool = _setting(
        True,
        values.boolean,
        "Keep each worker on one core, which is faster (Linux only). "
        "Where no scheduling policy is set, the worker also gets SCHED_BATCH.",
    )
    max_connections: int = _setting(
        4000,
        values.integer(1, 1_000_000),
        "Connections at once, over all workers; fewer if the limit on open files does not allow as many.",
    )
    stop_timeout: int = _setting(
        20, values.integer(1, 600), "Seconds in which requests in progress can finish when the server stops."
    )
    public_url: str | None = _setting(
        None,
        values.public_url,
        "The address that clients use, if a TLS proxy stands in front of the server: `https://register.example.org`.",
    )
    trusted_proxies: str | None = _setting(
        None,
        values.proxies,
        "Addresses and networks of the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: "
        "`127.0.0.1, 10.1.0.0/16`.",
    )
    cors_origins: str | None = _setting(
        None,
        values.origins,
        "Origins whose pages a browser may let call the API: `https://intranet.example.org`. Without it none.",
    )
    phone_region: str = _setting(
        "NL",
        values.phone_region,
        "The region of telephone numbers without a country code: `NL`, `BE`, `DE`. "
        "After a change run `contact-moments rebuild`.",
    )
    own_phone_numbers: str | None = _setting(
        None,
        values.phone_numbers,
        "The organisation's own telephone numbers, with commas between them: who asks for one of them finds nobody.",
    )
    action_codes: Literal["any", "listed"] = _setting(
        "any",
        values.one_of("any", "listed"),
        "`any`, or `listed`: refuse an `action_code` that `contact-moments action list` does not show.",
    )
    session_idle: int = _setting(
        60, values.integer(5, 1440), "Minutes after which somebody who does nothing has to sign in again."
    )
    session_max: int = _setting(
        720, values.integer(15, 43200), "Minutes after which everybody has to sign in again, whatever they did."
    )
    smtp_url: str | None = _setting(
        None,
        values.mail_server,
        "The server that sends mail: `smtp://user:password@mail.example.org:587` (encrypted by STARTTLS) or `smtps://…`"
        " (encrypted from the start). Without it no mail is sent, and commands print the links.",
    )
    mail_from: str | None = _setting(
        None,
        values.mail_address,
        "The sender of mail: `register@example.org`. Without it `contact-moments@` and the host of the public address.",
    )
    grant_days: int = _setting(
        90, values.integer(1, 366), "Days for which an application may act for a person, before it has to ask again."
    )
    audit_days: int = _setting(730, values.integer(30, 36500), "Days for which the audit trail is kept.")
    failure_days: int = _setting(
        90, values.integer(1, 36500), "Days for which the addresses of failed sign-ins are kept in the audit trail."
    )
    parked_days: int = _setting(30, values.integer(1, 366), "Days for which a parked registration is kept.")
    organisation_name: str | None = _setting(
        None, values.organisation_name, "The organisation's name, which the pages show beside that of the program."
    )
    organisation_logo: str | None = _setting(
        None,
        values.logo,
        "A picture that the pages show in place of the program's own: a file in SVG, PNG or WebP of at most 100 kB.",
    )
    organisation_accent: str | None = _setting(
        None,
        values.accent,
        "The colour of links and buttons on the pages: `#23449a`. It has to stand out from white; if it does not, the "
        "message names the nearest one that does.",
    )
    backup_folder: str | None = _setting(
        None,
        values.absolute_folder,
        "The folder into which an administrator can make backups on a page: an absolute path. Without it only the "
        "command makes backups. On PostgreSQL `migrate` makes its backup there.",
    )
    backup_recipients: str | None = _setting(
        None,
        values.recipients,
        "Who can decrypt backups: recipients of age (`age1…`) with commas between them. Without it backups are not "
        "encrypted. With `_FILE` a file with a recipient on each line.",
    )
    metrics_port: int = _setting(
        0,
        values.integer(0, 65535),
        "Port at which Prometheus reads figures, `GET /metrics`. With `0` there are none.",
    )
    metrics_host: str = _setting(
        "127.0.0.1",
        values.host,
        "Address to listen on for figures. They have no personal data, but who can read them sees how busy you are.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = _setting(
        "info",
        values.one_of("debug", "info", "warning", "error"),
        "The least severe lines that are logged: `debug`, `info`, `warning` or `error`. `info` logs each request.",
    )
    log_format: Literal["auto", "json", "text"] = _setting(
        "auto",
        values.one_of("auto", "json", "text"),
        "`json` for programs, `text` for people, `auto` for `text` on a terminal, entries with fields in the journal "
        "of systemd, and `json` elsewhere.",
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
    if not faults:
        settings = Settings(**values)
        faults = [f"  {fault}" for fault in _faults_together(settings)]
    if faults:
        raise InvalidInputError("\n".join(["Some settings cannot be used:", *faults]))
    return settings


def _faults_together(settings: Settings) -> Iterator[str]:
    if settings.session_idle > settings.session_max:
        longest = f"{variable('session_max')}, which is {settings.session_max} minutes"
        yield f"{variable('session_idle')}: must not be longer than {longest}; it is {settings.session_idle}"
    if settings.metrics_port == settings.port:
        yield f"{variable('metrics_port')}: must not be the port of the API and the pages, which is {settings.port}"


def _text_of(name: str, given: object, environment: Mapping[str, str]) -> str | None:
    """The text of a setting: given, from the environment or from a file; None where it keeps its default."""
    if given is not None:
        return str(given)
    text, path = environment.get(variable(name)), environment.get(f"{variable(name)}_FILE")
    return _text_in(path, variable(name)) if path and not text else text


def _text_in(path: str, variable_name: str) -> str:
    try:
        # Editors of Windows begin a file with a mark.
        text = Path(path).read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "it is not UTF-8"
        raise InvalidInputError(f"{variable_name}_FILE: {path} cannot be read: {reason}") from None
    # No variable of the environment can have it, so no setting expects it.
    if "\0" in text:
        raise InvalidInputError(f"{variable_name}_FILE: {path} has a character NUL in it")
    return text


def _value_of(one: dataclasses.Field[Any], text: str) -> Any:
    try:
        return one.metadata["read"](text)
    except InvalidInputError as fault:
        raise InvalidInputError(f"{variable(one.name)}: {fault.message}") from None


def check_serving(settings: Settings) -> None:
    """Raise `InvalidInputError` if other machines reach the server, but it is not told under which address.

    It would run, and refuse every page and every token.
    """
    if settings.public_url is None and not is_loopback_host(settings.host):
        raise InvalidInputError(
            f"{variable('public_url')} is missing. Other machines reach a server that listens on {settings.host}, and "
            "they get pages and tokens only over https, at the address that this setting names: "
            "https://register.example.org"
        )


def masked(settings: Settings) -> dict[str, Any]:
    """The settings for people to see, by name: passwords in addresses are shown as `***`."""
    shown = dataclasses.asdict(settings) | {"database_url": _without_passwords(settings.database_url)}
    if settings.smtp_url is not None:
        shown["smtp_url"] = values.MAIL_SERVER.sub(r"\g<scheme>\g<user>:***@\g<rest>", settings.smtp_url)
    return shown


def _without_passwords(url: str) -> str:
    parts = values.POSTGRESQL.fullmatch(url)
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
