"""How often numbers did not work for a provider: kept beside the operations, for all gateways."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from services.gateway.storage.reading import Database
from services.gateway.storage.tables import ROLE
from services.kernel.schema import grants, isolation

_FUNCTIONS: Final = Path(__file__).parent / "functions"
_NAMES: Final = (
    "drop_in_v1.sql",
    "slowed_v1.sql",
    "may_look_v1.sql",
    "not_valid_v1.sql",
    "probing_due_v1.sql",
    "probing_reported_v1.sql",
    "open_operation_v3.sql",
    "open_operations_v3.sql",
    "record_turn_v2.sql",
)


def attempts_tables() -> list[str]:
    """Statements that make the buckets, one for each provider of a network, and the functions.

    No number that was tried is kept, nor its hash.
    """
    table = "operations.attempts"
    return [
        "alter table operations.operations add column party text",
        f"create table {table} (stream text not null, party text not null, "
        "level double precision not null default 0, level_at timestamptz not null, "
        "slowed_until timestamptz, times_slowed int not null default 0, "
        "day date not null, count int not null default 0, first_at timestamptz, "
        "last_at timestamptz, crossed boolean not null default false, reported_on date, "
        "primary key (stream, party))",
        f"create index on {table} (stream, party) "
        "where crossed and reported_on is distinct from day",
        *isolation(table),
        *grants(table, ROLE),
        *((_FUNCTIONS / name).read_text() for name in _NAMES),
    ]


@dataclass(frozen=True, slots=True)
class Probing:
    """A provider was slowed on a day: how many numbers did not work by now, the first and last."""

    stream: str
    party: str
    day: date
    count: int
    first_at: datetime
    last_at: datetime


async def may_look(database: Database, stream: str, party: str, at: datetime) -> int | None:
    """How many seconds this provider has to wait; None: it need not."""
    rows = await database.call(
        "select operations.may_look_v1($1, $2, $3) as wait_s", stream, party, at
    )
    wait_s: int | None = rows[0]["wait_s"]
    return wait_s


async def note_not_valid(
    database: Database, stream: str, party: str, at: datetime, patience: Mapping[str, Any]
) -> None:
    """A number that this provider asked about does not work."""
    await database.call(
        "select operations.not_valid_v1($1, $2, $3, $4)", stream, party, at, dict(patience)
    )


async def probing_due(database: Database) -> list[Probing]:
    """What is to be reported, of every network."""
    rows = await database.call("select operations.probing_due_v1() as due")
    return [_probing(row["due"]) for row in rows]


def _probing(due: Mapping[str, Any]) -> Probing:
    return Probing(
        stream=due["stream"],
        party=due["party"],
        day=date.fromisoformat(due["day"]),
        count=due["count"],
        first_at=datetime.fromisoformat(due["first_at"]),
        last_at=datetime.fromisoformat(due["last_at"]),
    )


async def note_reported(database: Database, probing: Probing) -> None:
    """It was reported."""
    await database.call(
        "select operations.probing_reported_v1($1, $2, $3)",
        probing.stream,
        probing.party,
        probing.day,
    )
