"""Whom somebody means who is typing."""

from collections.abc import Iterator

import pytest

from contact_moments.errors import InvalidInputError
from contact_moments.model import Relation
from contact_moments.moments.merging import merge
from contact_moments.register import Register
from contact_moments.relations.putting import put
from contact_moments.relations.relations import archive
from contact_moments.relations.typing import exact, hits, named
from tests.people.browser import new_register

PEOPLE = {
    429000: {"name": "Betty van der Linden", "phones": ["06 1234 5678"], "email": "betty@example.org"},
    429001: {"name": "Jan van der Linden", "phones": ["+31 6 12345678"], "externalId": "ERP-7"},
    429002: {"name": "Zoë Smit"},
    429003: {"name": "Betty Boop"},
    7: {"name": "429000 B.V.", "kind": "organisation"},
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with people, one archived and one merged."""
    register = new_register(tmp_path_factory.mktemp("typing"))
    for id_, body in PEOPLE.items():
        put(register.database, "NL", id_, body)
    put(register.database, "NL", 8, {"name": "Betty Archived"})
    archive(register.database, 8)
    put(register.database, "NL", 9, {"name": "Old Name", "phones": ["020 7654321"]})
    merge(register.database, register.zone, 9, 429002)
    yield register
    register.close()


def found(register: Register, text: str) -> list[tuple[int, str, str]]:
    """Who is found, by what, and what of it is marked."""
    return [
        (one.relation.id, one.why, "|".join(one.shown[begin:end] for begin, end in one.matches))
        for one in hits(register.database, register.settings, text)
    ]


FOUND = {
    "a name": ("jan", [(429001, "q", "Jan")]),
    "the begins of two words": ("lin bet", [(429000, "q", "Bet|Lin")]),
    "without accents": ("zoe", [(429002, "q", "Zoë")]),
    "a number in the register": ("429001", [(429001, "id", "429001")]),
    "an external id": ("ERP-7", [(429001, "externalId", "ERP-7")]),
    "an address": ("BETTY@example.org", [(429000, "email", "betty@example.org")]),
    "the number of somebody who was merged": ("0207654321", [(429002, "phone", "0207654321")]),
    "nothing": ("", []),
    "a part of a telephone number": ("061234", []),
    "who is archived": ("archived", []),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND)
def test_who_is_found(register: Register, text: str, expected: list[tuple[int, str, str]]) -> None:
    """Each text is tried as what it looks like, and what fits is marked."""
    assert found(register, text) == expected


@pytest.mark.parametrize("text", ["06-12345678", " +31612345678", "0031 6 1234 5678"])
def test_a_telephone_number_that_several_have(register: Register, text: str) -> None:
    """Both are offered, however it is written."""
    assert [one[0] for one in found(register, text)] == [429000, 429001]


def test_a_number_that_is_also_a_name(register: Register) -> None:
    """Both are found."""
    assert {one[0] for one in found(register, "429000")} == {429000, 7}


def test_no_more_than_asked_for(register: Register) -> None:
    """The list is short."""
    assert len(hits(register.database, register.settings, "van", 1)) == 1


EXACT = {
    "a whole name": ("betty  VAN DER linden", [429000]),
    "a part of a name": ("betty", []),
    "a number that several have": ("0612345678", [429000, 429001]),
    "an id": ("429002", [429002]),
}


@pytest.mark.parametrize(("text", "ids"), EXACT.values(), ids=EXACT)
def test_who_is_named_as_a_whole(register: Register, text: str, ids: list[int]) -> None:
    """Only that is taken without asking."""
    assert [one.id for one in exact(register.database, register.settings, text)] == ids


def test_names_of_ids(register: Register) -> None:
    """Who was merged is the one that they became; who there is not, is left out."""
    names = {id_: one.name for id_, one in named(register.database, [9, 8, 999]).items()}

    assert names == {9: "Zoë Smit", 8: "Betty Archived"}
    assert isinstance(named(register.database, [8])[8], Relation)


def test_a_text_that_nothing_can_equal(register: Register) -> None:
    """It is refused, as everywhere."""
    with pytest.raises(InvalidInputError):
        hits(register.database, register.settings, "a\x00b")
