"""Clients that people have: token, registering and the list with unpatched libraries and curl (wire rows 27 to 29)."""

import json
import subprocess
from typing import Any

import pytest
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from oauthlib.oauth2 import BackendApplicationClient  # type: ignore[import-untyped]
from requests_oauthlib import OAuth2Session as OauthlibSession

from tests.support import LIST, PHONE, TOKEN, VENDOR, Server, a_call


@pytest.fixture(autouse=True)
def _plain_http(shared_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both libraries talk http to this machine; they insist on https. Only in this process, not in the server."""
    del shared_server  # started first, without these
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")


@pytest.fixture(scope="module")
def client(shared_server: Server) -> dict[str, str]:
    """A client with every scope."""
    return shared_server.installation.add_client()


def registered_and_listed(session: Any, url: str, subject: str) -> bool:
    """Whether a call that the session registers is in the list that it gets."""
    answer = session.post(url + PHONE, json=a_call(subject=subject, reference=None))
    moment_id = answer.json()["contactMomentId"]
    page = session.get(f"{url}{LIST}?page={(moment_id + 24) // 25}").json()
    return (moment_id, subject) in [(item["id"], item["subject"]) for item in page]


@pytest.mark.parametrize("include_client_id", [None, True], ids=["basic", "body"])
def test_requests_oauthlib(shared_server: Server, client: dict[str, str], include_client_id: bool | None) -> None:
    """requests-oauthlib gets a token, registers and lists, whichever way it authenticates (row 28)."""
    id_, secret, url = client["client_id"], client["client_secret"], shared_server.url
    with OauthlibSession(client=BackendApplicationClient(client_id=id_)) as session:
        session.fetch_token(
            url + TOKEN, client_id=id_, client_secret=secret, include_client_id=include_client_id, auth=None
        )

        assert registered_and_listed(session, url, "With requests-oauthlib")


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_authlib(shared_server: Server, client: dict[str, str], method: str) -> None:
    """Authlib's client gets a token, registers and lists, whichever way it authenticates (row 28)."""
    id_, secret, url = client["client_id"], client["client_secret"], shared_server.url
    with AuthlibSession(id_, secret, token_endpoint_auth_method=method) as session:
        session.fetch_token(url + TOKEN, grant_type="client_credentials")

        assert registered_and_listed(session, url, "With Authlib")


def curl(*words: str) -> Any:
    """What curl prints, as JSON; it must succeed."""
    done = subprocess.run(
        ["curl", "--silent", "--show-error", "--fail-with-body", "--max-time", "20", *words],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout)


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("accept", [VENDOR, "*/*"], ids=["documented", "its own"])
@pytest.mark.parametrize("basic", [True, False], ids=["basic", "body"])
def test_curl(shared_server: Server, client: dict[str, str], basic: bool, accept: str) -> None:
    """Curl gets a token, registers (its JSON labelled as a form, as it does) and lists (rows 4 and 28)."""
    id_, secret, url = client["client_id"], client["client_secret"], shared_server.url
    who = ["--user", f"{id_}:{secret}"] if basic else ["-d", f"client_id={id_}", "-d", f"client_secret={secret}"]
    token = curl(url + TOKEN, "-d", "grant_type=client_credentials", *who)["access_token"]
    headers = ["-H", f"Authorization: Bearer {token}", "-H", f"Accept: {accept}"]
    call = json.dumps(a_call(subject="With curl", reference=None))
    moment_id = curl(url + PHONE, *headers, "--data", call)["contactMomentId"]
    page = curl(f"{url}{LIST}?page={(moment_id + 24) // 25}", *headers)

    assert (moment_id, "With curl") in [(item["id"], item["subject"]) for item in page]
