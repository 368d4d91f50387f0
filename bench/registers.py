"""The registers that are measured: a million contact moments of 100,000 relations.

The program imports some, which are then copied until there are almost as many as asked for; the last ones it imports
again, into a large register: that is measured.
"""

import json
import random
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.large import BUSY
from tests.postgresql import NEWEST, running_server
from tests.support import Installation

from bench.copies import multiply

RELATIONS = 100_000
IMPORTED = 20_000
TAGS = 10
_LETTERS = string.ascii_lowercase


@dataclass(frozen=True)
class Filled:
    """A register with contact moments in it, and what filling it took."""

    name: str
    installation: Installation
    moments: int
    imported: int
    seconds: float
    mebibytes: float
    relations: int = RELATIONS

    @property
    def rate(self) -> float:
        """Moments per second of the last import."""
        return self.imported / self.seconds

    @property
    def url(self) -> str:
        """The database's address, from any folder."""
        return self.installation.settings["DATABASE_URL"]

    @property
    def in_a_file(self) -> bool:
        """Whether it is on SQLite."""
        return not self.installation.on_postgresql

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.installation.database


@contextmanager
def on_sqlite(moments: int, relations: int = RELATIONS) -> Iterator[Filled]:
    """A register in a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data" / "contact-moments.db"
        installation = Installation(Path(folder), {"DATABASE_URL": f"sqlite:///{file}"}, forks=False)
        yield _filled("SQLite", installation, moments, relations)


@contextmanager
def on_postgresql(moments: int, relations: int = RELATIONS) -> Iterator[Filled]:
    """A register in a PostgreSQL of its own, which is durable and otherwise as it comes."""
    with tempfile.TemporaryDirectory() as folder, running_server(NEWEST, "-c shared_buffers=1GB") as server:
        installation = Installation(Path(folder), {"DATABASE_URL": server.new_database()}, forks=False)
        yield _filled(f"PostgreSQL {NEWEST}", installation, moments, relations)


def _filled(name: str, installation: Installation, moments: int, relations: int) -> Filled:
    folder = installation.folder
    (folder / "relations.csv").write_text(
        "id,name\n" + "".join(f"{id_},Relation {id_}\n" for id_ in range(1, relations + 1))
    )
    installation.run("migrate")
    installation.run("relation", "import", "relations.csv")
    for number in range(1, TAGS + 1):
        installation.run("tag", "add", f"Tag {number}", "--id", str(number))
    imported = min(IMPORTED, moments // 2)
    _import(installation, range(imported), relations)
    if moments > 2 * imported:
        # Apart, so that this process stays small.
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            apart.submit(multiply, installation.settings["DATABASE_URL"], moments // imported - 1).result()
    began = time.perf_counter()
    kibibytes = _import(installation, range(imported, 2 * imported), relations)
    return Filled(name, installation, moments, imported, time.perf_counter() - began, kibibytes / 1024, relations)


def _import(installation: Installation, numbers: range, relations: int) -> int:
    """Import these moments; returns what `_peak_of` does."""
    with (installation.folder / "moments.jsonl").open("w") as lines:
        lines.writelines(json.dumps(_moment(number, relations)) + "\n" for number in numbers)
    return _peak_of(installation, "moment", "import", "moments.jsonl")


def _moment(number: int, relations: int) -> dict[str, object]:
    """The documented example, of other people at another time; every tenth is of one busy relation.

    For searches it has a tag, and a few more words: some of them are common, and most are rare.
    """
    chance = random.Random(number)  # noqa: S311 - the same register every time
    sender, recipient = chance.sample(range(2, relations + 1), 2)
    words = " ".join(_word(int(len(_LETTERS) ** (3 * chance.random())) - 1) for _ in range(6))
    return {
        "type": "ContactMomentPhone",
        "subject": "Retention call",
        "dateTime": f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}T13:45:{number % 60:02}Z",
        "senderId": sender,
        "recipients": [BUSY if number % 10 == 0 else recipient],
        "contents": f"We had a good call and the person decided to stay a member {words}",
        "tagIds": [1 + number % TAGS],
        "action_code": 2,
        "reference": f"Import{number}",
    }


def _word(number: int) -> str:
    """One of 17,576 words: `wordaaa`, `wordaab`, and so on."""
    size = len(_LETTERS)
    return f"word{_LETTERS[number // size**2]}{_LETTERS[number // size % size]}{_LETTERS[number % size]}"


# A small process starts the command: on Linux a child's peak is at least that of whoever has started it.
_STARTER = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def _peak_of(installation: Installation, *words: str) -> int:
    """Run a command; returns its largest resident memory, in KiB."""
    done = subprocess.run(
        [sys.executable, "-c", _STARTER, sys.executable, *installation.program, *words],
        cwd=installation.folder,
        env=installation.environment(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(done.stdout)
