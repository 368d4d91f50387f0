"""The page of a type's form: what was typed, what is wrong, and the preview of the form beside it."""

from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import VIEW, Rights, Search
from contact_moments.moments.field_rows import KINDS, MOST_ROWS
from contact_moments.moments.search import Total
from contact_moments.moments.type_files import HUES, ICONS
from contact_moments.pages.rendering import PageData, page
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.admin.type_list import TYPES
from contact_moments.web.admin.type_preview import Preview, preview_of
from contact_moments.web.admin.type_words import Difference, told
from contact_moments.web.admin.typed_type import LONGEST_JSON, TypedType, TypeFault
from contact_moments.web.entry_form import Choice
from contact_moments.web.findings import Wrong
from contact_moments.web.frame import Frame, frame
from contact_moments.web.type_looks import looks_of

State = Literal["", "kept", "busy"]
_NO_RIGHTS = Rights(details=False, parties=False)


class TypeForm(PageData, frozen=True):
    """The whole page. `is_new` tells of a new type, `moments` how many have the type that is there.

    `places` are where it can stand. `focus` is the id of where typing goes on. `wrong` has what is wrong, `texts` the
    same by id. `meanwhile` is how the type that somebody else has changed differs from what was typed; it is None where
    nobody has. `state` tells why nothing was done: the type could not be removed, the register is busy, or somebody
    else has typed it. `too_large` tells that only a command can change it.
    """

    frame: Frame
    nav: Nav
    action: str
    is_new: bool
    form: TypedType
    moments: Total | None
    opens: bool
    places: list[Choice]
    kinds: tuple[str, ...]
    icons_of: tuple[str, ...]
    hues: tuple[str, ...]
    may_add_row: bool
    focus: str
    preview: Preview | None
    wrong: list[Wrong]
    texts: dict[str, str]
    meanwhile: list[Difference] | None
    state: State
    too_large: bool


class Show(Struct):
    """What the page shows besides the form."""

    faults: list[TypeFault] = []
    focus: str = ""
    meanwhile: list[Difference] | None = None
    state: State = ""


def draw(context: RequestContext, typed: TypedType, show: Show) -> Response:
    """The page of a form."""
    is_new = "type_id" not in context.parameters
    found = told(context, show.faults)
    data = TypeForm(
        frame=frame(context, "admin"),
        nav=nav(context, "types"),
        action=f"{TYPES}/new" if is_new else f"{TYPES}/{quote(typed.id)}",
        is_new=is_new,
        form=typed,
        moments=None if is_new else context.register.searches.total(Search(types=(typed.id,)), _NO_RIGHTS),
        opens=VIEW in context.client.scopes,
        places=_places(context, typed.id),
        kinds=KINDS,
        icons_of=ICONS,
        hues=HUES,
        may_add_row=len(typed.rows) < MOST_ROWS,
        focus="" if _status(show) != 200 else show.focus,
        preview=preview_of(context, typed),
        wrong=found,
        texts={one.field: one.text for one in found},
        meanwhile=show.meanwhile,
        state=show.state,
        too_large=len(typed.json) > LONGEST_JSON and not show.faults,
    )
    return page(context, "type_form.html", data, status=_status(show))


def _status(show: Show) -> int:
    if show.state == "busy":
        return 503
    return 409 if show.meanwhile is not None or show.state else 422 if show.faults else 200


def _places(context: RequestContext, type_id: str) -> list[Choice]:
    """Where a type can stand: after each of the others, or before all; empty is the label of that one."""
    others = [look.title for id_, look in looks_of(context).items() if id_ != type_id]
    return [Choice(str(number), title) for number, title in enumerate(["", *others], 1)]
