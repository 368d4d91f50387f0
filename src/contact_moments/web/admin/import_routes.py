"""The routes of both sections in which files are imported."""

from functools import partial

from contact_moments.http_server.routes import Route
from contact_moments.model import ADD, IMPORT_EDIT, RELATION_EDIT, RELATION_VIEW, WITHDRAW
from contact_moments.pages.forms import MAX_FORM
from contact_moments.web.admin import import_columns, import_list, import_preview, import_result
from contact_moments.web.admin.import_places import MOMENTS, RELATIONS

_RIGHTS = {RELATIONS: (RELATION_EDIT, RELATION_VIEW), MOMENTS: (ADD, RELATION_VIEW)}
# Undoing an import of contact moments withdraws them.
_UNDO = {RELATIONS: (RELATION_EDIT, RELATION_VIEW), MOMENTS: (WITHDRAW,)}


def _routes(path: str, further: tuple[str, ...], undo: tuple[str, ...]) -> tuple[Route, ...]:
    get = partial(Route, "GET", scope=IMPORT_EDIT, page=True, further=further)
    post = partial(Route, "POST", scope=IMPORT_EDIT, page=True, further=further, max_body=MAX_FORM)
    file = f"{path}/file/{{upload_id}}"
    one = f"{path}/{{number:int}}"
    return (
        get(path=path, handler=import_list.show_imports),
        post(
            path=path,
            handler=import_list.upload,
            max_body=import_list.MAX_UPLOAD,
            body_seconds=import_list.UPLOAD_SECONDS,
            refuse_body=import_list.refuse_upload,
            upload=True,
        ),
        get(path=file, handler=import_columns.show_columns),
        post(path=file, handler=import_columns.choose_columns),
        get(path=f"{file}/preview", handler=import_preview.show_preview),
        get(path=f"{file}/errors", handler=import_preview.export_faults),
        post(path=f"{file}/import", handler=import_preview.import_file),
        post(path=f"{file}/drop", handler=import_preview.drop_file),
        get(path=one, handler=import_result.show_import),
        get(path=f"{one}/progress", handler=import_result.show_import, background=True),
        post(path=f"{one}/go-on", handler=import_result.go_on),
        get(path=f"{one}/undo", handler=import_result.show_undo, further=undo),
        post(path=f"{one}/undo", handler=import_result.undo, further=undo),
    )


PAGES = tuple(route for place in (RELATIONS, MOMENTS) for route in _routes(place.path, _RIGHTS[place], _UNDO[place]))
