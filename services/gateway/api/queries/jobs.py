"""Queries about long work: how far it is, and what became of each row."""

from uuid import UUID

import strawberry

from services.gateway.api.context import Coded, Info
from services.gateway.api.job_types import Job, JobReport, job_of
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.domain.csv_files import write_table
from services.gateway.domain.sentences import sentence
from services.gateway.storage.jobs import read_job, read_jobs, read_report
from services.gateway.storage.reading import Row

REPORT_ROWS = 5_000
TITLES = ("rij", "resultaat", "waar", "code", "uitleg", "persoon")
OUTCOMES = {"done": "gelukt", "refused": "niet gelukt", "open": "nog niet uitgevoerd"}


@strawberry.type
class JobQueries:
    """Long work."""

    @strawberry.field(description="How a job stands.")
    async def job(self, info: Info, network: UUID, job: UUID) -> Job | None:
        """Null where it is unknown."""
        checked(network=network, job=job)
        info.context.permit("job", Scope(network=str(network)))
        bounds = info.context.bounds(str(network))
        row = await read_job(info.context.gateway.database, bounds, str(network), job)
        return None if row is None else job_of(row)

    @strawberry.field(description="The latest hundred jobs of a network, the latest first.")
    async def jobs(self, info: Info, network: UUID) -> list[Job]:
        """Drafts too."""
        checked(network=network)
        info.context.permit("jobs", Scope(network=str(network)))
        bounds = info.context.bounds(str(network))
        rows = await read_jobs(info.context.gateway.database, bounds, str(network))
        return [job_of(row) for row in rows]

    @strawberry.field(description="What became of each row of a job, as CSV.")
    async def job_report(
        self, info: Info, network: UUID, job: UUID, after_row: int = 0
    ) -> JobReport | None:
        """At most 5,000 rows at once. No name or number stands in it."""
        checked(network=network, job=job, after_row=after_row)
        info.context.permit("jobReport", Scope(network=str(network)))
        bounds, database = info.context.bounds(str(network)), info.context.gateway.database
        if after_row < 0:
            raise Coded("number_invalid", "afterRow")
        if await read_job(database, bounds, str(network), job) is None:
            return None
        rows = await read_report(database, bounds, str(network), job, after_row, REPORT_ROWS)
        lines = [line for row in rows for line in _lines(row)]
        last = rows[-1]["number"] if len(rows) == REPORT_ROWS else None
        return JobReport(csv=write_table(TITLES, lines).decode(), rows=len(rows), next=last)


def _lines(row: Row) -> list[tuple[object, ...]]:
    """A line for each problem; one where there is none."""
    begins = (row["line"], OUTCOMES[row["state"]])
    problems = row["problems"] or ()
    if not problems:
        code = row["result"] or ""
        return [(*begins, "", code, sentence(code) if code else "", row["made"])]
    return [(*begins, where, code, sentence(code), row["made"]) for where, code in problems]
