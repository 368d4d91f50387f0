"""Whether something keeps this machine's clock right, as the kernel knows it.

Every program that keeps the time (systemd-timesyncd, chrony, ntpd) tells the kernel when it has set the clock. The
kernel takes the clock for unsynchronised after some hours without that. So the kernel is asked, and not a program.
"""

import ctypes
import sys
from collections.abc import Iterator

from contact_moments.surroundings.findings import Finding, right, warning

_UNSYNCHRONISED = 0x40  # STA_UNSYNC of <sys/timex.h>
_LARGE_ENOUGH = 512  # bytes; struct timex has 208


class Timex(ctypes.Structure):
    """The beginning of `struct timex` (adjtimex(2))."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * _LARGE_ENOUGH),
    )


def is_synchronised() -> bool | None:
    """Whether the kernel says so; None where it does not tell, as below a sandbox."""
    if not sys.platform.startswith("linux"):
        return None
    asked = Timex()  # `modes` is 0: it only reads
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(asked))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else not asked.status & _UNSYNCHRONISED


def check_clock() -> Iterator[Finding]:
    """A clock that nothing keeps right is a warning: a virtual machine may get the time from its host."""
    found = is_synchronised()
    if found is None:
        yield right("The system does not tell whether something keeps this machine's clock right")
    elif found:
        yield right("Something keeps this machine's clock right")
    else:
        yield warning(
            "The system does not know of anything that keeps this machine's clock right; install a time service, such "
            "as systemd-timesyncd or chrony, unless the host of this virtual machine sets the clock"
        )
