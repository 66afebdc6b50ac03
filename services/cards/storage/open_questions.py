"""Finds open questions to sources of status, in the streams that a process works for."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import asyncpg

_OF_PARTITIONS = (
    "select set_config('app.streams', coalesce((select string_agg(stream, ',') "
    "from streams where partition = any($1)), '') || ',?', true)"
)
_OPEN = (
    "select q.stream, q.key, q.holder_id, q.source, q.statuses, q.day, q.give_up_at, q.sent_at, "
    "array(select jsonb_array_elements_text(coalesce(h.merged_ids, '[]'))) as merged_ids "
    "from status_questions q left join holders h on h.stream = q.stream and h.key = q.holder_id "
    "where q.source = $1 and not q.key = any($2) order by q.asked_at, q.key limit $3"
)


async def open_questions(
    pool: asyncpg.Pool,
    partitions: Collection[int],
    source: str,
    without: Collection[UUID],
    at_most: int,
) -> Sequence[dict[str, Any]]:
    """Rows of open questions to this source, oldest first. Raises asyncpg errors."""
    async with pool.acquire() as connection, connection.transaction(readonly=True):
        await connection.execute(_OF_PARTITIONS, list(partitions))
        rows = await connection.fetch(_OPEN, source, [str(one) for one in without], at_most)
    return [dict(row) for row in rows]
