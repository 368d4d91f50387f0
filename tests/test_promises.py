"""What `docs/promises.md` promises to stay is there: nothing goes, and nothing comes without being promised."""

import pytest

from tests import printed_json, promises
from tests.shell_blocks import ROOT

WORDS = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """What the document says under a heading."""
    found = WORDS.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].strip()
    assert found, heading
    return found


@pytest.mark.parametrize("name", promises.LISTS)
def test_what_is_promised_is_there(name: str) -> None:
    """A command, an option, a setting, a call or a member that was promised is not taken away within a version 1."""
    now = set(promises.now(name))
    gone = [line for line in promises.promised(name) if line not in now]

    assert gone == [], f"docs/promises.md says:\n\n{section('How something is taken away')}"


@pytest.mark.parametrize("name", promises.LISTS)
def test_what_is_there_is_promised(name: str) -> None:
    """What is new is promised on purpose: the list is written anew, and the change of it is looked at."""
    promised = set(promises.promised(name))
    new = [line for line in promises.now(name) if line not in promised]

    assert new == [], f"python -m tests.promises writes tests/promised/{name}.txt anew; look at what it promises"


def test_the_lists_are_read_by_the_docs() -> None:
    """The document names every list."""
    assert [name for name in promises.LISTS if f"tests/promised/{name}.txt" not in WORDS] == []


def test_every_command_with_json_is_in_the_list() -> None:
    """A command that prints JSON for scripts has its members in the list."""
    assert printed_json.left_out() == set()


def test_a_list_sees_what_is_taken_away() -> None:
    """An option, a default, a scope of a call, a status, a member and what it must be are each seen."""
    kept = {name: promises.now(name) for name in promises.LISTS}

    assert "doctor --json" in kept["commands"]
    assert "restore FILE" in kept["commands"]
    assert "CONTACT_MOMENTS_PORT 8080" in kept["settings"]
    assert "GET /l/contact_moment_api/contact_moment ?since" in kept["api"]
    assert "POST /l/contact_moment_api/contact_moment/type/{type} 422" in kept["api"]
    assert "POST /l/contact_moment_api/contact_moment/type/{type} header Idempotency-Key" in kept["api"]
    assert "member NewFollowUp.on: string, required" in kept["api"]
    assert 'member Relation.kind can be "person"' in kept["api"]
    assert "error 503 overloaded" in kept["api"]
    assert "drill --json behind.seconds" in kept["printed"]
    assert "worker_ended exit_code" in kept["log"]
    assert "/ ?relation" in kept["addresses"]
