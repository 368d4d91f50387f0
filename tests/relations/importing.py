"""What tests of imports of relations share: files, who imports them, and what is there afterwards."""

from contact_moments.accounts import roles
from contact_moments.maintenance import broken
from contact_moments.model import Relation
from contact_moments.people import Account, Actor
from contact_moments.register import Register
from contact_moments.relations import imports
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.export import all_relations
from contact_moments.uploads import importing
from contact_moments.uploads.uploads import UploadedFile
from tests.people.browser import add_account

BY = Actor(operator="operator")
ROWS = 25


def an_importer(register: Register) -> Account:
    """Somebody who may import relations."""
    roles.put_role(register.database, "importer", importing.RIGHTS["relations"], False, BY)
    return add_account(register, role="importer")


def a_file(first: int = 10, number: int = ROWS, more: str = "") -> CsvFile:
    """A file with so many relations."""
    rows = "".join(f"{id_};Person {id_};06{id_:08}\n" for id_ in range(first, first + number))
    return CsvFile(UploadedFile("people.csv", f"id;name;phone\n{rows}{more}".encode()), "NL")


def put_file(register: Register, file: CsvFile) -> int:
    """Import a file; returns the number of the import."""
    number, _ = imports.put(register.database, file, BY)
    assert number is not None
    return number


def there(register: Register) -> dict[int, Relation]:
    """All relations by id."""
    return {one.id: one for one in all_relations(register.database)}


def faults(register: Register) -> list[str]:
    """What does not hold."""
    return register.database.read_snapshot(lambda connection: broken(connection, register))
