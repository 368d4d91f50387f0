"""Plain data that the layers pass to each other: no behaviour, no input or output.

Names are those of `docs/glossary.md`. Ids are positive integers. The organisation assigns the ids of relations, tags
and actions; the register assigns those of contact moments. Instants are in microseconds (see `clock`).
"""

from typing import Any, Literal

from msgspec import Struct

from contact_moments.people import Person

JsonObject = dict[str, Any]

Kind = Literal["person", "organisation"]
KINDS: tuple[Kind, ...] = ("person", "organisation")

MAX_ID = 2**53 - 1
# Ids that the register gives come before this one, and follow the highest of those: a single high id that somebody
# chooses does not end them.
FIRST_CHOSEN_ID = 2**52

VIEW = "contact_moment/view"
ADD = "contact_moment/add"
EDIT = "contact_moment/edit"
DETAILS = "contact_moment/details"
RELATION_VIEW = "relation/view"
RELATION_EDIT = "relation/edit"
# What a client can be given.
SCOPES = (VIEW, ADD, EDIT, DETAILS, RELATION_VIEW, RELATION_EDIT)

WITHDRAW = "contact_moment/withdraw"
EXPORT = "contact_moment/export"
CATALOGUE_EDIT = "catalogue/edit"
IMPORT_EDIT = "import/edit"
PARKED_EDIT = "parked/edit"
CLIENT_EDIT = "client/edit"
ACCOUNT_EDIT = "account/edit"
AUDIT_VIEW = "audit/view"
REGISTER_VIEW = "register/view"
REGISTER_BACKUP = "register/backup"
# What only people can be given, by their role: no access token has these.
PEOPLE_SCOPES = (
    WITHDRAW,
    EXPORT,
    CATALOGUE_EDIT,
    IMPORT_EDIT,
    PARKED_EDIT,
    CLIENT_EDIT,
    ACCOUNT_EDIT,
    AUDIT_VIEW,
    REGISTER_VIEW,
    REGISTER_BACKUP,
)
ALL_SCOPES = (*SCOPES, *PEOPLE_SCOPES)

# The lists in which page numbers may skip gaps: the whole list, and the list of one relation.
PagedBy = Literal["whole", "relation"]
PAGED_BY: tuple[PagedBy, ...] = ("whole", "relation")
Reason = Literal["mistake", "duplicate", "erasure", "retention", "other"]
REASONS: tuple[Reason, ...] = ("mistake", "duplicate", "erasure", "retention", "other")


# How a contact moment was registered.
Channel = Literal["api", "import", "demo", "command", "page"]
CHANNELS: tuple[Channel, ...] = ("api", "import", "demo", "command", "page")


class Plan(Struct, frozen=True):
    """A follow-up as somebody asks for it: when it is due, by whom (a relation; None is anybody), and a note.

    Without a time of day, `day` is the date (`yyyy-mm-dd`), and `due_at` the instant at which that day begins. One that
    is `done` is ended as soon as it is made: a file can have such ones.
    """

    due_at: int
    day: str | None = None
    by: int | None = None
    note: str = ""
    done: bool = False


class Draft(Struct, frozen=True):
    """A contact moment that somebody sent, checked against its type but not yet against the register.

    `recipients` and `tags` ascend without repeats. `document` is the JSON text that a version stores, including
    `contents` and the type's other own fields. `content` is the SHA-256 of the type and the known members as sent; a
    retry has the same. `dated` says whether a `dateTime` was sent. `corrects` is the
    id of the moment to correct; it is None for a new moment.

    `follow_up` is the moment's follow-up. Without one, `drops_follow_up` says that a correction removes it.

    Three fields are for what earlier releases took otherwise, so that a retry of it is still recognised. With blank
    texts in it, `earlier_content` is the hash that they made, of blank texts too. With a follow-up, `plain_content` is
    the hash without it. `fault` says why it is refused unless it is such a retry.
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
    earlier_content: bytes | None = None
    fault: str | None = None
    follow_up: Plan | None = None
    drops_follow_up: bool = False
    plain_content: bytes | None = None

    @property
    def line_content(self) -> bytes:
        """The content by which a line of a file is known: a follow-up may end, and the line stays the same one."""
        return self.plain_content or self.content


class Sought(Struct, frozen=True):
    """Words that a text must have, one after the other. If it is `begun`, more letters may follow on the last one."""

    words: tuple[str, ...]
    begun: bool


class Question(Struct, frozen=True):
    """What `q` asks for: each of `wanted` and none of `excluded`, in any place; at least one of them."""

    wanted: tuple[Sought, ...] = ()
    excluded: tuple[Sought, ...] = ()


# What a follow-up is. One that is due is open, and its day or its time has come.
FollowUpState = Literal["open", "due", "done"]
FOLLOW_UP_STATES: tuple[FollowUpState, ...] = ("open", "due", "done")


class Search(Struct, frozen=True):
    """Which contact moments somebody looks for. Of several values of a field one must be right; None is no filter.

    `first` and `until` are instants; `until` is excluded. `newest` tells the order. What is due is so at `now`.
    """

    question: Question | None = None
    types: tuple[str, ...] | None = None
    tags: tuple[int, ...] | None = None
    senders: tuple[int, ...] | None = None
    relations: tuple[int, ...] | None = None
    actions: tuple[int, ...] | None = None
    references: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    clients: tuple[str, ...] | None = None
    follow_ups: tuple[FollowUpState, ...] | None = None
    follow_up_by: tuple[int, ...] | None = None
    first: int | None = None
    until: int | None = None
    newest: bool = True
    now: int = 0


class Rights(Struct, frozen=True):
    """What may be searched besides subjects and senders' names: `details` of moments, and names of all `parties`."""

    details: bool
    parties: bool


class Author(Struct, frozen=True):
    """Who registers: an API client (`client_id`), an account (alone or by a client), or an operator (`person`)."""

    client_id: str | None
    channel: Channel
    person: str | None = None
    account_id: str | None = None


class Submission(Struct, frozen=True):
    """A draft with its author and Idempotency-Key, ready to be registered.

    `types_version` is the version of the types that the draft was checked with; None if they cannot have changed since.
    `expected_version` is the version of the moment that a correction is of; None if any will do.
    """

    draft: Draft
    author: Author
    idempotency_key: str | None = None
    types_version: int | None = None
    expected_version: int | None = None


class Phone(Struct, frozen=True):
    """A telephone number as it was given, and its key (see `contact_moments.phones`)."""

    number: str
    key: str


class Relation(Struct, frozen=True):
    """A person or organisation that contact moments name. `phones` ascend by their numbers, without repeats.

    `external_id` is another system's own name for it. `change` is the number of its last change; storage gives it.
    """

    id: int
    kind: Kind
    name: str
    email: str | None = None
    phones: tuple[Phone, ...] = ()
    archived: bool = False
    merged_into: int | None = None
    external_id: str | None = None
    change: int = 0

    @property
    def available(self) -> bool:
        """Whether it can become a party of new contact moments."""
        return not self.archived and self.merged_into is None


class MomentType(Struct, frozen=True):
    """A type of contact moment. `schema` is the complete draft-07 schema, which is served and enforced."""

    id: str
    title: str
    addable: bool
    schema: JsonObject


class Client(Struct, frozen=True):
    """A system that may use the API. Its secret is not here; storage has a hash of it.

    With `parks`, its registrations are parked if they are refused because a relation is not available. One that is
    `public` cannot keep a secret, and has none. Without `own_tokens` it acts for people only. `used_at` is when it last
    got a token.
    """

    id: str
    name: str
    scopes: frozenset[str]
    created_at: int
    revoked_at: int | None = None
    parks: bool = False
    public: bool = False
    own_tokens: bool = True
    used_at: int | None = None


class Grant(Struct, frozen=True):
    """What a valid access token or session allows, and until when.

    It is of a client, of a `person` by means of a client, or of a person who has signed in (`client_id` is None).
    """

    client_id: str | None
    scopes: frozenset[str]
    expires_at: int
    person: Person | None = None


class Call(Struct, frozen=True):
    """A registration or correction as a client or a person sent it, not checked yet. `body` is decoded JSON.

    `expected_version` is as in `Submission`.
    """

    type_id: str
    body: Any
    grant: Grant
    idempotency_key: str | None = None
    channel: Channel = "api"
    expected_version: int | None = None


class Page(Struct, frozen=True):
    """One page of the list. `body` is the JSON array, in UTF-8.

    `after` is the position of the last row if more rows follow.
    `changes`, if it was asked for, has the number of each item's last change, in the same order, separated by commas.
    `state` is that of the list of contact moments (see `storage.questions.list_state`).
    """

    body: bytes
    after: int | None
    changes: str | None = None
    state: str = ""


class Filter(Struct, frozen=True):
    """Which contact moments a list has. `since` is an instant.

    `relation_ids` ascend without repeats, and there is at least one; None means all relations.
    """

    since: int | None = None
    relation_ids: tuple[int, ...] | None = None
