"""Plain data of the people who sign in, and of what they and others did: no behaviour, no input or output.

Names are those of `docs/glossary.md`. Ids of accounts and sessions are random texts. Instants are in microseconds (see
`clock`). `model` builds on this module.
"""

from typing import Any, Literal, get_args

from msgspec import Struct

# How far somebody has come: signed in; the password was right and the code is asked; or a second factor must be set up.
Stage = Literal["full", "code", "set_up"]
STAGES: tuple[Stage, ...] = get_args(Stage)
# What a one-time link is for: the first password of an account, or a new one.
Purpose = Literal["invite", "reset"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
Language = Literal["en", "nl"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# Which colours pages have for somebody: as the system of their browser, or always the same.
Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)

# What the audit trail can tell.
Kind = Literal[
    "sign_in",
    "sign_in_failed",
    "sign_out",
    "session_ended",
    "second_factor",
    "recovery_code",
    "password",
    "link_made",
    "link_withdrawn",
    "account_added",
    "account_changed",
    "account_disabled",
    "account_enabled",
    "role_given",
    "role_added",
    "role_changed",
    "role_removed",
    "client_added",
    "client_revoked",
    "client_changed",
    "client_enabled",
    "client_secret",
    "consent_given",
    "consent_revoked",
    "code_reused",
    "refresh_reused",
    "settings",
    "export",
    "import",
    "import_undone",
    "type_added",
    "type_changed",
    "type_removed",
    "tag_added",
    "tag_renamed",
    "tag_removed",
    "action_added",
    "action_renamed",
    "action_removed",
    "withdrawal",
    "follow_up",
    "calendar",
    "parked_released",
    "parked_dropped",
    "restore",
    "copy",
    "backup",
    "drill",
    "audit_expired",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Person(Struct, frozen=True):
    """Who somebody is that has signed in, or for whom a client acts. `relation_id` is the relation that they are.

    `theme` and `single_keys` are what they chose of pages; of those for whom a client acts nobody asks.
    """

    id: str
    name: str
    email: str
    language: str
    role: str
    relation_id: int | None = None
    theme: Theme = "system"
    single_keys: bool = True


class Account(Struct, frozen=True):
    """A person who may sign in. Their password and second factor are not here; storage has them."""

    id: str
    email: str
    name: str
    language: str
    role: str
    created_at: int
    relation_id: int | None = None
    disabled_at: int | None = None
    has_password: bool = False
    has_second_factor: bool = False
    signed_in_at: int | None = None

    @property
    def person(self) -> Person:
        """Who that is."""
        return Person(self.id, self.name, self.email, self.language, self.role, self.relation_id)


class Role(Struct, frozen=True):
    """What accounts with this role may do: a set of scopes. `second_factor` says whether it asks for one."""

    name: str
    scopes: frozenset[str]
    second_factor: bool = False
    built_in: bool = False


class Session(Struct, frozen=True):
    """A browser in which somebody has signed in, or begun to. `scopes` are what their role allows now.

    `id` names the session in lists; it is not what the cookie has. Another browser has another one.
    """

    id: str
    person: Person
    stage: Stage
    scopes: frozenset[str]
    seen_at: int
    expires_at: int


class Event(Struct, frozen=True):
    """Something that the audit trail keeps: who did what, from where, to what.

    `subject` is an id or a name. `detail` has ids, numbers and names, and values only of scopes, redirect addresses and
    settings: never content, a secret, or the name or e-mail address of a person.
    """

    kind: Kind
    account_id: str | None = None
    client_id: str | None = None
    operator: str | None = None
    address: str | None = None
    subject: str | None = None
    detail: dict[str, Any] = {}


class Actor(Struct, frozen=True):
    """Who does something: an account, a client (for an account or for itself), or an operator with a command."""

    account_id: str | None = None
    client_id: str | None = None
    operator: str | None = None
    address: str | None = None

    def event(self, kind: Kind, subject: str | None = None, **detail: Any) -> Event:
        """What the audit trail keeps of something that they did."""
        return Event(kind, self.account_id, self.client_id, self.operator, self.address, subject, detail)


# The register itself, such as when demo data is made.
NOBODY = Actor()


class Consent(Struct, frozen=True):
    """What a person gave a client: `scopes`, until `expires_at` or until it is revoked."""

    id: str
    client_id: str
    account_id: str
    scopes: frozenset[str]
    given_at: int
    expires_at: int
    revoked_at: int | None = None


class Issued(Struct, frozen=True):
    """A code or a refresh token that came of a consent. The last two fields are a code's.

    `redirect_uri` is where the code was sent to, and `challenge` what its client has to answer (PKCE), if anything.
    """

    consent: Consent
    expires_at: int
    used_at: int | None = None
    redirect_uri: str = ""
    challenge: str | None = None


class Given(Struct, frozen=True):
    """What a person has given a client in all, since `given_at`."""

    client_id: str
    client_name: str
    scopes: frozenset[str]
    given_at: int
