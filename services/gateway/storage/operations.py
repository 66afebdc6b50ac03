"""Operations: what a client asked, and what became of it. Kept when the views are rebuilt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from services.gateway.domain.attempts import Patience
from services.gateway.domain.outcomes import Facts, Outcome, outcome_of
from services.gateway.storage.batching import Batched
from services.gateway.storage.reading import Bounds, Connection, Database
from services.kernel.contract import Catalogue, Event
from services.kernel.envelope import Envelope
from services.kernel.ids import PLATFORM
from services.partners.contracts.events import NetworkOpened


@dataclass(frozen=True, slots=True)
class Request:
    """An operation to open. `guard` names a view and a key that the asker must be able to see.

    `numbered`: a provider learns by it whether a number works.
    """

    id: UUID
    stream: str
    actor: str
    type: str
    fingerprint: bytes
    guard: tuple[str, str] | None = None
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening found: `open`, or why not. `after` are the views' cursors of the stream.

    `wait_s`: how many seconds a provider that tried too many numbers has to wait.
    """

    state: str
    status: str = "pending"
    after: Mapping[str, int] | None = None
    wait_s: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an operation stands. `outcome` is None while it is pending.

    `decided`: there is an outcome, though the views may not show yet what it stands on.
    """

    id: UUID
    stream: str
    actor: str | None
    outcome: Outcome | None
    decided: bool


def opening(database: Database) -> Batched[tuple[Request, Bounds], Opened]:
    """Accepts operations, or finds them: one round trip for all that come at the same time."""

    async def run(items: Sequence[tuple[Request, Bounds]]) -> list[Opened]:
        rows = await database.call(
            "select operations.open_operations_v3($1) as said",
            [_item(request, bounds) for request, bounds in items],
        )
        said = [row["said"] for row in rows]
        return [
            Opened(s["state"], s.get("status", "pending"), s.get("after"), s.get("wait_s"))
            for s in said
        ]

    return Batched(run)


def _item(request: Request, bounds: Bounds) -> dict[str, Any]:
    guard, key = request.guard or (None, None)
    return {
        "stream": request.stream,
        "id": request.id,
        "actor": request.actor,
        "type": request.type,
        "fingerprint": request.fingerprint.hex(),
        "party": bounds.party,
        "municipality": bounds.municipality,
        "guard": guard,
        "guard_key": key,
        "numbered": request.numbered,
    }


async def standings(
    database: Database, streams: Iterable[str], ids: Sequence[UUID]
) -> dict[UUID, Standing]:
    """How these operations stand, as far as they were opened on these streams."""
    rows = await database.call(
        "select operations.outcomes_v1($1, $2) as said", ",".join(sorted(set(streams))), ids
    )
    found = [_standing(row["said"]) for row in rows]
    return {standing.id: standing for standing in found}


def _standing(said: Mapping[str, Any]) -> Standing:
    outcome = None
    if said["final"]:
        facts: Facts = said["facts"] or {}
        outcome = Outcome(said["status"], said["code"], said["field"], facts, said["made"])
    decided = said["status"] != "pending"
    return Standing(UUID(said["id"]), said["stream"], said["actor"], outcome, decided)


class OutcomeReader:
    """Finds the outcomes among the events of a turn."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def among(self, envelopes: Sequence[Envelope]) -> list[tuple[Envelope, Outcome]]:
        """Each terminal event that answers a command, with what it says."""
        found = []
        for envelope in envelopes:
            kind = self._catalogue.by_name.get(envelope.type)
            if envelope.outcome is None or kind is None or not issubclass(kind, Event):
                continue
            found.append((envelope, outcome_of(kind.model_validate_json(envelope.data))))
        return found


async def record_turn(
    connection: Connection,
    outcomes: Sequence[tuple[Envelope, Outcome]],
    public: Sequence[Envelope],
    patience: Patience | None = None,
) -> None:
    """Keep outcomes and public events of a turn, in its transaction: one statement.

    Without `patience` nobody is held to numbers that did not work.
    """
    answers = {
        envelope.outcome: {
            "id": envelope.outcome,
            "stream": stream_of_operation(envelope),
            "actor": envelope.actor,
            "status": outcome.status,
            "code": outcome.code,
            "field": outcome.field,
            "facts": outcome.facts,
            "made": outcome.made,
            "outcome_stream": envelope.stream,
            "after": dict(envelope.after),
            "not_valid": outcome.not_valid,
        }
        for envelope, outcome in outcomes
    }
    events = [_public(envelope) for envelope in public]
    if answers or events:
        await connection.execute(
            "select operations.record_turn_v2($1::text::jsonb, $2::text::jsonb, $3::text::jsonb)",
            orjson.dumps(list(answers.values())).decode(),
            orjson.dumps(events).decode(),
            None if patience is None else orjson.dumps(patience.as_data()).decode(),
        )


def _public(envelope: Envelope) -> dict[str, Any]:
    return {
        "stream": envelope.stream,
        "source": envelope.source,
        "sequence": envelope.sequence,
        "id": envelope.id,
        "type": envelope.type,
        "at": envelope.time,
        "data": envelope.data.decode(),
    }


def stream_of_operation(outcome: Envelope) -> str:
    """Where the operation was opened: only opening a network ends on another stream."""
    return PLATFORM if outcome.type == NetworkOpened.wire_name else outcome.stream
