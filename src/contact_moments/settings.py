"""Settings: one table, read once from the environment into a frozen object.

Every setting is `CONTACT_MOMENTS_` plus its name, or the same with `_FILE` appended to read it from a file (for
secrets). All faults are reported together. `docs/settings.md` is made from this table.
"""

import difflib
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from contact_moments.errors import InvalidInputError
from contact_moments.times import Zone

PREFIX = "CONTACT_MOMENTS_"


def _database_url(url: str) -> str:
    path = url.removeprefix("sqlite:///")
    sqlite = path not in {url, "", ":memory:"} and "?" not in path
    if not sqlite and not url.startswith(("postgresql://", "postgres://")):
        raise ValueError(
            "must be sqlite:/// and the path of a file, such as sqlite:///data/contact-moments.db, "
            "or postgresql://user:password@host/database"
        )
    return url if sqlite else _postgresql_url(url.replace("postgres://", "postgresql://", 1))


def _postgresql_url(url: str) -> str:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("must have a number as its port: postgresql://user:password@host:5432/database") from None
    # Part of the password would be taken for the host or the database, and be shown.
    if "@" in (address.host or "") or (address.username is None and "@" in (address.database or "")):
        raise ValueError("must have @ and / in the user's name and password written as %40 and %2F")
    return url


def database_address(url: str) -> str:
    """The address of a database, checked as the setting is. Raises `InvalidInputError`, which does not repeat it."""
    try:
        return _database_url(url)
    except ValueError as fault:
        raise InvalidInputError(str(fault)) from None


def _zone(name: str) -> str:
    try:
        return Zone(name).name
    except InvalidInputError as fault:
        raise ValueError(fault.message) from None


def _bad_port(parts: SplitResult) -> bool:
    try:
        return parts.port == 0
    except ValueError:
        return True


def _public_url(url: str) -> str:
    parts = urlsplit(url)
    more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc or _bad_port(parts)
    if parts.scheme not in {"http", "https"} or not parts.hostname or more:
        raise ValueError("must be the address that clients use, without a path: https://register.example.org")
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ValueError("must be https: tokens and personal data cross the network")
    return url.rstrip("/")


class Settings(BaseSettings):
    """What an operator can set. Each field's description is its help, in `contact-moments settings` and the docs."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        "sqlite:///data/contact-moments.db",
        description="Where the register is kept: `sqlite:///` and a path (a fourth slash makes it absolute), "
        "or `postgresql://user:password@host/database`.",
    )
    prepared_statements: bool = Field(
        True, description="Prepare statements on PostgreSQL; `false` behind a pooler in transaction mode."
    )
    time_zone: Annotated[str, AfterValidator(_zone)] = Field(
        "Europe/Amsterdam",
        description="The organisation's zone, a name of the tz database. Changing it needs `contact-moments rebuild`.",
    )
    host: str = Field("127.0.0.1", description="Address to listen on. The default is reachable from this machine only.")
    port: int = Field(8080, ge=1, le=65535, description="Port to listen on.")
    workers: int = Field(1, ge=1, le=256, description="Worker processes. More than one per core does not help.")
    threads: int = Field(
        32,
        ge=4,
        le=512,
        description="Threads per worker; each half-sent request body holds one until it is complete.",
    )
    pin_workers: bool = Field(True, description="Keep each worker on one core (faster; Linux only).")
    stop_timeout: int = Field(
        20,
        ge=1,
        le=600,
        description="Seconds that requests in flight get to finish when the server is told to stop.",
    )
    public_url: Annotated[str, AfterValidator(_public_url)] | None = Field(
        None,
        description="The address that clients use, when a TLS proxy stands in front: `https://register.example.org`.",
    )
    action_codes: Literal["any", "listed"] = Field(
        "any",
        description="`listed` refuses an `action_code` that `contact-moments action list` does not show.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least severe lines that are logged; `info` has a line per request."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        "auto",
        description="`json` for programs, `text` for people, `auto`: `text` on a terminal, otherwise `json`.",
    )


def read_settings(**given: Any) -> Settings:
    """Read the settings; `given` (options of a command) win over the environment where they are not None.

    Raises `InvalidInputError` that lists every fault, a line each. Warns on stderr of names that are no setting.
    """
    _warn_of_unknown_names()
    values, faults = _values_from_files()
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        settings = Settings(**values)
    except ValidationError as error:
        faults += [_fault_line(fault) for fault in error.errors()]
    if faults:
        raise InvalidInputError("\n".join(["Some settings cannot be used:", *faults]))
    return settings


def _values_from_files() -> tuple[dict[str, Any], list[str]]:
    """The values of settings that are in files, where the environment does not have them itself; and faults."""
    values, faults = {}, []
    for name in Settings.model_fields:
        variable = f"{PREFIX}{name.upper()}"
        path = os.environ.get(f"{variable}_FILE")
        if not path or os.environ.get(variable):
            continue
        try:
            values[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as fault:
            reason = fault.strerror if isinstance(fault, OSError) else "it is not UTF-8"
            faults.append(f"  {variable}_FILE: {path} cannot be read: {reason}")
    return values, faults


def _fault_line(fault: Any) -> str:
    return f"  {PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')}"


def _warn_of_unknown_names() -> None:
    known = {f"{PREFIX}{name.upper()}{end}" for name in Settings.model_fields for end in ("", "_FILE")}
    for name in sorted(name for name in os.environ if name.startswith(PREFIX) and name.upper() not in known):
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        print(f"Warning: {name} is not a setting{hint}", file=sys.stderr)


def masked(settings: Settings) -> dict[str, Any]:
    """The settings for people to see: passwords in the database's address are shown as `***`."""
    shown = settings.model_dump()
    address = make_url(settings.database_url)
    secret = {name: "***" for name in address.query if "password" in name.lower()}
    if secret or address.password is not None:
        hidden = address.update_query_dict(secret).render_as_string(hide_password=True)
        shown["database_url"] = hidden.replace("=%2A%2A%2A", "=***")
    return shown


def database_file(settings: Settings) -> Path | None:
    """The file that the register is kept in; None on PostgreSQL."""
    address = make_url(settings.database_url)
    return Path(address.database or "") if address.drivername == "sqlite" else None
