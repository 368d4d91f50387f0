"""The proxies of deploy/, started before a register, with a certificate of their own."""

import os
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.deploy.places import NAME, ROOT, text_of
from tests.support import TOKEN, free_port

PROXIES = ROOT / ".venv" / "proxies"


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
