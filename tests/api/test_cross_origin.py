"""Pages of other sites: a browser lets none of them call the API, but those whose origin the operator names."""

from collections.abc import Iterator

import pytest

from contact_moments.errors import InvalidInputError
from contact_moments.settings import read_settings
from tests.engines import Engine
from tests.support import LIST, PHONE, RECIPIENT, SENDER, TOKEN, Api, Served, a_call, fetch

PAGE = "https://intranet.example.org"
CORS = "access-control-"


@pytest.fixture(scope="module")
def served(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A register that pages of one origin may call."""
    installation = engine.register(tmp_path_factory.mktemp("cors"))
    installation.add_relations(SENDER, RECIPIENT)
    with installation.served_here(CORS_ORIGINS=f"{PAGE}:443/ https://other.example.org") as served:
        yield served


@pytest.fixture(scope="module")
def opened(served: Served) -> Api:
    """A client of that register."""
    return served.api()


def cors(headers: object) -> dict[str, str]:
    """The headers that tell a browser what a page may do."""
    return {name.lower(): value for name, value in dict(headers).items() if name.lower().startswith(CORS)}  # type: ignore[call-overload]


def test_by_default_no_page_may_call(api: Api) -> None:
    """Without the setting no answer has such a header, whatever the origin."""
    answers = [api.get(LIST, headers={"Origin": PAGE}), fetch("OPTIONS", f"{api.url}{LIST}", headers={"Origin": PAGE})]

    assert [cors(answer.headers) for answer in answers] == [{}, {}]
    assert "Origin" not in answers[0].headers["Vary"]


def test_a_page_of_a_named_origin_reads(opened: Api) -> None:
    """The answer names the page's origin, and the headers that it may read; refusals too."""
    listed = opened.get(LIST, headers={"Origin": PAGE})
    refused = fetch("GET", f"{opened.url}{LIST}", headers={"Origin": PAGE})

    for answer, status in ((listed, 200), (refused, 401)):
        assert answer.status_code == status
        assert answer.headers["Access-Control-Allow-Origin"] == PAGE
        assert "Link" in answer.headers["Access-Control-Expose-Headers"]
        assert "Origin" in answer.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_page_asks_first(opened: Api) -> None:
    """Before a registration a browser asks which methods and headers it may send; no token is needed for that."""
    asked = {"Origin": PAGE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    answer = fetch("OPTIONS", f"{opened.url}{PHONE}", headers=asked)

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == PAGE
    assert answer.headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert {"Authorization", "Idempotency-Key"} <= set(answer.headers["Access-Control-Allow-Headers"].split(", "))
    registered = opened.session.post(f"{opened.url}{PHONE}", json=a_call(), headers={"Origin": PAGE})
    assert (registered.status_code, registered.headers["Access-Control-Allow-Origin"]) == (200, PAGE)


@pytest.mark.parametrize(
    "origin", ["https://example.org", f"{PAGE}.evil.example", "http://intranet.example.org", "null", f"{PAGE}:8443", ""]
)
def test_other_origins_are_not_answered(opened: Api, origin: str) -> None:
    """An origin that is not named, word for word, gets nothing that a browser would accept."""
    answer = opened.get(LIST, headers={"Origin": origin})

    assert cors(answer.headers) == {}
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_a_page_may_exchange_its_code(opened: Api, method: str) -> None:
    """An application in a browser asks for tokens itself, from an origin that is named and from no other."""
    asked = {"Access-Control-Request-Method": "POST"}
    ours, other = (
        fetch(method, f"{opened.url}{TOKEN}", headers=asked | {"Origin": origin})
        for origin in (PAGE, "https://example.org")
    )

    assert ours.headers["Access-Control-Allow-Origin"] == PAGE
    assert cors(other.headers) == {}


REFUSED = ["*", "intranet.example.org", "http://intranet.example.org", f"{PAGE}/page", "null", f"{PAGE}:"]


@pytest.mark.parametrize("origins", [*REFUSED, "https://*.example.org", "https://münchen.example"])
def test_origins_that_are_refused(origins: str) -> None:
    """Everybody, a name without a scheme, an origin in the clear, a path, and what no browser sends."""
    with pytest.raises(InvalidInputError, match="CORS_ORIGINS"):
        read_settings(cors_origins=origins)
