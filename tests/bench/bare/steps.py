"""The two services of the bare loop: a journal row and a state row in, an event out."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from tests.bench.bare.loop import Sent
from tests.bench.bare.tables import CONFIRMED, REQUESTED

PRICE_CENTS, HOLDER_CENTS, ORGANISATION_CENTS, NETWORK_CENTS = 100, 20, 40, 40


async def request(connection: Any, records: Sequence[Any]) -> Sequence[Sent]:
    """Step A: a command becomes a request with its shares; the card's row counts it."""
    rows: list[tuple[UUID, str, datetime, str]] = []
    used, sent = Counter[str](), list[Sent]()
    now = datetime.now(UTC)
    for record in records:
        command = orjson.loads(record.value)
        event = {
            "participation_id": command["id"],
            "right_id": command["card"],
            "offer_id": command["offer"],
            "on": command["on"],
            "price_cents": PRICE_CENTS,
            "holder_cents": HOLDER_CENTS,
            "organisation_cents": ORGANISATION_CENTS,
            "network_cents": NETWORK_CENTS,
        }
        data = orjson.dumps(event)
        rows.append((UUID(command["id"]), record.key.decode(), now, data.decode()))
        used[command["card"]] += NETWORK_CENTS
        sent.append((REQUESTED, record.key, data, []))
    await _write(connection, "a", rows, used)
    return sent


async def confirm(connection: Any, records: Sequence[Any]) -> Sequence[Sent]:
    """Step B: a request becomes a confirmation with its transfer; the account's row counts it."""
    rows: list[tuple[UUID, str, datetime, str]] = []
    used, sent = Counter[str](), list[Sent]()
    now = datetime.now(UTC)
    for record in records:
        event = orjson.loads(record.value)
        stream = record.key.decode()
        event["transfers"] = [
            {"debit": stream, "credit": event["offer_id"], "cents": event["network_cents"]}
        ]
        data = orjson.dumps(event)
        identity = event["participation_id"]
        rows.append((UUID(identity), stream, now, data.decode()))
        used[stream] += event["network_cents"]
        sent.append((CONFIRMED, record.key, data, [("ce_outcome", identity.encode())]))
    await _write(connection, "b", rows, used)
    return sent


async def _write(connection: Any, step: str, rows: Sequence[Any], used: Counter[str]) -> None:
    await connection.execute(
        f"insert into journal_{step} select * from "
        "unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[])",
        *(list(column) for column in zip(*rows, strict=True)),
    )
    await connection.execute(
        f"insert into state_{step} select * from unnest($1::text[], $2::bigint[]) "
        f"on conflict (key) do update set used = state_{step}.used + excluded.used",
        list(used),
        list(used.values()),
    )
