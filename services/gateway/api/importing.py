"""Files that come in: `POST /imports?network=…&key=…&scheme=…&status=…`, the file as the body.

A bulk registration is read and kept as a draft: the answer is the dry run, every wrong field of
every row. Nothing is asked before `startJob`.
"""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.api.context import Coded, Gateway, RequestContext
from services.gateway.api.jobs.drafting import Drafted, draft_registration
from services.gateway.api.sending import Refused
from services.gateway.api.signin import IssuerAway
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput, Wrong, check, read_uuid
from services.gateway.domain.csv_files import BYTES_MAX, UnreadableFile
from services.gateway.domain.sentences import sentence
from services.gateway.storage.reading import DATABASE_AWAY

STATUS: Final = {
    "not_signed_in": 401,
    "not_allowed": 403,
    "file_too_large": 413,
    "unavailable": 503,
}
ASKED: Final = frozenset({"network", "key", "scheme", "municipality", "status"})
PROBLEMS_MAX: Final = 1_000


async def imports(request: Request) -> Response:
    """The dry run of a file."""
    gateway: Gateway = request.app.state.gateway
    try:
        given = _given(request.query_params)
        context = await _permitted(gateway, request, str(given["network"]))
        drafted = await draft_registration(context, given, await _content(request))
    except (Coded, UnreadableFile) as problem:
        return _refusal(problem.code, getattr(problem, "argument", None))
    except (BadInput, Refused) as problem:
        return _refusal(problem.code, problem.field)
    except DATABASE_AWAY:
        return _refusal("unavailable", None)
    return _json(_shown(drafted), 200)


def _given(query: Mapping[str, str]) -> dict[str, Any]:
    """What is asked beside the file. Raises BadInput."""
    if unknown := set(query) - ASKED:
        raise BadInput("field_unknown", min(unknown & ASKED, default=None))
    given: dict[str, Any] = {name: query.get(name) for name in sorted(ASKED)}
    for name in ("network", "scheme"):
        read = read_uuid(given[name])
        if isinstance(read, Wrong):
            raise BadInput(read.code, name)
        given[name] = read
    for name in ("key", "status"):
        if given[name] is None:
            raise BadInput("field_missing", name)
    check(given)
    return given


async def _permitted(gateway: Gateway, request: Request, network: str) -> RequestContext:
    try:
        grant = await gateway.sign_in.grant(request.headers.get("authorization"))
    except IssuerAway:
        raise Coded("unavailable") from None
    context = RequestContext(gateway, grant)
    context.permit("imports", Scope(network=network))
    return context


async def _content(request: Request) -> bytes:
    """The file, given up where it is too large. Raises UnreadableFile."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BYTES_MAX:
            raise UnreadableFile("file_too_large")
        parts.append(part)
    return b"".join(parts)


def _shown(drafted: Drafted) -> dict[str, Any]:
    job = drafted.job
    return {
        "job": job["key"],
        "state": job["state"],
        "rows": job["total"],
        "wrong": len({one.line for one in drafted.problems}),
        "problems": [
            {"row": one.line, "column": one.column, "code": one.code, "message": one.message}
            for one in drafted.problems[:PROBLEMS_MAX]
        ],
        "more": max(len(drafted.problems) - PROBLEMS_MAX, 0),
    }


def _refusal(code: str, field: str | None) -> Response:
    return _json({"code": code, "message": sentence(code), "field": field}, STATUS.get(code, 400))


def _json(said: Mapping[str, Any], status: int) -> Response:
    return Response(orjson.dumps(said), status_code=status, media_type="application/json")
