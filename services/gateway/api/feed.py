"""The partner feed: `GET /events?network=…&source=partners&after=N&limit=…&wait=seconds`.

Per source and network, by the owner's own sequence. What a subscriber may not see is told as a
range, so that every sequence is accounted for and it can prove that it missed none.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.api.context import Coded, Gateway
from services.gateway.api.metrics import EVENTS_FED
from services.gateway.api.plain import as_json, permitted, refusal
from services.gateway.domain.checks import LONG_MAX
from services.gateway.domain.feed import skipped_ranges
from services.gateway.storage.events import Batch, PublicEvent, read_events, read_heads
from services.gateway.storage.reading import DATABASE_AWAY

SOURCES = ("budget", "cards", "partners")
LIMIT_MAX, LIMIT_USUAL = 1_000, 200
WAIT_MAX_S = 30.0


@dataclass(frozen=True, slots=True)
class Ask:
    """What a subscriber asks: the next `limit` events after a sequence; wait if there is none."""

    network: str
    source: str
    after: int
    limit: int
    wait_s: float


async def events(request: Request) -> Response:
    """One batch. With `wait` it is a long poll: answered as soon as there is something new."""
    gateway: Gateway = request.app.state.gateway
    try:
        ask = _ask(request.query_params)
        await permitted(gateway, request, "events", ask.network)
        batch = await _next(gateway, ask)
    except Coded as problem:
        return refusal(problem.code, problem.argument)
    except DATABASE_AWAY:
        return refusal("unavailable", None)
    EVENTS_FED.inc(len(batch.events))
    return as_json(_answer(ask, batch))


async def heads(request: Request) -> Response:
    """How far each source of a network is applied here: `GET /events/head?network=…`."""
    gateway: Gateway = request.app.state.gateway
    try:
        network = _network(request.query_params)
        await permitted(gateway, request, "events", network)
        found = await read_heads(gateway.database, network)
    except Coded as problem:
        return refusal(problem.code, problem.argument)
    except DATABASE_AWAY:
        return refusal("unavailable", None)
    return as_json({"network": network, "heads": {name: found.get(name, 0) for name in SOURCES}})


async def _next(gateway: Gateway, ask: Ask) -> Batch:
    """The next events; waits while the head itself has not moved."""
    clock = asyncio.get_running_loop()
    until = clock.time() + ask.wait_s
    while True:
        batch = await read_events(gateway.database, ask.network, ask.source, ask.after, ask.limit)
        left = until - clock.time()
        if batch.events or batch.head > ask.after or left <= 0:
            return batch
        await gateway.waiting.bells.wait(ask.network, min(left, 5.0))


def _answer(ask: Ask, batch: Batch) -> dict[str, Any]:
    # A full page ends at its last event; else all up to the head is accounted for.
    full = len(batch.events) == ask.limit
    upto = batch.events[-1].sequence if full else max(batch.head, ask.after)
    seen = [event.sequence for event in batch.events]
    return {
        "events": [cloud_event(event) for event in batch.events],
        "skipped": skipped_ranges(ask.after, upto, seen),
        "next": upto,
        "head": batch.head,
    }


def cloud_event(event: PublicEvent) -> dict[str, Any]:
    """A CloudEvent in structured JSON."""
    return {
        "specversion": "1.0",
        "id": str(event.id),
        "source": f"/samenspel/{event.source}",
        "type": event.type,
        "time": event.at.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "network": event.stream,
        "sequence": event.sequence,
        "data": event.data,
    }


def _ask(given: Mapping[str, str]) -> Ask:
    source = given.get("source", "partners")
    if source not in SOURCES:
        raise Coded("bad_input", "source")
    wait = given.get("wait", "0")
    if not wait.isascii() or not wait.isdigit() or len(wait) > 4:
        raise Coded("number_invalid", "wait")
    return Ask(
        network=_network(given),
        source=source,
        after=_whole(given, "after", 0, LONG_MAX, usual=0),
        limit=_whole(given, "limit", 1, LIMIT_MAX, usual=LIMIT_USUAL),
        wait_s=min(float(wait), WAIT_MAX_S),
    )


def _network(given: Mapping[str, str]) -> str:
    try:
        return str(UUID(given.get("network", "")))
    except ValueError:
        raise Coded("uuid_invalid", "network") from None


def _whole(given: Mapping[str, str], name: str, low: int, high: int, *, usual: int) -> int:
    text = given.get(name)
    if text is None:
        return usual
    if not text.isascii() or not text.isdigit() or len(text) > 19 or not low <= int(text) <= high:
        raise Coded("number_invalid", name)
    return int(text)
