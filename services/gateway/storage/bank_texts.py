"""Who the other side of a booking at the bank is and what it wrote, sealed to the gateway.

It lies beside the views and in no journal, so that it can be forgotten: at once where a line is
not ours, else after a year. What a line came to is kept without it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from services.gateway.storage.party import ASKED as PARTY_ASKED
from services.gateway.storage.reading import Bounds, Database
from services.gateway.storage.tables import ROLE
from services.kernel.schema import grants, isolation

TABLE: Final = "operations.bank_texts"
KEPT: Final = timedelta(days=366)
_FUNCTION: Final = Path(__file__).parent / "functions" / "forget_bank_texts_v1.sql"


def bank_text_tables() -> list[str]:
    """Statements that make the table and its function. Nobody with a party reads it."""
    return [
        f"create table {TABLE} (stream text not null, key text not null, sealed text not null, "
        "made_at timestamptz not null default clock_timestamp(), primary key (stream, key))",
        f"create index on {TABLE} (stream, made_at)",
        *isolation(TABLE),
        f"create policy of_party on {TABLE} as restrictive for select using ({PARTY_ASKED} = '')",
        *grants(TABLE, ROLE),
        _FUNCTION.read_text(),
    ]


async def keep_texts(database: Database, network: str, sealed: Mapping[str, str]) -> None:
    """Keep the texts of lines, by the id of each; those that are there stay."""
    async with database.writing(Bounds(network)) as connection:
        await connection.execute("select set_config('synchronous_commit', 'on', true)")
        await connection.execute(
            f"insert into {TABLE} (stream, key, sealed) "
            "select $1, * from unnest($2::text[], $3::text[]) on conflict do nothing",
            network,
            list(sealed),
            list(sealed.values()),
        )


async def texts_of(
    database: Database, bounds: Bounds, network: str, keys: Sequence[str]
) -> dict[str, str]:
    """The texts of these lines that are kept still, sealed, by the id of each."""
    rows = await database.fetch(
        bounds,
        f"select key, sealed from {TABLE} where stream = $1 and key = any($2)",
        network,
        list(keys),
    )
    return {row["key"]: row["sealed"] for row in rows}


async def forget_text(database: Database, network: str, key: str) -> None:
    """Forget the text of a line."""
    async with database.writing(Bounds(network)) as connection:
        await connection.execute(
            f"delete from {TABLE} where stream = $1 and key = $2", network, key
        )


async def forget_texts(database: Database, before: datetime) -> int:
    """Forget, in every network, the texts of before this instant. Returns how many."""
    rows = await database.call("select operations.forget_bank_texts_v1($1) as gone", before)
    return int(rows[0]["gone"])
