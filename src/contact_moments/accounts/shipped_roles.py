"""The roles that every register has. What they allow is the same in all registers of a release."""

from contact_moments.model import (
    ACCOUNT_EDIT,
    ADD,
    AUDIT_VIEW,
    CATALOGUE_EDIT,
    CLIENT_EDIT,
    DETAILS,
    EDIT,
    EXPORT,
    IMPORT_EDIT,
    PARKED_EDIT,
    REGISTER_BACKUP,
    REGISTER_VIEW,
    RELATION_EDIT,
    RELATION_VIEW,
    VIEW,
    WITHDRAW,
)
from contact_moments.people import Role
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import roles as stored

_READER = frozenset({VIEW, DETAILS, RELATION_VIEW})
_REGISTRAR = _READER | {ADD}
_EDITOR = _REGISTRAR | {EDIT, WITHDRAW, EXPORT, RELATION_EDIT, PARKED_EDIT}
_ADMINISTRATOR = (
    _EDITOR | {CATALOGUE_EDIT, IMPORT_EDIT, CLIENT_EDIT, ACCOUNT_EDIT} | {AUDIT_VIEW, REGISTER_VIEW, REGISTER_BACKUP}
)
_PRIVACY_OFFICER = _READER | {WITHDRAW, EXPORT, AUDIT_VIEW}

SHIPPED_ROLES = (
    Role("reader", _READER, built_in=True),
    Role("registrar", _REGISTRAR, built_in=True),
    Role("editor", _EDITOR, built_in=True),
    Role("administrator", _ADMINISTRATOR, second_factor=True, built_in=True),
    Role("privacy officer", _PRIVACY_OFFICER, second_factor=True, built_in=True),
)


def add_shipped_roles(connection: Connection) -> None:
    """Add the shipped roles that the register does not have yet.

    One that is there gets this release's scopes, and keeps what the operator said of its second factor. An
    organisation's own role that has the name of a new one stays as it is.
    """
    existing = {one.name: one for one in stored.all_roles(connection)}
    for shipped in SHIPPED_ROLES:
        found = existing.get(shipped.name)
        if found is None:
            stored.add(connection, shipped)
        elif found.built_in:
            stored.change(connection, Role(shipped.name, shipped.scopes, found.second_factor, built_in=True))
