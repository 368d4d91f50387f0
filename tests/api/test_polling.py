"""Polling: a client that has a page is told so, without the page (wire rule 38)."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
import requests
from sqlalchemy import select

from contact_moments.http_server.conditional import MAX_HEADER, is_known
from contact_moments.http_server.messages import Ends, Request
from contact_moments.model import SCOPES
from contact_moments.register import Register, opened
from contact_moments.storage.sql.tables import numbering, register
from contact_moments.storage.transaction import Transaction
from tests.engines import Engine
from tests.support import LIST, RECIPIENT, SENDER, Api, Installation, Json

PAGES = [
    "",
    "?page=2",
    "?since=2020-01-01",
    f"?relationIds={SENDER}",
    f"?relationIds={SENDER},{RECIPIENT}&since=2020-01-01",
]
PAGES += ["?cursor=v2.1.moments", "?changes=1&nobody=knows", "?page=1000"]


class Place(NamedTuple):
    """A served register with two contact moments, and a client with every scope."""

    installation: Installation
    api: Api
    viewer: Api

    def poll(self, query: str, tag: str, method: str = "GET", **headers: str) -> requests.Response:
        """Ask for a page, with a tag that the client has."""
        return self.api.call(method, LIST + query, headers={"If-None-Match": tag} | headers)

    def tag(self, query: str = "", **headers: str) -> str:
        """The tag of a page."""
        return self.api.get(LIST + query, headers=headers).headers["ETag"]


@pytest.fixture(scope="module")
def place(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The register that these tests share."""
    installation = engine.register(tmp_path_factory.mktemp("polling"))
    installation.add_relations(SENDER, RECIPIENT)
    with installation.served_here(workers=2) as served:
        place = Place(installation, served.api(*SCOPES), served.api("contact_moment/view"))
        place.api.register()
        place.api.register(reference="another")
        yield place


@pytest.mark.both_engines
@pytest.mark.parametrize("query", PAGES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_has_changed(place: Place, query: str, method: str) -> None:
    """The answer is 304 from any worker, with the headers of RFC 9110 §15.4.5 and none that describe a page."""
    page = place.api.call(method, LIST + query)
    answers = [place.poll(query, page.headers["ETag"], method) for _ in range(2)]

    for answer in answers:
        headers = {name: answer.headers.get(name) for name in ("ETag", "Vary", "Cache-Control")}
        assert (answer.status_code, answer.content) == (304, b"")
        assert headers == {"ETag": page.headers["ETag"], "Vary": "Accept", "Cache-Control": "no-store"}
        assert {"Content-Type", "Link", "X-Changes"} & answer.headers.keys() == set()
        assert answer.headers.get("X-Unknown-Parameters") == page.headers.get("X-Unknown-Parameters")


CHANGES: dict[str, Callable[[Place], Json]] = {
    "registered": lambda place: place.api.register(reference="new"),
    "corrected": lambda place: place.api.register(contactMomentId=1, subject="Corrected"),
    "sender renamed": lambda place: place.installation.run("relation", "rename", str(SENDER), "Ford Prefect"),
    "tag added": lambda place: place.installation.run("tag", "add", "Complaint"),
    "tag renamed": lambda place: place.installation.run("tag", "rename", "1", "Praise"),
    "relation put": lambda place: place.api.call(
        "PUT", f"/l/contact_moment_api/relation/{SENDER}", json={"name": "Ann"}
    ),
    "withdrawn": lambda place: place.installation.run("moment", "withdraw", "2", "--reason", "mistake"),
}


@pytest.mark.both_engines
def test_something_has_changed(place: Place) -> None:
    """After any change the page is answered, with another tag; then nothing has changed again."""
    for name, change in CHANGES.items():
        tag = place.tag()
        change(place)
        answer = place.poll("", tag)
        assert (answer.status_code, answer.headers["ETag"] != tag) == (200, True), name
        assert place.poll("", answer.headers["ETag"]).status_code == 304, name


@pytest.mark.both_engines
def test_a_relation_has_been_removed(place: Place) -> None:
    """Undoing an import of relations is a change too."""
    place.installation.add_relations(97, 98)
    tag = place.tag()
    place.installation.run("relation", "import", "--undo", "2")
    answer = place.poll("", tag)

    assert (answer.status_code, place.poll("", answer.headers["ETag"]).status_code) == (200, 304)


def test_what_a_tag_is_of(place: Place) -> None:
    """Of a query, a media type and the rights of who asks: others have other tags."""
    tags = [
        place.tag(),
        place.tag("?page=2"),
        place.tag("?since=2020-01-01"),
        place.tag(Accept="application/json"),
        place.viewer.get(LIST).headers["ETag"],
    ]

    assert len(set(tags)) == len(tags)
    assert [one.startswith('W/"') and one.endswith('"') for one in tags] == [True] * len(tags)


@pytest.mark.parametrize(
    ("query", "status"),
    [("?page=x", 400), ("?cursor=v2.1.withdrawn", 400), ("?since=now", 400), ("?cursor=v2.1.moments&page=1", 400)],
)
def test_a_faulty_query(place: Place, query: str, status: int) -> None:
    """It is refused all the same: nobody can have that page."""
    assert place.poll(query, "*").status_code == status


def test_a_page_that_anybody_has(place: Place) -> None:
    """`*` stands for every tag."""
    assert place.poll("", "*").status_code == 304


def test_rights_come_first(place: Place) -> None:
    """Whoever may not read the list is not told that nothing has changed."""
    assert place.api.call("GET", LIST, headers={"If-None-Match": "*", "Authorization": ""}).status_code == 401


@pytest.mark.both_engines
def test_reading_is_noted(place: Place) -> None:
    """A client that is told that nothing has changed has read the list: later changes are dated later."""
    tag = place.tag("?page=2")
    with opened(place.installation.settings_here()) as own:
        own.database.write(forget_reads)
    with place.installation.served_here() as another:  # whose notes are still to be made
        api = another.as_client(str(place.api.session.headers["Authorization"]).removeprefix("Bearer "))
        status = api.get(f"{LIST}?page=2", headers={"If-None-Match": tag}).status_code
    with opened(place.installation.settings_here()) as own:
        read, paged = noted(own)

    assert (status, read > 0, paged > 0) == (304, True, True)


def forget_reads(transaction: Transaction) -> None:
    """As if nobody had read the list yet."""
    transaction.connection.execute(register.update().values(read_second=0))
    transaction.connection.execute(numbering.update().values(paged_at=0))


def noted(own: Register) -> tuple[int, int]:
    """When the list was read, and read by page number."""
    read = own.database.read(lambda connection: connection.execute(select(register.c.read_second)).scalar_one())
    paged = select(numbering.c.paged_at).where(numbering.c.kind == "whole")
    return read, own.database.read(lambda connection: connection.execute(paged).scalar_one())


def test_a_page_of_another_site(place: Place) -> None:
    """It may send the tag that it has, and read the one that it gets."""
    origin = {"Origin": "https://x.example"}
    with place.installation.served_here(CORS_ORIGINS="https://x.example") as served:
        asked = origin | {"Access-Control-Request-Method": "GET"}
        preflight = served.as_client("").call("OPTIONS", LIST, headers=asked)
        answer = served.api().get(LIST, headers=origin)

    assert "If-None-Match" in preflight.headers["Access-Control-Allow-Headers"]
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


SPELLINGS = {
    'W/"a,b"': True,
    '"a,b"': True,
    '"x", W/"a,b"': True,
    '"x",W/"a,b"': True,
    ' \t"x"\t , , "a,b" ,': True,
    ',"a,b"': True,
    '"a,b", nonsense': True,
    "*": True,
    " * ": True,
    "": False,
    ",": False,
    '"x"': False,
    '"a", "b"': False,
    '"A,B"': False,
    'w/"a,b"': False,
    'W/ "a,b"': False,
    "a,b": False,
    'nonsense, "a,b"': False,
    '"a,b" "x"': False,
    '"x" "a,b"': False,
    '*, "a,b"': False,
    '"a,b': False,
    '"\xe9", "a,b"': True,
    '"x", ' * (MAX_HEADER // 5) + '"a,b"': False,
}


@pytest.mark.parametrize(("header", "known"), SPELLINGS.items(), ids=[f"{one[:20]!a}" for one in SPELLINGS])
def test_spellings(header: str, known: bool) -> None:
    """A list, tags with commas in them, weak ones or not, `*`; what is malformed knows nothing more."""
    request = Request("GET", "/", "", {"if-none-match": header}, "1.1", Ends())

    assert is_known(request, 'W/"a,b"') == known


def test_no_header() -> None:
    """Without the header nothing is known."""
    assert not is_known(Request("GET", "/", "", {}, "1.1", Ends()), 'W/"a"')
