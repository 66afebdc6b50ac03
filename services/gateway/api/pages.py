"""The start page: what this is and where to go. Plain HTML, works without scripts."""

from functools import cache
from html import escape
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from services.cards.contracts.regulation.publishing import json_schema
from services.gateway.api.health import check

_PAGE = (Path(__file__).parent / "start.html").read_text(encoding="utf-8")
_NAMES = {
    "kafka": "Berichten (Kafka)",
    "views": "Gegevens (PostgreSQL)",
    "budget": "Dienst budget",
    "cards": "Dienst kaarten",
    "gateway": "Dienst toegang",
    "partners": "Dienst partners",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


async def start(request: Request) -> Response:
    """The start page, with the state of the platform as it is now."""
    checks = await check(request.app.state.gateway)
    rows = "\n".join(
        f'<li><span>{escape(_NAMES[name])}</span> <strong class="{_class(good)}">{_word(good)}'
        "</strong></li>"
        for name, good in checks.items()
    )
    summary = "Alles werkt." if all(checks.values()) else "Niet alles werkt op dit moment."
    page = _PAGE.replace("{{summary}}", summary).replace("{{rows}}", rows)
    return HTMLResponse(page, headers=HEADERS)


def _word(good: bool) -> str:  # noqa: FBT001
    return "werkt" if good else "werkt niet"


def _class(good: bool) -> str:  # noqa: FBT001
    return "good" if good else "bad"


async def schema(request: Request) -> Response:
    """The GraphQL schema as text."""
    return PlainTextResponse(request.app.state.schema_text)


async def regulation_schema(_request: Request) -> Response:
    """The JSON Schema of regulation documents."""
    return Response(_regulation_schema(), media_type="application/schema+json")


@cache
def _regulation_schema() -> bytes:
    return orjson.dumps(json_schema())


async def asyncapi(request: Request) -> Response:
    """The messages of the platform, as AsyncAPI 3."""
    return Response(request.app.state.asyncapi, media_type="application/json")
