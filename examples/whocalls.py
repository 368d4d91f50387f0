#!/usr/bin/env python3
"""Who is calling: asks a contact moments register which relations have a telephone number.

It needs only Python 3.11, and is written to be read: `docs/who-is-calling.md` explains each step.

    export WHOCALLS_CLIENT_ID=… WHOCALLS_CLIENT_SECRET=…
    python3 whocalls.py http://127.0.0.1:8080 06-12345678    # one call
    tail -f calls | python3 whocalls.py http://127.0.0.1:8080 # a number on each line, as a telephone system writes them

It prints a line for each relation that has the number, the best match first, with tabs between number, id, name and
kind; for a number that nobody has, the number and `nobody`. If something goes wrong, it prints one sentence and exits
with code 1.
"""

import argparse
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from typing import Any, NoReturn

RELATIONS = "/l/contact_moment_api/relation"
SECONDS = 3  # A telephone rings no longer than a caller waits: a late answer helps nobody.


class Api:
    """The register's API, for a client with an id and a secret."""

    def __init__(self, url: str, client_id: str, secret: str) -> None:
        self._url = url.rstrip("/")
        self._credentials = {"client_id": client_id, "client_secret": secret}
        self._token = ""

    def who_has(self, number: str) -> list[dict[str, Any]]:
        """The relations that have a telephone number, the best match first."""
        # The number as the telephone system gives it. A + has to be sent as %2B, and `urlencode` does that.
        path = f"{RELATIONS}?{urllib.parse.urlencode({'phone': number})}"
        try:
            found: list[dict[str, Any]] = self._get(path)
        except urllib.error.HTTPError as error:
            if error.code != 401:
                raise
            self._token = ""  # an hour has passed: get another one
            found = self._get(path)
        return found

    def _get(self, path: str) -> Any:
        self._token = self._token or self._new_token()
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        return self._send(urllib.request.Request(self._url + path, headers=headers))

    def _new_token(self) -> str:
        form = urllib.parse.urlencode({"grant_type": "client_credentials", **self._credentials}).encode()
        answer = self._send(urllib.request.Request(f"{self._url}/l/oauth2/token", data=form))
        return str(answer["access_token"])

    def _send(self, request: urllib.request.Request) -> Any:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)


def tell(api: Api, number: str) -> None:
    """Print who has a number."""
    found = api.who_has(number)
    for one in found:
        print(number, one["id"], " ".join(one["name"].split()), one["kind"], sep="\t", flush=True)
    if not found:
        print(number, "nobody", sep="\t", flush=True)


def stop_for(error: urllib.error.HTTPError) -> NoReturn:
    """Exit with the status that the register answered, and advice."""
    advice = {
        401: "check WHOCALLS_CLIENT_ID and WHOCALLS_CLIENT_SECRET",
        403: "the client needs the scope relation/view",
        404: "check that the address is the register's",
    }
    sys.exit(f"The register answers {error.code}: {advice.get(error.code, error.reason)}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Ask a contact moments register who is calling.")
    parser.add_argument("url", help="the register's address, such as http://127.0.0.1:8080")
    parser.add_argument("number", nargs="?", help="the caller's number; without it, numbers are read from lines")
    given = parser.parse_args()
    try:
        credentials = os.environ["WHOCALLS_CLIENT_ID"], os.environ["WHOCALLS_CLIENT_SECRET"]
    except KeyError as missing:
        parser.error(f"set {missing.args[0]}; contact-moments client add gives id and secret")
    if not given.url.startswith(("http://", "https://")):
        sys.exit("The register's address begins with http:// or https://")
    api = Api(given.url, *credentials)
    try:
        for number in [given.number] if given.number else map(str.strip, sys.stdin):
            tell(api, number)
    except urllib.error.HTTPError as error:
        stop_for(error)
    except KeyboardInterrupt:
        sys.exit(130)
    except (OSError, HTTPException, ValueError, KeyError) as fault:
        sys.exit(f"{given.url} does not answer as a register does: {getattr(fault, 'reason', fault)}")


if __name__ == "__main__":
    main()
