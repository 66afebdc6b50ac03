"""Files that come in: `POST /imports?kind=…&network=…&key=…&scheme=…`, the file as the body.

A bulk registration or a status list is read and kept as a draft: the answer is the dry run, every
wrong field of every row, and what a list would come to. Nothing is done before `startJob`.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.api.context import Coded, Gateway, RequestContext
from services.gateway.api.job_types import counts_of
from services.gateway.api.jobs.drafting import Drafted, draft_registration
from services.gateway.api.jobs.listing import draft_status_list
from services.gateway.api.mutations.statuses import checked_deliberation
from services.gateway.api.plain import as_json, asked, content_of, permitted, refusal
from services.gateway.api.sending import Refused
from services.gateway.domain.checks import BadInput, Wrong, check, read_date
from services.gateway.domain.csv_files import BYTES_MAX, UnreadableFile
from services.gateway.domain.sentences import sentence
from services.gateway.storage.reading import DATABASE_AWAY

ASKED: Final = frozenset({"kind", "network", "key", "scheme", "municipality"})
KINDS: Final[Mapping[str, frozenset[str]]] = {
    "registration": frozenset({"status"}),
    "status_list": frozenset({"legalBasis", "deliberation", "on", "register"}),
}
"""What else is asked for each kind of file."""
NEEDED: Final = frozenset({"network", "scheme", "key", "status", "legalBasis"})
PROBLEMS_MAX: Final = 1_000
Draft = Callable[[RequestContext, Mapping[str, Any], bytes], Awaitable[Drafted]]
DRAFTED: Final[Mapping[str, Draft]] = {
    "registration": draft_registration,
    "status_list": draft_status_list,
}


async def imports(request: Request) -> Response:
    """The dry run of a file."""
    gateway: Gateway = request.app.state.gateway
    try:
        given = _given(request.query_params)
        context = await permitted(gateway, request, "imports", given["network"])
        content = await content_of(request, BYTES_MAX)
        if content is None:
            return refusal("file_too_large", None)
        drafted = await DRAFTED[given["kind"]](context, given, content)
    except (Coded, UnreadableFile) as problem:
        return refusal(problem.code, getattr(problem, "argument", None))
    except (BadInput, Refused) as problem:
        return refusal(problem.code, problem.field)
    except DATABASE_AWAY:
        return refusal("unavailable", None)
    return as_json(_shown(drafted), 200)


def _given(query: Mapping[str, str]) -> dict[str, Any]:
    """What is asked beside the file. Raises BadInput."""
    kind = query.get("kind", "registration")
    if kind not in KINDS:
        raise BadInput("value_invalid", "kind")
    known = ASKED | KINDS[kind]
    ids = frozenset({"network", "scheme"})
    given = asked(query, known, ids=ids, needed=NEEDED & known) | {"kind": kind}
    check(given)
    if kind == "status_list":
        given |= {"on": _day(given["on"]), "register": _yes_or_no(given["register"])}
        checked_deliberation(given["deliberation"])
    return given


def _day(text: str | None) -> date | None:
    read = None if text is None else read_date(text)
    if isinstance(read, Wrong):
        raise BadInput(read.code, "on")
    return read


def _yes_or_no(text: str | None) -> bool:
    if text not in (None, "true", "false"):
        raise BadInput("value_invalid", "register")
    return text == "true"


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
        "counts": [
            {"code": one.code, "message": one.message, "rows": one.rows}
            for one in counts_of(job["facts"].get("counts", {}))
        ],
        "results": [
            {"row": line, "code": code, "message": sentence(code)}
            for line, code in sorted(drafted.results.items())[:PROBLEMS_MAX]
        ],
    }
