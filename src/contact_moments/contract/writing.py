"""Promises about writing: numbers, refusals, failures, concurrent writers."""

import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from contact_moments import clients
from contact_moments.contract.support import (
    NOTE,
    TEXT,
    WRITERS,
    add_note,
    add_notes,
    add_people,
    beside,
    code_of,
    ids_of,
    ids_on,
    in_threads,
    items_of,
    refused,
    register_together,
    same,
)
from contact_moments.errors import InvalidInputError
from contact_moments.model import MAX_ID, SCOPES, Call, Filter, Grant, Relation
from contact_moments.moments import imports
from contact_moments.moments.export import export_lines
from contact_moments.moments.files import MomentsFile
from contact_moments.moments.list import number_of_moments
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.questions import pages, runs
from contact_moments.storage.questions import relations as stored_relations
from contact_moments.storage.transaction import Transaction


def numbers_are_dense(register: Register) -> None:
    """Ids and change numbers count up from 1 without gaps, over many transactions and pages."""
    add_people(register, 1, 2)
    same(add_notes(register, 30) + [add_note(register) for _ in range(30)], list(range(1, 61)))
    for change_no in range(60):
        page = pages.since_after(register.database.fetch_row, change_no)
        same(ids_on(page)[0], change_no + 1)


def refusals_leave_no_trace(register: Register) -> None:
    """A refused registration writes nothing and uses no number, alone or between others."""
    add_people(register, 1, 2)
    refused(lambda: add_note(register, recipients=[3]), InvalidInputError)
    same(number_of_moments(register.database), 0)
    outcomes = register_together(register, [{}, {"recipients": [3]}, {"tagIds": [9]}, {}])
    same(
        [one if isinstance(one, int) else code_of(one) for one in outcomes],
        [1, "recipients_not_available", "tags_not_available", 2],
    )
    same(ids_of(register, Filter()), [1, 2])


def failures_take_nobody_along(register: Register) -> None:
    """If work of several threads shares a commit, only the work that fails is undone; everything else is kept."""

    def add(number: int) -> int | str:
        def work(transaction: Transaction) -> int:
            transaction.lock()
            stored_relations.add(transaction, [Relation(number, "person", "Someone")])
            return number // (number % 5)

        try:
            return register.database.write(work)
        except ZeroDivisionError:
            return "failed"

    outcomes = in_threads(add, range(1, 41))
    same(outcomes, [n // (n % 5) if n % 5 else "failed" for n in range(1, 41)])
    found = register.database.read(lambda connection: stored_relations.of_ids(connection, range(1, 41)))
    same(sorted(found), [n for n in range(1, 41) if n % 5])


def threads_share_commits(register: Register) -> None:
    """Clients that register at the same time each get their own id or refusal, and ids stay dense."""
    add_people(register, 1, 2)
    client, _ = clients.add(register.database, "Self-test", frozenset(SCOPES), register.clock(), Actor())
    grant = Grant(client.id, client.scopes, register.clock())

    def add(number: int) -> int:
        body = {"subject": f"{number}", "senderId": 1, "recipients": [2 if number % 4 else 3]}
        try:
            return register.registrar.register(Call(NOTE, body, grant))
        except InvalidInputError:
            return 0

    outcomes = in_threads(add, range(80))
    same(sorted(one for one in outcomes if one), list(range(1, 61)))
    same([number for number, one in enumerate(outcomes) if not one], list(range(0, 80, 4)))
    subjects = {item["id"]: item["subject"] for item in items_of(register, Filter())}
    same(subjects, {one: f"{number}" for number, one in enumerate(outcomes) if one})


def two_programs_share_numbers(register: Register) -> None:
    """Two processes' worth of connections that register at the same time get different, dense ids."""
    add_people(register, 1, 2)
    with beside(register) as other:
        both = (register, other)
        ids = in_threads(lambda number: add_note(both[number % 2]), range(60))
    same(sorted(ids), list(range(1, 61)))
    same(ids_of(register, Filter()), list(range(1, 61)))


def commits_are_in_order(register: Register) -> None:
    """A follower of the changes misses none while eight threads write: no number appears after a higher one."""
    add_people(register, 1, 2)
    seen: list[int] = []

    def follow() -> None:
        page = pages.since_after(register.database.fetch_row, len(seen))
        seen.extend(ids_on(page))

    with beside(register) as other, ThreadPoolExecutor(WRITERS) as pool:
        both = (register, other)
        writing = [pool.submit(add_note, both[number % 2]) for number in range(120)]
        while not all(one.done() for one in writing):
            follow()
        same(sorted(one.result() for one in writing), list(range(1, 121)))
    for _ in range(120 // pages.PAGE_SIZE + 1):
        follow()
    same(seen, list(range(1, 121)))


def imports_resume(register: Register) -> None:
    """An import goes on after the lines that were registered; run again, it adds nothing."""
    add_people(register, 1, 2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "moments.jsonl"
        lines = [{"type": NOTE, "subject": f"{n}", "senderId": 1, "recipients": [2]} for n in range(10)]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        file = MomentsFile(path, register.database, register.types, register.registrar)
        register.database.write(lambda transaction: runs.advance(transaction.connection, file.digest, 4))
        same([file.register(Actor(), lambda _: None).registered for _ in range(2)], [6, 0])
    same([item["subject"] for item in items_of(register, Filter())], [f"{n}" for n in range(4, 10)])


def imports_are_undone(register: Register) -> None:
    """A line with a reference is imported once; undoing an import withdraws what it added, and lets it come again."""
    add_people(register, 1, 2)
    note = {"type": NOTE, "subject": TEXT, "senderId": 1, "recipients": [2], "reference": TEXT}
    with tempfile.TemporaryDirectory() as folder:

        def put(lines: int) -> int:
            path = Path(folder) / f"{lines}.jsonl"
            path.write_text(f"{json.dumps(note)}\n" * lines, encoding="utf-8")
            file = MomentsFile(path, register.database, register.types, register.registrar)
            return file.register(Actor(), lambda _: None).registered

        same([put(2), put(3), put(1)], [2, 1, 0])
        same(imports.undo(register.database, 1, also_corrected=False, by=Actor()).withdrawn, 2)
        same([put(2), put(3)], [1, 1])
    same([item["id"] for item in items_of(register, Filter())], [3, 4, 5])


def values_survive(register: Register) -> None:
    """Texts with quotes, emoji, backslashes and line ends, and 64-bit integers, are read as they were written."""
    add_people(register, 1, MAX_ID)
    when = "9998-12-30T00:00:00+00:00"
    outcomes = register_together(
        register,
        [
            {"subject": TEXT, "recipients": [MAX_ID], "action_code": code, "reference": TEXT, "dateTime": when}
            for code in (-(2**63), 2**63 - 1)
        ],
    )
    same(outcomes, [1, 2])
    items = items_of(register, Filter(relation_ids=(MAX_ID,)))
    same([(item["subject"], item["action"]) for item in items], [(TEXT, -(2**63)), (TEXT, 2**63 - 1)])
    documents = [json.loads(line) for line in export_lines(register.database, Actor())]
    same([(one["reference"], one["recipients"]) for one in documents], [(TEXT, [MAX_ID])] * 2)
