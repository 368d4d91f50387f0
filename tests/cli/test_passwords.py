"""The password of the database: never shown, and given to the program where nobody else can read it."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from contact_moments import contract
from contact_moments.settings import PREFIX
from tests.cli.command_line import Words, assert_refused, run_here, succeed_here
from tests.postgresql import PostgresqlServer, running_server
from tests.support import Installation

pytestmark = pytest.mark.long

SECRET = "geheim"

ADDRESSES = {
    "plain": ("postgresql://u:geheim@h/db", "postgresql://u:***@h/db"),
    "with a slash": ("postgresql://u:geheim/geheim@h/db", "postgresql://u:***@h/db"),
    "with a hash": ("postgresql://u:geheim#geheim@h/db", "postgresql://u:***@h/db"),
    "with a question mark": ("postgresql://u:geheim?geheim@h/db", "postgresql://u:***@h/db"),
    "with a bracket": ("postgresql://u:geheim[@h/db", "postgresql://u:***@h/db"),
    "encoded": ("postgresql://u:geheim%40@h/db", "postgresql://u:***@h/db"),
    "the user's name as well": ("postgresql://geheim2:geheim2@h/db", "postgresql://geheim2:***@h/db"),
    "older form": ("postgres://u:geheim@h/db", "postgresql://u:***@h/db"),
    "in the query": ("postgresql://u@h/db?password=geheim", "postgresql://u@h/db?password=***"),
    "twice in the query": ("postgresql://u@h/db?password=a&password=geheim", "postgresql://u@h/db?password=***"),
    "of a key": (
        "postgresql://u@h/db?sslkey=key&sslpassword=geheim",
        "postgresql://u@h/db?sslkey=key&sslpassword=***",
    ),
    "everywhere": ("postgresql://u:geheim@h/db?sslpassword=geheim", "postgresql://u:***@h/db?sslpassword=***"),
    "none": ("postgresql://u@/db?host=/run/pg&passfile=/a/b", "postgresql://u@/db?host=/run/pg&passfile=/a/b"),
}


@pytest.mark.parametrize(("url", "shown"), ADDRESSES.values(), ids=ADDRESSES)
def test_a_password_is_masked(url: str, shown: str, installation: Installation) -> None:
    """`settings` shows the address without its passwords, wherever the database's driver would find them."""
    told = succeed_here(installation, "settings", DATABASE_URL=url)

    assert told.splitlines()[0] == f"{PREFIX}DATABASE_URL={shown}"


UNCLEAR = {
    "with an at sign": ("postgresql://u:a@geheim@h/db", "%40"),
    "a user with a slash": ("postgresql://u/x:geheim@h/db", "%2F"),
    "without two slashes": ("postgresql:u:geheim@h/db", "postgresql://user:password@host/database"),
    "in place of the port": ("postgresql://u@h:geheim/db", "number as its port"),
}


@pytest.mark.parametrize(("url", "says"), UNCLEAR.values(), ids=UNCLEAR)
def test_an_address_that_can_be_misread(url: str, says: str, installation: Installation) -> None:
    """An address whose password would be taken for something else is refused, with how to write it, and not shown."""
    done = run_here(installation, "settings", DATABASE_URL=url)

    assert_refused(done, 2, "CONTACT_MOMENTS_DATABASE_URL", says)
    assert SECRET not in done.stderr


@pytest.fixture(scope="module")
def guarded(processes: None) -> Iterator[PostgresqlServer]:
    """A PostgreSQL that asks its role `clerk` for a password."""
    with running_server() as server:
        server.run_sql(f"CREATE ROLE clerk LOGIN PASSWORD '{SECRET}'")
        rules = "local all postgres trust\nlocal all all scram-sha-256\n"
        (server.folder / "data" / "pg_hba.conf").write_text(rules)
        server.run_sql("SELECT pg_reload_conf()")
        yield server


@pytest.fixture
def address(guarded: PostgresqlServer) -> str:
    """The address, without a password, of an empty database of that role."""
    url = guarded.new_database()
    name = url.partition("?")[0].rpartition("/")[2]
    guarded.run_sql(f"ALTER DATABASE {name} OWNER TO clerk")
    return url.replace("postgres@", "clerk@")


def password_file(path: Path) -> Path:
    """A file with the password, of the form that PostgreSQL's own programs read."""
    path.write_text(f"*:*:*:clerk:{SECRET}\n")
    path.chmod(0o600)
    return path


@pytest.fixture(params=["passfile in the URL", "PGPASSWORD", "~/.pgpass"])
def given(request: pytest.FixtureRequest, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address, with the password given in each of the documented ways."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    if request.param == "PGPASSWORD":
        monkeypatch.setenv("PGPASSWORD", SECRET)
        return address
    if request.param == "~/.pgpass":
        monkeypatch.setenv("HOME", str(tmp_path))
        password_file(tmp_path / ".pgpass")
        return address
    return f"{address}&passfile={quote(str(password_file(tmp_path / 'passwords')))}"


@pytest.fixture
def in_a_file(tmp_path: Path) -> Installation:
    """A register in a file."""
    made = Installation(tmp_path, {"DATABASE_URL": "sqlite:///data/contact-moments.db"})
    made.run("migrate")
    made.run("tag", "add", "Complaint")
    return made


@pytest.mark.usefixtures("processes")
def test_a_password_outside_of_the_url(given: str, in_a_file: Installation) -> None:
    """`copy --to`, `doctor` and the server work with a password that is not in the URL."""
    in_a_file.run("copy", "--to", given)
    in_a_file.settings["DATABASE_URL"] = given
    in_a_file.run("doctor")
    with in_a_file.serving() as server:
        listed = server.api().get()

    assert (listed.status_code, listed.json()) == (200, [])
    assert SECRET not in given


def test_selftest_with_a_password_file(
    address: str, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`selftest --database` finds the file that the URL names, also for the place of its own that it makes."""
    monkeypatch.setattr(contract, "PROMISES", contract.PROMISES[:1])
    passwords = quote(str(password_file(installation.folder / "passwords")))
    tried = installation.run("selftest", "--database", f"{address}&passfile={passwords}")

    assert "FAILED" not in tried


@pytest.mark.usefixtures("processes")
def test_the_password_is_asked_for(address: str, in_a_file: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a password the same server refuses."""
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    done = in_a_file.try_run("copy", "--to", address)

    assert_refused(done, 1, "no password supplied")


@pytest.mark.usefixtures("processes")
def test_a_wrong_password(address: str, in_a_file: Installation) -> None:
    """A wrong password is told in the driver's words, which do not have it, by `doctor` and every other command."""
    url = address.replace("clerk@", "clerk:verkeerd@")
    done = [in_a_file.try_run(*words, DATABASE_URL=url) for words in (["doctor"], ["tag", "list"])]

    assert [one.returncode for one in done] == [1, 1]
    assert 'password authentication failed for user "clerk"' in done[0].stdout
    assert 'password authentication failed for user "clerk"' in done[1].stderr
    assert "verkeerd" not in "".join(one.stdout + one.stderr for one in done)


@pytest.mark.parametrize("words", [("copy",), ("selftest",)], ids=" ".join)
def test_the_help_says_how(words: Words, installation: Installation) -> None:
    """The commands that take an address say where the password belongs."""
    told = " ".join(succeed_here(installation, *words, "--help").split())

    assert "PGPASSWORD" in told
    assert "?passfile=" in told
