"""A trial of a type's schema: bodies that make checking slow are checked, in a process that can be ended.

`schema_cost` bounds how much is evaluated. How long a pattern, a format or a division takes, only a trial can tell. The
process limits its own time and memory.
"""

import gc
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.model import JsonObject, MomentType
from contact_moments.moments.schema_cost import found_at, patterns_in
from contact_moments.moments.type_files import COMMON_FIELDS, read_type
from contact_moments.moments.validator import Validator

# Bodies have a sixteenth of the largest size, and a sixteenth of the longest time: two seconds for a megabyte.
SIZE = 64 * 1024
MOST_SECONDS = 0.125
# Of the process as a whole. Only processor time counts; the wait is for a process that does not even use that.
MOST_PROCESSOR_TIME = 30  # seconds
LONGEST_WAIT = 300  # seconds
MOST_MEMORY = 2 * 1024**3

_TOO_LONG = (
    "Checking a contact moment against this schema can take too long; make its patterns shorter, and leave patterns, "
    "formats and multipleOf out of the items of lists"
)


# The process is a new program: one that was forked from a server would keep its locks and connections open.
PROGRAM = (sys.executable, "-c", "from contact_moments.moments.schema_trial import try_schema; try_schema()")
# In a server one thread tries at a time, however many people press a button.
_TRYING = threading.Lock()


def read_and_try(raw: bytes) -> MomentType:
    """Read a type file, and try its schema.

    Raises `InvalidInputError` if it is none, or takes too long to check; `UnavailableError` if another is being tried.
    """
    read = read_type(raw)
    if not Validator(read.schema).is_simple:
        _try(read.schema)
    return read


def _try(schema: JsonObject) -> None:
    if not _TRYING.acquire(blocking=False):
        raise UnavailableError("Another type is being tried at this moment; try again in a minute")
    try:
        done = subprocess.run(
            PROGRAM, input=json.dumps(schema).encode(), timeout=LONGEST_WAIT, capture_output=True, check=False
        )
        fast = done.returncode == 0
    except subprocess.TimeoutExpired:
        fast = False
    finally:
        _TRYING.release()
    # Whatever ends it, such as a limit or a crash, would end a server too.
    if not fast:
        raise InvalidInputError(_TOO_LONG)


def try_schema() -> None:
    """The program of the process: a schema comes on standard input; ends with 0 if it is fast."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, MOST_PROCESSOR_TIME)
    _limit(resource.RLIMIT_AS, MOST_MEMORY)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    schema = json.loads(sys.stdin.buffer.read())
    # To look for garbage in all that was loaded before takes longer than to check a body.
    gc.freeze()
    try:
        fast = is_fast(schema)
    except BaseException:  # a panic in a library in Rust is no Exception
        fast = False
    sys.exit(not fast)


def _limit(kind: int, most: int) -> None:
    """Lower a limit of this process; one that is lower already stays."""
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def is_fast(schema: JsonObject) -> bool:
    """Whether every one of the bodies is checked in time; to be called in a process that can be ended."""
    validator = Validator(schema)
    return all(_is_checked_in_time(validator, body) for body in _bodies(schema))


def _is_checked_in_time(validator: Validator, body: Any) -> bool:
    # On a machine that is busy, the same takes longer now and then: what is not far too long is tried again.
    seconds = _seconds(validator, body)
    tries = 5 if seconds < 4 * MOST_SECONDS else 0
    return seconds <= MOST_SECONDS or any(_seconds(validator, body) <= MOST_SECONDS for _ in range(tries))


def _seconds(validator: Validator, body: Any) -> float:
    started = time.process_time()
    validator.violations(body)
    return time.process_time() - started


def _bodies(schema: JsonObject) -> Iterator[JsonObject]:
    least = {"subject": "x", "senderId": 1, "recipients": [1]}
    texts = list(_texts(schema))
    for name, described in schema["properties"].items():
        if name not in COMMON_FIELDS:
            yield from (least | {name: value} for value in [*texts, *_collections(schema, described, texts)])
    # Members that the schema does not name, for what it says of all members.
    yield from (least | {text: text} for text in texts)
    yield least | {f"x{number}": number for number in range(SIZE // 12)}


def _texts(schema: JsonObject) -> Iterator[str]:
    """Long texts of one character, of the patterns' own characters, and of the patterns themselves."""
    patterns = list(patterns_in(schema))
    characters = dict.fromkeys(["é", "a", "0", " ", "中", *"".join(patterns)])
    yield from (character * (SIZE // len(character.encode())) for character in islice(characters, 40))
    yield from (pattern * (SIZE // len(pattern.encode())) for pattern in patterns[:20] if pattern)


def _collections(schema: JsonObject, described: Any, texts: list[str]) -> Iterator[Any]:
    """Lists and objects of many values: simple ones, and those that the field's own schema speaks of."""
    samples = [1, 1e17, 12.34, -0.1, [1], {}, *(text[:16] for text in texts[:20]), *_samples(schema, described)]
    for one in samples:
        number = max(1, SIZE // (1 + len(json.dumps(one))))
        yield [one] * number
        yield [[one] * 10] * max(1, number // 10)
        yield {f"{one if isinstance(one, str) else 'x'}{index}": one for index in range(number // 4)}


def _samples(schema: JsonObject, described: Any, depth: int = 0) -> Iterator[Any]:
    """Values for items and members, as far as a schema says what they look like."""
    if depth > 3 or not isinstance(described, dict):
        return
    if "$ref" in described:
        yield from _samples(schema, found_at(schema, described["$ref"]), depth + 1)
    yield from described.get("enum", [])[-1:]
    properties = described.get("properties", {})
    if properties:
        inside = {name: next(_samples(schema, one, depth + 1), "a") for name, one in properties.items()}
        yield inside
    for name in ("items", "additionalProperties", "contains"):
        yield from _samples(schema, described.get(name), depth + 1)
    for name in ("allOf", "anyOf", "oneOf"):
        for one in described.get(name, []):
            yield from _samples(schema, one, depth + 1)
