"""Plain data: what the register is told, keeps and shows. No behaviour, no input, no output.

Names are the glossary's (`docs/glossary.md`). Ids are positive integers given by the organisation (relations,
tags, actions) or by the register (contact moments); instants are microseconds (see `clock`).
"""

from typing import Any, Literal

from msgspec import Struct

JsonObject = dict[str, Any]

Kind = Literal["person", "organisation"]
KINDS: tuple[Kind, ...] = ("person", "organisation")

MAX_ID = 2**53 - 1

VIEW = "contact_moment/view"
ADD = "contact_moment/add"
EDIT = "contact_moment/edit"
DETAILS = "contact_moment/details"
SCOPES = (VIEW, ADD, EDIT, DETAILS)

Reason = Literal["mistake", "duplicate", "erasure", "retention", "other"]
REASONS: tuple[Reason, ...] = ("mistake", "duplicate", "erasure", "retention", "other")


class Registration(Struct, frozen=True):
    """A contact moment as somebody asks to have it registered: checked against its type, not yet against the rest.

    `recipients` and `tags` ascend without repeats. `document` is the registration as JSON text, as versions keep it,
    with `contents` and the other members that only its type has. `content` is the SHA-256 of the type and the known
    members as sent, by which a repeat is known. `dated` tells whether a `dateTime` was sent; `corrects` is the moment
    that is to be corrected, if it is not a new one.
    """

    type: str
    subject: str
    sender_id: int
    recipients: tuple[int, ...]
    happened_at: int
    action: int | None
    tags: tuple[int, ...]
    document: str
    reference: str | None
    content: bytes
    dated: bool
    corrects: int | None = None


class Author(Struct, frozen=True):
    """Who registers: an API client, or the operator by a command (`person`)."""

    client_id: str | None
    channel: Literal["api", "import", "demo", "command"]
    person: str | None = None


class Submission(Struct, frozen=True):
    """A registration or correction with who sends it, and under which Idempotency-Key.

    `types_version` is that of the types by which it was checked, where they may have changed since.
    """

    registration: Registration
    author: Author
    idempotency_key: str | None = None
    types_version: int | None = None


class Relation(Struct, frozen=True):
    """A person or organisation that contact moments name. `phones` ascend without repeats."""

    id: int
    kind: Kind
    name: str
    email: str | None = None
    phones: tuple[str, ...] = ()
    archived: bool = False
    merged_into: int | None = None


class MomentType(Struct, frozen=True):
    """A type of contact moment: `schema` is the whole draft-07 schema that is served and enforced."""

    id: str
    title: str
    addable: bool
    schema: JsonObject


class Client(Struct, frozen=True):
    """A system that may use the API. Its secret is not here: only a hash of it is kept, in storage.

    With `parks`, what is refused of it because a relation is not available is kept.
    """

    id: str
    name: str
    scopes: frozenset[str]
    created_at: int
    revoked_at: int | None = None
    parks: bool = False


class Grant(Struct, frozen=True):
    """What a valid access token stands for."""

    client_id: str
    scopes: frozenset[str]
    expires_at: int


class Call(Struct, frozen=True):
    """A registration or correction as an API client sent it: `body` is decoded JSON."""

    type_id: str
    body: Any
    grant: Grant
    idempotency_key: str | None = None


class Page(Struct, frozen=True):
    """One page of the list: `body` is the JSON array, `after` the position of its last row, if more rows follow.

    `changes` has the numbers of the items' last changes in the same order, with commas between, where asked for.
    """

    body: str
    after: int | None
    changes: str | None = None


class Filter(Struct, frozen=True):
    """Which contact moments a list asks for. No `relation_ids` means every relation; `since` is in microseconds."""

    since: int | None = None
    relation_ids: tuple[int, ...] | None = None
