"""Open files: how many connections a process can have at once."""

import resource

from contact_moments.settings import Settings

SPARE = 64  # descriptors of a worker besides its connections and those of its threads
PER_THREAD = 4  # a database connection of a thread has a file, its log and its shared memory


def allow_descriptors(settings: Settings) -> None:
    """Let this process, and those it starts, open as many files as the connections need, if it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _share(settings) + _others(settings)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


def connections_per_worker(settings: Settings) -> int:
    """How many connections a worker takes at once: its share of the setting, or fewer if it cannot open as many."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY:
        return _share(settings)
    return max(1, min(_share(settings), soft - _others(settings)))


def _share(settings: Settings) -> int:
    return -(-settings.max_connections // settings.workers)


def _others(settings: Settings) -> int:
    return SPARE + PER_THREAD * settings.threads
