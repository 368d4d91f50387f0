"""Correction: a contact moment gets a new version, and the earlier versions are kept (wire rule 20).

The draft replaces what the moment said. Only `dateTime` and `reference` keep their values when the draft leaves them
out: a correction changes neither when something happened nor its name in the other system. A correction that changes
nothing makes no version.
"""

import json
from typing import Any

from msgspec.structs import replace

from contact_moments.errors import ChangedMeanwhileError, InvalidInputError, RegisterError
from contact_moments.model import Author, Draft, JsonObject, Submission
from contact_moments.moments import follow_ups
from contact_moments.moments.drafts import canonical, document_text
from contact_moments.moments.references import References
from contact_moments.moments.rendering import Item, fragments
from contact_moments.moments.search_words import reference_in, words_of
from contact_moments.people import Actor
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import follow_ups as stored_follow_ups
from contact_moments.storage.questions import links as stored_links
from contact_moments.storage.questions import relations, tags
from contact_moments.storage.questions.moments import CurrentMoment, NewMoment, correct_moment, current_of
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone
from contact_moments.visible import is_blank


def correct(
    transaction: Transaction, moment_id: int, submission: Submission, references: References, zone: Zone
) -> int | RegisterError:
    """Correct a moment, and change its follow-up if the draft has one; returns its id or the refusal."""
    refusal = follow_ups.refusal(transaction.connection, submission.draft)
    outcome = refusal or _correct(transaction, moment_id, submission, references, zone)
    if isinstance(outcome, int):
        follow_ups.change_now(transaction, moment_id, submission.draft, actor_of(submission.author))
    return outcome


def _correct(
    transaction: Transaction, moment_id: int, submission: Submission, references: References, zone: Zone
) -> int | RegisterError:
    draft = submission.draft
    current = next(iter(current_of(transaction.connection, [moment_id])), None)
    if current is None:
        return InvalidInputError("contactMomentId is not that of a contact moment that is there", "no_such_moment")
    if current.type != draft.type:
        return InvalidInputError("contactMomentId is that of a contact moment of another type", "other_type")
    before = json.loads(current.document)
    document, happened_at = _corrected(draft, current, before)
    # Earlier releases kept blank texts.
    kept = {name: value for name, value in before.items() if name in document or not _is_blank_text(value)}
    if canonical(document) == canonical(kept):
        return moment_id
    if submission.expected_version not in {None, current.version}:
        return ChangedMeanwhileError("Somebody has corrected this contact moment meanwhile; look at it and try again")
    links = stored_links.of_moment(transaction.connection, moment_id)
    refusal = references.refusal(draft, {*_named(before), *links})
    if refusal is not None:
        return refusal
    corrected = replace(
        draft,
        document=document_text(document),
        happened_at=happened_at,
        reference=reference_in(document),
    )
    _write(transaction, corrected, current, links, submission.author, references, zone)
    return moment_id


def actor_of(author: Author) -> Actor:
    """Who registers, as one who does something."""
    return Actor(author.account_id, author.client_id, author.person)


def parties_of(connection: Connection, moment_id: int) -> set[int]:
    """The parties of a moment, by the ids in its document and by those of their survivors; none if it is not there."""
    found = current_of(connection, [moment_id])
    named = {party for one in found for party in _named(json.loads(one.document))}
    return named | stored_links.of_moment(connection, moment_id).keys()


def _named(document: JsonObject) -> set[int]:
    return {document["senderId"], *document["recipients"]}


def _is_blank_text(value: Any) -> bool:
    return isinstance(value, str) and is_blank(value)


def _corrected(draft: Draft, current: CurrentMoment, before: JsonObject) -> tuple[JsonObject, int]:
    """The document of the next version, and when the moment happened."""
    document, happened_at = json.loads(draft.document), draft.happened_at
    if not draft.dated or happened_at == current.happened_at:
        document["dateTime"], happened_at = before["dateTime"], current.happened_at
    if "reference" in before and not is_blank(before["reference"]):
        document.setdefault("reference", before["reference"])
    return document, happened_at


def _write(
    transaction: Transaction,
    one: Draft,
    current: CurrentMoment,
    links: dict[int, int],
    author: Author,
    references: References,
    zone: Zone,
) -> None:
    connection = transaction.connection
    # The document may name a party that has been merged away since. Its survivor has the link.
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
        tagset_id=tags.intern_tagsets(connection, [one.tags], references.tags)[one.tags],
        fragments=fragments(item, zone),
        document=one.document,
        recorded_at=transaction.now(),
        client_id=author.client_id,
        channel=author.channel,
        reference=one.reference,
        words=words_of(json.loads(one.document)),
        links=tuple((party, references.next_position(party)) for party in sorted(parties - links.keys())),
        version=current.version + 1,
        person=author.person,
        account_id=author.account_id,
    )
    with transaction.recounted([current.id]):
        correct_moment(connection, corrected, {party: n for party, n in links.items() if party not in parties})
    if one.happened_at != current.happened_at:
        stored_follow_ups.redate(connection, current.id, one.happened_at)
