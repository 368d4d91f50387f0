"""What the columns of a file can be called, in both languages, and what they are called on a page."""

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.moments.lines import REQUIRED as MOMENT_REQUIRED
from contact_moments.moments.lines import columns_of
from contact_moments.pages.words import Words, language_of, words_in
from contact_moments.people import LANGUAGES
from contact_moments.relations.csv_file import COLUMNS as RELATION_COLUMNS
from contact_moments.relations.csv_file import REQUIRED as RELATION_REQUIRED
from contact_moments.uploads.uploads import Kind
from contact_moments.web.titles import Titles

# Other headings than the names of the columns, and what pages call these.
_ALSO = {
    "relations": {
        "id": "number, relation number, member number, nr, nummer, lidnummer, klantnummer",
        "kind": "type, soort",
        "name": "full name, naam, volledige naam",
        "email": "e-mail, mail, email address, emailadres, mailadres",
        "phone": "phones, telephone, phone number, telephone number, mobile, telefoon, tel, mobiel",
        "externalId": "external id, reference, externe id, extern id, kenmerk",
    },
    "moments": {
        "type": "soort",
        "subject": "betreft",
        "dateTime": "date, datum, datum en tijd, tijdstip",
        "senderId": "from, van, afzender",
        "recipients": "recipient, to, aan, ontvanger",
        "action_code": "campagne",
        "tagIds": "labels",
        "reference": "kenmerk, referentie",
        "contents": "text, tekst",
    },
}
REQUIRED: dict[Kind, tuple[str, ...]] = {"relations": RELATION_REQUIRED, "moments": MOMENT_REQUIRED}


def choices(context: RequestContext, kind: Kind) -> dict[str, str]:
    """What a column can be, by its name, each with its title in the language of the page."""
    return titles(context, kind, words_in(language_of(context)))


def titles(context: RequestContext, kind: Kind, words: Words) -> dict[str, str]:
    """The titles of all columns, by their names."""
    fields: dict[str, str] = words["imports"]["fields"][kind]
    if kind == "relations":
        return {name: fields[name] for name in RELATION_COLUMNS}
    types = context.register.types.by_id()
    own = {name: Titles(words, one.data).title(name) for one in reversed(types.values()) for name in one.own_fields}
    return {name: fields.get(name) or own.get(name, name) for name in columns_of(types)}


def known(context: RequestContext, kind: Kind) -> dict[str, str]:
    """The column of each heading that is known, in small letters."""
    found: dict[str, str] = {}
    for name, also in _ALSO[kind].items():
        found |= dict.fromkeys(also.split(", "), name)
    for language in LANGUAGES:
        found |= {_plain(title): name for name, title in titles(context, kind, words_in(language)).items()}
    return found | {_plain(name): name for name in choices(context, kind)}


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()
