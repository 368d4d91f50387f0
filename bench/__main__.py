"""`make bench`: everything that is measured, written to `bench/results.md` with the machine that it was measured on."""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import deep_pages
from contact_moments import __version__

RESULTS = Path(__file__).parent / "results.md"


def machine() -> str:
    """What it was measured on."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "unknown"
    )
    memory = next((int(line.split()[1]) // 2**20 for line in _lines("/proc/meminfo")), 0)
    return (
        f"contact-moments {__version__}, Python {platform.python_version()}, {os.cpu_count()} cores ({cpu}), "
        f"{memory} GiB, {platform.system()}, on {datetime.now(UTC):%Y-%m-%d}"
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def main() -> int:
    """Measure and write."""
    text = f"# Results of `make bench`\n\n{machine()}\n\n## Deep pages\n\n{deep_pages.report()}\n"
    RESULTS.write_text(text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
