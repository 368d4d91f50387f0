"""What the machine could do: a web server with the same bytes, the bare driver and pgbench with the same rows."""

import contextlib
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import requests
from tests.postgresql import NEWEST, ROOT
from tests.support import free_port

from bench.load import CONNECTIONS, LOAD_CORE, PROGRAMS, SECONDS, SERVER_CORE, Load, pinned, programs_environment
from contact_moments.storage.backends.sqlite.driver import dbapi2

_NGINX = """
daemon off; user {user}; pid {folder}/nginx.pid; error_log {folder}/error.log;
worker_processes 1; worker_cpu_affinity {mask:b};
events {{ worker_connections 256; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type application/json;
    open_file_cache max=10; open_file_cache_valid 1h;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/files; }} }}
}}
"""


@contextlib.contextmanager
def static_file(folder: Path, body: bytes) -> Iterator[str]:
    """The address at which nginx, one worker on the server's core, has these bytes as a file."""
    folder.mkdir()
    (folder / "files").mkdir()
    (folder / "files" / "page.json").write_bytes(body)
    port = free_port()
    text = _NGINX.format(folder=folder, port=port, mask=1 << SERVER_CORE, user=_user())
    (folder / "nginx.conf").write_text(text)
    process = subprocess.Popen(
        [PROGRAMS / "bin" / "nginx", "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"],
        env=programs_environment(),
    )
    try:
        url = f"http://127.0.0.1:{port}/page.json"
        _wait_for(url, body)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _user() -> str:
    return subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()


def _wait_for(url: str, body: bytes) -> None:
    for _ in range(100):
        with contextlib.suppress(requests.ConnectionError):
            assert requests.get(url, timeout=5).content == body
            return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")


# The tables in which a registration has rows: the column that says of which moment they are, and the primary key.
_TABLES = {
    "moment": ("id", "id = ?"),
    "version": ("moment_id", "moment_id = ? AND version = ?"),
    "link": ("moment_id", "relation_id = ? AND n = ?"),
    "registration_key": ("moment_id", "key = ?"),
}

Rows = dict[str, list[tuple[object, ...]]]


def write_bare(file: Path, first: int, last: int, moments: int) -> float:
    """Delete the moments `first` to `last` of an SQLite register and write their rows again, as they were.

    By the bare driver, with a durable commit every so many `moments`; returns moments per second.
    """
    with contextlib.closing(dbapi2.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        pieces = _taken_out(connection, first, last, moments)
        began = time.perf_counter()
        for piece in pieces:
            connection.execute("BEGIN IMMEDIATE")
            for table, rows in piece.items():
                marks = ",".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            connection.execute("COMMIT")
        return (last - first + 1) / (time.perf_counter() - began)


def _taken_out(connection: dbapi2.Connection, first: int, last: int, moments: int) -> list[Rows]:
    """The rows of those moments, which are deleted, in pieces of `moments` each."""
    pieces: list[Rows] = [defaultdict(list) for _ in range(first, last + 1, moments)]
    connection.execute("BEGIN IMMEDIATE")
    for table, (column, key) in _TABLES.items():
        cursor = connection.execute(f"SELECT * FROM {table} WHERE {column} BETWEEN ? AND ?", (first, last))
        at = [one[0] for one in cursor.description].index(column)
        rows = cursor.fetchall()
        for row in rows:
            pieces[(row[at] - first) // moments][table].append(row)
        connection.executemany(f"DELETE FROM {table} WHERE {key}", [row[: key.count("?")] for row in rows])
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return pieces


def pgbench(url: str, scripts: Sequence[str], folder: Path, seconds: float = SECONDS) -> Load:
    """Run scripts by pgbench, at random where there are several, as the other loads are run.

    From the load's core, prepared, with as many connections.
    """
    files = [folder / f"script-{number}.sql" for number in range(len(scripts))]
    for file, script in zip(files, scripts, strict=True):
        file.write_text(script)
    program = ROOT / ".venv" / "postgresql" / NEWEST / "bin" / "pgbench"
    logs = folder / "pgbench"
    shutil.rmtree(logs, ignore_errors=True)
    logs.mkdir()
    done = subprocess.run(
        pinned(
            LOAD_CORE, program, "-n", "-M", "prepared", "-c", str(CONNECTIONS), "-j", "1", "-T", str(int(seconds)),
            "-l", "--log-prefix", str(logs / "log"), *(word for file in files for word in ("-f", str(file))), url,
        ),
        capture_output=True, text=True, timeout=seconds + 60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    taken = sorted(int(line.split()[2]) for log in logs.iterdir() for line in log.read_text().splitlines())
    rate = next(float(line.split()[2]) for line in done.stdout.splitlines() if line.startswith("tps ="))
    return Load(rate, taken[len(taken) // 2], taken[len(taken) * 99 // 100])
