"""What contact moments refer to: types, their schemas, tags (wire rules 24 to 26)."""

from contact_moments import catalogue
from contact_moments.http_server.messages import Response, json_response
from contact_moments.http_server.negotiation import SCHEMA
from contact_moments.http_server.pipeline import LIST, RequestContext


def list_types(context: RequestContext) -> Response:
    """The types, each with where its schema is."""
    types = [
        {
            "id": one.id,
            "title": one.title,
            "addable": one.addable,
            "_links": {"schema": {"href": f"{LIST}/type/{one.id}/schema", "type": ["GET"]}},
        }
        for one in context.register.types.all()
    ]
    return json_response(types, context.media_type)


def show_schema(context: RequestContext) -> Response:
    """The schema that is enforced: in an array, or bare where the client accepts a schema's media type."""
    schema = context.register.types.get(context.parameters["type_id"]).data.schema
    return json_response(schema if context.media_type == SCHEMA else [schema], context.media_type)


def list_tags(context: RequestContext) -> Response:
    """One object, id to name."""
    tags = catalogue.tags(context.register.database)
    return json_response({str(id_): name for id_, name in tags.items()}, context.media_type)
