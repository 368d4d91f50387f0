"""What those who follow a register read by its API: lists, page by page, and each contact moment in full."""

from typing import Any

import requests

from tests.support import LIST, TOKEN, VENDOR, fetch

RELATIONS = "/l/contact_moment_api/relation"
# What every release answers, if it has it: one that does not answers 404.
_LISTS = (
    LIST,
    f"{LIST}?since=1970-01-01",
    f"{LIST}?relationId=1",
    f"{LIST}?relationId=2&page=2",
    f"{LIST}/withdrawn",
    f"{LIST}/types",
    f"{LIST}/tags",
    f"{LIST}/type/ContactMomentOwn/schema",
    f"{LIST}/search?q=membership",
    RELATIONS,
)

Json = Any


def token_of(url: str, client: dict[str, str]) -> str:
    """An access token for a client."""
    names = ("client_id", "client_secret")
    form = {"grant_type": "client_credentials"} | {name: client[name] for name in names}
    answer = fetch("POST", url + TOKEN, data=form)
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["access_token"]
    return token


def read_everything(url: str, token: str) -> dict[str, Json]:
    """The answers to every call that this release has, by their addresses; those of a list all its pages together."""
    found = {path: items for path in _LISTS if (items := _pages(url, token, path)) is not None}
    for item in found[LIST]:
        path = f"{LIST}/{item['id']}"
        answer = _get(url, token, path)
        if answer.status_code == 200:
            found[path] = answer.json()
    return found


def _pages(url: str, token: str, path: str) -> Json | None:
    answer = _get(url, token, path)
    if answer.status_code != 200:
        return None
    found = answer.json()
    while isinstance(found, list) and (link := answer.links.get("next")):
        answer = _get(url, token, link["url"].removeprefix(url))
        found += answer.json()
    return found


def _get(url: str, token: str, path: str) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}", "Accept": VENDOR}
    return fetch("GET", url + path, headers=headers)


def lacking(before: Json, after: Json, place: str = "") -> list[str]:
    """Where what is read now lacks or changes something that was read before; members that are new do not count."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            one
            for name, value in before.items()
            for one in (lacking(value, after[name], f"{place}.{name}") if name in after else [f"{place}.{name}"])
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [
            one
            for number, (old, new) in enumerate(zip(before, after, strict=True))
            for one in lacking(old, new, f"{place}[{number}]")
        ]
    return [] if before == after else [f"{place}: {before!r} is {after!r}"]
