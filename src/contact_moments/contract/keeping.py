"""Promises about the register as a whole: its schema, relations, tags, actions, types, clients, backups."""

import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from contact_moments import catalogue, clients, maintenance, relations, restoring
from contact_moments.clock import SECOND
from contact_moments.contract.support import (
    START,
    TEXT,
    WRITERS,
    add_a_hundred_and_twenty,
    add_note,
    add_notes,
    add_notes_until,
    add_people,
    beside,
    code_of,
    ids_of,
    items_of,
    refused,
    same,
)
from contact_moments.errors import RegisterError, UnauthenticatedError, UnavailableError
from contact_moments.model import MAX_ID, SCOPES, Filter, Grant, MomentType, Phone, Relation
from contact_moments.moments.rebuild import rebuild
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.questions import clients as stored_clients
from contact_moments.storage.questions import relations as stored_relations


def is_ready(register: Register) -> None:
    """A new register is ready. To prepare and migrate it again changes nothing."""
    register.prepare()
    before, after = maintenance.migrate(register)
    same(before, after)
    register.check_ready()


def notices_another_zone(register: Register) -> None:
    """A register that was rendered for another time zone is not ready until it is rebuilt."""
    add_people(register, 1, 2)
    add_notes(register, 3)
    with beside(register, time_zone="Asia/Tokyo") as tokyo:
        same(code_of(refused(tokyo.check_ready, UnavailableError)), "rendering")
        rebuild(tokyo.database, tokyo.zone, lambda _: None)
        tokyo.check_ready()


def relations_survive(register: Register) -> None:
    """A relation's fields, several telephone numbers included, are read as they were written."""
    phones = (Phone("+31 1", "+311"), Phone("06", "06"))
    new = Relation(MAX_ID, "organisation", TEXT, "a'b@example.org", phones, archived=True, external_id=TEXT)
    (one,) = register.database.write(lambda transaction: stored_relations.add(transaction, [new]))
    found = register.database.read(lambda connection: stored_relations.of_ids(connection, [1, MAX_ID]))
    same(found, {MAX_ID: one})
    refused(lambda: relations.add(register.database, "Again", "person", MAX_ID), RegisterError)


def tags_and_actions_survive(register: Register) -> None:
    """Tags and actions are read as they were written and renamed, by id, to the ends of their ranges."""
    same(
        [catalogue.add_tag(register.database, name, id_) for name, id_ in ((TEXT, None), ("Last", MAX_ID))], [1, MAX_ID]
    )
    same(catalogue.tags(register.database), {1: TEXT, MAX_ID: "Last"})
    for code in (2**63 - 1, -(2**63)):
        same(catalogue.put_action(register.database, code, "New"), True)
        same(catalogue.put_action(register.database, code, TEXT), False)
    same(list(catalogue.actions(register.database).items()), [(-(2**63), TEXT), (2**63 - 1, TEXT)])


def types_change_everywhere(register: Register) -> None:
    """Once a type is added or changed, every process uses the new one."""
    with beside(register) as other:
        before = [one.id for one in other.types.all()]
        for title, addable in (("Chat", True), (TEXT, False)):
            text = json.dumps({"id": "Chat", "title": title, "addable": addable})
            put_type(register.database, read_type(text.encode()))
            found: MomentType = other.types.get("Chat").data
            same((found.title, found.addable, found.schema["type"]), (title, addable, "object"))
        same([one.id for one in other.types.all()], [*before, "Chat"])


def clients_come_and_go(register: Register) -> None:
    """A client is found with its secret and scopes until it is revoked, and stays in the list."""
    client, secret = clients.add(register.database, TEXT, frozenset(SCOPES[:2]), START, Actor())
    same(clients.find(register.database, client.id), client)
    same(clients.authenticate(register.database, client.id, secret), client)
    same(clients.authenticate(register.database, client.id, "another"), None)
    clients.revoke(register.database, client.id, START + 1, Actor())
    same(clients.authenticate(register.database, client.id, secret), None)
    same([(one.name, one.revoked_at) for one in clients.all_clients(register.database)], [(TEXT, START + 1)])


def tokens_end(register: Register) -> None:
    """A token stands for its grant until it expires or its client is revoked; expired ones are forgotten."""
    now = register.clock()
    client, _ = clients.add(register.database, "Self-test", frozenset(SCOPES), now, Actor())
    lasting = Grant(client.id, frozenset(SCOPES[:1]), now + 600 * SECOND)
    clients.keep_token(register.database, "short", Grant(client.id, client.scopes, now - 1), now - 2)
    clients.keep_token(register.database, "long", lasting, now - 2)
    same(register.tokens.grant("long"), lasting)
    refused(lambda: register.tokens.grant("short"), UnauthenticatedError)
    purge = stored_clients.purge_tokens
    same(register.database.write(lambda transaction: purge(transaction.connection, now)), 1)
    clients.revoke(register.database, client.id, now, Actor())
    with beside(register) as other:
        refused(lambda: other.tokens.grant("long"), UnauthenticatedError)


def backups_restore(register: Register) -> None:
    """A backup restores the register as it was, and numbers go on from there."""
    wanted = add_a_hundred_and_twenty(register)
    before = items_of(register, Filter())
    with tempfile.TemporaryDirectory() as folder:
        backup = Path(folder) / "backup.db"
        register.database.back_up(backup)
        relations.rename(register.database, 1, "Another")
        add_notes(register, 5)
        restoring.restore(register, backup, Actor())
    same(items_of(register, Filter()), before)
    for asked, ids in wanted.items():
        same(ids_of(register, asked), ids)
    same(add_note(register), 121)


def restores_beside_writers(register: Register) -> None:
    """While a backup is restored again and again, writers wait and none fails; numbers go on from there."""
    add_people(register, 1, 2)
    add_notes(register, 300)
    stopped = Event()
    with tempfile.TemporaryDirectory() as folder, beside(register) as other, ThreadPoolExecutor(WRITERS) as pool:
        backup = Path(folder) / "backup.db"
        register.database.back_up(backup)
        writers = [pool.submit(add_notes_until, stopped, other) for _ in range(WRITERS)]
        try:
            for _ in range(5):
                restoring.restore(register, backup, Actor())
        finally:
            stopped.set()
        added = [id_ for writer in writers for id_ in writer.result()]
    found = ids_of(register, Filter())
    same(found, list(range(1, len(found) + 1)))
    same(min(added) > 300, True)
    same(set(found[300:]) <= set(added), True)
    same(add_note(register), len(found) + 1)
