"""The files in deploy/: units that systemd accepts, commands that run as the units say, proxies before the register.

The files are laid out below a folder, with the paths in them changed to match. What is started is real.
"""

import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support import LIST, PHONE, RECIPIENT, SENDER, TOKEN, Installation, a_call, free_port

pytestmark = pytest.mark.usefixtures("processes")

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = ("contact-moments.service", "contact-moments-backup.service", "contact-moments-backup.timer")
NAME = "register.example.org"
PROGRAM = Path(sys.prefix) / "bin" / "contact-moments"
PROXIES = ROOT / ".venv" / "proxies"


def text_of(name: str, changes: dict[str, str]) -> str:
    """A file of deploy/, with texts in it changed; each of them has to be there."""
    text = (DEPLOY / name).read_text()
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@dataclass
class Machine:
    """A machine on which docs/deploying.md was followed, below a folder."""

    root: Path

    def __post_init__(self) -> None:
        """Lay everything out."""
        for folder in ("etc", "var", "backups", "bin"):
            (self.root / folder).mkdir()
        (self.root / "bin" / "contact-moments").symlink_to(PROGRAM)
        self.settings.write_text(self._at_home((DEPLOY / "contact-moments.env").read_text()))
        for unit in UNITS:
            (self.root / unit).write_text(self._at_home((DEPLOY / unit).read_text()))
        (self.root / "command").write_text(
            self._at_home((DEPLOY / "contact-moments").read_text()).replace("user=contact-moments", "user=$(id -un)")
        )

    def _at_home(self, text: str) -> str:
        moves = {
            "/opt/contact-moments/bin": f"{self.root}/bin",
            "/etc/contact-moments": f"{self.root}/etc",
            "/var/lib/contact-moments": f"{self.root}/var",
            "/var/backups/contact-moments": f"{self.root}/backups",
        }
        for old, new in moves.items():
            text = text.replace(old, new)
        return text

    @property
    def settings(self) -> Path:
        """The file with the settings."""
        return self.root / "etc" / "contact-moments.env"

    def lines(self, unit: str, name: str) -> list[str]:
        """The values of one key of a unit."""
        return re.findall(f"^{name}=(.+)$", (self.root / unit).read_text(), re.MULTILINE)

    def environment(self) -> dict[str, str]:
        """What systemd reads from the file that the service names."""
        (file,) = self.lines("contact-moments.service", "EnvironmentFile")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CONTACT_MOMENTS_")}
        lines = [line for line in Path(file).read_text().splitlines() if line and not line.startswith("#")]
        return kept | dict(line.split("=", 1) for line in lines)

    def run(self, unit: str, name: str) -> subprocess.CompletedProcess[str]:
        """Run one command of a unit as the unit says, but for its user and its sandbox."""
        (command,), (folder,) = self.lines(unit, name), self.lines(unit, "WorkingDirectory")
        return subprocess.run(
            command.split(), cwd=folder, env=self.environment(), capture_output=True, text=True, check=False, timeout=60
        )

    def command(self, *words: str, **exported: str) -> str:
        """Run the register's command as the operator does, in a folder that does not matter."""
        done = subprocess.run(
            ["sh", str(self.root / "command"), *words],
            cwd=self.root,
            env={"PATH": os.environ["PATH"]} | exported,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def installation(self, **settings: str) -> Installation:
        """The register of this machine, with the service's settings."""
        prefix = "CONTACT_MOMENTS_"
        given = {name.removeprefix(prefix): value for name, value in self.environment().items() if prefix in name}
        return Installation(self.root / "var", given | settings)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with everything in its place; nothing was started yet."""
    return Machine(tmp_path)


def systemd_analyze(*words: str) -> subprocess.CompletedProcess[str]:
    """Run systemd-analyze; fail with the command that brings it."""
    assert shutil.which("systemd-analyze"), "As root: apt-get install systemd"
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False, timeout=60)


def test_systemd_accepts_the_units(machine: Machine) -> None:
    """No unit has a key that systemd does not know, or a command that is not there."""
    done = systemd_analyze("verify", *(str(machine.root / unit) for unit in UNITS))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.endswith(".service")])
def test_the_services_are_confined(unit: str) -> None:
    """By systemd's own measure (0 to 100, less is better) a service is confined well."""
    done = systemd_analyze("security", "--offline=true", "--threshold=15", str(DEPLOY / unit))

    assert done.returncode == 0, done.stdout


def test_the_backup_is_confined_as_the_server_is(machine: Machine) -> None:
    """Whatever the server may not do, the backup may not either, and neither leaves a core file: both have all data."""
    kinds = "Ambient|Capability|Device|Keyring|LimitCORE|Lock|Memory|NoNew|Private|Proc|Protect|Restrict|UMask"
    server, backup = (
        dict(re.findall(rf"^((?:{kinds})\w*)=(.*)$", (machine.root / unit).read_text(), re.MULTILINE))
        for unit in ("contact-moments.service", "contact-moments-backup.service")
    )

    assert server["LimitCORE"] == "0"
    assert backup == server


def test_the_service_begins_with_migrate(machine: Machine) -> None:
    """What runs before the server makes the register on a new machine, and changes nothing on the next start."""
    first = machine.run("contact-moments.service", "ExecStartPre")
    second = machine.run("contact-moments.service", "ExecStartPre")

    assert [first.returncode, second.returncode] == [0, 0], first.stderr + second.stderr
    assert second.stderr == ""  # no warning about a name in the settings
    assert (machine.root / "var" / "contact-moments.db").exists()


def test_backups_are_in_one_folder_that_the_service_can_write(machine: Machine) -> None:
    """Those of the timer, of a page, and on PostgreSQL before an upgrade: so the old ones of all are removed."""
    (command,) = machine.lines("contact-moments-backup.service", "ExecStart")
    folder = machine.environment()["CONTACT_MOMENTS_BACKUP_FOLDER"]

    assert f" --to {folder} " in command
    for unit in ("contact-moments.service", "contact-moments-backup.service"):
        (paths,) = machine.lines(unit, "ReadWritePaths")
        assert f"-{folder}" in paths.split()


def test_the_operators_command_works_on_the_services_register(machine: Machine) -> None:
    """The command reads the settings of the service, wherever it is run."""
    machine.run("contact-moments.service", "ExecStartPre")

    machine.command("tag", "add", "Complaint")

    assert "Complaint" in machine.installation().run("tag", "list")


@pytest.mark.parametrize("written", ['"{}"', "'{}'", "  {}  ", "{}\r"])
def test_the_operators_command_reads_the_settings_as_systemd_does(written: str, machine: Machine) -> None:
    """Quotes or blanks around a value, or the end of a line as Windows writes it, do not lead to another register."""
    machine.run("contact-moments.service", "ExecStartPre")
    service, name = machine.installation(), "CONTACT_MOMENTS_DATABASE_URL"
    value = written.format(machine.environment()[name])
    settings = re.sub(f"^{name}=.*$", f"{name}={value}", machine.settings.read_text(), flags=re.MULTILINE)
    machine.settings.write_text(settings, newline="")

    machine.command("tag", "add", "Complaint")

    assert "Complaint" in service.run("tag", "list")


def test_the_operators_command_has_what_the_services_libraries_read(machine: Machine) -> None:
    """A password for PostgreSQL, or a name that is not in capitals, counts for the service, and so for a command.

    Both pass over a line that has no name of a variable.
    """
    more = (
        "PGPASSWORD='a b'",
        "SSL_CERT_FILE=/etc/ours.pem",
        "contact_moments_port=8099",
        "CONTACT_MOMENTS_BAD-NAME=1",
    )
    machine.settings.write_text("\n".join([machine.settings.read_text(), *more, "PATH=/nowhere", "PGUSER"]))
    (machine.root / "bin" / "contact-moments").unlink()
    (machine.root / "bin" / "contact-moments").write_text("#!/bin/sh\nenv\n")
    (machine.root / "bin" / "contact-moments").chmod(0o755)

    found = set(machine.command("doctor").splitlines())
    another = machine.command("doctor", CONTACT_MOMENTS_DATABASE_URL="postgresql://scratch", SSL_CERT_FILE="/other.pem")

    assert {"PGPASSWORD=a b", "SSL_CERT_FILE=/etc/ours.pem", "CONTACT_MOMENTS_PORT=8099"} <= found
    assert not any(line.startswith(("PATH=/nowhere", "PGUSER", "CONTACT_MOMENTS_BAD")) for line in found)
    # The service's password is not for another database.
    assert "PGPASSWORD" not in another
    assert "SSL_CERT_FILE=/other.pem" in another.splitlines()


def test_the_operators_command_has_the_services_home(machine: Machine) -> None:
    """Libraries that look into the home of the user find that of the service, and not that of root."""
    (machine.root / "bin" / "contact-moments").unlink()
    (machine.root / "bin" / "contact-moments").write_text('#!/bin/sh\necho "home: $HOME"\n')
    (machine.root / "bin" / "contact-moments").chmod(0o755)

    assert machine.command("doctor") == f"home: {machine.root}/var\n"


@pytest.mark.parametrize("by_file", [False, True], ids=["by its address", "by a file with its address"])
def test_what_the_operator_has_exported_counts(by_file: bool, machine: Machine) -> None:
    """A command for a scratch register works on that one, and not on the service's, however that one is named."""
    machine.run("contact-moments.service", "ExecStartPre")
    machine.command("backup", "night.db")
    machine.command("tag", "add", "Since then")
    if by_file:
        (address := machine.root / "address").write_text(f"sqlite:///{machine.root}/var/contact-moments.db\n")
        name = "CONTACT_MOMENTS_DATABASE_URL"
        machine.settings.write_text(
            re.sub(f"^{name}=.*$", f"{name}_FILE={address}", machine.settings.read_text(), flags=re.MULTILINE)
        )
    scratch = {"CONTACT_MOMENTS_DATABASE_URL": f"sqlite:///{machine.root}/scratch.db"}

    machine.command("restore", "--yes", "night.db", **scratch)

    assert "Since then" not in machine.command("tag", "list", **scratch)
    assert "Since then" in machine.command("tag", "list")


def test_a_backup_every_night(machine: Machine) -> None:
    """The unit makes a backup, and removes those that need not stay and that the register has made itself."""
    machine.run("contact-moments.service", "ExecStartPre")
    backups = machine.root / "backups"
    (backups / "contact-moments-2026-01-01T023000Z.db").touch()
    (backups / "before-the-move.db").touch()
    done = [machine.run("contact-moments-backup.service", "ExecStart") for _ in range(2)]

    left = sorted(file.name for file in backups.iterdir() if file.stat().st_size)
    assert [one.returncode for one in done] == [0, 0], done[1].stderr
    assert "Removed contact-moments-" in done[1].stdout
    assert len(left) == 1
    assert (backups / "contact-moments-2026-01-01T023000Z.db").exists()
    assert (backups / "before-the-move.db").exists()


def test_a_backup_that_an_earlier_release_made(machine: Machine) -> None:
    """Backups of the script that there was until now are removed too: the audit trail has their names and sizes."""
    machine.run("contact-moments.service", "ExecStartPre")
    old = machine.root / "backups" / "contact-moments-2026-01-01T023000Z.db"
    machine.command("backup", str(old))
    older = machine.root / "backups" / "contact-moments-2026-01-01T013000Z.db"
    machine.command("backup", str(older))

    done = machine.run("contact-moments-backup.service", "ExecStart")

    assert done.stdout.splitlines()[1:] == [f"Removed {older.name}"]
    assert old.exists()


def test_a_backup_that_fails(machine: Machine) -> None:
    """If the new backup is not made, all earlier ones stay, and the unit fails."""
    machine.run("contact-moments.service", "ExecStartPre")
    first = machine.run("contact-moments-backup.service", "ExecStart")
    for file in (machine.root / "var").iterdir():
        file.unlink()
    done = machine.run("contact-moments-backup.service", "ExecStart")

    assert first.returncode == 0
    assert done.returncode != 0
    assert "There is no register" in done.stderr
    assert len(list((machine.root / "backups").glob("*.db"))) == 1


def certificate(folder: Path) -> tuple[Path, Path]:
    """Files with a certificate for the register's name, signed by itself, and with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), False).sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem", folder / "key.pem"


@dataclass
class Proxy:
    """A proxy that does TLS for the register."""

    certificate: Path
    https_port: int
    http_port: int
    access_log: Path
    own_log: Path
    refuses_clear: int  # the status of a POST over plain HTTP

    def ask(
        self, method: str, path: str, client: str = "127.0.0.1", tls: bool = True, **options: object
    ) -> urllib3.BaseHTTPResponse:
        """Send a request from an address of this machine; each on a connection of its own."""
        source = (client, 0)
        pool: urllib3.HTTPConnectionPool
        if tls:
            context = ssl.create_default_context(cafile=str(self.certificate))
            pool = urllib3.HTTPSConnectionPool(
                "127.0.0.1", self.https_port, source_address=source, server_hostname=NAME, ssl_context=context
            )
        else:
            pool = urllib3.HTTPConnectionPool("127.0.0.1", self.http_port, source_address=source)
        headers = {"Host": NAME, **options.pop("headers", {})}  # type: ignore[dict-item]
        with pool:
            return pool.request(method, path, headers=headers, redirect=False, retries=False, timeout=20, **options)  # type: ignore[arg-type]

    def token(self, fields: dict[str, str], client: str = "127.0.0.1", **headers: str) -> tuple[int, dict[str, str]]:
        """The status and the answer of a token call."""
        form = {"grant_type": "client_credentials", **fields}
        answer = self.ask("POST", TOKEN, client, fields=form, encode_multipart=False, headers=headers)
        return answer.status, answer.json()


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """A program that listens on a port, ended with the block."""
    log = folder / "proxy.log"
    environment = {**os.environ, "LD_LIBRARY_PATH": str(PROXIES / "lib"), "HOME": str(folder)}
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
    try:
        deadline = time.monotonic() + 20
        while not listens(port):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)


def listens(port: int) -> bool:
    """Whether somebody answers on a port of this machine."""
    try:
        with urllib3.HTTPConnectionPool("127.0.0.1", port) as pool:
            pool.request("GET", "/", redirect=False, retries=False, timeout=5)
    except urllib3.exceptions.HTTPError:
        return False
    return True


@contextmanager
def nginx(folder: Path, backend: str) -> Iterator[Proxy]:
    """The block for nginx, in the smallest configuration around it."""
    cert, key = certificate(folder)
    logs = (folder / "contact-moments.log", folder / "contact-moments-error.log")
    proxy = Proxy(cert, free_port(), free_port(), *logs, refuses_clear=403)
    site = text_of(
        "nginx.conf",
        {
            "listen 80;\n    listen [::]:80;": f"listen 127.0.0.1:{proxy.http_port};",
            "listen 443 ssl http2;\n    listen [::]:443 ssl http2;": f"listen 127.0.0.1:{proxy.https_port} ssl http2;",
            "/etc/letsencrypt/live/register.example.org/fullchain.pem": str(cert),
            "/etc/letsencrypt/live/register.example.org/privkey.pem": str(key),
            "/var/log/nginx/": f"{folder}/",
            "127.0.0.1:8080": backend,
        },
    )
    paths = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root; " if os.getuid() == 0 else ""  # its workers are nobody's otherwise, and cannot open the folder
    (folder / "nginx.conf").write_text(f"{user}daemon off; pid {folder}/pid; events {{}} http {{ {paths}\n{site}}}")
    command = [str(PROXIES / "bin" / "nginx"), "-p", str(folder), "-e", str(folder / "error.log"), "-c", "nginx.conf"]
    with running(command, folder, proxy.http_port):
        yield proxy


@contextmanager
def caddy(folder: Path, backend: str) -> Iterator[Proxy]:
    """The Caddyfile, with a certificate given and ports of its own."""
    cert, key = certificate(folder)
    proxy = Proxy(
        cert, free_port(), free_port(), folder / "contact-moments.log", folder / "proxy.log", refuses_clear=308
    )
    options = f"admin off\nhttp_port {proxy.http_port}\nhttps_port {proxy.https_port}\ndefault_bind 127.0.0.1\n"
    site = text_of(
        "Caddyfile",
        {
            "{\n\tlog {": f"{{\n{options}\tlog {{",
            f"{{$REGISTER_NAME:{NAME}}} {{": f"{NAME} {{\n\tbind 127.0.0.1\n\ttls {cert} {key}",
            "/var/log/caddy/": f"{folder}/",
            "127.0.0.1:8080": backend,
        },
    )
    (folder / "Caddyfile").write_text(site)
    with running([str(PROXIES / "bin" / "caddy"), "run"], folder, proxy.http_port):
        yield proxy


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def proxied(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Proxy, dict[str, str]]]:
    """A proxy in front of a register that runs as deployed, and the id and secret of a client."""
    machine = Machine(tmp_path_factory.mktemp("proxied"))
    machine.run("contact-moments.service", "ExecStartPre")
    installation = machine.installation(WORKERS="1")
    installation.add_relations(SENDER, RECIPIENT)
    made = json.loads(machine.command("client", "add", "Telephony", "--json", *scopes("view", "add")))
    folder = machine.root / "proxy"
    folder.mkdir()
    with installation.serving() as server, request.param(folder, server.url.removeprefix("http://")) as proxy:
        yield proxy, {name: made[name] for name in ("client_id", "client_secret")}


def scopes(*names: str) -> list[str]:
    """The words that give a client scopes."""
    return [word for name in names for word in ("--scope", f"contact_moment/{name}")]


def test_the_register_behind_a_proxy(proxied: tuple[Proxy, dict[str, str]]) -> None:
    """Tokens, registrations and pages pass; secrets in the clear do not; too large a body is told so.

    The log has requests, but no query, no token, and no link with which somebody chooses a password.
    """
    proxy, client = proxied
    links = [f"/{purpose}/Vertrouwelijk" for purpose in ("invite", "reset", "first", "INVITE", "/reset", "%69nvite")]
    opened = [proxy.ask("GET", link).status for link in (*links, f"{links[0]}?a=b")]
    proxy.ask("GET", links[0], tls=False)
    status, answer = proxy.token(client)
    assert status == 200, answer
    bearer = {"Authorization": f"Bearer {answer['access_token']}"}

    registered = proxy.ask("POST", PHONE, headers=bearer, body=json.dumps(a_call()).encode())
    listed = proxy.ask("GET", f"{LIST}?relationIds={SENDER}", headers=bearer)
    too_large = proxy.ask("POST", PHONE, headers=bearer, body=b" " * 5_000_000)
    far_too_large = proxy.ask("POST", PHONE, headers=bearer, body=b" " * 9_000_000)
    clear = proxy.ask("POST", TOKEN, tls=False, fields=client, encode_multipart=False)
    moved = proxy.ask("GET", "/x%0D%0ASet-Cookie:%20a=b?since=2020", tls=False)

    assert (registered.status, listed.status, len(listed.json())) == (200, 200, 1)
    assert listed.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert (too_large.status, list(too_large.json())) == (413, ["errors"])
    assert far_too_large.status in {413, 502}  # the proxy's own limit
    assert clear.status == proxy.refuses_clear
    assert moved.headers["Location"] == f"https://{NAME}/x%0D%0ASet-Cookie:%20a=b?since=2020"
    assert opened[:2] == [404, 404]
    log = proxy.access_log.read_text()
    assert LIST in log
    assert "/invite/" in log
    assert "Vertrouwelijk" not in log
    assert str(SENDER) not in log
    assert answer["access_token"] not in log


def test_the_address_behind_a_proxy(proxied: tuple[Proxy, dict[str, str]]) -> None:
    """Whoever guesses secrets is slowed down by the address that the proxy sees, whatever the client says it is.

    Others are not slowed down. A client cannot say either that its call was made in the clear, or over TLS.
    """
    proxy, client = proxied
    statuses = []
    for number in range(60):
        said = {"X-Forwarded-For": f"198.51.100.{number}", "X-Forwarded-Proto": "http", "Forwarded": "for=1.1.1.1"}
        statuses.append(proxy.token(client | {"client_secret": f"{number}"}, "127.0.0.2", **said)[0])
        if statuses[-1] == 429:
            break

    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert proxy.token(client, "127.0.0.3", **{"X-Forwarded-Proto": "http"})[0] == 200


def test_a_page_at_a_port_of_its_own(proxied: tuple[Proxy, dict[str, str]]) -> None:
    """The register gets the port of the address that a browser has asked for, and serves no page at another one."""
    proxy, _ = proxied
    statuses = [proxy.ask("GET", "/sign-in", headers={"Host": f"{NAME}{port}"}).status for port in ("", ":9999")]

    assert statuses == [200, 421]


@pytest.mark.parametrize("in_front", [nginx, caddy], ids=["nginx", "caddy"])
def test_a_proxy_while_the_register_is_stopped(in_front: Callable[..., Any], tmp_path: Path) -> None:
    """Clients are told, and no log has their queries or tokens, also not the proxy's own."""
    with in_front(tmp_path, f"127.0.0.1:{free_port()}") as proxy:
        answer = proxy.ask("GET", f"{LIST}?relationIds={SENDER}", headers={"Authorization": "Bearer Vertrouwelijk"})
        proxy.ask("GET", "/reset/Vertrouwelijk")

    assert answer.status == 502
    for log in (proxy.access_log, proxy.own_log):
        text = log.read_text() if log.exists() else ""
        assert str(SENDER) not in text
        assert "Vertrouwelijk" not in text
    assert LIST in proxy.access_log.read_text()
