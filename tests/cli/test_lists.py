"""Clients, relations, tags, actions and types: what the commands do when all is well."""

import json
import re
import shlex

import pytest

from contact_moments.model import MAX_ID, SCOPES
from tests.cli.command_line import Words, contents, run_here, succeed_here
from tests.cli.conftest import ARCHIVED, COMPANY, MERGED, OTHER
from tests.cli.lines import a_line, import_lines
from tests.support import RECIPIENT, SENDER, Installation, Json

pytestmark = pytest.mark.both_engines

NAMES = {
    "accents": "Gré Ångström-Łukasiewicz",
    "emoji": "Zoë 👩‍🚀🇳🇱",
    "quotes": """Jan "Jopie" d'Arc""",
    "right to left": "שלום عليكم",
    "leading dash": "-5 degrees",
    "an option": "--id",
    "markup": "<b>&amp;</b> %s {} \\n $HOME `id`",
    "blanks around": "  two blanks  ",
    "long": "x" * 255,
}


def relations(installation: Installation) -> dict[int, tuple[Json, ...]]:
    """Every relation: kind, name, e-mail address, archived, merged into, phone numbers."""
    phones: dict[int, list[str]] = {}
    for relation_id, number in installation.sql("select relation_id, number from relation_phone"):
        phones.setdefault(relation_id, []).append(number)
    rows = installation.sql("select id, kind, name, email, archived, merged_into from relation order by id")
    return {id_: (*row, sorted(phones.get(id_, []))) for id_, *row in rows}


def put_relations(installation: Installation, content: str | bytes) -> str:
    """Import a CSV file; returns what the command says."""
    raw = content.encode() if isinstance(content, str) else content
    (installation.folder / "some.csv").write_bytes(raw)
    return succeed_here(installation, "relation", "import", "some.csv")


COMMANDS = {
    "client add 'Call centre' --scope contact_moment/view": r"client id: +\w{32}\nclient secret: \S{43}\nscope: +\S+\n",
    "client add X --scope contact_moment/add --json": r'{"client_id": "\w+", "client_secret": "\S+", "scope": "\S+"}\n',
    "client list": r"\w{32}\tCall centre\t\S+( \S+){3}\t\d{4}-\S+Z\tFalse\t-(\tFalse){2}\t-\n",
    "relation import some.csv": "1 added, 0 changed, 1 unchanged\n",
    "relation add Gert": "Added relation 429001\n",
    "relation rename 5 Else": "Renamed relation 5\n",
    "relation archive 5 --json": r'\{"id": 5, "kind": "person", "name": "Els", "archived": true\}\n',
    "relation merge 5 6": "Merged relation 5 into 6: 0 contact moments moved\n",
    "tag add Question": "Added tag 6\n",
    "tag rename 5 'Thank you'": "Renamed tag 5\n",
    "tag list": "3\tComplaint\n5\tThanks\n",
    "action add 7 Survey": "Added action 7\n",
    "action list --json": r'\[\{"code": 2, "name": "Retention campaign"\}\]\n',
    "type add chat.json": "Added type ContactMomentChat\n",
    "type list": "ContactMomentPhone\tTelephone call\tTrue\n(ContactMoment.*\n){4}",
}


# How a process ends and what it writes to is the same for all of them: a word with a space, a file, and JSON.
PROCESSES = ["client add 'Call centre' --scope contact_moment/view", "relation import some.csv", "action list --json"]


@pytest.fixture
def with_files(furnished: Installation) -> Installation:
    """The furnished register, and files that commands read."""
    (furnished.folder / "some.csv").write_text("id,name\n5,Els\n7,Gert\n")
    (furnished.folder / "chat.json").write_text('{"id": "ContactMomentChat", "title": "Chat"}')
    return furnished


@pytest.mark.parametrize(("line", "says"), COMMANDS.items(), ids=COMMANDS)
def test_what_each_says(line: str, says: str, with_files: Installation) -> None:
    """Each command: its result on stdout, nothing on stderr, exit code 0."""
    done = run_here(with_files, *shlex.split(line))

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(says, done.stdout)


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("line", PROCESSES)
def test_a_process_of_its_own(line: str, with_files: Installation) -> None:
    """Commands say the same as a shell runs them."""
    done = with_files.try_run(*shlex.split(line))

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(COMMANDS[line], done.stdout)


def test_a_client_is_listed_until_it_is_revoked(furnished: Installation) -> None:
    """`client list` shows what `client add` printed, never the secret, and when the client was revoked."""
    new = json.loads(succeed_here(furnished, "client", "add", "Dialler", "--scope", SCOPES[0], "--json"))
    succeed_here(furnished, "client", "revoke", new["client_id"])

    listed = succeed_here(furnished, "client", "list", "--json")

    assert new["client_secret"] not in listed
    (found,) = [one for one in json.loads(listed) if one["client_id"] == new["client_id"]]
    assert (found["name"], found["scope"], found["revoked"] >= found["created"]) == ("Dialler", SCOPES[0], True)


def test_scopes_are_told_once_each(furnished: Installation) -> None:
    """A scope that is given twice counts once."""
    words = [word for scope in (*SCOPES, *SCOPES) for word in ("--scope", scope)]

    new = json.loads(succeed_here(furnished, "client", "add", "X", *words, "--json"))

    assert sorted(new["scope"].split()) == sorted(SCOPES)


def test_revoking_again_changes_nothing(furnished: Installation, credentials: dict[str, str]) -> None:
    """A client that is revoked twice was revoked the first time."""
    succeed_here(furnished, "client", "revoke", credentials["client_id"])
    before = contents(furnished)

    succeed_here(furnished, "client", "revoke", credentials["client_id"])

    assert contents(furnished) == before


def test_import_adds_then_updates(registered: Installation) -> None:
    """The first import adds every relation of the file; the second one changes those that are different there."""
    first = put_relations(registered, "id,name\n1,Ann\n2,Bob\n")

    second = put_relations(registered, "id,name\n1,Ann\n2,Bobby\n3,Cees\n")

    assert (first, second) == ("2 added, 0 changed, 0 unchanged\n", "1 added, 1 changed, 1 unchanged\n")
    assert {id_: one[1] for id_, one in relations(registered).items()} == {1: "Ann", 2: "Bobby", 3: "Cees"}


def test_import_leaves_the_unnamed_alone(furnished: Installation) -> None:
    """Relations that the file does not name stay as they are."""
    before = relations(furnished)

    put_relations(furnished, f"id,kind,name,email,phone\n{OTHER},person,Else,,\n")

    del before[OTHER]
    assert relations(furnished).items() >= before.items()


def test_import_leaves_other_columns_alone(furnished: Installation) -> None:
    """What is kept of columns that the file does not have stays: kind, e-mail address, phone numbers."""
    put_relations(furnished, f"name,id\nFietsen NV,{COMPANY}\nElse,{OTHER}\n")

    found = relations(furnished)
    phones = ["+31612345678", "+32475123456"]
    assert found[OTHER] == ("person", "Else", "els@example.org", 0, None, phones)
    assert found[COMPANY] == ("organisation", "Fietsen NV", None, 0, None, [])


def test_import_empties_what_the_file_has_empty(furnished: Installation) -> None:
    """An empty cell of a column that is there empties it; an empty kind means person."""
    put_relations(furnished, f"id,name,kind,email,phone\n{OTHER},Els,,,\n{COMPANY},Fietsen BV,,,\n")

    found = relations(furnished)
    assert (found[OTHER], found[COMPANY]) == (
        ("person", "Els", None, 0, None, []),
        ("person", "Fietsen BV", None, 0, None, []),
    )


def test_import_brings_nobody_back(furnished: Installation) -> None:
    """An archived or merged relation that the file names is changed, and stays archived or merged; that is told."""
    (furnished.folder / "some.csv").write_text(f"id,name\n{ARCHIVED},Kees\n{MERGED},Door\n{OTHER},Els\n")
    done = run_here(furnished, "relation", "import", "some.csv")

    assert (done.stdout, done.stderr) == (
        "0 added, 2 changed, 1 unchanged\n",
        "2 relations of the file stayed archived or merged\n",
    )
    found = relations(furnished)
    assert (found[ARCHIVED][1:5], found[MERGED][1:5]) == (("Kees", None, 1, None), ("Door", None, 0, SENDER))


FORMS: dict[str, str | bytes] = {
    "commas": "id,kind,name,email,phone\n7,organisation,Gé & Co,ge@example.org,+31|+32\n",
    "semicolons": "id;kind;name;email;phone\n7;organisation;Gé & Co;ge@example.org;+31|+32\n",
    "byte order mark": "\ufeffid,kind,name,email,phone\n7,organisation,Gé & Co,ge@example.org,+31|+32\n",
    "Windows line ends": "id;kind;name;email;phone\r\n7;organisation;Gé & Co;ge@example.org;+31|+32\r\n",
    "no last line end": "id,kind,name,email,phone\n7,organisation,Gé & Co,ge@example.org,+31|+32",
    "quotes": 'id,kind,name,email,phone\n"7","organisation","Gé & Co","ge@example.org","+31|+32"\n',
    "another order": "phone,email,name,kind,id\n+32|+31,ge@example.org,Gé & Co,organisation,7\n",
    "capitals": "ID,Kind,Name,Email,Phone\n7,Organisation,Gé & Co,ge@example.org,+31|+32\n",
    "blanks around": "id, kind, name, email, phone\n 7 , organisation , Gé & Co , ge@example.org , +31 | +32 |\n",
    "blank lines": "id,kind,name,email,phone\n\n7,organisation,Gé & Co,ge@example.org,+31|+32\n\n",
    "nothing to be seen": "id,name,kind,email,phone\n7,Gé & Co,organisation,ge@example.org,+31|+32|\u200b\n",
    "a phone twice": "id,kind,name,email,phone\n7,organisation,Gé & Co,ge@example.org,+31|+32|+31\n",
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_forms_of_a_csv_file(content: str | bytes, registered: Installation) -> None:
    """What spreadsheets write is read: separators, marks, line ends, quotes, order and blanks do not matter."""
    put_relations(registered, content)

    assert relations(registered) == {7: ("organisation", "Gé & Co", "ge@example.org", 0, None, ["+31", "+32"])}


def test_a_name_with_separators_and_line_ends(registered: Installation) -> None:
    """A quoted name may have the separator, quotes and a line end in it."""
    put_relations(registered, 'id,name\n7,"Gert, ""G""\nJansen"\n8,Hans\n')

    assert [one[1] for one in relations(registered).values()] == ['Gert, "G"\nJansen', "Hans"]


def test_a_header_alone(furnished: Installation) -> None:
    """A file without relations changes nothing, and says so."""
    before = contents(furnished)

    assert put_relations(furnished, "id,name\n") == "0 added, 0 changed, 0 unchanged\n"
    assert contents(furnished) == before


def test_more_relations_than_a_chunk(registered: Installation) -> None:
    """2,501 relations are all there after an import."""
    put_relations(registered, "id,name\n" + "".join(f"{id_},Name {id_}\n" for id_ in range(2501, 0, -1)))

    assert [(id_, one[1]) for id_, one in relations(registered).items()] == [(n, f"Name {n}") for n in range(1, 2502)]


ADDERS: dict[str, tuple[Words, str]] = {
    "client": (("client", "add", "--scope", SCOPES[0]), "client"),
    "relation": (("relation", "add"), "relation"),
    "tag": (("tag", "add"), "tag"),
    "action": (("action", "add", "--", "-7"), "action"),
}


# Every name for one command, and two for each of the others.
NAMED = {
    f"{name} {adder}": (*ADDERS[adder], NAMES[name]) for adder in ADDERS for name in ("leading dash", "right to left")
}
NAMED |= {f"{name} relation": (*ADDERS["relation"], NAMES[name]) for name in NAMES}


@pytest.mark.parametrize(("words", "table", "name"), NAMED.values(), ids=NAMED)
def test_names_are_kept_as_they_are(words: Words, table: str, name: str, registered: Installation) -> None:
    """A name is kept to the letter, also one that begins with a dash, after `--`."""
    succeed_here(registered, *words, *([] if "--" in words else ["--"]), name)

    assert registered.sql(f"select name from {table}") == [(name,)]  # noqa: S608


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_in_json(name: str, furnished: Installation) -> None:
    """Where a command prints a name as JSON, it comes back to the letter."""
    told = [
        json.loads(succeed_here(furnished, "relation", "add", "--json", "--", name)),
        json.loads(succeed_here(furnished, "relation", "rename", "--json", "--", str(OTHER), name)),
        json.loads(succeed_here(furnished, "tag", "add", "--json", "--", name)),
        json.loads(succeed_here(furnished, "tag", "list", "--json"))[-1],
    ]

    assert [one["name"] for one in told] == [name] * 4


@pytest.mark.usefixtures("processes")
def test_names_do_not_depend_on_the_locale(furnished: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process takes and prints names in UTF-8 where the locale is C, as under cron."""
    monkeypatch.setenv("LC_ALL", "C")

    done = furnished.try_run("tag", "add", NAMES["emoji"], "--json")

    assert json.loads(done.stdout) == {"id": 6, "name": NAMES["emoji"]}


def test_ids_are_the_organisations_own(furnished: Installation) -> None:
    """`--id` gives the id, up to the highest; without it the next one after the highest in use."""
    told = [
        json.loads(succeed_here(furnished, kind, "add", "X", "--json", *words))["id"]
        for kind in ("relation", "tag")
        for words in (["--id", "1"], [], ["--id", str(MAX_ID)])
    ]

    assert told == [1, RECIPIENT + 1, MAX_ID, 1, 6, MAX_ID]


def test_an_action_is_renamed_by_adding_it_again(furnished: Installation) -> None:
    """`action add` of a code that is there gives that action the new name."""
    says = succeed_here(furnished, "action", "add", "2", "Winback")

    listed = json.loads(succeed_here(furnished, "action", "list", "--json"))
    assert (says, listed) == ("Renamed action 2\n", [{"code": 2, "name": "Winback"}])


def test_nothing_is_there_by_default(registered: Installation) -> None:
    """A new register has no client, tag or action; only the shipped types."""
    listed = {kind: succeed_here(registered, kind, "list", "--json") for kind in ("client", "tag", "action", "type")}

    assert [json.loads(listed[kind]) for kind in ("client", "tag", "action")] == [[], [], []]
    assert {one["id"]: one["addable"] for one in json.loads(listed["type"])} == {
        "ContactMomentPhone": True,
        "ContactMomentVisit": True,
        "ContactMomentLetter": True,
        "ContactMomentEmail": False,
        "ContactMomentNote": True,
    }


def test_a_type_is_replaced(furnished: Installation) -> None:
    """`type add` of an id that is there replaces title, addable and schema, in its place in the list."""
    (furnished.folder / "visit.json").write_text('{"id": "ContactMomentVisit", "title": "At home", "addable": false}')
    says = succeed_here(furnished, "type", "add", "visit.json")

    listed = json.loads(succeed_here(furnished, "type", "list", "--json"))
    assert says == "Replaced type ContactMomentVisit\n"
    assert listed[1] == {"id": "ContactMomentVisit", "title": "At home", "addable": False}


def test_a_merge_tells_how_many_moments_moved(furnished: Installation) -> None:
    """`relation merge` counts the contact moments that are the survivor's now, each once."""
    import_lines(furnished, a_line(senderId=OTHER), a_line(recipients=[OTHER, SENDER]), a_line())

    says = succeed_here(furnished, "relation", "merge", str(OTHER), str(SENDER))

    assert says == f"Merged relation {OTHER} into {SENDER}: 2 contact moments moved\n"


def test_a_chain_of_merges_ends_at_the_last(furnished: Installation) -> None:
    """Who was merged into a relation follows it when that is merged in its turn."""
    succeed_here(furnished, "relation", "merge", str(SENDER), str(OTHER))

    found = relations(furnished)
    assert (found[MERGED][4], found[SENDER][4]) == (OTHER, OTHER)


@pytest.mark.parametrize(("words", "says"), [((), ""), (("--json",), "[]\n")], ids=["text", "JSON"])
def test_an_empty_list(words: Words, says: str, registered: Installation) -> None:
    """A list of nothing prints nothing, or `[]` as JSON."""
    told = [succeed_here(registered, kind, "list", *words) for kind in ("client", "tag", "action")]

    assert told == [says] * 3
