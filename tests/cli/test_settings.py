"""Settings: shown as they are in force, and every fault in them told at once."""

import json

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from contact_moments.addresses import host_and_port
from contact_moments.errors import InvalidInputError
from contact_moments.setting_values import database_address
from contact_moments.settings import (
    DEFAULTS,
    PREFIX,
    Settings,
    masked,
    read_settings,
    variable,
)
from tests.cli.command_line import COMMANDS, Words, assert_refused, run_here, succeed_here
from tests.support import Installation

FAULTS = {
    "DATABASE_URL": ("mysql://db/register", "sqlite:///"),
    "TIME_ZONE": ("Mars/Olympus", "Europe/Amsterdam"),
    "PORT": ("http", "integer"),
    "WORKERS": ("0", "greater than or equal to 1"),
    "THREADS": ("1000", "less than or equal to 512"),
    "PIN_WORKERS": ("perhaps", "boolean"),
    "STOP_TIMEOUT": ("-1", "greater than or equal to 1"),
    "PUBLIC_URL": ("http://register.example.org", "must be https"),
    "TRUSTED_PROXIES": ("proxy.example.org", "addresses and networks"),
    "PHONE_REGION": ("Nederland", "country or region"),
    "OWN_PHONE_NUMBERS": ("the switchboard", "telephone numbers"),
    "ACTION_CODES": ("some", "'any' or 'listed'"),
    "SESSION_IDLE": ("0", "greater than or equal to 5"),
    "SESSION_MAX": ("100000", "less than or equal to 43200"),
    "SMTP_URL": ("mail.example.org", "smtp:// or smtps://"),
    "MAIL_FROM": ("The register", "e-mail address"),
    "GRANT_DAYS": ("367", "less than or equal to 366"),
    "AUDIT_DAYS": ("29", "greater than or equal to 30"),
    "FAILURE_DAYS": ("0", "greater than or equal to 1"),
    "PARKED_DAYS": ("0", "greater than or equal to 1"),
    "METRICS_PORT": ("70000", "less than or equal to 65535"),
    "METRICS_HOST": ("[]", "address or a name"),
    "LOG_LEVEL": ("loud", "'warning'"),
    "LOG_FORMAT": ("xml", "'json'"),
}
MORE_FAULTS = {
    "sqlite without a file": ("DATABASE_URL", "sqlite:///", "path of a file"),
    "sqlite in memory": ("DATABASE_URL", "sqlite:///:memory:", "file"),
    "a path alone": ("DATABASE_URL", "data/contact-moments.db", "sqlite:///"),
    "host blank": ("HOST", " ", "must be an address"),
    "port 0": ("PORT", "0", "greater than or equal to 1"),
    "port 65536": ("PORT", "65536", "less than or equal to 65535"),
    "zone outside the database": ("TIME_ZONE", "../../etc/hostname", "no zone"),
    "zone that is a folder": ("TIME_ZONE", "Europe", "no zone"),
    "zone that is a list": ("TIME_ZONE", "zone.tab", "no zone"),
    "region that is a calling code": ("PHONE_REGION", "31", "country or region"),
    "one number that is none": ("OWN_PHONE_NUMBERS", "+31 20 624 1111, reception", "telephone numbers"),
    "address without a scheme": ("PUBLIC_URL", "register.example.org", "https://"),
    "a proxy's network by another address": ("TRUSTED_PROXIES", "::1, 10.0.0.7/8", "first address"),
    "everybody as a proxy": ("TRUSTED_PROXIES", "0.0.0.0/0", "every address"),
    "mail server with a sign in its password that is not encoded": ("SMTP_URL", "smtp://me:p@ss@mail", "%40"),
    "mail server with a path": ("SMTP_URL", "smtp://mail.example.org/inbox", "smtp://"),
    "mail server with a line end": ("SMTP_URL", "smtp:\n//me:secret@mail", "smtp://"),
    "sender with a line end": ("MAIL_FROM", "me@example.org\nBcc: you@example.org", "e-mail address"),
    "idle for longer than a session can be": ("SESSION_IDLE", "721", "CONTACT_MOMENTS_SESSION_MAX, which is 720"),
    "figures at the port of the API": ("METRICS_PORT", "8080", "the port of the API and the pages, which is 8080"),
    "address with a query": ("PUBLIC_URL", "https://register.example.org/?a=1", "https://"),
    "address with an empty query": ("PUBLIC_URL", "https://register.example.org?", "https://"),
    "address with an empty fragment": ("PUBLIC_URL", "https://register.example.org#", "https://"),
    "address with a blank in its name": ("PUBLIC_URL", "https://register .example.org", "https://"),
    "address with a line end": ("PUBLIC_URL", "https://register\n.example.org", "https://"),
    "address with a backslash": ("PUBLIC_URL", "https://register.example.org\\", "https://"),
    "file with a line end": ("DATABASE_URL", "sqlite:///data/contact-moments.db\n", "line ends"),
}


@pytest.mark.parametrize(
    "path", [path for path in COMMANDS if path not in {("settings",), ("completion",)}], ids=" ".join
)
def test_every_command_looks_at_the_settings_first(path: Words, installation: Installation) -> None:
    """A setting that cannot be used is exit code 2 for every command of a register, before anything is made."""
    (installation.folder / "1").touch()
    needed = {
        ("client", "add"): ["--scope=contact_moment/view"],
        ("role", "add"): ["--scope=contact_moment/view"],
        ("user", "add"): ["--name=Ada", "--role=reader"],
        ("copy",): ["--to=sqlite:///other.db"],
        ("moment", "withdraw"): ["--reason=mistake"],
    }
    arguments = [
        parameter.type.choices[0] if isinstance(parameter.type, click.Choice) else "1"
        for parameter in COMMANDS[path].params
        if isinstance(parameter, click.Argument)
    ]

    done = run_here(installation, *path, *needed.get(path, []), *arguments, TIME_ZONE="Mars/Olympus")

    assert_refused(done, 2, "CONTACT_MOMENTS_TIME_ZONE", "no zone of the tz database")
    assert [file.name for file in installation.folder.iterdir()] == ["1"]


def test_all_faults_are_told_together(installation: Installation) -> None:
    """With a fault in every setting that can have one, one run tells of each."""
    done = run_here(installation, "settings", **{name: value for name, (value, _) in FAULTS.items()})

    assert_refused(done, 2)
    told = dict(line.strip().split(": ", 1) for line in done.stderr.splitlines() if line.startswith("  "))
    assert {name for name, (_, says) in FAULTS.items() if says not in told.get(f"{PREFIX}{name}", "")} == set()


@pytest.mark.parametrize(("name", "value", "says"), MORE_FAULTS.values(), ids=MORE_FAULTS)
def test_a_fault_in_a_setting(name: str, value: str, says: str, installation: Installation) -> None:
    """A value that cannot be used is refused by the setting's name with what it should be, and nothing is made."""
    done = run_here(installation, "tag", "list", **{name: value})

    assert_refused(done, 2, f"{PREFIX}{name}: ", says)
    assert list(installation.folder.iterdir()) == []


def test_an_option_is_checked_like_its_setting(installation: Installation) -> None:
    """A fault in a setting is told although an option of the command gives another value for it."""
    done = run_here(installation, "serve", "--port", "8081", WORKERS="0")

    assert_refused(done, 2, "CONTACT_MOMENTS_WORKERS")


SECRET_FILES: dict[str, tuple[str, bytes | None]] = {
    "absent": ("gone", None),
    "a folder": (".", None),
    "not UTF-8": ("port", b"\xff\xfe8\x000\x00"),
    "not a value": ("port", b"http\n"),
    "a NUL": ("port", b"80\x0080"),
}


@pytest.mark.parametrize(("file", "content"), SECRET_FILES.values(), ids=SECRET_FILES)
def test_a_file_for_a_setting_that_cannot_be_read(file: str, content: bytes | None, installation: Installation) -> None:
    """A fault with the file of a setting is told with that setting's name, beside the faults of others."""
    if content is not None:
        (installation.folder / file).write_bytes(content)

    done = run_here(installation, "tag", "list", PORT_FILE=file, WORKERS="0")

    assert_refused(done, 2, "CONTACT_MOMENTS_PORT", "CONTACT_MOMENTS_WORKERS")


UNKNOWN = {
    "CONTACT_MOMENTS_PROT": "CONTACT_MOMENTS_PORT",
    "CONTACT_MOMENTS_TIMEZONE": "CONTACT_MOMENTS_TIME_ZONE",
    "CONTACT_MOMENTS_DATABASE": "CONTACT_MOMENTS_DATABASE_URL",
    "CONTACT_MOMENTS_WORKER": "CONTACT_MOMENTS_WORKERS",
}


@pytest.mark.parametrize(("name", "meant"), UNKNOWN.items(), ids=UNKNOWN)
def test_a_name_that_is_no_setting(name: str, meant: str, installation: Installation) -> None:
    """A misspelt setting is warned about on stderr, with the one that was probably meant; the command goes on."""
    done = run_here(installation, "settings", **{name.removeprefix(PREFIX): "8081"})

    assert done.returncode == 0
    assert f"{name} is not a setting" in done.stderr
    assert f"did you mean {meant}?" in done.stderr


LINKS = {
    "PORT": "tcp://10.96.0.1:8080",
    "SERVICE_HOST": "10.96.0.1",
    "SERVICE_PORT": "8080",
    "SERVICE_PORT_HTTP": "8080",
    "PORT_8080_TCP": "tcp://10.96.0.1:8080",
    "PORT_8080_TCP_PROTO": "tcp",
    "PORT_8080_TCP_PORT": "8080",
    "PORT_8080_TCP_ADDR": "10.96.0.1",
    "DATABASE_PORT": "udp://10.96.0.2:5432",
}


def test_names_that_a_container_platform_sets(installation: Installation) -> None:
    """What is set for a service called contact-moments is ignored, with one warning; the setting keeps its default."""
    done = run_here(installation, "settings", "--json", **LINKS)

    assert json.loads(done.stdout)[f"{PREFIX}PORT"] == 8080
    assert (done.returncode, len(done.stderr.splitlines())) == (0, 1)
    assert [name for name in LINKS if f"{PREFIX}{name}" not in done.stderr] == []
    assert "ignored" in done.stderr


def test_no_other_setting_is_ignored(installation: Installation) -> None:
    """A database's address of that form is a fault as before: with the default, another register would be used."""
    done = run_here(installation, "settings", DATABASE_URL="tcp://10.96.0.1:5432")

    assert_refused(done, 2, "must be sqlite:///")


HOSTS = {
    "127.0.0.1": "127.0.0.1:8080",
    "register.example.org": "register.example.org:8080",
    "::1": "[::1]:8080",
    "[::1]": "[::1]:8080",
}


@pytest.mark.parametrize(("host", "shown"), HOSTS.items(), ids=HOSTS)
def test_an_address_in_a_url(host: str, shown: str) -> None:
    """An IPv6 address has brackets in a URL, also where it was given with them."""
    assert host_and_port(read_settings(host=host).host, 8080) == shown


def test_a_setting_in_other_letters(installation: Installation) -> None:
    """A setting's name in small letters is either in force or warned about, never both."""
    done = run_here(installation, "settings", "--json", port="8081")

    in_force = json.loads(done.stdout)[f"{PREFIX}PORT"] == 8081
    assert in_force != ("is not a setting" in done.stderr)


@pytest.mark.usefixtures("processes")
def test_a_warning_of_a_process(installation: Installation) -> None:
    """A process of its own warns on stderr, so that stdout can be parsed."""
    done = installation.try_run("settings", "--json", PROT="8081")

    assert json.loads(done.stdout)[f"{PREFIX}PORT"] == 8080
    assert done.stderr == "Warning: CONTACT_MOMENTS_PROT is not a setting; did you mean CONTACT_MOMENTS_PORT?\n"


def test_an_empty_setting_is_absent(installation: Installation) -> None:
    """An empty value counts as none."""
    shown = json.loads(succeed_here(installation, "settings", "--json", PORT="", PUBLIC_URL=""))

    assert (shown[f"{PREFIX}PORT"], shown[f"{PREFIX}PUBLIC_URL"]) == (8080, None)


def test_settings_as_text(installation: Installation) -> None:
    """`settings` prints each setting as it is in force, with a line on what it is for."""
    shown = installation.run("settings", PORT="8081")

    lines = shown.splitlines()
    assert f"{PREFIX}PORT=8081" in lines
    assert f"{PREFIX}PUBLIC_URL=" in lines
    assert len(lines) == 2 * len(DEFAULTS)
    assert all(line.startswith("    ") and line.strip() for line in lines[1::2])


def test_settings_as_json(installation: Installation) -> None:
    """`settings --json` is one object with every setting under its full name."""
    shown = json.loads(succeed_here(installation, "settings", "--json", WORKERS="2", PIN_WORKERS="false"))

    assert set(shown) == {variable(name) for name in DEFAULTS}
    assert (shown[f"{PREFIX}WORKERS"], shown[f"{PREFIX}PIN_WORKERS"]) == (2, False)
    assert (shown[f"{PREFIX}PORT"], shown[f"{PREFIX}PUBLIC_URL"]) == (8080, None)


def test_a_setting_from_a_file(installation: Installation) -> None:
    """`…_FILE` names a file that has the value; white space around it does not count."""
    (installation.folder / "zone").write_text("Europe/Brussels\n")

    shown = json.loads(succeed_here(installation, "settings", "--json", TIME_ZONE_FILE="zone"))

    assert shown[f"{PREFIX}TIME_ZONE"] == "Europe/Brussels"


@pytest.mark.parametrize("around", ["{}\n", " {} ", "{}/", "{}/\r\n"])
def test_what_is_around_a_public_address(around: str, installation: Installation) -> None:
    """A line end, as a block of YAML has, or a blank is no part of the address: links begin with it."""
    address = "https://register.example.org:8443"

    shown = json.loads(succeed_here(installation, "settings", "--json", PUBLIC_URL=around.format(address)))

    assert shown[f"{PREFIX}PUBLIC_URL"] == address


def test_a_file_that_begins_with_a_mark(installation: Installation) -> None:
    """The mark that editors of Windows put before a text in UTF-8 is no part of the value."""
    (installation.folder / "zone").write_bytes(b"\xef\xbb\xbfEurope/Brussels\r\n")

    shown = json.loads(succeed_here(installation, "settings", "--json", TIME_ZONE_FILE="zone"))

    assert shown[f"{PREFIX}TIME_ZONE"] == "Europe/Brussels"


def test_a_text_with_nul_in_a_file(installation: Installation) -> None:
    """A path with a NUL, which no system takes, is refused with the name of the setting."""
    (installation.folder / "address").write_bytes(b"sqlite:///data/a\0b.db")
    (installation.folder / "logo").write_bytes(b"a\0b.svg")
    given = {"DATABASE_URL": "", "DATABASE_URL_FILE": "address", "ORGANISATION_LOGO_FILE": "logo"}

    done = run_here(installation, "migrate", **given)

    assert_refused(done, 2, "CONTACT_MOMENTS_DATABASE_URL_FILE", "CONTACT_MOMENTS_ORGANISATION_LOGO_FILE")


def test_a_setting_and_its_file(installation: Installation) -> None:
    """Where both are set the value counts, and a warning says that the file does not."""
    (installation.folder / "zone").write_text("Europe/Brussels\n")

    both = run_here(installation, "settings", "--json", TIME_ZONE="Europe/Paris", TIME_ZONE_FILE="zone")
    one = run_here(installation, "settings", "--json", TIME_ZONE="", TIME_ZONE_FILE="zone")

    assert json.loads(both.stdout)[f"{PREFIX}TIME_ZONE"] == "Europe/Paris"
    assert "CONTACT_MOMENTS_TIME_ZONE_FILE is ignored, because CONTACT_MOMENTS_TIME_ZONE is set too" in both.stderr
    assert one.stderr == ""


def test_a_password_is_masked() -> None:
    """The password in a database's address is shown as asterisks."""
    chosen = Settings(database_url="postgresql://register:geheim@db/register")

    assert masked(chosen)["database_url"] == "postgresql://register:***@db/register"


MAIL_SERVERS = {
    "smtp://register:geheim@mail.example.org:587": "smtp://register:***@mail.example.org:587",
    "smtps://:geheim@mail.example.org": "smtps://:***@mail.example.org",
    "smtp://mail.example.org": "smtp://mail.example.org",
    "SMTP://register:geheim@mail.example.org": "SMTP://register:***@mail.example.org",
    " Smtps://register:geheim@mail.example.org\n": "Smtps://register:***@mail.example.org",
}


@pytest.mark.parametrize(("url", "shown"), MAIL_SERVERS.items(), ids=MAIL_SERVERS)
def test_the_password_of_the_mail_server_is_masked(url: str, shown: str) -> None:
    """The password in the mail server's address is shown as asterisks."""
    assert masked(read_settings(smtp_url=url))["smtp_url"] == shown


ADDRESSES = st.text("up:/@?#[]&=%40.password", max_size=30).map("postgresql://".__add__)


@given(ADDRESSES)
def test_addresses_are_read_as_the_database_reads_them(url: str) -> None:
    """What is shown of an accepted address has no password in it, wherever the database's library finds one."""
    try:
        accepted = database_address(url)
    except InvalidInputError:
        return
    address = make_url(accepted)
    shown = make_url(masked(Settings(database_url=accepted))["database_url"])

    assert shown.password == (None if address.password is None else "***")
    assert (shown.username, shown.host, shown.port) == (address.username, address.host, address.port)
    assert "@" not in (address.host or "")
    assert {value for name, value in shown.query.items() if "password" in name.lower()} <= {"***"}


PROXIES = {"10.0.0.0/8 ::1,192.0.2.7": "10.0.0.0/8, ::1/128, 192.0.2.7/32", ",": None, "": None}


@pytest.mark.parametrize(("given_", "shown"), PROXIES.items())
def test_trusted_proxies(given_: str, shown: str | None, installation: Installation) -> None:
    """They are separated by commas or blanks, and shown as networks."""
    found = json.loads(succeed_here(installation, "settings", "--json", TRUSTED_PROXIES=given_))

    assert found[f"{PREFIX}TRUSTED_PROXIES"] == shown


@pytest.mark.parametrize("words", [("settings",), ("settings", "--json"), ("tag", "list")], ids=" ".join)
def test_a_password_is_never_printed(words: Words, installation: Installation) -> None:
    """A password in the database's address is on no output, also where the address cannot be used."""
    done = run_here(installation, *words, DATABASE_URL="mysql://register:geheim@db/register")

    assert "geheim" not in done.stdout + done.stderr


def test_asking_for_settings_makes_no_register(installation: Installation) -> None:
    """`settings` leaves the folder as it is."""
    succeed_here(installation, "settings")

    assert list(installation.folder.iterdir()) == []
