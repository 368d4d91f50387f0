"""Templates and data become pages. Each template has a struct with exactly the values that it uses."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from contact_moments.http_server.messages import HeaderList, Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages import headers
from contact_moments.pages.assets import assets
from contact_moments.pages.words import language_of, words_in
from contact_moments.people import LANGUAGES

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "templates"
HTML = "text/html; charset=utf-8"
# What every template can use besides the fields of its struct.
SHARED = frozenset({"asset", "language", "languages", "person", "words"})


class PageData(Struct, frozen=True):
    """What a template shows; `SignIn` is that of `sign_in.html`. A test compares the two."""


def load() -> None:
    """Read templates, words and assets, which takes a moment; called before the first request."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)
    for language in LANGUAGES:
        words_in(language)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    context: RequestContext,
    template: str,
    data: PageData,
    form_action: str | None = None,
    status: int = 200,
    more_headers: HeaderList | None = None,
) -> Response:
    """A page. `form_action` is an origin to which a redirect after its form may lead."""
    html = _environment().get_template(template).render(asdict(data) | _shared(context))
    return Response(html.encode(), status, HTML, [*headers.of(form_action), *(more_headers or [])])


def see_other(address: str, more_headers: HeaderList | None = None) -> Response:
    """Go on at another address, by GET (RFC 9110 §15.4.4)."""
    return Response(status=303, media_type=HTML, headers=[("location", address), *headers.of(), *(more_headers or [])])


def _shared(context: RequestContext) -> dict[str, Any]:
    language = language_of(context)
    return {
        "asset": lambda name: assets()[name].address,
        "language": language,
        "languages": _other_languages(context, language),
        "person": context.session.person if context.session else None,
        "words": words_in(language),
    }


def _other_languages(context: RequestContext, language: str) -> dict[str, str]:
    """The addresses of this page in the other languages, by their names."""
    parts = [part for part in context.request.query.split("&") if part and not part.startswith("lang=")]
    return {one: "?" + "&".join([*parts, f"lang={one}"]) for one in LANGUAGES if one != language}
