#!/usr/bin/env python3
"""Move contact moments from another register with the same API: read them page by page, write files to import.

It needs only Python 3.11, and `follower.py` beside it. `docs/moving.md` explains each step. Into the folder it writes
`relations.csv`, `moments.jsonl`, `tags.sh` and, where relations are archived, `archived.csv`.

    export MOVE_CLIENT_ID=… MOVE_CLIENT_SECRET=…
    python3 move.py https://old.example.org folder

Nothing is changed in the other register. A client with `contact_moment/view` is enough, if that register knows no other
scopes; with `contact_moment/details` contents, references and the types' own fields come along, and with
`relation/view` addresses and telephone numbers. Each contact moment gets a reference, so that a second import adds
only what is new.
"""

import argparse
import csv
import json
import os
import shlex
import sys
import urllib.error
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any

from follower import LIST, Api

RELATIONS = "/l/contact_moment_api/relation"
COLUMNS = ("id", "kind", "name", "email", "phone", "externalId")
# What a contact moment is shown with, and what is said otherwise, or not at all, when it is registered.
SHOWN = {"id", "sender", "type", "action", "tags", "change", "versions", "confidential", "followUp"}
REFUSED = (403, 404, 406)

Item = dict[str, Any]


class Source:
    """The register that is moved from."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._has_details = True
        api.now()

    def moments(self) -> Iterator[Item]:
        """Every contact moment as the list shows it, and in full where the client may see that."""
        for items, _ in self._api.pages(LIST):
            for item in items:
                yield item | (self._details(item["id"]) or {})

    def relations(self) -> list[Item]:
        """Every relation; none where the register does not tell, or the client may not see them."""
        try:
            return [one for page, _ in self._api.pages(RELATIONS) for one in page if one["mergedInto"] is None]
        except urllib.error.HTTPError as error:
            if error.code not in REFUSED:
                raise
            return []

    def tags(self) -> dict[str, str]:
        """The tags by id."""
        ((found, _),) = self._api.pages(f"{LIST}/tags")
        return dict(found)

    def _details(self, moment_id: int) -> Item | None:
        if not self._has_details:
            return None
        try:
            ((found, _),) = self._api.pages(f"{LIST}/{moment_id}")
        except urllib.error.HTTPError as error:
            if error.code not in (*REFUSED, 410):
                raise
            self._has_details = error.code == 410  # withdrawn since it was listed: it is left out below
            return {"withdrawn": True} if error.code == 410 else None
        return dict(found)


def line_of(item: Item, prefix: str) -> Item:
    """A contact moment as `moment import` reads it."""
    line = {name: value for name, value in item.items() if name not in SHOWN and value not in (None, "")}
    line |= {"type": item["type"], "reference": item.get("reference") or f"{prefix}{item['id']}"}
    if item.get("action") is not None:
        line["action_code"] = item["action"]
    if item["tags"]:
        line["tagIds"] = sorted(int(tag) for tag in item["tags"])
    if item.get("followUp"):
        follow_up = item["followUp"]
        kept = ("on", "by", "note", "done")
        line["followUp"] = {name: follow_up[name] for name in kept if follow_up.get(name) not in (None, False)}
    return line


def move(source: Source, folder: Path, prefix: str) -> dict[str, int]:
    """Write the files; returns how many contact moments, relations and tags there were."""
    folder.mkdir(mode=0o700, exist_ok=True)
    names: dict[int, str] = {}
    number = 0
    with (folder / "moments.jsonl").open("w", encoding="utf-8") as file:
        for item in source.moments():
            if "withdrawn" in item:
                continue
            for relation in item["recipients"]:
                names.setdefault(relation, f"Relation {relation}")
            names[item["senderId"]] = item["sender"]
            file.write(json.dumps(line_of(item, prefix), ensure_ascii=False) + "\n")
            number += 1
    relations = source.relations() or [{"id": id_, "name": name} for id_, name in sorted(names.items())]
    write_relations(folder, relations)
    tags = source.tags()
    # After two dashes nothing is taken for an option, whatever the other register calls a tag. Ids are numbers: the
    # file is a script, and what the other register sends must not become a command.
    lines = [f"contact-moments tag add --id {int(id_)} -- {shlex.quote(name)}\n" for id_, name in tags.items()]
    (folder / "tags.sh").write_text("".join(lines), encoding="utf-8")
    return {"contact moments": number, "relations": len(relations), "tags": len(tags)}


def write_relations(folder: Path, relations: list[Item]) -> None:
    """All of them as they can be parties of contact moments; and who is archived, to be imported afterwards."""
    (folder / "archived.csv").unlink(missing_ok=True)  # from the last time: somebody may be back
    with (folder / "relations.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        rows.writeheader()
        rows.writerows(one | {"phone": "|".join(one.get("phones", []))} for one in relations)
    archived = [[one["id"], one["name"], "true"] for one in relations if one.get("archived")]
    if archived:
        with (folder / "archived.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["id", "name", "archived"], *archived])


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Read another register, and write files to import.")
    parser.add_argument("url", help="the other register's address, such as https://old.example.org")
    parser.add_argument("folder", type=Path, help="the folder for the files")
    parser.add_argument("--prefix", default="moved-", help="of the reference of a contact moment that has none")
    given = parser.parse_args()
    try:
        credentials = os.environ["MOVE_CLIENT_ID"], os.environ["MOVE_CLIENT_SECRET"]
    except KeyError as missing:
        parser.error(f"set {missing.args[0]}")
    if not given.url.startswith(("http://", "https://")):
        sys.exit("The register's address begins with http:// or https://")
    os.umask(0o077)  # the files have personal data, also in a folder that others can look into
    try:
        done = move(Source(Api(given.url, *credentials)), given.folder, given.prefix)
    except urllib.error.HTTPError as error:
        sys.exit(f"The register answers {error.code}: {error.reason}; the client needs contact_moment/view")
    except (OSError, HTTPException, ValueError, KeyError, TypeError, AttributeError) as fault:
        sys.exit(f"{given.url} does not answer as a register does: {getattr(fault, 'reason', fault)}")
    print(", ".join(f"{number} {what}" for what, number in done.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
