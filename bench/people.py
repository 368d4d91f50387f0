"""Calls that act for a person, against the same calls of a client for itself."""

from bench.load import Load, in_turn
from bench.measured import Figure
from bench.registers import Filled
from bench.served import served


def figures(filled: Filled) -> list[Figure]:
    """The list and registering, each with both tokens in turn."""
    with served(filled) as client:
        person = client.for_a_person()
        loads = in_turn(client.read, person.read, client.register, person.register)
    return [
        _figure(f"list page for a person / for a client, {filled.name}", loads[1], loads[0]),
        _figure(f"register for a person / for a client, {filled.name}", loads[3], loads[2]),
    ]


def _figure(what: str, person: Load, client: Load) -> Figure:
    how = f"{person.rate:,.0f} / {client.rate:,.0f} a second"
    return Figure(what, person.rate / client.rate, 0.95, "least", how)
