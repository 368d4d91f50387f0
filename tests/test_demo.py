"""`contact-moments demo`: exactly as much as was asked for, the same for the same seed, and nobody's real address."""

import json
import re
import stat
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from contact_moments.clock import SECOND
from contact_moments.demo import Wish, fill
from contact_moments.demo.texts import fits
from contact_moments.demo.timeline import ZONE
from contact_moments.demo.words import LANGUAGES, Channel, Language, names, phrases, topics
from contact_moments.errors import InvalidInputError
from contact_moments.model import KINDS, Kind
from contact_moments.register import Register
from tests.engines import Engine, Postgresqls
from tests.postgresql import NEWEST
from tests.support import RECIPIENT, SENDER, Installation

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

NOBODY = 9999

# Nobody can be written to at these domains (RFC 2606).
RESERVED_EMAIL = re.compile(r"[a-z0-9.-]{1,64}@example\.(org|com|net)")
# Ofcom's numbers for drama; Dutch numbers that start with zeros after the area code, which none does.
RESERVED_PHONE = re.compile(r"\+44 1632 960\d{3}|\+44 7700 900\d{3}|\+31 \d0 000 00\d\d|\+31 6 0000 00\d\d")

Moment = dict[str, Any]

CHANNELS: tuple[Channel, ...] = tuple(phrases("dutch").closings)


def make_demo(installation: Installation, relations: int, moments: int, seed: int = 1) -> str:
    """Run `demo`; returns its stdout."""
    amounts = ("--relations", str(relations), "--moments", str(moments), "--seed", str(seed))
    return installation.run("demo", *amounts, "--until", "2026-10-30")


def ids(installation: Installation) -> set[int]:
    """The ids of all relations."""
    return {relation_id for (relation_id,) in installation.sql("SELECT id FROM relation")}


@pytest.fixture(scope="module")
def filled(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A register with demo data, for tests that only look at it."""
    installation = engine.installation(tmp_path_factory.mktemp("demo"))
    make_demo(installation, relations=400, moments=1300)
    return installation


@pytest.fixture(scope="module")
def export(filled: Installation) -> str:
    """The contact moments of that register, as `moment export` prints them."""
    return filled.run("moment", "export")


@pytest.fixture(scope="module")
def moments(export: str) -> list[Moment]:
    """The same, decoded."""
    return [json.loads(line) for line in export.splitlines()]


def test_it_makes_as_much_as_was_asked_for(filled: Installation, export: str) -> None:
    """Exactly the asked number of relations and of contact moments is made, with ids that count up from 1000."""
    found = ids(filled)

    assert export.count("\n") == 1300
    assert found == {SENDER, RECIPIENT, *range(1000, 1398)}


def test_no_contact_moments(installation: Installation) -> None:
    """Relations can be made without contact moments."""
    make_demo(installation, relations=5, moments=0)

    assert ids(installation) == {SENDER, RECIPIENT, 1000, 1001, 1002}
    assert installation.sql("SELECT count(*) FROM moment") == [(0,)]


def test_two_relations_are_enough(installation: Installation) -> None:
    """With two relations they are the documented sender and recipient, one at either side of every moment."""
    make_demo(installation, relations=2, moments=60)
    moments = [json.loads(line) for line in installation.run("moment", "export").splitlines()]

    assert ids(installation) == {SENDER, RECIPIENT}
    assert len(moments) == 60
    assert all({one["senderId"], *one["recipients"]} == {SENDER, RECIPIENT} for one in moments)


def test_the_relation_that_is_not_there(installation: Installation) -> None:
    """However many relations there are, the documentation's relation that does not exist is not made."""
    make_demo(installation, relations=9200, moments=3)

    assert ids(installation) == {SENDER, RECIPIENT, *range(1000, 10200)} - {NOBODY}


def test_same_seed_same_data(filled: Installation, export: str, installation: Installation) -> None:
    """The same seed makes the same relations, tags and contact moments in another register, in another zone."""
    installation.settings["TIME_ZONE"] = "America/New_York"
    make_demo(installation, relations=400, moments=1300)

    assert installation.run("moment", "export") == export
    for table in ("relation", "relation_phone", "tag", "action"):
        query = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - a name from the line above
        assert installation.sql(query) == filled.sql(query)


def test_other_seed_other_data(filled: Installation, export: str, installation: Installation) -> None:
    """Another seed makes other people and other contact moments."""
    query = "SELECT id, name FROM relation ORDER BY id"
    make_demo(installation, relations=400, moments=1300, seed=2)

    assert installation.run("moment", "export") != export
    assert installation.sql(query) != filled.sql(query)


@pytest.mark.usefixtures("processes")
def test_a_second_demo_is_refused(installation: Installation) -> None:
    """A register that has data is left as it is, and the refusal says so."""
    make_demo(installation, relations=3, moments=4)
    before = installation.everything_kept()

    again = installation.try_run("demo", "--relations", "9", "--moments", "9", "--seed", "2")

    assert (again.returncode, again.stdout) == (1, "")
    assert "has data already" in again.stderr
    assert installation.everything_kept() == before


def test_once_says_again_how_to_use_it(installation: Installation) -> None:
    """`--once` on a register that has demo data changes nothing and prints the same client and curl line again."""
    first = make_demo(installation, relations=3, moments=4)
    again = installation.run("demo", "--once")

    assert again == first
    assert re.search(r"client id: +\S+\nclient secret: +\S+\n(.*\n)+ +curl ", first)
    assert installation.sql("SELECT count(*) FROM moment") == [(4,)]


def test_the_secret_is_for_the_owner_only(installation: Installation) -> None:
    """The file with the client's secret can be read by its owner and nobody else, whatever was there before."""
    file: Path = installation.database.parent / "demo-client.json"
    file.parent.mkdir()
    file.touch(mode=0o644)
    make_demo(installation, relations=2, moments=0)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(json.loads(file.read_text())) == {"client_id", "client_secret", "moments"}


def test_the_secret_on_postgresql(tmp_path: Path, postgresqls: Postgresqls) -> None:
    """With the database elsewhere the secret is kept in the folder that is `data` by default, and told again."""
    installation = Installation(tmp_path, {"DATABASE_URL": postgresqls.server(NEWEST).new_database()})
    first = make_demo(installation, relations=3, moments=4)
    again = installation.run("demo", "--once")
    file = tmp_path / "data" / "demo-client.json"

    assert again == first
    assert json.loads(file.read_text())["client_secret"] in first
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file.parent, file)] == [0o700, 0o600]


def test_what_was_there_stays(installation: Installation) -> None:
    """Tags and actions that the operator has keep their names, and do not keep the register from being empty."""
    installation.run("migrate")
    installation.run("tag", "add", "Ours", "--id", "3")
    installation.run("action", "add", "2", "Our campaign")
    make_demo(installation, relations=2, moments=20)

    assert installation.sql("SELECT name FROM tag WHERE id = 3") == [("Ours",)]
    assert installation.sql("SELECT name FROM action WHERE code = 2") == [("Our campaign",)]


def test_nobody_is_written_to(filled: Installation) -> None:
    """Every e-mail address is at a reserved domain and every telephone number is one that nobody has."""
    emails = [email for (email,) in filled.sql("SELECT email FROM relation WHERE email IS NOT NULL")]
    phones = [number for (number,) in filled.sql("SELECT number FROM relation_phone")]

    assert len(emails) > 300
    assert len(phones) > 300
    assert [email for email in emails if not RESERVED_EMAIL.fullmatch(email)] == []
    assert [number for number in phones if not RESERVED_PHONE.fullmatch(number)] == []


def test_times_ascend_within_three_years(moments: list[Moment]) -> None:
    """Contact moments go from old to new, in the three years before 31 October 2026 (local time with an offset)."""
    local = [one["dateTime"] for one in moments]

    assert local == sorted(local)
    assert local[0] >= "2023-10-31"
    assert local[-1] < "2026-10-31"
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00", text) for text in local)


def test_a_mixed_register(filled: Installation, moments: list[Moment]) -> None:
    """Every type, tags, actions, references and several recipients occur, and so do people and organisations."""
    kinds: dict[str, int] = dict(filled.sql("SELECT kind, count(*) FROM relation GROUP BY kind"))

    assert {one["type"].removeprefix("ContactMoment") for one in moments} == {
        "Phone", "Visit", "Letter", "Email", "Note", "Meeting",
    }  # fmt: skip
    for member in ("tagIds", "action_code"):
        assert 0.28 < sum(member in one for one in moments) / len(moments) < 0.39
    assert any("reference" in one for one in moments)
    assert {len(one["recipients"]) for one in moments} == {1, 2, 3, 4}
    assert 0.7 < kinds["person"] / 400 < 0.9


def test_it_is_worth_looking_at(filled: Installation, moments: list[Moment]) -> None:
    """Moments have been corrected, relations archived, merged and registered twice, and some share a number."""

    def number(query: str) -> int:
        ((found,),) = filled.sql(query)
        return int(found)

    assert filled.sql("SELECT max(version) FROM moment") == [(3,)]
    assert filled.sql("SELECT count(*) FROM moment WHERE version > 1") == [(40,)]
    assert number("SELECT count(*) FROM relation WHERE archived") > 2
    assert number("SELECT count(*) FROM relation WHERE merged_into IS NOT NULL") > 2
    assert number("SELECT count(*) - count(DISTINCT number_key) FROM relation_phone") > 20
    assert all({"direction", "outcome"} <= one.keys() for one in moments if one["type"] == "ContactMomentPhone")


def test_both_languages(moments: list[Moment]) -> None:
    """About half of the contact moments has Dutch tags and half English ones; none has both."""
    tagged = [set(one["tagIds"]) for one in moments if "tagIds" in one]
    dutch, english = (set(phrases(language).tags) for language in LANGUAGES)

    assert all(tags <= dutch or tags <= english for tags in tagged)
    assert 0.4 < sum(tags <= dutch for tags in tagged) / len(tagged) < 0.6


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_words(language: Language) -> None:
    """Each language has 150 first names, 200 last names, and 40 templates of subjects and of contents."""
    subjects = {text for topic in topics(language) for text in topic.subjects}
    contents = {text for topic in topics(language) for texts in topic.contents.values() for text in texts}

    assert len(set(names(language).first)) >= 150
    assert len(set(names(language).last)) >= 200
    assert min(len(subjects), len(contents)) >= 40


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_has_something_to_say(language: Language, channel: Channel, kind: Kind) -> None:
    """In either language there is a topic for every way of contact, of people and of organisations."""
    found = [topic for topic in topics(language) if fits(topic, channel, kind)]

    assert found


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_refer_to_what_is_there(language: Language) -> None:
    """A topic's tags are of its own language, and every slot of every template has words."""
    known = {"colleague", "year", "last_month", "month", "next_month", "day", "date", *phrases(language).slots}
    templates = [text for topic in topics(language) for text in topic.subjects]
    templates += [text for topic in topics(language) for texts in topic.contents.values() for text in texts]
    templates += [text for texts in phrases(language).closings.values() for text in texts]

    assert {tag for topic in topics(language) for tag in topic.tags} <= set(phrases(language).tags)
    assert {slot for text in templates for slot in re.findall(r"{(.*?)}", text)} <= known


def test_the_last_contact_moments_are_of_today(installation: Installation) -> None:
    """Without a date they go on until the last full hour, none of them in the future."""
    installation.run("migrate")
    now = datetime(2026, 11, 25, 14, 30, tzinfo=ZONE.info)
    register = Register(installation.settings_here(), lambda: int(now.timestamp()) * SECOND)
    fill(register, Wish(20, 3_000), lambda _: None)
    last = max(at for (at,) in installation.sql("SELECT happened_at FROM moment"))
    refused = []
    for until in (date(2026, 11, 26), date(1969, 12, 31)):
        with pytest.raises(InvalidInputError, match="from 1970-01-01 to today") as fault:
            fill(register, Wish(20, 20, until=until), lambda _: None)
        refused.append(fault.value)
    register.close()

    assert datetime(2026, 11, 25, tzinfo=ZONE.info) < datetime.fromtimestamp(last / SECOND, ZONE.info) < now
    assert len(refused) == 2
