"""A contact moment as people read it, corrections that would overwrite another one, and what a merge would do."""

import tracemalloc
from datetime import datetime

import pytest

from contact_moments import catalogue
from contact_moments.clock import system_clock
from contact_moments.contract.support import add_note
from contact_moments.errors import ChangedMeanwhileError, ConflictError, GoneError, InvalidInputError, NotFoundError
from contact_moments.model import ADD, EDIT, Call, Grant
from contact_moments.moments import relation_figures
from contact_moments.moments.details import version_of
from contact_moments.moments.merge_preview import NotTaken, preview
from contact_moments.moments.merging import merge
from contact_moments.moments.relation_figures import figures
from contact_moments.moments.search import Total
from contact_moments.moments.telling import Asked, Fact, facts, telling, tombstone
from contact_moments.moments.timeline import Named
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations.putting import put

pytestmark = pytest.mark.both_engines

NOTE = "ContactMomentNote"


def correct(register: Register, moment_id: int, expected: int | None, **changes: object) -> int:
    """Correct a note as somebody does who looks at version `expected`."""
    body = {"contactMomentId": moment_id, "subject": "A note", "senderId": 1, "recipients": [2]} | changes
    grant = Grant(None, frozenset({ADD, EDIT}), system_clock() * 2)
    return register.registrar.register(Call(NOTE, body, grant, channel="page", expected_version=expected))


def test_names_stand_for_ids(register: Register) -> None:
    """Of relations, merged ones by their survivors, and of tags and actions; times are local."""
    catalogue.add_tag(register.database, "Paid", 3)
    catalogue.put_action(register.database, 7, "Campaign")
    merge(register.database, register.zone, 4, 3)
    sent = {"senderId": 1, "recipients": [2, 3], "tagIds": [3], "action_code": 7, "reference": "R", "contents": "C"}
    moment_id = add_note(register, dateTime="2024-01-01T12:00:00Z", **sent)

    told = telling(register.database, register.zone, moment_id)

    assert told.at == datetime.fromisoformat("2024-01-01T13:00")
    assert [(one.number, one.channel, one.client, one.person) for one in told.versions] == [(1, "import", None, None)]
    assert told.facts == [
        Fact("subject", "A note"),
        Fact("contents", "C"),
        Fact("senderId", Named(1, "Relation 1")),
        Fact("recipients", (Named(2, "Relation 2"), Named(3, "Relation 3"))),
        Fact("dateTime", datetime.fromisoformat("2024-01-01T13:00")),
        Fact("action_code", Named(7, "Campaign")),
        Fact("tagIds", (Named(3, "Paid"),)),
        Fact("reference", "R"),
    ]


def test_a_party_that_was_merged_later_is_shown_as_its_survivor(register: Register) -> None:
    """Also in what somebody has typed; and parties that are one relation now are shown once."""
    moment_id = add_note(register, senderId=4, recipients=[2, 3])
    merge(register.database, register.zone, 4, 1)
    merge(register.database, register.zone, 3, 2)
    told = telling(register.database, register.zone, moment_id)
    (typed,) = facts(register.database, register.zone, [{"senderId": 4, "recipients": []}])

    assert told.value("senderId") == Named(1, "Relation 1")
    assert told.value("recipients") == (Named(2, "Relation 2"),)
    assert typed == [Fact("senderId", Named(1, "Relation 1")), Fact("recipients", ())]


def test_who_may_not_see_relations_reads_the_senders_name_only(register: Register) -> None:
    """As in lists; also of an earlier version nobody else's."""
    moment_id = add_note(register, senderId=3)
    correct(register, moment_id, None)
    told = telling(register.database, register.zone, moment_id, parties=False)
    assert told.pair is not None

    assert told.value("senderId") == Named(1, "Relation 1")
    assert told.value("recipients") == (Named(2, ""),)
    assert told.pair[0].facts[1] == Fact("senderId", Named(3, ""))


def test_a_withdrawn_moment_has_a_tombstone(register: Register) -> None:
    """It tells when and why; other numbers are unknown."""
    moment_id = add_note(register)
    with pytest.raises(NotFoundError):
        tombstone(register.database, register.zone, moment_id)
    withdraw(register.database, [moment_id], "mistake", Actor(operator="operator"))

    with pytest.raises(GoneError):
        telling(register.database, register.zone, moment_id)
    with pytest.raises(NotFoundError):
        telling(register.database, register.zone, moment_id + 1)
    left = tombstone(register.database, register.zone, moment_id)
    assert (left.id, left.reason) == (moment_id, "mistake")


def test_a_correction_of_an_earlier_version_is_refused(register: Register) -> None:
    """Unless it says what is there already; then nothing is lost. Who expects nothing corrects whatever is there."""
    moment_id = add_note(register)
    assert correct(register, moment_id, 1, subject="Mine") == moment_id
    with pytest.raises(ChangedMeanwhileError):
        correct(register, moment_id, 1, subject="Theirs")

    assert correct(register, moment_id, 1, subject="Mine") == moment_id
    assert correct(register, moment_id, 2, subject="Theirs") == moment_id
    assert correct(register, moment_id, None, subject="Anybody's") == moment_id
    assert [subjects(register, moment_id, Asked(1, 1, at)) for at in (2, 3, 4)] == [
        ["A note", "Mine"],
        ["A note", "Theirs"],
        ["A note", "Anybody's"],
    ]


def subjects(register: Register, moment_id: int, asked: Asked) -> list[str]:
    """What the two versions that are compared were about."""
    pair = telling(register.database, register.zone, moment_id, asked=asked).pair
    return [one.facts[0].value for one in pair or ()]


def test_of_many_versions_few_are_told_and_two_are_read(register: Register) -> None:
    """The last ones, and the two that stand side by side, also if they are earlier; odd numbers are as none."""
    moment_id = add_note(register)
    for number in range(2, 7):
        correct(register, moment_id, None, subject=f"As of {number}")

    told = telling(register.database, register.zone, moment_id, asked=Asked(3, 4, 1))
    assert (told.latest, [one.number for one in told.versions], told.value("subject")) == (6, [6, 5, 4], "As of 6")
    assert told.pair is not None
    assert [one.version.number for one in told.pair] == [1, 4]
    assert [one.facts[0].value for one in told.pair] == ["A note", "As of 4"]
    for asked, subjects_of in (
        (Asked(), ["As of 5", "As of 6"]),
        (Asked(1, 2), ["As of 2", "As of 6"]),
        (Asked(1, None, 1), ["A note", "As of 2"]),
        (Asked(1, 5, 5), ["As of 5", "As of 5"]),
        (Asked(1, 0, 77), ["As of 5", "As of 6"]),
    ):
        assert subjects(register, moment_id, asked) == subjects_of
    assert len(telling(register.database, register.zone, moment_id, asked=Asked(None)).versions) == 6


def test_other_versions_are_not_read(register: Register) -> None:
    """Documents can be large: as much memory is needed for many versions as for two."""
    moment_id = add_note(register)
    for number in range(24):
        correct(register, moment_id, None, subject=f"{number}", contents="long " * 10_000)

    tracemalloc.start()
    telling(register.database, register.zone, moment_id, asked=Asked(50, 2, 4))
    version_of(register.database, moment_id, 3)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 24 * 50_000 / 2


def test_a_preview_says_what_a_merge_would_do(register: Register) -> None:
    """How many moments move, and what the survivor does not get; and it changes nothing."""
    for _ in range(3):
        add_note(register, senderId=4)
    put(register.database, "NL", 4, {"phones": ["06 12345678", "abc"], "email": "B@example.org", "externalId": "X"})
    put(register.database, "NL", 3, {"phones": ["+31612345678"], "email": "b@example.org"})

    found = preview(register.database, 4, 3)

    assert (found.merged.id, found.into.id, found.moments) == (4, 3, Total(3, False))
    assert found.not_taken == [NotTaken("phone", "abc"), NotTaken("external_id", "X")]
    assert preview(register.database, 4, 3) == found
    assert merge(register.database, register.zone, 4, 3) == found.moments.number


def test_a_preview_tells_that_there_are_more_however_many_are_counted(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who merges has seen what moves."""
    monkeypatch.setattr(relation_figures, "MOST", 1)
    for _ in range(2):
        add_note(register, senderId=4)
    before = preview(register.database, 4, 3)
    assert preview(register.database, 4, 3).seen == before.seen
    add_note(register, senderId=4)

    after = preview(register.database, 4, 3)
    assert (after.moments, after.seen == before.seen) == (before.moments, False)


def test_a_merge_that_would_be_refused_has_no_preview(register: Register) -> None:
    """For the same reasons."""
    merge(register.database, register.zone, 4, 3)

    for merged, into, kind in ((9, 1, NotFoundError), (1, 9, InvalidInputError), (1, 1, InvalidInputError)):
        with pytest.raises(kind):
            preview(register.database, merged, into)
    for merged, into in ((4, 1), (1, 4)):
        with pytest.raises(ConflictError):
            preview(register.database, merged, into)


def test_the_figures_of_a_relation(register: Register) -> None:
    """The first contact, and how many there are, in all and this year."""
    now = system_clock()
    assert figures(register.database, register.zone, 3, now).first is None
    add_note(register, senderId=3, dateTime="2020-05-01T10:00:00")
    add_note(register, senderId=3)

    found = figures(register.database, register.zone, 3, now)

    assert found.first == datetime.fromisoformat("2020-05-01T10:00")
    assert (found.total, found.this_year) == (Total(2, False), Total(1, False))
