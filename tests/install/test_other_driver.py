"""The driver of SQLite that Linux on arm64 has, tried on this machine: we work around a fault of its SQLite."""

import subprocess
import sys

import pytest

from contact_moments import contract
from tests.cli.lines import export
from tests.cli.posting import Posting
from tests.install.building import ROOT
from tests.support import RECIPIENT, SENDER, Installation

pytestmark = pytest.mark.usefixtures("processes", "_other_driver")

SITE = ROOT / ".venv" / "sqlean" / "site"
WHICH = "from contact_moments.storage.backends.sqlite.driver import dbapi2; print(dbapi2.__name__)"


@pytest.fixture
def _other_driver(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes find that driver, and not the usual one."""
    assert SITE.is_dir(), "make .venv/sqlean/stamp"
    first = tmp_path_factory.mktemp("first")
    (first / "pysqlite3.py").write_text("raise ImportError\n")
    monkeypatch.setenv("PYTHONPATH", f"{first}:{SITE}")


def test_every_promise_is_kept(installation: Installation) -> None:
    """`selftest` finds nothing that the register does otherwise with it."""
    used = subprocess.run([sys.executable, "-c", WHICH], capture_output=True, text=True, check=True).stdout
    engine, *promises = installation.run_apart("selftest").splitlines()

    assert used.startswith("sqlean.")
    assert engine.startswith("Trying  SQLite 3.")
    assert len(promises) == len(contract.PROMISES)
    assert [line for line in promises if not line.startswith("ok  ")] == []


def test_writers_beside_each_other(registered: Installation) -> None:
    """Two workers write and make the log small until `kill -9`, beside a backup: nothing is damaged or lost."""
    registered.add_relations(SENDER, RECIPIENT)
    credentials = registered.add_client()
    server = registered.start("--workers", "2")
    with Posting(server.url, server.token(credentials), 4) as posting:
        posting.wait_for(50)
        registered.run_apart("backup", "backup.db")
        posting.wait_for(len(posting.acknowledged) + 50)
        server.kill()
    examined = registered.run_apart("doctor")
    kept = {one["reference"] for one in export(registered)}
    registered.run_apart("restore", "backup.db", "--yes", "--discard")

    assert "WRONG" not in examined
    assert "before 3.51.3 another program" in examined
    assert set(posting.acknowledged) <= kept
    assert 50 <= len(export(registered)) < len(kept)
