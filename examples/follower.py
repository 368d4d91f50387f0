#!/usr/bin/env python3
"""A reference follower: keeps a copy of a contact moments register, and proves that the copy is complete.

It needs only Python 3.11, and is written to be read: `docs/sync.md` explains each step. The copy is a SQLite file with
a row for each contact moment.

    export FOLLOWER_CLIENT_ID=… FOLLOWER_CLIENT_SECRET=…
    python3 follower.py http://127.0.0.1:8080 copy.db            # bring the copy up to date
    python3 follower.py http://127.0.0.1:8080 copy.db --verify   # and compare it with the register

If something goes wrong, it prints one sentence and exits with code 1. The copy is then unchanged or partly updated;
run the same command again.
"""

import argparse
import hashlib
import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage
from itertools import groupby
from typing import Any, NoReturn

LIST = "/l/contact_moment_api/contact_moment"
TRIES = 8


class Api:
    """The register's API, for a client with an id and a secret."""

    def __init__(self, url: str, client_id: str, secret: str) -> None:
        self._url = url.rstrip("/")
        self._credentials = {"client_id": client_id, "client_secret": secret}
        self._token = ""

    def now(self) -> str:
        """The register's time, from the Date of an answer, in a form for `since`. Also gets a new token."""
        form = urllib.parse.urlencode({"grant_type": "client_credentials", **self._credentials}).encode()
        body, headers = self._send(urllib.request.Request(f"{self._url}/l/oauth2/token", data=form))
        self._token = body["access_token"]
        return parsedate_to_datetime(headers["Date"]).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def pages(self, path: str, **query: str) -> Iterator[tuple[Any, HTTPMessage]]:
        """Follow the links from the first page to the last; yields the decoded body and headers of each."""
        following: str | None = f"{path}?{urllib.parse.urlencode(query)}"
        while following:
            body, headers = self._get(following)
            yield body, headers
            link = headers.get("Link", "")
            following = link[1 : link.index(">")] if link else None

    def _get(self, path: str) -> tuple[Any, HTTPMessage]:
        for _ in range(2):
            request = urllib.request.Request(
                self._url + path, headers={"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
            )
            try:
                return self._send(request)
            except urllib.error.HTTPError as error:
                if error.code != 401:
                    raise
                self.now()  # an hour has passed: get another token
        raise SystemExit("The register does not accept its own token")

    def _send(self, request: urllib.request.Request) -> tuple[Any, HTTPMessage]:
        for number in range(TRIES):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer), answer.headers
            except urllib.error.HTTPError as error:
                if error.code not in (502, 503, 504) or number == TRIES - 1:
                    raise
            except (OSError, HTTPException, ValueError):  # no connection, or an answer that broke off
                if number == TRIES - 1:
                    raise
            time.sleep(1)
        raise AssertionError("unreachable")


class Copy:
    """A SQLite file with a row for each contact moment, and the time at which the last complete round began."""

    def __init__(self, path: str) -> None:
        self._file = sqlite3.connect(path)
        self._file.executescript(
            "CREATE TABLE IF NOT EXISTS moment (id INTEGER PRIMARY KEY, change INTEGER, day TEXT, item TEXT);"
            "CREATE INDEX IF NOT EXISTS moment_day ON moment (day);"
            "CREATE TABLE IF NOT EXISTS walk (only INTEGER PRIMARY KEY CHECK (only = 1), began TEXT)"
        )

    def last_round(self) -> str | None:
        """When the last complete round began, or None."""
        row = self._file.execute("SELECT began FROM walk").fetchone()
        return row[0] if row else None

    def keep(self, items: list[dict[str, Any]], changes: list[int]) -> None:
        """Add or replace contact moments, each with the number of its last change."""
        rows = [
            (item["id"], change, item["dateTime"][:10], json.dumps(item, ensure_ascii=False))
            for item, change in zip(items, changes, strict=True)
        ]
        with self._file:
            self._file.executemany("INSERT OR REPLACE INTO moment VALUES (?, ?, ?, ?)", rows)

    def delete(self, ids: list[int]) -> None:
        """Delete contact moments that were withdrawn."""
        with self._file:
            self._file.executemany("DELETE FROM moment WHERE id = ?", [(moment_id,) for moment_id in ids])

    def finish(self, began: str) -> None:
        """Store that the round that began then is complete."""
        with self._file:
            self._file.execute("INSERT OR REPLACE INTO walk VALUES (1, ?)", (began,))

    def digests(self) -> dict[str, tuple[int, str]]:
        """For each day the number of contact moments and their digest, as the register computes them."""
        rows = self._file.execute("SELECT day, id, change FROM moment ORDER BY day, id")
        found = {}
        for day, of_day in groupby(rows, key=lambda row: row[0]):
            lines = [f"{moment_id} {change}" for _, moment_id, change in of_day]
            found[day] = len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()
        return found

    def of_day(self, day: str) -> dict[int, int]:
        """The ids of a day's contact moments, each with the number of its last change."""
        return dict(self._file.execute("SELECT id, change FROM moment WHERE day = ?", (day,)))


def follow(api: Api, copy: Copy) -> int:
    """Bring the copy up to date; returns how many contact moments were read."""
    began = api.now()  # Before anything is read: the next round reads what changes from here on.
    last = copy.last_round()
    since = {} if last is None else {"since": last}
    number = 0
    for items, headers in api.pages(LIST, changes="1", **since):
        copy.keep(items, [int(change) for change in headers["X-Changes"].split(",") if change])
        number += len(items)
    # After the list, because a contact moment can be withdrawn while the list is read.
    for withdrawn, _ in api.pages(f"{LIST}/withdrawn", **since):
        copy.delete([one["id"] for one in withdrawn])
    copy.finish(began)
    return number


def differences(api: Api, copy: Copy) -> list[str]:
    """The differences between copy and register, a line for each.

    Changes since the copy was updated are differences too. To exclude them, update the copy and compare again.
    """
    (answer, _), *_ = api.pages(f"{LIST}/digest", **{"from": "0001-01-01", "to": "9999-12-31"})
    theirs = {day["day"]: (day["count"], day["digest"]) for day in answer["days"]}
    ours = copy.digests()
    return [
        line
        for day in sorted(theirs.keys() | ours.keys())
        if theirs.get(day) != ours.get(day)
        for line in _differences_of(api, copy, day)
    ]


def _differences_of(api: Api, copy: Copy, day: str) -> Iterator[str]:
    theirs: dict[int, int] = {}
    for answer, _ in api.pages(f"{LIST}/digest", **{"from": day}):
        theirs |= dict(answer["moments"])
    ours = copy.of_day(day)
    for moment_id in sorted(theirs.keys() | ours.keys()):
        if moment_id not in ours:
            yield f"{day}: contact moment {moment_id} is missing"
        elif moment_id not in theirs:
            yield f"{day}: contact moment {moment_id} should not be there"
        elif theirs[moment_id] != ours[moment_id]:
            yield f"{day}: contact moment {moment_id} is out of date"


def run(url: str, path: str, credentials: tuple[str, str], verify: bool) -> int:
    """Bring the copy up to date, and with `verify` print its differences; returns the exit code."""
    api, copy = Api(url, *credentials), Copy(path)
    started = datetime.now(UTC)
    print(f"{follow(api, copy)} contact moments in {(datetime.now(UTC) - started).total_seconds():.1f} seconds")
    found = differences(api, copy) if verify else []
    if found:  # Something may have changed in between.
        follow(api, copy)
        found = differences(api, copy)
    for line in found:
        print(line)
    if verify and not found:
        print("The copy is complete")
    return 1 if found else 0


def stop_for(error: urllib.error.HTTPError) -> NoReturn:
    """Exit with the status that the register answered, and advice."""
    advice = {
        401: "check FOLLOWER_CLIENT_ID and FOLLOWER_CLIENT_SECRET",
        403: "the client needs the scope contact_moment/view",
        404: "check that the address is the register's",
    }
    sys.exit(f"The register answers {error.code}: {advice.get(error.code, error.reason)}")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Keep a copy of a contact moments register.")
    parser.add_argument("url", help="the register's address, such as http://127.0.0.1:8080")
    parser.add_argument("copy", help="the SQLite file to keep the copy in")
    parser.add_argument("--verify", action="store_true", help="compare the copy with the register afterwards")
    given = parser.parse_args()
    try:
        credentials = os.environ["FOLLOWER_CLIENT_ID"], os.environ["FOLLOWER_CLIENT_SECRET"]
    except KeyError as missing:
        parser.error(f"set {missing.args[0]}; contact-moments client add gives id and secret")
    if not given.url.startswith(("http://", "https://")):
        sys.exit("The register's address begins with http:// or https://")
    try:
        return run(given.url, given.copy, credentials, given.verify)
    except urllib.error.HTTPError as error:
        stop_for(error)
    except sqlite3.Error as fault:
        sys.exit(f"{given.copy} cannot be used for the copy: {fault}")
    except (OSError, HTTPException, ValueError, KeyError) as fault:
        sys.exit(f"{given.url} does not answer as a register does: {getattr(fault, 'reason', fault)}")


if __name__ == "__main__":
    sys.exit(main())
