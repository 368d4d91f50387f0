"""Relations as commands show them, and as files: what an export says, an import reads back the same."""

import csv
import io
import json
import random

import pytest

from contact_moments import relations
from contact_moments.model import Phone, Relation
from contact_moments.people import Actor
from contact_moments.register import opened
from contact_moments.relations.export import csv_rows
from tests.cli.command_line import assert_refused, contents, run_here, succeed_here
from tests.cli.conftest import ARCHIVED, COMPANY, MERGED, OTHER
from tests.engines import Engine
from tests.support import RECIPIENT, SENDER, Installation, Json

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

FILE = """id,kind,name,email,phone,externalId,archived
1,person,"Linden, ""Betty""
of Amsterdam",betty@example.org,+31201234567 tst 4|06-12345678,K-1,
2,organisation,=1+1,,Intern 42-90,,true
3,person,-,,,'t|x,no
"""


@pytest.fixture
def beside(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Another register, which is empty."""
    return engine.register(tmp_path_factory.mktemp("beside"))


def write(installation: Installation, text: str, name: str = "relations.csv") -> str:
    """Write a file into the installation's folder; returns its name."""
    (installation.folder / name).write_text(text, encoding="utf-8", newline="")
    return name


def put(installation: Installation, text: str, *words: str) -> str:
    """Import relations from a text; returns what the command says."""
    return succeed_here(installation, "relation", "import", write(installation, text), *words)


def shown(installation: Installation, relation_id: int) -> Json:
    """What `relation show` says."""
    return json.loads(succeed_here(installation, "relation", "show", str(relation_id), "--json"))


def found(installation: Installation, *words: str, **settings: str) -> list[int]:
    """The ids that `relation find` finds."""
    return [
        one["id"] for one in json.loads(succeed_here(installation, "relation", "find", *words, "--json", **settings))
    ]


def test_an_export_says_everything(registered: Installation, beside: Installation) -> None:
    """Texts as they were given; read back it changes nothing, and it makes the same relations elsewhere."""
    put(registered, FILE)
    exported = succeed_here(registered, "relation", "export")

    assert list(csv.reader(io.StringIO(exported))) == [
        ["id", "kind", "name", "email", "phone", "externalId", "archived"],
        [
            *("1", "person", 'Linden, "Betty"\nof Amsterdam', "betty@example.org"),
            *("+31201234567 tst 4|06-12345678", "K-1", ""),
        ],
        ["2", "organisation", "=1+1", "", "Intern 42-90", "", "true"],
        ["3", "person", "-", "", "", "'t|x", ""],
    ]
    assert put(registered, exported) == "0 added, 0 changed, 3 unchanged\n"
    assert put(beside, exported) == "3 added, 0 changed, 0 unchanged\n"
    assert succeed_here(beside, "relation", "export") == exported


def test_whatever_a_relation_is_called_is_read_back(registered: Installation, beside: Installation) -> None:
    """Separators, quotes, line ends, formulas, other scripts: more relations than are read at a time."""
    chance = random.Random(1)  # noqa: S311 - the same relations every time
    parts = ["a", "é", '"', ",", ";", "\n", "\r", "\t", "=", "+", "-", "@", "|", "'", "sep=", "💬", "ש", "\u2028", " "]
    texts = ["x" + "".join(chance.choices(parts, k=6)) + "x" for _ in range(1100)]
    new = [
        Relation(at, "person", text, None, (Phone(text.replace("|", ""), ""),), external_id=f"{text}{at}")
        for at, text in enumerate(texts, 1)
    ]
    with opened(registered.settings_here()) as register:
        relations.add_all(register.database, "NL", new)
    exported = export(registered)

    assert put(registered, exported) == "0 added, 0 changed, 1100 unchanged\n"
    assert put(beside, exported) == "1100 added, 0 changed, 0 unchanged\n"
    assert export(beside) == exported


def export(installation: Installation) -> str:
    """What `relation export` prints, to the letter: a test's standard output has one kind of line end only."""
    with opened(installation.settings_here()) as register:
        return "".join(row for _, row in csv_rows(register.database, Actor()))


def test_merged_relations_are_no_rows(furnished: Installation) -> None:
    """The relation that one was merged into stands for it; JSON lines have both."""
    rows = list(csv.DictReader(io.StringIO(succeed_here(furnished, "relation", "export"))))
    lines = [json.loads(line) for line in succeed_here(furnished, "relation", "export", "--json").splitlines()]

    assert [int(row["id"]) for row in rows] == [ARCHIVED, OTHER, COMPANY, SENDER, RECIPIENT]
    assert [row["archived"] for row in rows] == ["true", "", "", "", ""]
    assert [(one["id"], one["mergedInto"]) for one in lines if one["mergedInto"]] == [(MERGED, SENDER)]


def test_a_list_has_all_relations(furnished: Installation) -> None:
    """By id, with what each is; as JSON they are as the API answers them."""
    lines = succeed_here(furnished, "relation", "list").splitlines()
    listed = json.loads(succeed_here(furnished, "relation", "list", "--json"))

    assert [line.split("\t")[-1] for line in lines] == [
        *("archived", f"merged into {SENDER}", "available", "available", "available", "available"),
    ]
    assert lines[2] == "5\tperson\tEls\tels@example.org\t+31612345678 | +32475123456\t-\tavailable"
    assert listed == [shown(furnished, one["id"]) for one in listed]
    assert len(listed) == len(lines)


def test_a_list_of_nobody(registered: Installation) -> None:
    """Is nothing, or an empty array, or the first line of a file."""
    assert succeed_here(registered, "relation", "list") == ""
    assert json.loads(succeed_here(registered, "relation", "list", "--json")) == []
    assert succeed_here(registered, "relation", "export") == "id,kind,name,email,phone,externalId,archived\n"


def test_a_relation_is_shown(furnished: Installation) -> None:
    """Member by member; one that is not there is refused."""
    lines = succeed_here(furnished, "relation", "show", str(OTHER)).splitlines()

    assert lines[:5] == [
        "id\t5",
        "kind\tperson",
        "name\tEls",
        "email\tels@example.org",
        "phones\t+31612345678 | +32475123456",
    ]
    assert lines[5:9] == ["externalId\t-", "archived\tfalse", "mergedInto\t-", "available\ttrue"]
    assert_refused(run_here(furnished, "relation", "show", "77"), 1, "There is no relation 77")


def test_relations_are_found(furnished: Installation) -> None:
    """By words, number, address or external id; archived ones if they are asked for, merged ones as the survivor."""
    put(furnished, f"id,name,externalId\n{COMPANY},Fietsen BV,F 1\n")

    assert found(furnished, "fiets") == found(furnished, "--external-id", "F 1") == found(furnished, "F 1") == [COMPANY]
    assert found(furnished, "--phone", "0032 475 12 34 56") == found(furnished, "--email", "ELS@example.org") == [OTHER]
    assert found(furnished, "dora") == [SENDER]
    assert (found(furnished, "cees"), found(furnished, "cees", "--archived")) == ([], [ARCHIVED])
    assert found(furnished, "--phone", "0475123456", OWN_PHONE_NUMBERS="+32475123456") == []


def test_nobody_is_found(furnished: Installation) -> None:
    """A remark says so, and it is no failure."""
    done = run_here(furnished, "relation", "find", "--phone", "anonymous")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nobody was found\n")


@pytest.mark.parametrize("words", [(), ("els", "--phone", "06"), ("--email", "a", "--external-id", "b")], ids=str)
def test_one_thing_is_asked_at_a_time(words: tuple[str, ...], furnished: Installation) -> None:
    """Otherwise it is wrong usage."""
    assert_refused(run_here(furnished, "relation", "find", *words), 2, "Give one of WORDS")


CHANGING = f"""id,name,phone,email,externalId
{OTHER},Elsje,06-12345678,els@example.org,E
{ARCHIVED},Cees,,,
{COMPANY},Fietsen BV,,info@fietsen.example,
9,New,4290,,N
"""


def test_a_rehearsal_says_what_would_change(furnished: Installation) -> None:
    """Row by row, with both values of what differs, and changes nothing; then the import does just that."""
    before, phones = contents(furnished), "+31612345678 | +32475123456"
    unread = "cannot be read as a telephone number: 4290"
    lines = put(furnished, CHANGING, "--dry-run").splitlines()
    told = [json.loads(line) for line in put(furnished, CHANGING, "--dry-run", "--json").splitlines()]

    assert contents(furnished) == before
    assert lines == [
        f"line 2: relation 5 changed: name Els -> Elsje, externalId - -> E, phones {phones} -> 06-12345678",
        "line 4: relation 6 changed: email - -> info@fietsen.example",
        f"line 5: relation 9 added: kind person, name New, externalId N, phones 4290; {unread}",
        "Nothing was imported. It would be: 1 added, 2 changed, 1 unchanged",
    ]
    assert told[1] == {
        "line": 4,
        "id": 6,
        "status": "changed",
        "changes": {"email": [None, "info@fietsen.example"]},
    }
    assert [one["status"] for one in told] == ["changed", "changed", "added"]
    assert json.loads(put(furnished, CHANGING, "--json")) == {
        "added": 1,
        "changed": 2,
        "unchanged": 1,
        "unavailable": 1,
    }


def test_a_rehearsal_names_numbers_that_cannot_be_read(furnished: Installation) -> None:
    """Those that are new, such as two in one; the import keeps them as they were given."""
    both = "06-12345678 / 06-87654321"
    file = f"id,name,phone\n9,New,020-6241111|{both}\n"
    (line,) = put(furnished, file, "--dry-run", "--json").splitlines()
    text = put(furnished, file, "--dry-run")
    put(furnished, file)
    again = put(furnished, file.replace("New", "Newer"), "--dry-run")

    assert json.loads(line)["unread"] == [both]
    assert text.splitlines()[0].endswith(f"; cannot be read as a telephone number: {both}")
    assert both in shown(furnished, 9)["phones"]
    assert "cannot be read" not in again


def test_a_rehearsal_says_what_would_be_refused(furnished: Installation) -> None:
    """With its line among the others, and the exit code is 1."""
    file = write(furnished, "id,name,email\n5,Elsje,els@example@org\n9,New,n@example.org\n")
    before = contents(furnished)
    done = run_here(furnished, "relation", "import", file, "--dry-run")

    assert (done.returncode, contents(furnished)) == (1, before)
    assert done.stdout.splitlines()[:2] == [
        "line 2: relation 5 refused: email must have one @, with something on both sides, and no blanks",
        "line 3: relation 9 added: kind person, name New, email n@example.org",
    ]


@pytest.mark.parametrize(
    "email", ["betty", "@example.org", "betty@", "a@b@c", "betty linden@example.org", "a@" + "b" * 300]
)
def test_a_faulty_address_is_told_with_its_line(email: str, unchanged: Installation) -> None:
    """And nothing is imported."""
    before = contents(unchanged)
    file = write(unchanged, f"id,name,email\n9,New,n@example.org\n5,Els,{email}\n")

    assert_refused(run_here(unchanged, "relation", "import", file), 1, "Nothing was imported", "line 3: email ")
    assert contents(unchanged) == before


def test_an_address_that_is_there_may_be_as_it_is(furnished: Installation) -> None:
    """So that what an earlier release took can be exported and imported."""
    furnished.sql("UPDATE relation SET email = 'no address', email_key = 'no address' WHERE id = 5")

    assert put(furnished, succeed_here(furnished, "relation", "export")) == "0 added, 0 changed, 5 unchanged\n"


def test_an_external_id_of_another_relation_is_refused(furnished: Installation) -> None:
    """Whether that is in the register or in the file."""
    put(furnished, "id,name,externalId\n5,Els,E\n")
    taken = run_here(furnished, "relation", "import", write(furnished, "id,name,externalId\n9,New,E\n"))
    twice = run_here(furnished, "relation", "import", write(furnished, "id,name,externalId\n8,A,F\n9,B,F\n"))

    assert_refused(taken, 1, "line 2: externalId is that of relation 5")
    assert_refused(twice, 1, "line 3: externalId is in the file twice")
    assert [shown(furnished, 5)["externalId"], found(furnished, "--external-id", "F")] == ["E", []]


def test_a_survivor_takes_an_external_id(furnished: Installation) -> None:
    """A file gives the survivor the external id of a relation that was merged into it, and nobody else."""
    put(furnished, "id,name,externalId\n51,A,a\n52,B,\n53,C,\n")
    succeed_here(furnished, "relation", "merge", "51", "52")
    other = run_here(furnished, "relation", "import", write(furnished, "id,name,externalId\n52,B,\n53,C,a\n"))
    put(furnished, "id,name,externalId\n52,B,a\n")

    assert "externalId is that of relation 51" in other.stderr
    assert [shown(furnished, id_)["externalId"] for id_ in (51, 52, 53)] == [None, "a", None]


def test_external_ids_can_change_places(furnished: Installation) -> None:
    """A file says who has which one afterwards, whoever had it before."""
    many = range(1000, 1400)
    put(furnished, "id,name,externalId\n" + "".join(f"{id_},N,{id_}\n" for id_ in many))
    put(furnished, "id,name,externalId\n" + "".join(f"{id_},N,{2399 - id_}\n" for id_ in many))

    listed = json.loads(succeed_here(furnished, "relation", "list", "--json"))
    assert {one["id"]: one["externalId"] for one in listed if one["id"] in many} == {
        id_: f"{2399 - id_}" for id_ in many
    }


def test_a_file_can_archive(furnished: Installation) -> None:
    """And the other way round; without the column, or of a merged relation, it stays as it is."""
    put(furnished, f"id,name,archived\n{OTHER},Els,yes\n{ARCHIVED},Cees,\n{MERGED},Dora,true\n")
    refused = run_here(furnished, "relation", "import", write(furnished, "id,name,archived\n5,Els,perhaps\n"))

    states = {id_: (one := shown(furnished, id_))["archived"] or one["mergedInto"] for id_ in (OTHER, ARCHIVED, MERGED)}
    assert states == {OTHER: True, ARCHIVED: None, MERGED: SENDER}
    assert_refused(refused, 1, "line 2: archived must be true or false")


def test_another_region_reads_numbers_again(furnished: Installation) -> None:
    """Nothing answers until `rebuild`. Afterwards relations whose numbers show otherwise count as changed."""
    put(furnished, "id,name,phone\n5,Els,020 123 45 67\n6,Fietsen BV,+31 20 1234567\n")
    before = {id_: shown(furnished, id_) for id_ in (5, 6)}
    refused = run_here(furnished, "relation", "show", "5", PHONE_REGION="DE")
    furnished.settings["PHONE_REGION"] = "DE"
    succeed_here(furnished, "rebuild")

    assert_refused(refused, 1, "CONTACT_MOMENTS_PHONE_REGION", "contact-moments rebuild")
    assert before[5]["phones"] == ["+31201234567"]
    assert shown(furnished, 5)["phones"] == ["+49201234567"]
    assert shown(furnished, 5)["change"] > before[5]["change"]
    assert shown(furnished, 6) == before[6]
    assert (found(furnished, "--phone", "+49 201 234567"), found(furnished, "--phone", "+31201234567")) == (
        [5],
        [SENDER, 6],
    )
