"""Registering: what is required, what is refused and how that is told (wire rows 15 to 20 and 23 to 26)."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from tests.engines import STRICT, Engine
from tests.support import LIST, RECIPIENT, SENDER, Api, Installation, Served, a_call, fetch

pytestmark = pytest.mark.both_engines(STRICT)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MAX_ID = 2**53 - 1
# Relations of the register below that take no part in new moments, and a tag of it.
ARCHIVED, MERGED, TAG = 61, 62, 7


@pytest.fixture(scope="module")
def listed(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A register with an archived and a merged relation, a tag and an action, where only listed actions are taken."""
    installation = engine.register(tmp_path_factory.mktemp("crm"))
    installation.add_relations(SENDER, RECIPIENT, ARCHIVED, MERGED)
    installation.run("relation", "archive", str(ARCHIVED))
    installation.run("relation", "merge", str(MERGED), str(SENDER))
    installation.run("tag", "add", "Complaint", "--id", str(TAG))
    installation.run("action", "add", "2", "Retention campaign")
    with installation.served_here(ACTION_CODES="listed") as server:
        yield server.api()


def a_moment(**changes: Any) -> dict[str, Any]:
    """The least that is a contact moment, with changes; a value of None leaves the member out."""
    only_required = {"dateTime": None, "contents": None, "action_code": None, "reference": None}
    return a_call(**(only_required | changes))


def refusal(answer: requests.Response) -> str:
    """The text of a 400."""
    assert answer.status_code == 400, answer.text
    text: str = answer.json()["errors"]
    return text


def shown(api: Api, **changes: Any) -> Any:
    """The list's item of a newly registered moment; its id is its position."""
    moment_id = api.post(a_moment(**changes)).json()["contactMomentId"]
    return api.items(f"page={(moment_id + 24) // 25}")[(moment_id - 1) % 25]


# Rows 15 and 18: required fields and the schema.


def test_the_least(api: Api) -> None:
    """Subject, sender and recipients are enough: 200, never 201 (rows 15 and 18)."""
    answer = api.post({"subject": "Hello", "senderId": SENDER, "recipients": [RECIPIENT]})

    assert (answer.status_code, list(answer.json())) == (200, ["contactMomentId"])


def test_findings_are_joined(api: Api) -> None:
    """Every finding names its field, and they are joined with `; ` (row 16)."""
    findings = refusal(api.post({})).split("; ")

    assert sorted(finding.split()[0] for finding in findings) == ["recipients", "senderId", "subject"]


def test_findings_beyond_the_schema_are_joined_too(api: Api) -> None:
    """So are those against our own limits (rows 16 and 18)."""
    wrong = a_moment(subject=" ", senderId=0, recipients=[0], dateTime="x", action_code=2**64, tagIds=[0])
    findings = refusal(api.post(wrong)).split("; ")

    fields = ["action_code", "dateTime", "recipients", "senderId", "subject", "tagIds"]
    assert sorted(finding.split()[0] for finding in findings) == fields


IDS = {
    "zero": 0,
    "negative": -1,
    "2^53": 2**53,
    "2^63": 2**63,
    "10^30": 10**30,
    "true": True,
    "text": "1516",
    "fraction": 1516.5,
}
WRONG = {
    **{f"senderId {name}": {"senderId": value} for name, value in IDS.items()},
    **{f"recipients {name}": {"recipients": [RECIPIENT, value]} for name, value in IDS.items()},
    **{f"tagIds {name}": {"tagIds": [value]} for name, value in IDS.items()},
    **{f"contactMomentId {name}": {"contactMomentId": value} for name, value in IDS.items()},
    "subject empty": {"subject": ""},
    "subject blank": {"subject": " \t\n\u00a0\u2003"},
    "subject number": {"subject": 1},
    "recipients empty": {"recipients": []},
    "recipients single": {"recipients": RECIPIENT},
    "recipients duplicates": {"recipients": [RECIPIENT, RECIPIENT]},
    "recipients 1 and 1.0": {"recipients": [1, 1.0]},
    "tagIds duplicates": {"tagIds": [7, 7]},
    "reference 256": {"reference": "x" * 256},
    "reference 256 wide": {"reference": "😀" * 256},
    "contents number": {"contents": 1},
    "action_code text": {"action_code": "2"},
    "action_code true": {"action_code": True},
    "action_code fraction": {"action_code": 2.5},
    "action_code 2^63": {"action_code": 2**63},
    "action_code 2^63 as a float": {"action_code": float(2**63)},
    "action_code below -2^63": {"action_code": -(2**63) - 1},
}


@pytest.mark.parametrize(("field", "changes"), [(name.split()[0], WRONG[name]) for name in WRONG], ids=WRONG)
def test_a_wrong_field(api: Api, field: str, changes: dict[str, Any]) -> None:
    """What is against the schema or our limits is 400, and the text names the field (rows 16, 18 and 23)."""
    assert refusal(api.post(a_moment(**changes))).startswith(field)


@pytest.mark.parametrize("field", ["subject", "senderId", "recipients", "dateTime", "action_code", "contents"])
def test_null_is_not_absent(api: Api, field: str) -> None:
    """The schema knows no null (row 18)."""
    assert refusal(api.post(a_moment() | {field: None})).startswith(field)


FINE = {
    "reference of 255": {"reference": "x" * 255},
    "reference of 255 wide characters": {"reference": "😀" * 255},
    "empty contents": {"contents": ""},
    "recipients as floats": {"recipients": [42.0, 429000]},
    "no tags": {"tagIds": []},
    "unknown members": {"sender": "Nobody", "id": 7, "x": {"y": [None]}},
}


@pytest.mark.parametrize("changes", FINE.values(), ids=FINE)
def test_a_fine_field(api: Api, changes: dict[str, Any]) -> None:
    """What the schema allows is accepted; unknown members are ignored (row 18)."""
    assert api.post(a_moment(**changes)).status_code == 200


def test_a_float_that_is_an_integer(api: Api) -> None:
    """`42.0` is an integer, and shown as one (row 18)."""
    assert json.dumps(shown(api, senderId=42.0, action_code=1e2)["senderId"]) == "42"


def test_any_subject(api: Api) -> None:
    """A subject is kept and shown as it is (row 8)."""
    subject = ' "Ünï\\cødé"\n😀\u2028\x7f</script> '

    assert shown(api, subject=subject)["subject"] == subject


@pytest.mark.parametrize("action", [0, -1, 2**63 - 1, -(2**63), 2**53 + 1])
def test_any_action(api: Api, action: int) -> None:
    """Any integer within 64 bits is an action, and shown to the last digit (row 23)."""
    assert shown(api, action_code=action)["action"] == action


# Rows 16, 17 and 23: relations, tags and actions. Everything after the first fault in a row is wrong too.

SENDER_FAULT, RECIPIENTS_FAULT = "Sender is not available in CRM", "Not all recipients are available in CRM"
TAGS_FAULT, ACTION_FAULT = "Not all tags are available", "Action is not available"
UNAVAILABLE: dict[str, tuple[dict[str, Any], str]] = {
    "sender unknown": ({"senderId": 9999}, SENDER_FAULT),
    "sender archived": ({"senderId": ARCHIVED}, SENDER_FAULT),
    "sender merged": ({"senderId": MERGED}, SENDER_FAULT),
    "recipient unknown": ({"recipients": [RECIPIENT, 9999]}, RECIPIENTS_FAULT),
    "recipient archived": ({"recipients": [RECIPIENT, ARCHIVED]}, RECIPIENTS_FAULT),
    "recipient merged": ({"recipients": [RECIPIENT, MERGED]}, RECIPIENTS_FAULT),
    "tag unknown": ({"tagIds": [TAG, 8]}, TAGS_FAULT),
    "action not listed": ({"action_code": 3}, ACTION_FAULT),
    "sender first": ({"senderId": 9999, "recipients": [9999], "tagIds": [8], "action_code": 3}, SENDER_FAULT),
    "then recipients": ({"recipients": [9999], "tagIds": [8], "action_code": 3}, RECIPIENTS_FAULT),
    "then tags": ({"tagIds": [8], "action_code": 3}, TAGS_FAULT),
}


@pytest.mark.parametrize(("changes", "fault"), UNAVAILABLE.values(), ids=UNAVAILABLE)
def test_not_available(listed: Api, changes: dict[str, Any], fault: str) -> None:
    """What is not there, archived or merged away is 400; of several only the first is told (rows 16, 17 and 23)."""
    assert refusal(listed.post(a_moment(**changes))) == fault


@pytest.mark.parametrize("changes", [{"action_code": 2}, {"tagIds": [TAG]}, {}], ids=["action", "tag", "neither"])
def test_available(listed: Api, changes: dict[str, Any]) -> None:
    """A listed action and a tag that is there are accepted, and so is neither (row 23)."""
    assert listed.post(a_moment(**changes)).status_code == 200


def test_refusals_use_no_ids(listed: Api) -> None:
    """Ids are dense: a refused registration leaves none out."""
    before = listed.register(reference=None)
    for changes, _ in UNAVAILABLE.values():
        listed.post(a_moment(**changes))
    listed.post({})

    assert listed.register(reference=None) == before + 1


# Rows 13 and 19: dateTime.

DATES = {
    "documented, winter": ("2018-11-13T20:20:39+02:00", "2018-11-13T19:20:39"),
    "documented, with a space": ("2018-11-13 20:20:39", "2018-11-13T20:20:39"),
    "without an offset": ("2020-01-01T01:23:45", "2020-01-01T01:23:45"),
    "a date alone": ("2020-07-01", "2020-07-01T00:00:00"),
    "UTC in winter": ("2020-01-01T12:00:00Z", "2020-01-01T13:00:00"),
    "UTC in summer": ("2020-07-01T12:00:00Z", "2020-07-01T14:00:00"),
    "half an hour's offset": ("2020-07-01T12:00:00+05:30", "2020-07-01T08:30:00"),
    "west, over midnight": ("2019-12-31T22:00:00-03:30", "2020-01-01T02:30:00"),
    "fraction": ("2020-01-01T01:23:45.999999", "2020-01-01T01:23:45"),
    "before the epoch": ("1937-07-01T12:00:00", "1937-07-01T12:00:00"),
    "far past": ("0002-01-01T12:00:00", "0002-01-01T12:00:00"),
    "far future": ("9998-12-31T23:59:59", "9998-12-31T23:59:59"),
    "doubled hour, no offset": ("2020-10-25T02:30:00", "2020-10-25T02:30:00"),
    "doubled hour, the second": ("2020-10-25T02:30:00+01:00", "2020-10-25T02:30:00"),
    "missing hour, begin": ("2021-03-28T02:00:00", "2021-03-28T03:00:00"),
    "missing hour, middle": ("2021-03-28T02:30:00", "2021-03-28T03:00:00"),
    "missing hour, end": ("2021-03-28 02:59:59.999", "2021-03-28T03:00:00"),
}


@pytest.mark.parametrize(("sent", "local"), DATES.values(), ids=DATES)
def test_date_and_time(api: Api, sent: str, local: str) -> None:
    """What is sent in any of the forms is shown in local time, with no offset (rows 13 and 19)."""
    assert shown(api, dateTime=sent)["dateTime"] == local


def test_the_doubled_hour_is_the_earlier_instant(shared_server: Served, api: Api) -> None:
    """Of an hour that happens twice the earlier instant is meant, as an export shows (row 19)."""
    moment_id = api.register(dateTime="2020-10-25T02:30:00", reference=None)
    lines = shared_server.installation.run("moment", "export").split("\n")

    assert json.loads(lines[moment_id - 1])["dateTime"] == "2020-10-25T00:30:00Z"


def test_without_a_date(api: Api) -> None:
    """Without a dateTime it happened now, in local time (row 19)."""
    happened = datetime.fromisoformat(shown(api)["dateTime"]).replace(tzinfo=AMSTERDAM)

    assert abs(datetime.now(AMSTERDAM) - happened) < timedelta(seconds=10)


BAD_DATES = """now 2020-02-30 2020-13-01 2020-00-01 2019-02-29 01-01-2020 2020-1-1 2020-01-01T1:00:00 2020-01-01T12:00
2020-01-01T24:00:00 2020-01-01T23:60:00 2020-01-01T23:59:60 2020-01-01T12:00:00+24:00 2020-01-01T12:00:00+02:60
2020-01-01T12:00:00CET 0000-01-01T00:00:00 0001-01-01T00:00:00 0001-01-01T00:00:00+14:00 9999-12-31T23:59:59
9999-12-31T23:59:59-14:00 12020-01-01T00:00:00 -2020-01-01T00:00:00 ٢٠٢٠-01-01T00:00:00"""


@pytest.mark.parametrize("sent", ["", " ", "2020-01-01T12:00:00\n", *BAD_DATES.split()])
def test_a_bad_date(api: Api, sent: str) -> None:
    """Anything else is 400 and names the field (row 19)."""
    assert refusal(api.post(a_moment(dateTime=sent))).startswith("dateTime")


# Row 20: contactMomentId, until correcting exists.


def test_a_correction_of_what_is_not_there(api: Api) -> None:
    """An unknown contactMomentId is 400 (row 20)."""
    assert api.post(a_moment(contactMomentId=MAX_ID)).status_code == 400


def test_a_correction_without_the_scope(shared_server: Served) -> None:
    """Without contact_moment/edit it is 403, and the challenge names the scope (row 20)."""
    answer = shared_server.api("contact_moment/add").post(a_moment(contactMomentId=1))

    assert (answer.status_code, 'scope="contact_moment/edit"' in answer.headers["WWW-Authenticate"]) == (403, True)


# Rows 24 to 26: types.


def test_the_shipped_types(api: Api) -> None:
    """Five types are shipped, and e-mail is not addable (row 24)."""
    types = {one["id"].removeprefix("ContactMoment"): one["addable"] for one in api.get(f"{LIST}/types").json()}

    assert types == {"Phone": True, "Visit": True, "Letter": True, "Email": False, "Note": True}


@pytest.mark.parametrize("named", ["ContactMomentTelegram", "contactmomentphone", "Phone", "%00", "é"])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_an_unknown_type(api: Api, method: str, named: str) -> None:
    """An unknown type is 404, for its schema too (row 24)."""
    path = f"{LIST}/type/{named}" + ("/schema" if method == "GET" else "")
    body = a_moment() if method == "POST" else None

    assert api.call(method, path, json=body).status_code == 404


def test_a_type_that_is_not_addable(api: Api) -> None:
    """E-mail cannot be added over the API (row 24)."""
    assert api.post(a_moment(), f"{LIST}/type/ContactMomentEmail").status_code == 400


@pytest.mark.parametrize("named", ["Phone", "Visit", "Letter", "Note"])
def test_the_addable_types(api: Api, named: str) -> None:
    """The others can, and the list shows the type (row 24)."""
    path = f"{LIST}/type/ContactMoment{named}"
    moment_id = api.post(a_moment(), path).json()["contactMomentId"]
    page = api.items(f"page={(moment_id + 24) // 25}")

    assert page[(moment_id - 1) % 25]["type"] == f"ContactMoment{named}"


CHAT = {
    "id": "ContactMomentChat",
    "title": "Chat",
    "schema": {"properties": {"channel": {"type": "string", "enum": ["web", "app"]}}, "required": ["channel"]},
}


def test_a_type_of_the_operator(registered: Installation) -> None:
    """A type added to the running server is listed, described and enforced at once, on every worker (rows 24, 25)."""
    registered.add_relations(SENDER, RECIPIENT)
    file = registered.folder / "chat.json"
    file.write_text(json.dumps(CHAT), encoding="utf-8")
    with registered.served_here(2) as server:
        headers = {"Authorization": f"Bearer {server.token(registered.add_client())}"}
        path = f"{server.url}{LIST}/type/ContactMomentChat"

        def seen(at: str) -> tuple[int, int, int, int]:
            types = fetch("GET", f"{server.url}{LIST}/types", headers=headers).json()
            schema = fetch("GET", f"{path}/schema", headers=headers)
            posted = [fetch("POST", path, headers=headers, json=body) for body in bodies(at)]
            titles = [one["title"] for one in types]
            return titles.count("Chat"), schema.status_code, posted[0].status_code, posted[1].status_code

        before = {seen(f"before {n}") for n in range(15)}
        registered.run("type", "add", str(file))
        after = {seen(f"after {n}") for n in range(15)}

    assert (before, after) == ({(0, 404, 404, 404)}, {(1, 200, 400, 200)})


def bodies(subject: str) -> list[dict[str, Any]]:
    """A chat without the field that its type requires, and one with it."""
    return [a_moment(subject=subject), a_moment(subject=subject, channel="web")]
