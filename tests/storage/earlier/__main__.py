"""Keep a register of the schema that a commit has: `python -m tests.storage.earlier COMMIT`.

Run it before the next migration is added. The libraries are those of this environment; `--python` names another Python.
"""

import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from tests.postgresql import NEWEST, ROOT, running_server
from tests.storage.earlier.contents import fill
from tests.storage.earlier.dumps import dump_database, dump_file
from tests.storage.earlier.kept import FOLDER
from tests.storage.earlier.reading import read_everything, token_of
from tests.storage.earlier.release import Release

# Where the registers were made, and what is written down instead.
places: dict[str, str] = {}


def main() -> None:
    """Make the register on both engines, and write down what is read from it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit")
    parser.add_argument("--python", default=sys.executable)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_server(NEWEST, "-c fsync=off") as server:
        source = extracted(chosen.commit, Path(folder))
        version = version_of(source)
        on_sqlite, on_postgresql = (Path(folder) / name for name in ("sqlite", "postgresql"))
        places.update({str(folder): "/srv/register", str(server.folder): "/run/postgresql"})
        keep(Release(source, on_sqlite, f"sqlite:///{on_sqlite}/register.db", chosen.python), version, "")
        write(f"{version}.sql", dump_file(on_sqlite / "register.db"))
        url = server.new_database()
        keep(Release(source, on_postgresql, url, chosen.python), version, ".postgresql")
        write(f"{version}.postgresql.sql", dump_database(url, server.programs))


def extracted(commit: str, folder: Path) -> Path:
    """The source of a commit."""
    command = ["git", "archive", "--format=tar", commit, "src"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(found.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def version_of(source: Path) -> str:
    """The schema that a source has."""
    text = (source / "contact_moments" / "storage" / "whole" / "schema.py").read_text(encoding="utf-8")
    found = re.search(r'^NEWEST = "([0-9]{4})"', text, re.MULTILINE)
    assert found, "the source names no schema"
    return found[1]


def keep(release: Release, version: str, ending: str) -> None:
    """Fill a register, and write down what its follower reads."""
    release.folder.mkdir()
    client = fill(release, version)
    release.close()
    with release.served() as url:
        read = read_everything(url, token_of(url, client))
    write(f"{version}{ending}.json", json.dumps({"client": client, "read": read}, ensure_ascii=False, indent=0) + "\n")


def write(name: str, text: str) -> None:
    """Write a file that is kept."""
    for place, general in places.items():
        # In addresses a path may be encoded.
        text = text.replace(place, general).replace(quote(place, safe=""), quote(general, safe=""))
    (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
