"""What the register does with the audit trail by itself: failures are counted, settings compared, and events expire."""

import time
from functools import partial

import pytest

from contact_moments.accounts.expiry import remove_expired
from contact_moments.audit import expiry, trail
from contact_moments.audit.failures import MINUTE, MOST, FailureCounter
from contact_moments.audit.start import note_settings
from contact_moments.clock import SECOND
from contact_moments.housekeeping import Housekeeping
from contact_moments.people import Actor, Kind
from contact_moments.register import Register
from contact_moments.storage.questions import consents, expired
from contact_moments.storage.questions.trusted_time import come_nearer, trusted_now
from contact_moments.storage.transaction import Transaction
from tests.audit.test_whole_registers import ENDED, add_account, add_what_ends
from tests.clock import Clock
from tests.older import add_row
from tests.support import Installation

DAY = 24 * 3600
KINDS: tuple[Kind, ...] = ("export", "sign_in_failed")
ACTOR = Actor(operator="Zaphod", address="192.0.2.7")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


def events(register: Register) -> list[trail.ShownEvent]:
    """The trail, which is whole."""
    assert trail.verify(register.database).faults == ()
    return list(trail.read(register.database, trail.Wanted()))


def trust(registered: Installation) -> None:
    """Trust the clock, whatever it says: as after as many hours of a server as the clock is ahead by days."""
    registered.sql("UPDATE register SET trusted_at = 10000000000000000")


def record_daily(register: Register, clock: Clock, days: int) -> None:
    """Record an export and a failure a day, for so many days."""
    for _ in range(days):
        for kind in KINDS:
            register.database.write(partial(Transaction.record, event=ACTOR.event(kind)))
        clock.second += DAY


@pytest.mark.both_engines
@pytest.mark.parametrize("batch", [5000, 3])
def test_events_expire_from_the_beginning(
    registered: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Events older than the days that they are kept go, an event says so, and the trail is whole; also in parts."""
    monkeypatch.setattr(expiry, "MOST", batch)
    register = Register(registered.settings_here(), clock)
    trust(registered)
    record_daily(register, clock, 10)
    kept = trail.verify(register.database).hash
    expiry.expire(register.database, clock, 6)
    expiry.expire(register.database, clock, 6)
    found, checked = events(register), trail.verify(register.database, trail.Kept(kept))
    removal = next(one for one in found if one.kind == "audit_expired")
    register.close()

    assert [one.number for one in found if one.kind == "export"] == [9, 11, 13, 15, 17, 19]
    assert len([one for one in found if one.kind == "audit_expired"]) == -(-8 // batch)
    assert (checked.faults, checked.expired, removal.detail["number"]) == ((), None, min(batch, 8))


@pytest.mark.both_engines
def test_a_kept_head_that_has_expired(registered: Installation, clock: Clock) -> None:
    """It is neither found nor lost: nothing compares with it any more, unless its number shows that it is not that."""
    register = Register(registered.settings_here(), clock)
    trust(registered)
    record_daily(register, clock, 10)
    expiry.expire(register.database, clock, 6)
    removal = next(one for one in events(register) if one.kind == "audit_expired").detail
    kept = [(removal["hash"], None), (removal["hash"], 8), ("ab" * 32, 7), (removal["hash"], 9), ("ab" * 32, 9)]
    found = [trail.verify(register.database, trail.Kept(*one)) for one in kept]
    register.close()

    assert [(one.expired is not None, len(one.faults)) for one in found] == [(True, 0)] * 3 + [(False, 1)] * 2
    assert found[0].expired == "The head that was kept has expired with the events up to 8, and cannot be compared"


@pytest.mark.both_engines
@pytest.mark.parametrize("batch", [5000, 1])
def test_an_event_dated_in_the_future(
    registered: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """One that a wrong clock has dated years ahead keeps no other from expiring; as the last one it stays."""
    monkeypatch.setattr(expiry, "MOST", batch)
    register = Register(registered.settings_here(), clock)
    trust(registered)
    for ahead in (1000 * DAY, 0):
        clock.second += ahead
        register.database.write(partial(Transaction.record, event=ACTOR.event("export")))
        clock.second -= ahead
    clock.second += 1000 * DAY
    register.database.write(partial(Transaction.record, event=ACTOR.event("export")))
    clock.second -= 960 * DAY
    expiry.expire(register.database, clock, 30)
    found = [one.number for one in events(register)]
    register.close()

    assert found == [3, 4]


@pytest.mark.both_engines
def test_everything_can_expire(registered: Installation, clock: Clock) -> None:
    """After a long silence only the event that tells of the removal is left; a head from before is not known."""
    register = Register(registered.settings_here(), clock)
    trust(registered)
    record_daily(register, clock, 2)
    clock.second += 100 * DAY
    expiry.expire(register.database, clock, 30)
    found, old = events(register), trail.verify(register.database, trail.Kept("ab" * 32))
    register.close()

    assert [(one.number, one.kind) for one in found] == [(5, "audit_expired")]
    assert "or it is older than event 5" in old.faults[0]


@pytest.mark.both_engines
def test_addresses_of_failures_go_first(registered: Installation, clock: Clock) -> None:
    """After the days of the setting a failure has no address; what else was done has, and the trail is whole."""
    register = Register(registered.settings_here(), clock)
    trust(registered)
    record_daily(register, clock, 4)
    expiry.drop_addresses(register.database, clock, 2)
    found = events(register)
    register.close()

    assert [one.address for one in found if one.kind == "export"] == ["192.0.2.7"] * 4
    assert [one.address for one in found if one.kind != "export"] == [None, None, "192.0.2.7", "192.0.2.7"]


def test_old_addresses_are_found_without_a_search(registered: Installation) -> None:
    """However many events there are: an index has those that still have one."""
    text = "SELECT number FROM audit_event WHERE happened_at < 5"
    plan = registered.sql(f"EXPLAIN QUERY PLAN {text} AND kind = 'sign_in_failed' AND address IS NOT NULL")

    assert "ix_audit_event_of_failure" in str(plan)


def test_failures_are_counted_per_minute(registered: Installation, clock: Clock) -> None:
    """One event for each address and account, when the minute is over; an address of IPv6 stands for its network."""
    register = Register(registered.settings_here(), clock)
    for address in ("192.0.2.7", "192.0.2.7", "2001:db8::1", "2001:db8::2", None):
        register.failures.count("password", address)
    register.failures.count("password", "192.0.2.7", "an account")
    register.failures.write(register.database)
    meanwhile = events(register)
    clock.second += 60
    register.failures.write(register.database)
    register.failures.write(register.database)
    found = {(one.address, one.account_id): one.detail["count"] for one in events(register)}
    register.close()

    assert meanwhile == []
    assert found == {
        ("192.0.2.7", None): 2,
        ("2001:db8::/64", None): 2,
        (None, None): 1,
        ("192.0.2.7", "an account"): 1,
    }


def test_failures_from_everywhere(registered: Installation, clock: Clock) -> None:
    """However many addresses guess, there are no more events than the limit, and every failure counts."""
    register = Register(registered.settings_here(), clock)
    counter = FailureCounter(clock)
    for number in range(MOST + 500):
        counter.count("password", f"10.0.{number >> 8}.{number & 255}")
    counter.write(register.database, also_now=True)
    counts = [one.detail["count"] for one in events(register)]
    register.close()

    assert (len(counts), sum(counts), max(counts)) == (MOST + 1, MOST + 500, 500)


def test_failures_are_kept_while_nothing_can_be_written(registered: Installation, clock: Clock) -> None:
    """What could not be written is written the next time, once."""
    register = Register(registered.settings_here(), clock)
    register.failures.count("password", "192.0.2.7")
    registered.sql("ALTER TABLE audit_head RENAME TO away")
    with pytest.raises(Exception, match="audit_head"):
        register.failures.write(register.database, also_now=True)
    registered.sql("ALTER TABLE away RENAME TO audit_head")
    clock.second += MINUTE // SECOND
    register.failures.write(register.database)
    found = [one.detail["count"] for one in events(register)]
    register.close()

    assert found == [1]


def test_settings_that_changed(registered: Installation) -> None:
    """The first start notes them; later ones tell which are others, passwords masked, once for all workers."""
    secret = "canary-of-smtp"
    starts: list[dict[str, str]] = [
        {},
        {},
        {"PORT": "9090", "SMTP_URL": f"smtps://ada:{secret}@mail.example.org"},
        {"PORT": "9090", "SMTP_URL": f"smtps://ada:{secret}@mail.example.org"},
        {"PORT": "9090"},
    ]
    told = []
    for given in starts:
        settings = registered.settings_here(**given)
        register = Register(settings)
        for _ in range(2):
            note_settings(register.database, settings)
        told = [one.detail for one in events(register)]
        register.close()

    assert told == [
        {"port": [8080, 9090], "smtp_url": [None, "smtps://ada:***@mail.example.org"]},
        {"smtp_url": ["smtps://ada:***@mail.example.org", None]},
    ]
    assert secret.encode() not in registered.everything_kept()


@pytest.mark.both_engines
def test_what_has_expired_is_removed(registered: Installation, clock: Clock) -> None:
    """Sessions, links and tokens of every kind at their time; a consent with its codes, 30 days after its end."""
    register = Register(registered.settings_here(), clock)
    add_account(register)
    register.database.change_schema(lambda connection: add_what_ends(connection, clock() + 60 * SECOND))
    remove_expired(register.database, clock())
    before = registered.tables()
    remove_expired(register.database, clock() + 61 * SECOND)
    after = registered.tables()
    register.database.change_schema(lambda connection: consents.revoke_all(connection, clock()))
    remove_expired(register.database, clock() + 29 * DAY * SECOND)
    revoked = registered.tables()
    remove_expired(register.database, clock() + 31 * DAY * SECOND)
    later = registered.tables()
    register.close()

    names = (*ENDED, "token", "consent")
    assert [len(before[name]) for name in names] == [1, 1, 1, 1, 2, 1]
    assert [len(after[name]) for name in names] == [0, 0, 1, 0, 0, 1]
    assert [len(revoked[name]) for name in names] == [0, 0, 1, 0, 0, 1]
    assert [len(later[name]) for name in names] == [0, 0, 0, 0, 0, 0]


@pytest.mark.both_engines
def test_a_consent_with_many_tokens_is_removed_piece_by_piece(registered: Installation, clock: Clock) -> None:
    """A batch removes no more than its size of any kind; the consent goes with the last of what came of it."""
    register = Register(registered.settings_here(), clock)
    add_account(register)
    register.database.change_schema(lambda connection: add_what_ends(connection, 10**17))
    for number in range(4):
        row = {"hash": f"r{number}", "expires_at": 10**17, "consent_id": "k"}
        register.database.change_schema(partial(add_row, name="refresh_token", row=row))
    register.database.change_schema(lambda connection: consents.revoke_all(connection, 1))
    left = []
    for _ in range(4):
        found = register.database.change_schema(lambda connection: expired.remove(connection, clock(), 2))
        tables = registered.tables()
        left.append((found, len(tables["refresh_token"]), len(tables["consent"])))
    register.close()

    assert left == [(2, 3, 1), (2, 1, 1), (1, 0, 0), (0, 0, 0)]


def test_a_clock_that_is_wrong_for_a_while(
    registered: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing expires within an hour after the clock was set, or after a start, whatever the clock says then."""
    register = Register(registered.settings_here(), clock)
    record_daily(register, clock, 3)
    registered.sql("UPDATE register SET trusted_at = :then", then=clock() + 990 * DAY * SECOND)
    began = time.monotonic()
    housekeeping, kept = Housekeeping(register), []
    for days, later in ((1000, 0), (0, 60), (0, 7200), (1000, 7260), (1000, 10_000), (1000, 14_600)):
        monkeypatch.setattr("time.monotonic", lambda later=later: began + later)
        monkeypatch.setattr(register, "clock", lambda days=days, later=later: clock() + (days * DAY + later) * SECOND)
        housekeeping._last_jump()
        housekeeping._shorten_trail()
        registered.sql("UPDATE register SET trusted_at = :then", then=clock() + 990 * DAY * SECOND)
        kept.append(registered.sql("SELECT COUNT(*) FROM audit_event WHERE number <= 6")[0][0])
    register.close()

    assert kept == [6, 6, 6, 6, 6, 0]


@pytest.mark.both_engines
def test_a_clock_that_stays_wrong(registered: Installation, clock: Clock) -> None:
    """Each hour the register trusts the clock a day further, by all workers together, and never more than it says."""
    register = Register(registered.settings_here(), clock)
    trusted = []
    for ahead, workers in ((0, 1), (1000, 1), (1000, 1), (1000, 4), (-5, 1), (-5, 1), (-4.5, 1)):
        now = clock() + int(ahead * DAY) * SECOND
        register.database.change_schema(partial(come_nearer, now=now, workers=workers))
        found = register.database.read(partial(trusted_now, now=10**17))
        trusted.append((found - clock()) / SECOND / DAY)
    register.close()

    assert trusted == [0, 1, 2, 2.25, -5, -5, -4.5]


def test_nothing_is_removed_before_a_clock_is_trusted(
    registered: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that is years ahead for hours removes neither sessions, parked registrations nor events."""
    register = Register(registered.settings_here(), clock)
    add_account(register)
    register.database.change_schema(partial(come_nearer, now=clock(), workers=1))
    register.database.change_schema(lambda connection: add_what_ends(connection, clock() + 10 * DAY * SECOND))
    record_daily(register, clock, 2)
    housekeeping = Housekeeping(register)
    housekeeping._jumped_at -= 10**6
    clock.second += 1000 * DAY
    housekeeping._offset = housekeeping._clock_offset()
    housekeeping._remove_expired()
    housekeeping._shorten_trail()
    found = [len(registered.tables()[name]) for name in ENDED], len(events(register))
    register.close()

    assert found == ([1, 1, 1, 1], 4)


def test_a_server_does_all_of_it(registered: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The housekeeping of a worker counts failures, and removes what has expired by the settings."""
    settings = registered.settings_here(AUDIT_DAYS="30", FAILURE_DAYS="1")
    register = Register(settings, clock)
    trust(registered)
    add_account(register)
    register.database.change_schema(lambda connection: add_what_ends(connection, clock()))
    record_daily(register, clock, 40)
    register.failures.count("password", None)
    clock.second += 60
    began = time.monotonic()
    housekeeping = Housekeeping(register)
    housekeeping.do_what_is_due()
    before = len(registered.sql("SELECT hash FROM session"))
    clock.second += 3700
    monkeypatch.setattr("time.monotonic", lambda: began + 3700)
    housekeeping.do_what_is_due()
    register.failures.count("password", "192.0.2.8")
    monkeypatch.setattr(housekeeping._thread, "join", lambda _: None)
    housekeeping.stop()
    found = events(register)
    register.close()

    assert (before, registered.sql("SELECT hash FROM session")) == (1, [])
    assert found[0].number == 21
    assert [one.kind for one in found[-3:]] == ["sign_in_failed", "audit_expired", "sign_in_failed"]
    assert {one.address for one in found if one.kind == "sign_in_failed"} == {None, "192.0.2.7", "192.0.2.8"}
