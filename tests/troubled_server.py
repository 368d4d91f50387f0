"""The register with a slow disk, and with a clock that can be turned: a script that takes the command line's words.

Two files in the working directory say how much trouble there is: `slow` has the seconds that one in 50 write
transactions waits between its stamp and its commit, `clock` the seconds by which the clock is wrong. A line in `slowed`
is a transaction that waited.
"""

import time
from itertools import count
from pathlib import Path

from contact_moments import clock

right_clock = clock.system_clock


def number_in(name: str) -> float:
    """The number in a file; 0 where there is none."""
    try:
        return float(Path(name).read_text())
    except (FileNotFoundError, ValueError):
        return 0.0


def turned_clock() -> int:
    """Now, by the wrong clock."""
    return right_clock() + int(number_in("clock") * clock.SECOND)


clock.system_clock = turned_clock

# After the clock, which these take over by name.
from contact_moments.cli import main  # noqa: E402
from contact_moments.storage.transaction import Transaction  # noqa: E402

finish = Transaction.finish
turns = count(1)


def finish_late(transaction: Transaction) -> None:
    """Finish, after a wait where it is this transaction's turn."""
    seconds = number_in("slow")
    if seconds and transaction.changes() and next(turns) % 50 == 0:
        time.sleep(seconds)
        with Path("slowed").open("a") as slowed:
            slowed.write(f"{seconds}\n")
    finish(transaction)


Transaction.finish = finish_late  # type: ignore[method-assign, assignment]

if __name__ == "__main__":
    main()
