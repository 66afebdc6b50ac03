"""After a run: did the bare loop do what it is compared for? One that loses work is no measure."""

import asyncio

import asyncpg

PATIENCE_SECONDS, PAUSE_SECONDS = 30.0, 0.2
_COUNTS = """
select (select count(*) from journal_a), (select count(*) from journal_b),
       (select count(*) from participations),
       (select count(*) from operations where status <> 'done')
"""


class WorkLost(RuntimeError):
    """Commands that left fewer rows than there were hops."""


async def ensure_all_done(dsn: str, answered: int) -> None:
    """Every command is in both journals and the views, none is pending. Raises WorkLost."""
    connection = await asyncpg.connect(dsn)
    try:
        for _attempt in range(int(PATIENCE_SECONDS / PAUSE_SECONDS)):
            counts = await connection.fetchrow(_COUNTS)
            assert counts is not None
            first, second, shown, pending = counts
            if first == second == shown >= answered and not pending:
                return
            await asyncio.sleep(PAUSE_SECONDS)
    finally:
        await connection.close()
    raise WorkLost(f"{answered} answered; rows: {first}, {second}, {shown}; {pending} pending")
