"""A client of which what is refused is parked."""

import itertools
import json
from typing import NamedTuple

from contact_moments.clock import system_clock
from tests.cli.command_line import run_here, succeed_here
from tests.support import LIST, Api, Installation, Json, Served, a_call

DAY = 24 * 3600 * 1_000_000
SENDER_FAULT = {"errors": "Sender is not available in CRM"}

_numbers = itertools.count(1000)


def absent_id() -> int:
    """The id of a relation that is not there, of which nobody else speaks."""
    return next(_numbers)


class Client(NamedTuple):
    """A client of a served register, and what is parked of it."""

    installation: Installation
    server: Served
    credentials: dict[str, str]
    api: Api

    def switched(self, state: str) -> "Client":
        """The client with parking on or off, and the token that it had."""
        succeed_here(self.installation, "client", "parking", self.credentials["client_id"], state)
        return self

    def use_both_workers(self) -> None:
        """Have both workers remember the token: each answers on some of these connections."""
        for api in self.connections(20):
            assert api.get().status_code == 200

    def connections(self, number: int) -> list[Api]:
        """So many connections of this client, all with the same token."""
        token = str(self.api.session.headers["Authorization"]).removeprefix("Bearer ")
        return [Api(self.server.url, token) for _ in range(number)]

    def parked(self) -> list[Json]:
        """What is parked of this client."""
        listed = json.loads(succeed_here(self.installation, "parked", "list", "--json"))
        return [one for one in listed if one["client_id"] == self.credentials["client_id"]]

    def park(self, **changes: Json) -> tuple[int, int]:
        """Send a call that is refused; returns the id under which it is parked, and the sender that is not there."""
        absent = absent_id()
        assert self.api.post(a_call(senderId=absent, **changes)).status_code == 400
        return self.parked()[-1]["id"], absent

    def add(self, *relations: int) -> None:
        """Add relations that were not there."""
        for relation in relations:
            succeed_here(self.installation, "relation", "add", "Late", "--id", str(relation))

    def age(self, parked_id: int, days: float) -> None:
        """Make what is parked under an id older; the register trusts the clock, as after hours of a server."""
        age = int(days * DAY)
        self.installation.sql("UPDATE register SET trusted_at = :now", now=system_clock())
        self.installation.sql("UPDATE parked SET parked_at = parked_at - :age WHERE id = :id", age=age, id=parked_id)

    def release(self, *ids: int) -> list[int]:
        """Release these, which must succeed; returns the ids of the moments."""
        said = succeed_here(self.installation, "parked", "release", *map(str, ids))
        return [int(line.rpartition(" ")[2]) for line in said.splitlines()]

    def refused(self, command: str, *ids: int) -> str:
        """What is told when `parked release` or `parked drop` is refused as a whole."""
        done = run_here(self.installation, "parked", command, *map(str, ids))
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr

    def moments(self, sender: int) -> list[Json]:
        """The contact moments of a sender, in full."""
        return [self.api.get(f"{LIST}/{item['id']}").json() for item in self.api.items(f"relationIds={sender}")]
