"""Long work: jobs and their rows. A row is taken by one worker at a time, and ends once.

What a row holds is sealed, and gone as soon as the row has ended: its number and a code stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from services.gateway.domain.simulating import Part, Sum
from services.gateway.storage import simulations
from services.gateway.storage.municipality import ASKED as MUNICIPALITY_ASKED
from services.gateway.storage.party import ASKED as PARTY_ASKED
from services.gateway.storage.reading import Bounds, Connection, Database, Row
from services.gateway.storage.tables import ROLE
from services.kernel.schema import grants, isolation

TAKEN_FOR: Final = timedelta(seconds=60)
"""A worker that said nothing for so long has died, or hangs; the commands of a row are the same
whoever sends them, so that two workers do no more than one."""
LISTED_MAX: Final = 100

_TAKE: Final = """
create function operations.take_job_rows_v1(p_for interval, p_limit int)
  returns setof jsonb language plpgsql volatile as $$
begin
  perform set_config('app.directory', 'on', true);
  perform set_config('app.streams', (select string_agg(key, ',') from networks), true);
  return query
    with taken as (
      select r.stream, r.job, r.number from operations.job_rows r
        join operations.jobs j on j.stream = r.stream and j.key = r.job
        where j.state = 'running' and r.state = 'open'
          and (r.taken_until is null or r.taken_until < clock_timestamp())
        order by j.started_at, r.job, r.number limit p_limit for update of r skip locked)
    update operations.job_rows r set taken_until = clock_timestamp() + p_for
      from taken t join operations.jobs j on j.stream = t.stream and j.key = t.job
      where r.stream = t.stream and r.job = t.job and r.number = t.number
      returning jsonb_build_object('stream', r.stream, 'job', r.job, 'number', r.number,
        'input', r.input, 'kind', j.kind, 'actor', j.actor,
        'role', j.role, 'municipality', j.municipality, 'facts', j.facts);
end $$
"""

_END: Final = """
with ended as (
  update operations.job_rows set state = $4, problems = $5, made = $6, result = $7, input = null,
      taken_until = null
    where stream = $1 and job = $2 and number = $3 and state = 'open' returning state)
update operations.jobs j set done = j.done + (select count(*) from ended where state = 'done'),
    refused = j.refused + (select count(*) from ended where state = 'refused')
  where j.stream = $1 and j.key = $2 and exists (select from ended)
"""
_CLOSE: Final = """
update operations.jobs set state = 'done', closed_at = clock_timestamp()
  where stream = $1 and key = $2 and state <> 'done' and done + refused >= total
"""


def job_tables() -> list[str]:
    """Statements that make the tables and the function that takes rows."""
    jobs, rows = "operations.jobs", "operations.job_rows"
    return [
        f"create table {jobs} (stream text not null, key text not null, kind text not null, "
        "actor text not null, role text not null, municipality text, state text not null, "
        "facts jsonb not null, fingerprint text not null, total int not null, "
        "done int not null default 0, refused int not null default 0, "
        "made_at timestamptz not null default clock_timestamp(), started_at timestamptz, "
        "closed_at timestamptz, primary key (stream, key))",
        f"create index on {jobs} (stream, made_at)",
        f"create index on {jobs} (started_at) where state = 'running'",
        f"create table {rows} (stream text not null, job text not null, number int not null, "
        "line int not null, state text not null, input text, problems jsonb, made text, "
        "taken_until timestamptz, "
        "primary key (stream, job, number))",
        f"create index on {rows} (stream, job, number) where state = 'open'",
        *isolation(jobs),
        *isolation(rows),
        f"create policy of_municipality on {jobs} as restrictive for select "
        f"using ({MUNICIPALITY_ASKED} = '' or {MUNICIPALITY_ASKED} = municipality)",
        f"create policy of_no_party on {jobs} as restrictive for select using ({PARTY_ASKED} = '')",
        f"create policy of_no_party on {rows} as restrictive for select using ({PARTY_ASKED} = '')",
        *grants(f"{jobs}, {rows}", ROLE),
        _TAKE,
    ]


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to keep. `facts` hold codes, ids and days only; `fingerprint` tells its content."""

    stream: str
    key: UUID
    kind: str
    actor: str
    role: str
    municipality: str | None
    facts: dict[str, Any]
    fingerprint: str


Problems = Sequence[tuple[str | None, str]]
"""What is wrong with a row: the column or step, and a code."""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row: its line in the file, and what it asks, sealed; or why nothing will be asked.

    `result` is a code: what it would come to, and once it has ended, what it came to.
    """

    line: int
    input: str | None
    problems: Problems = ()
    result: str | None = None


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row that a worker has taken, with what its job says."""

    stream: str
    job: str
    number: int
    input: str
    kind: str
    actor: str
    role: str
    municipality: str | None
    facts: dict[str, Any]


_KEEP: Final = """
insert into operations.jobs (stream, key, kind, actor, role, municipality, state, facts,
    fingerprint, total, refused)
  values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, $10) on conflict do nothing
"""
_KEEP_ROWS: Final = """
insert into operations.job_rows (stream, job, number, line, state, input, problems, result)
  select $1, $2, n, line, case when input is null then 'refused' else 'open' end, input, problems,
      result
  from jsonb_to_recordset($3::text::jsonb)
    as r(n int, line int, input text, problems jsonb, result text)
"""


async def keep(database: Database, job: NewJob, rows: Sequence[NewRow]) -> Row:
    """Keep a job with its rows, or find the one that was kept under this key before."""
    refused = sum(row.input is None for row in rows)
    said = [
        {
            "n": n,
            "line": r.line,
            "input": r.input,
            "problems": [list(p) for p in r.problems],
            "result": r.result,
        }
        for n, r in enumerate(rows, start=1)
    ]
    key = str(job.key)
    async with database.writing(Bounds(job.stream)) as connection:
        await _durably(connection)
        made = await connection.execute(
            _KEEP,
            job.stream,
            key,
            job.kind,
            job.actor,
            job.role,
            job.municipality,
            job.facts,
            job.fingerprint,
            len(rows),
            refused,
        )
        if made.endswith(" 1"):
            await connection.execute(_KEEP_ROWS, job.stream, key, orjson.dumps(said).decode())
        found = await connection.fetchrow(
            "select * from operations.jobs where stream = $1 and key = $2", job.stream, key
        )
    assert found is not None
    kept: Row = found
    return kept


async def read_job(
    database: Database, bounds: Bounds, stream: str, key: UUID, *, simulation: bool = False
) -> Row | None:
    """One job, or one simulation, within the bounds."""
    rows = await database.fetch(
        bounds,
        "select * from operations.jobs where stream = $1 and key = $2 "
        "and (kind = 'simulation') = $3",
        stream,
        str(key),
        simulation,
    )
    return rows[0] if rows else None


async def read_jobs(
    database: Database, bounds: Bounds, stream: str, *, simulations: bool = False
) -> list[Row]:
    """The latest jobs of a network, or its latest simulations, the latest first."""
    sql = (
        "select * from operations.jobs where stream = $1 and (kind = 'simulation') = $2 "
        "order by made_at desc limit $3"
    )
    return await database.fetch(bounds, sql, stream, simulations, LISTED_MAX)


async def read_report(
    database: Database, bounds: Bounds, stream: str, job: UUID, after: int, limit: int
) -> list[Row]:
    """What became of the rows of a job, by their number, after one."""
    return await database.fetch(
        bounds,
        "select number, line, state, problems, made, result from operations.job_rows "
        "where stream = $1 and job = $2 and number > $3 order by number limit $4",
        stream,
        str(job),
        after,
        limit,
    )


_SET: Final = """
update operations.jobs set state = $3, started_at = coalesce(started_at, clock_timestamp()),
    stopped_at = case when $3 = 'stopped' then clock_timestamp() end
  where stream = $1 and key = $2 and state = any($4)
"""


async def set_state(database: Database, stream: str, key: UUID, *, running: bool) -> None:
    """Start, go on, or stop. A job that is done stays so."""
    state, before = ("running", ["draft", "stopped"]) if running else ("stopped", ["running"])
    async with database.writing(Bounds(stream)) as connection:
        await _durably(connection)
        await connection.execute(_SET, stream, str(key), state, before)
        if running:
            await connection.execute(_CLOSE, stream, str(key))


async def take(database: Database, limit: int) -> list[TakenRow]:
    """Take open rows of running jobs, of every network; no other worker has them."""
    rows = await database.call(
        "select operations.take_job_rows_v1($1, $2) as taken", TAKEN_FOR, limit
    )
    return [TakenRow(**row["taken"]) for row in rows]


async def end(
    database: Database,
    row: TakenRow,
    problems: Problems,
    made: str | None,
    result: str | None = None,
    sums: Mapping[Part, Sum] | None = None,
) -> None:
    """A row has ended: what it held is forgotten, what it came to is added. Twice is once."""
    state, said = "refused" if problems else "done", [list(problem) for problem in problems]
    arguments = (row.stream, row.job, row.number, state, said, made, result)
    async with database.writing(Bounds(row.stream)) as connection:
        await _durably(connection)
        ended = await connection.execute(_END, *arguments)
        if sums and ended.endswith(" 1"):
            await simulations.add(connection, row.stream, row.job, sums)
        await connection.execute(_CLOSE, row.stream, row.job)


async def let_go(database: Database, row: TakenRow, *, after: timedelta) -> None:
    """A row could not be ended now: whoever comes after a while takes it again."""
    async with database.writing(Bounds(row.stream)) as connection:
        await connection.execute(
            "update operations.job_rows set taken_until = clock_timestamp() + $4::interval "
            "where stream = $1 and job = $2 and number = $3 and state = 'open'",
            row.stream,
            row.job,
            row.number,
            after,
        )


async def lapse(database: Database, before: datetime) -> int:
    """Forget what rows hold of jobs that wait since before this instant, in every network.

    Those jobs are over. Returns how many there were.
    """
    rows = await database.call("select operations.lapse_jobs_v1($1) as gone", before)
    return int(rows[0]["gone"])


async def _durably(connection: Connection) -> None:
    """Nobody repeats this by itself: the commit waits for the disk."""
    await connection.execute("select set_config('synchronous_commit', 'on', true)")
