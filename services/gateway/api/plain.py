"""What the endpoints of plain HTTP share: sign-in, a bounded body, a refusal with a code."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.api.context import Coded, Gateway, RequestContext
from services.gateway.api.signin import IssuerAway
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput, Wrong, read_uuid
from services.gateway.domain.sentences import sentence

STATUS: Final = {
    "not_signed_in": 401,
    "not_allowed": 403,
    "file_too_large": 413,
    "proof_too_large": 413,
    "proof_unknown": 404,
    "unavailable": 503,
}
"""The status of a code; any other is 400."""


async def permitted(
    gateway: Gateway, request: Request, operation: str, network: object
) -> RequestContext:
    """Who asks, where she may. Raises Coded."""
    try:
        grant = await gateway.sign_in.grant(request.headers.get("authorization"))
    except IssuerAway:
        raise Coded("unavailable") from None
    context = RequestContext(gateway, grant)
    context.permit(operation, Scope(network=str(network)))
    return context


def asked(
    query: Mapping[str, str], names: frozenset[str], *, ids: frozenset[str], needed: frozenset[str]
) -> dict[str, Any]:
    """The arguments of a query, ids as such. Raises BadInput."""
    if set(query) - names:
        raise BadInput("field_unknown")
    given: dict[str, Any] = {name: query.get(name) for name in sorted(names)}
    for name in sorted(needed):
        if given[name] is None:
            raise BadInput("field_missing", name)
    for name in sorted(ids):
        if given[name] is not None:
            read = read_uuid(given[name])
            if isinstance(read, Wrong):
                raise BadInput(read.code, name)
            given[name] = read
    return given


async def content_of(request: Request, bytes_max: int) -> bytes | None:
    """The body; None where it is larger: then it is given up."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > bytes_max:
            return None
        parts.append(part)
    return b"".join(parts)


def refusal(code: str, field: str | None) -> Response:
    """No, and why."""
    said = {"code": code, "message": sentence(code), "field": field}
    return as_json(said, STATUS.get(code, 400))


def as_json(said: Mapping[str, Any], status: int = 200) -> Response:
    """An answer."""
    return Response(orjson.dumps(said), status_code=status, media_type="application/json")
