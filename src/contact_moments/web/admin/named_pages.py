"""`/admin/tags` and `/admin/actions`: added, renamed, and removed while nothing has them."""

import re
from collections.abc import Callable
from functools import partial
from typing import Literal

from msgspec import Struct

from contact_moments import catalogue
from contact_moments.errors import ChangedMeanwhileError, ConflictError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import CATALOGUE_EDIT, MAX_ID, VIEW
from contact_moments.moments.typed_values import as_sent
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.web.admin.lists import Pages
from contact_moments.web.admin.named_lists import NamedRow, asked, name_faults, rows_of, wrong
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.findings import Wrong
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import checked_database

DONE = ("added", "renamed", "removed")
_NUMBER = re.compile(r"-?[0-9]{1,19}", re.ASCII)


class Listed(Struct, frozen=True):
    """Tags or actions: their name in words and addresses, the numbers that they can have, and what can be done.

    The functions are those of the catalogue.
    """

    what: Literal["tags", "actions"]
    least: int
    most: int
    all: Callable[..., dict[int, str]]
    used: Callable[..., set[int]]
    add: Callable[..., int]
    rename: Callable[..., None]
    remove: Callable[..., None]
    needs_number: bool

    @property
    def path(self) -> str:
        """The address of the list."""
        return f"/admin/{self.what}"

    def number_in(self, text: str) -> int | None:
        """The number that a text has; None if none of these can have it."""
        number = int(text) if _NUMBER.fullmatch(text) else None
        return number if number is not None and self.least <= number <= self.most else None


class NewNamed(Struct, frozen=True):
    """The fields of a new one, as typed. `double` tells that another one has its name."""

    name: str = ""
    id: str = ""
    double: bool = False


class NamedList(PageData, frozen=True):
    """The whole page of `what`. `done` is what was done a moment ago, to the one whose name is `of`.

    `needs_number` says that a new one needs a number, `any_number` that contact moments may name others too, and
    `opens` that the person may see contact moments.
    """

    frame: Frame
    nav: Nav
    what: str
    rows: list[NamedRow]
    pages: Pages
    new: NewNamed
    wrong: list[Wrong]
    texts: dict[str, str]
    done: str
    of: str
    opens: bool
    needs_number: bool
    any_number: bool


class OneNamed(PageData, frozen=True):
    """One of `what`. `name` is what was typed and `was` its name now; `meanwhile` tells that somebody else renamed it.

    `kept` tells that it could not be removed, `used` that contact moments have it, `double` that another one has the
    same name.
    """

    frame: Frame
    nav: Nav
    what: str
    id: int
    name: str
    was: str
    used: bool
    double: bool
    wrong: list[Wrong]
    texts: dict[str, str]
    meanwhile: bool
    kept: bool


class _Told(Struct, frozen=True):
    """Why nothing was done to one."""

    meanwhile: bool = False
    kept: bool = False


_NOTHING = _Told()


def show_list(listed: Listed, context: RequestContext) -> Response:
    """All of them, a page at a time."""
    return _show_list(listed, context, NewNamed(), [])


def add(listed: Listed, context: RequestContext) -> Response:
    """Add one, with the number that was typed or the next one."""
    fields, database = forms.read_all(context), context.register.database
    name, number = fields.one("name").strip(), fields.one("id").strip()
    known = listed.all(database)
    found = name_faults(context, known, name, "sure" in fields.values)
    wanted = listed.number_in(number)
    if wanted is None and (number or listed.needs_number):
        found.append(wrong(context, "id", f"form_{listed.what}"))
    if not found:
        try:
            new = listed.add(checked_database(context), name, wanted, context.actor)
        except ConflictError:
            # A second press of the same button has done nothing either.
            if wanted is not None and listed.all(database).get(wanted) == name:
                return see_other(f"{listed.path}?done=added&of={wanted}")
            found = [wrong(context, "id", "taken", number)]
        else:
            return see_other(f"{listed.path}?done=added&of={new}")
    double = catalogue.same_name(known, name) is not None
    return _show_list(listed, context, NewNamed(name, number, double), found)


def _show_list(listed: Listed, context: RequestContext, new: NewNamed, found: list[Wrong]) -> Response:
    database, query = context.register.database, forms.read_query_all(context)
    known = listed.all(database)
    part = asked(context, known)
    data = NamedList(
        frame=frame(context, "admin"),
        nav=nav(context, listed.what),
        what=listed.what,
        rows=rows_of(known, part.rows, listed.used(database, part.rows)),
        pages=part.pages,
        new=new,
        wrong=found,
        texts={one.field: one.text for one in found},
        done=query.one("done") if query.one("done") in DONE else "",
        of=_name(known, listed.number_in(query.one("of"))),
        opens=VIEW in context.client.scopes,
        needs_number=listed.needs_number,
        any_number=listed.needs_number and context.register.settings.action_codes == "any",
    )
    return page(context, "named_list.html", data, status=422 if found else 200)


def _name(known: dict[int, str], number: int | None) -> str:
    return "" if number is None else known.get(number, "")


def show_one(listed: Listed, context: RequestContext) -> Response:
    """The form of one. Raises `NotFoundError`."""
    return _show_one(listed, context, None, [])


def rename(listed: Listed, context: RequestContext) -> Response:
    """Give one the name that was typed, unless somebody else has renamed it meanwhile."""
    fields, database, number = forms.read_all(context), context.register.database, _asked_number(listed, context)
    name = fields.one("name").strip()
    found = name_faults(context, listed.all(database), name, "sure" in fields.values, number)
    if found:
        return _show_one(listed, context, name, found)
    try:
        listed.rename(checked_database(context), number, name, context.actor, as_sent(fields.one("was")))
    except ChangedMeanwhileError:
        return _show_one(listed, context, name, [], _Told(meanwhile=True))
    return see_other(f"{listed.path}?done=renamed&of={number}")


def remove(listed: Listed, context: RequestContext) -> Response:
    """Remove one that nothing has; that it is gone already is no fault. Raises `NotFoundError` for no number."""
    number = _asked_number(listed, context)
    try:
        listed.remove(checked_database(context), number, context.actor)
    except ConflictError:
        return _show_one(listed, context, None, [], _Told(kept=True))
    except NotFoundError:
        pass
    return see_other(f"{listed.path}?done=removed")


def _asked_number(listed: Listed, context: RequestContext) -> int:
    number = listed.number_in(str(context.parameters["number"]))
    if number is None:
        raise NotFoundError(f"There is nothing with this number; {listed.path} lists all")
    return number


def _show_one(
    listed: Listed, context: RequestContext, typed: str | None, found: list[Wrong], told: _Told = _NOTHING
) -> Response:
    database, number = context.register.database, _asked_number(listed, context)
    known = listed.all(database)
    if number not in known:
        raise NotFoundError(f"There is nothing with the number {number}; {listed.path} lists all")
    name = known[number] if typed is None else typed
    data = OneNamed(
        frame=frame(context, "admin"),
        nav=nav(context, listed.what),
        what=listed.what,
        id=number,
        name=name,
        was=known[number],
        used=bool(listed.used(database, [number])),
        double=bool(found) and catalogue.same_name(known, name, number) is not None,
        wrong=found,
        texts={one.field: one.text for one in found},
        meanwhile=told.meanwhile,
        kept=told.kept,
    )
    return page(context, "one_named.html", data, status=409 if told != _NOTHING else 422 if found else 200)


def pages_of(listed: Listed) -> tuple[Route, ...]:
    """The routes of tags or of actions."""
    one = f"{listed.path}/{{number}}"
    made = [
        ("GET", listed.path, show_list),
        ("POST", listed.path, add),
        ("GET", one, show_one),
        ("POST", one, rename),
        ("POST", f"{one}/remove", remove),
    ]
    return tuple(
        Route(
            method,
            path,
            CATALOGUE_EDIT,
            partial(handler, listed),
            page=True,
            max_body=MAX_FORM if method == "POST" else 0,
        )
        for method, path, handler in made
    )


TAGS = Listed(
    "tags",
    1,
    MAX_ID,
    catalogue.tags,
    catalogue.used_tags,
    catalogue.add_tag,
    catalogue.rename_tag,
    catalogue.remove_tag,
    needs_number=False,
)
ACTIONS = Listed(
    "actions",
    catalogue.MIN_CODE,
    catalogue.MAX_CODE,
    catalogue.actions,
    catalogue.used_actions,
    catalogue.add_action,
    catalogue.rename_action,
    catalogue.remove_action,
    needs_number=True,
)
PAGES = (*pages_of(TAGS), *pages_of(ACTIONS))
