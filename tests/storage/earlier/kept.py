"""The registers that are kept: loaded on an engine, with what was read from them when they were made."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from tests.engines import SQLITE, Engine
from tests.storage.earlier.dumps import load_database, load_file
from tests.support import Installation

FOLDER = Path(__file__).parent
# The first release with PostgreSQL had this schema.
FIRST_ON_POSTGRESQL = "0002"


class Kept(NamedTuple):
    """A register that was loaded, the client that follows it, and what it read."""

    installation: Installation
    client: dict[str, str]
    read: dict[str, Any]


def versions(ending: str) -> list[str]:
    """The schemas of which there are files with this ending."""
    return sorted(file.name.removesuffix(ending) for file in FOLDER.glob(f"[0-9][0-9][0-9][0-9]{ending}"))


def load(engine: Engine, version: str, folder: Path) -> Kept:
    """Load the register of a schema; on PostgreSQL that of the first schema there is the oldest one."""
    installation = engine.installation(folder)
    if engine.name == SQLITE:
        installation.database.parent.mkdir(parents=True)
        installation.database.touch(0o600)
        load_file((FOLDER / f"{version}.sql").read_text(encoding="utf-8"), installation.database)
        name = f"{version}.json"
    else:
        load_database((FOLDER / f"{version}.postgresql.sql").read_text(encoding="utf-8"), installation.url)
        name = f"{version}.postgresql.json"
    made = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return Kept(installation, made["client"], made["read"])
