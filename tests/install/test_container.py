"""The image that deploy/Containerfile makes, built and run by podman, as an operator does and without any right."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import requests

from contact_moments import __version__
from tests.install.podman import IMAGE, PUBLIC, TEMPORARY, Podman, Register, RunningContainer
from tests.postgresql import NEWEST, running_server
from tests.support import LIST, PHONE, RECIPIENT, SENDER, TOKEN, Json, a_call

pytestmark = [pytest.mark.usefixtures("processes"), pytest.mark.long]


@pytest.fixture(scope="module")
def podman() -> Iterator[Podman]:
    """Podman with the image in its store, whose path must be a short one."""
    with TemporaryDirectory() as store:
        made = Podman(Path(store))
        made.build()
        yield made


@pytest.fixture(scope="module")
def register(podman: Podman) -> Register:
    """A register that was made by `migrate`, as a step of its own, and has two relations."""
    made = Register(podman, "register")
    done = made.command("migrate")
    assert (done.returncode, "Made a new register" in done.stderr) == (0, True), done.stderr
    for relation in (SENDER, RECIPIENT):
        done = made.command("relation", "add", f"Relation {relation}", "--id", str(relation))
        assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def server(register: Register) -> Iterator[RunningContainer]:
    """The server of that register, once it is healthy."""
    with register.serving() as running:
        wait_until_healthy(running)
        yield running


def wait_until_healthy(running: RunningContainer) -> None:
    """Return once the image's own check succeeds; fail with the log when it does not within a minute."""
    deadline = time.monotonic() + 60
    while not running.is_healthy():
        assert time.monotonic() < deadline, running.logs()
        time.sleep(0.2)


def ask(running: RunningContainer, method: str, path: str, token: str = "", **body: Json) -> requests.Response:
    """A request as the proxy in front of the container sends it; `body` is `data` or `json`."""
    headers = {"Host": PUBLIC} | ({"Authorization": f"Bearer {token}"} if token else {})
    return requests.request(method, f"http://127.0.0.1:{running.port}{path}", headers=headers, timeout=30, **body)


def test_what_the_image_says(podman: Podman) -> None:
    """The image names its version, user, volumes, port, signal and check, and starts the server."""
    image = podman.inspect("image", IMAGE)
    config = image["Config"]

    assert config["User"] == "10001:10001"
    assert (config["Entrypoint"], config["Cmd"]) == (["contact-moments"], ["serve"])
    assert list(config["Volumes"]) == ["/var/backups/contact-moments", "/var/lib/contact-moments"]
    assert (list(config["ExposedPorts"]), config["StopSignal"]) == (["8080/tcp"], "SIGTERM")
    assert image["Healthcheck"]["Test"] == ["CMD", "contact-moments", "health"]
    assert config["Labels"]["org.opencontainers.image.version"] == __version__


def test_what_is_not_in_the_image(server: RunningContainer) -> None:
    """The image has no compiler and nothing of the build, and everything is compiled."""
    for program in ("gcc", "cc", "/opt/contact-moments/bin/pip"):
        assert server.try_exec("sh", "-c", f"command -v {program}").returncode != 0, program
    left = server.exec("find", "/opt/contact-moments", "-name", "flit_core*")
    build = server.exec("find", "/", "-maxdepth", "1", "-name", "build")
    packages = "/opt/contact-moments/lib/python3*/site-packages"
    sources = server.exec("sh", "-c", f"find {packages}/contact_moments -name '*.py' | wc -l")
    compiled = server.exec("sh", "-c", f"find {packages}/contact_moments -name '*.pyc' | wc -l")

    assert left + build == ""
    assert sources == compiled


def test_an_api_call_and_a_page(server: RunningContainer) -> None:
    """Behind a proxy that does TLS, a client registers a contact moment and reads it, and a browser gets a page."""
    scopes = ("--scope", "contact_moment/view", "--scope", "contact_moment/add")
    client = json.loads(server.exec("contact-moments", "client", "add", "Telephony", *scopes, "--json"))
    form = {name: client[name] for name in ("client_id", "client_secret")} | {"grant_type": "client_credentials"}
    token = ask(server, "POST", TOKEN, data=form).json()["access_token"]

    registered = ask(server, "POST", PHONE, token, json=a_call())
    listed = ask(server, "GET", LIST, token)
    page = ask(server, "GET", "/sign-in")

    assert (registered.status_code, len(listed.json())) == (200, 1)
    assert (page.status_code, "text/html" in page.headers["Content-Type"]) == (200, True)


def test_nothing_is_root_and_nothing_can_be_written(server: RunningContainer) -> None:
    """Every process has the fixed user and no capability; only the volumes and /tmp can be written."""
    status = server.exec("sh", "-c", "cat /proc/[0-9]*/status")
    fields = dict.fromkeys(line for line in status.splitlines() if line.startswith(("Uid:", "Gid:", "CapEff:")))
    # What it may not read is told on stderr, and is an exit code.
    writable = server.try_exec("find", "/", "-xdev", "-writable", "-not", "-type", "l").stdout.split()
    refused = server.try_exec("sh", "-c", "echo >/opt/contact-moments/x")

    ids = "\t".join(["10001"] * 4)
    assert list(fields) == [f"Uid:\t{ids}", f"Gid:\t{ids}", "CapEff:\t0000000000000000"]
    assert sorted(writable) == [str(TEMPORARY), "/var/backups/contact-moments", "/var/lib/contact-moments"]
    assert refused.returncode != 0


def test_the_check_of_the_image(server: RunningContainer) -> None:
    """The image's check fails while the register is away, and succeeds again when it is back."""
    database = "data/contact-moments.db"
    server.exec("mv", database, "elsewhere")
    time.sleep(1.2)  # the server looks once a second
    away = server.try_exec("contact-moments", "health")
    healthy_meanwhile = server.is_healthy()
    server.exec("mv", "elsewhere", database)

    assert (away.returncode, away.stdout) == (1, "")
    assert "was moved, removed or replaced" in away.stderr
    assert not healthy_meanwhile
    wait_until_healthy(server)


def test_what_others_leave_behind(server: RunningContainer) -> None:
    """The server lets go of processes that `exec` has left behind."""
    server.exec("sh", "-c", "(sleep 0.2 &)")
    deadline = time.monotonic() + 30
    while "sleep" in server.exec("sh", "-c", "cat /proc/[0-9]*/comm"):  # a process that nobody waits for keeps its name
        assert time.monotonic() < deadline
        time.sleep(0.2)

    assert "zombie" not in server.exec("sh", "-c", "grep -h ^State: /proc/[0-9]*/status")


def test_it_stops(register: Register, podman: Podman) -> None:
    """A container that is told to stop ends at once, with exit code 0."""
    another = Register(podman, "stopped")
    another.command("migrate")
    with another.serving() as running:
        wait_until_healthy(running)
        began = time.monotonic()
        podman.run("stop", "--time", "30", running.name)
        took = time.monotonic() - began
        code = podman.inspect("container", running.name)["State"]["ExitCode"]

    assert code == 0
    assert took < 10


def test_a_backup(server: RunningContainer, register: Register) -> None:
    """`exec` makes a backup in the volume for backups, and a new container restores it into another register."""
    file = "/var/backups/contact-moments/first.db"
    server.exec("contact-moments", "backup", file)
    another = Register(register.podman, "restored")
    backups = f"--volume={register.name}-backups:/from:ro"
    done = another.command("restore", "--yes", "/from/first.db", options=(backups,))
    names = another.command("relation", "list").stdout

    assert done.returncode == 0, done.stderr
    assert f"Relation {SENDER}" in names


def test_the_log_is_no_key(server: RunningContainer) -> None:
    """The log, which the platform keeps, has the command that prints the first administrator's address, and not it."""
    log = server.logs()

    assert "contact-moments user first-link" in log
    assert "/first/" not in log
    assert f"https://{PUBLIC}/first/" in server.exec("contact-moments", "user", "first-link")


def test_without_a_public_address(register: Register) -> None:
    """A server that is not told its public address ends at once, and says which setting is missing."""
    done = register.command("serve")

    assert done.returncode == 2
    assert "CONTACT_MOMENTS_PUBLIC_URL is missing" in done.stderr


def test_without_a_register(podman: Podman) -> None:
    """A server without its register ends at once, and says which command makes it."""
    done = Register(podman, "empty").command("serve", options=(f"--env=CONTACT_MOMENTS_PUBLIC_URL=https://{PUBLIC}",))

    assert done.returncode == 1
    assert "contact-moments migrate" in done.stderr


def test_two_start_at_once(podman: Podman) -> None:
    """Of two containers that migrate a new volume at once both succeed, and one of them makes the register."""
    another = Register(podman, "twice")
    podman.run("volume", "create", f"{another.name}-data")
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: another.command("migrate"), range(2)))

    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    assert sum("Made a new register" in one.stderr for one in done) == 1


def test_postgresql_with_its_address_in_a_file(podman: Podman, tmp_path: Path) -> None:
    """A secret that is a file has the address of PostgreSQL; two containers then serve the same register."""
    secret = tmp_path / "database-url"
    with running_server(NEWEST) as postgresql:
        postgresql.folder.chmod(0o755)
        url = postgresql.new_database()
        secret.write_text(url.replace(str(postgresql.folder), "/run/postgresql"))
        options = (
            f"--volume={secret}:/run/secrets/database-url:ro",
            f"--volume={postgresql.folder}:/run/postgresql",
            "--env=CONTACT_MOMENTS_DATABASE_URL_FILE=/run/secrets/database-url",
        )
        first, second = Register(podman, "first"), Register(podman, "second")
        migrated = first.command("migrate", options=options)
        with first.serving(*options) as one, second.serving(*options) as other:
            wait_until_healthy(one)
            wait_until_healthy(other)
            one.exec("contact-moments", "relation", "add", "Ann", "--id", "7")
            names = other.exec("contact-moments", "relation", "list")

    assert migrated.returncode == 0, migrated.stderr
    assert "Ann" in names
