"""The register's names in the environment, and those that a container platform sets beside them.

Kubernetes and Docker describe a service called contact-moments in variables of their own:
`CONTACT_MOMENTS_PORT=tcp://10.0.0.1:8080`, its parts, and its address. See
https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
"""

import difflib
import os
import re
import sys
from collections.abc import Collection

PREFIX = "CONTACT_MOMENTS_"
_CONTAINER = "container"  # see https://systemd.io/CONTAINER_INTERFACE/

_LINK = re.compile(r"(tcp|udp|sctp)://", re.IGNORECASE)
_LINK_NAME = re.compile(rf"{PREFIX}(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_\w+)?)")


def variables() -> dict[str, str]:
    """What is set in the environment, by names in capitals: not what is empty, nor what a container platform sets."""
    return {name.upper(): value for name, value in os.environ.items() if value and not _is_link(name, value)}


def in_container() -> bool:
    """Whether this is a container, by the variable that says so."""
    return bool(os.environ.get(_CONTAINER))


def warn_of_ignored_names(known: Collection[str]) -> None:
    """Name on stderr what has our prefix and is ignored.

    That is what a container platform has set, what is not `known`, and the file of a setting that has a value too.
    """
    ours = {name: value for name, value in sorted(os.environ.items()) if name.upper().startswith(PREFIX)}
    links = [name for name, value in ours.items() if _is_link(name, value)]
    if links:
        text = f"{', '.join(links)} {'are' if len(links) > 1 else 'is'} ignored"
        _warn(f"{text}; a container platform sets such names for a service")
    for name in (name for name in ours if name.upper() not in known and name not in links):
        close = difflib.get_close_matches(name.upper(), known, n=1)
        _warn(f"{name} is not a setting" + (f"; did you mean {close[0]}?" if close else ""))
    found = variables()
    for name in (name for name in found if name in known and f"{name}_FILE" in found):
        _warn(f"{name}_FILE is ignored, because {name} is set too; leave one of them out")


def _warn(text: str) -> None:
    print(f"Warning: {text}", file=sys.stderr)


def _is_link(name: str, value: str) -> bool:
    """Whether a container platform has set a variable for a service; no other setting is ever ignored."""
    name = name.upper()
    is_port = name.startswith(PREFIX) and name.endswith("_PORT") and _LINK.match(value)
    return bool(is_port or _LINK_NAME.fullmatch(name))
