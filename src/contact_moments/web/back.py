"""The way back to the list that somebody came from, with its filters."""

import re
from urllib.parse import urlsplit

from contact_moments.addresses import origin_of
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages.forms import HOME, local_address

_TIMELINES = re.compile(r"/(?:relation/[0-9]{1,16})?")
# What a page has said once and need not say again.
_SAID = re.compile(r"(?:saved|done)=[^&]*&?")


def to_list(context: RequestContext, of_relations: bool) -> str:
    """The address of the timeline that led here; that of everyone where none did.

    With `of_relations` it may also be the page of a relation. The browser says where somebody comes from; only a path
    on this server is taken from that.
    """
    came_from = context.request.header("referer") or ""
    ours = origin_of(context.service.forwarding.url(context.request))
    try:
        parts = urlsplit(came_from)
        is_ours = origin_of(came_from) == ours
    except ValueError:
        return HOME
    if not is_ours or not _TIMELINES.fullmatch(parts.path) or (parts.path != HOME and not of_relations):
        return HOME
    query = _SAID.sub("", parts.query).strip("&")
    return local_address(f"{parts.path}?{query}" if query else parts.path)
