"""Correcting: a moment gets another version, and all that it was is kept (wire rule 20).

What is sent replaces what was there. Only `dateTime` and `reference` stay as they are where they are left out, since a
correction does not change when something happened, or what the other system calls it. What changes nothing is no
version.
"""

import json

from msgspec.structs import replace

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.model import Author, JsonObject, Registration
from contact_moments.moments.drafts import canonical
from contact_moments.moments.references import Known
from contact_moments.moments.rendering import Item, fragments
from contact_moments.storage.questions import links as stored_links
from contact_moments.storage.questions import relations, tags
from contact_moments.storage.questions.moments import CurrentMoment, NewMoment, correct_moment, current_of
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone


def correct(
    transaction: Transaction, moment_id: int, sent: Registration, author: Author, known: Known, zone: Zone
) -> int | RegisterError:
    """Correct a moment; returns its id, or why not."""
    found = current_of(transaction.connection, [moment_id])
    if not found:
        return InvalidInputError("contactMomentId is not that of a contact moment that is there", "no_such_moment")
    current = found[0]
    if current.type != sent.type:
        return InvalidInputError("contactMomentId is that of a contact moment of another type", "other_type")
    before = json.loads(current.document)
    merged, document = _merged(sent, current, before)
    if canonical(document) == canonical(before):
        return moment_id
    links = stored_links.of_moment(transaction.connection, moment_id)
    already = {before["senderId"], *before["recipients"], *links}
    refusal = known.refusal(sent, already)
    if refusal is not None:
        return refusal
    _write(transaction, replace(merged, document=_text(document)), current, links, author, known, zone)
    return moment_id


def _merged(sent: Registration, current: CurrentMoment, before: JsonObject) -> tuple[Registration, JsonObject]:
    """What is sent, with what stays as it is; and its document."""
    document = json.loads(sent.document)
    if not sent.dated or sent.happened_at == current.happened_at:
        document["dateTime"] = before["dateTime"]
        sent = replace(sent, happened_at=current.happened_at)
    if "reference" in before:
        document.setdefault("reference", before["reference"])
    return sent, document


def _text(document: JsonObject) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _write(
    transaction: Transaction,
    one: Registration,
    current: CurrentMoment,
    links: dict[int, int],
    author: Author,
    known: Known,
    zone: Zone,
) -> None:
    connection = transaction.connection
    # A party that has been merged away since may still be named as it was; its survivor has the link.
    into = relations.survivors(connection, {one.sender_id, *one.recipients})
    sender = into.get(one.sender_id, one.sender_id)
    recipients = tuple(sorted({into.get(party, party) for party in one.recipients}))
    parties = {sender, *recipients}
    name = relations.names(connection, [sender])[sender]
    item = Item(current.id, one.type, one.subject, sender, name, recipients, one.happened_at, one.action)
    corrected = NewMoment(
        id=current.id,
        change_no=transaction.next_change(),
        type=one.type,
        sender_id=sender,
        happened_at=one.happened_at,
        action=one.action,
        tagset_id=tags.intern_tagsets(connection, [one.tags], known.tags)[one.tags],
        fragments=fragments(item, zone),
        document=one.document,
        recorded_at=transaction.now(),
        client_id=author.client_id,
        channel=author.channel,
        links=tuple((party, known.next_n(party)) for party in sorted(parties - links.keys())),
        version=current.version + 1,
        person=author.person,
    )
    correct_moment(connection, corrected, {party: n for party, n in links.items() if party not in parties})
