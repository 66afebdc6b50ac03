"""Files that come in: `POST /imports?network=…&key=…&scheme=…&status=…`, the file as the body.

A bulk registration is read and kept as a draft: the answer is the dry run, every wrong field of
every row. Nothing is asked before `startJob`.
"""

from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.api.context import Coded, Gateway
from services.gateway.api.jobs.drafting import Drafted, draft_registration
from services.gateway.api.plain import as_json, asked, content_of, permitted, refusal
from services.gateway.api.sending import Refused
from services.gateway.domain.checks import BadInput, check
from services.gateway.domain.csv_files import BYTES_MAX, UnreadableFile
from services.gateway.storage.reading import DATABASE_AWAY

ASKED: Final = frozenset({"network", "key", "scheme", "municipality", "status"})
PROBLEMS_MAX: Final = 1_000


async def imports(request: Request) -> Response:
    """The dry run of a file."""
    gateway: Gateway = request.app.state.gateway
    try:
        given = _given(request.query_params)
        context = await permitted(gateway, request, "imports", given["network"])
        content = await content_of(request, BYTES_MAX)
        if content is None:
            return refusal("file_too_large", None)
        drafted = await draft_registration(context, given, content)
    except (Coded, UnreadableFile) as problem:
        return refusal(problem.code, getattr(problem, "argument", None))
    except (BadInput, Refused) as problem:
        return refusal(problem.code, problem.field)
    except DATABASE_AWAY:
        return refusal("unavailable", None)
    return as_json(_shown(drafted), 200)


def _given(query: Mapping[str, str]) -> dict[str, Any]:
    """What is asked beside the file. Raises BadInput."""
    ids = frozenset({"network", "scheme"})
    given = asked(query, ASKED, ids=ids, needed=ids | {"key", "status"})
    check(given)
    return given


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
