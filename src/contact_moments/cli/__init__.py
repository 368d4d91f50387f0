"""The command line: the operator's door to the same domain functions that the API calls.

Results go to stdout (`--json` for scripts), progress and errors to stderr. Exit codes: 0 done, 1 failed, 2 wrong
usage or settings. `commands` holds the frame that all commands share.
"""

from contact_moments.cli import database, lists, moments, selftest, serving  # noqa: F401 - each adds its commands to `main`
from contact_moments.cli.commands import main

__all__ = ["main"]
