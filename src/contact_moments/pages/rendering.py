"""Templates and data become pages. Each template has a struct with exactly the values that it uses."""

import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import asdict

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import HeaderList, Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import Phone
from contact_moments.pages import formats, forms, headers
from contact_moments.pages.assets import assets
from contact_moments.pages.branding import brand
from contact_moments.pages.words import language_of, words_in
from contact_moments.people import LANGUAGES, Language
from contact_moments.phones import readable
from contact_moments.visible import escaped

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent / "templates"
HTML = "text/html; charset=utf-8"
# What every template can use besides the fields of its struct.
SHARED = frozenset({"asset", "brand", "carried", "language", "languages", "person", "words"})


class PageData(Struct, frozen=True):
    """What a template shows; `SignIn` is that of `sign_in.html`. A test compares the two."""


def load() -> None:
    """Read templates, words and assets, which takes a moment; called before the first request."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)
    for language in LANGUAGES:
        words_in(language)
        formats.number(language, 1)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        bytecode_cache=_compiled_templates(),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= formats.filters() | {"telephone": _telephone, "visible": escaped}
    return environment


def _telephone(phone: Phone) -> str:
    return readable(phone.number, phone.key)


def _compiled_templates() -> "BytecodeCache":
    """Compiled templates from start to start, beside compiled modules: compiling all takes most of a server's start."""
    from jinja2 import FileSystemBytecodeCache

    # What the code of a template depends on, besides its text.
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(FOLDER.parent.glob("*.py")))

    class Kept(FileSystemBytecodeCache):
        def get_source_checksum(self, source: str) -> str:
            return super().get_source_checksum(source + code)

        def dump_bytecode(self, bucket: "Bucket") -> None:
            # As Python does: who may or shall not write there, or has no space left, compiles at each start.
            with suppress(OSError):
                if not sys.dont_write_bytecode:
                    super().dump_bytecode(bucket)

    return Kept(str(FOLDER.parent / "__pycache__"))


def page(
    context: RequestContext,
    template: str,
    data: PageData,
    form_action: str | None = None,
    status: int = 200,
    more_headers: HeaderList | None = None,
    reader: str = "",
) -> Response:
    """A page. `form_action` is an origin to which a redirect after its form may lead; `reader` as in `language_of`."""
    shared = _shared(context, language_of(context, reader))
    html = _environment().get_template(template).render(asdict(data) | shared)
    return Response(html.encode(), status, HTML, [*headers.of(form_action), *(more_headers or [])])


def wants(context: RequestContext, part: str) -> bool:
    """Whether a script asks for the element `part` alone, to put it into the page (`HX-Target: div#part`)."""
    return (context.request.header("hx-target") or "").rpartition("#")[2] == part


def see_other(address: str, more_headers: HeaderList | None = None) -> Response:
    """Go on at another address, by GET (RFC 9110 §15.4.4)."""
    return Response(status=303, media_type=HTML, headers=[("location", address), *headers.of(), *(more_headers or [])])


def _shared(context: RequestContext, language: Language) -> dict[str, Any]:
    return {
        "asset": lambda name: assets()[name].address,
        "brand": brand(context.register.settings),
        "carried": "?" + "&".join([*_carried(context), f"lang={language}"]),
        "language": language,
        "languages": _other_languages(context, language),
        "person": context.session.person if context.session else None,
        "words": words_in(language),
    }


def _other_languages(context: RequestContext, language: Language) -> dict[str, str]:
    """The addresses of this page in the other languages, by their names."""
    parts = [one for one in context.request.query.split("&") if one and not one.startswith(("lang=", "next="))]
    parts += _carried(context)
    return {one: "?" + "&".join([*parts, f"lang={one}"]) for one in LANGUAGES if one != language}


def _carried(context: RequestContext) -> list[str]:
    """What links between the pages of signing in carry on: where somebody wants to go. No other field of a form."""
    if not context.body:
        return [one for one in context.request.query.split("&") if one.startswith("next=")]
    try:
        after = forms.read(context).get("next") if b"next=" in context.body else None
    except InvalidInputError:
        after = None
    return [] if after is None else [urlencode({"next": after})]
