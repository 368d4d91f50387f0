"""Starting: how long until the first answer, and how much memory a worker takes that has worked."""

import statistics
import time

from bench.load import ROUNDS
from bench.measured import Figure
from bench.registers import Filled
from bench.served import served


def figures(filled: Filled) -> list[Figure]:
    """Seconds from the command to the first answer, and MiB of a worker after reading and registering."""
    seconds = statistics.median(_start(filled) for _ in range(ROUNDS))
    with served(filled) as register:
        for _ in range(3):
            register.read()
            register.register()
        mebibytes = register.resident()
    return [
        Figure(f"start to first answer, {filled.name}", seconds, 1.5, "most", f"median of {ROUNDS}", " s"),
        Figure(f"resident memory of a worker, {filled.name}", mebibytes, 100, "most", "after 24 s of load", " MiB"),
    ]


def _start(filled: Filled) -> float:
    began = time.perf_counter()
    server = filled.installation.start()
    taken = time.perf_counter() - began
    server.stop()
    return taken
