"""Long work as clients see it."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected
from services.gateway.domain.sentences import sentence
from services.gateway.storage.reading import Row


@strawberry.enum
class JobKind(Enum):
    """What is done for each row."""

    REGISTRATION = "registration"
    RENEWAL = "renewal"
    STATUS_LIST = "status_list"
    RECOVERY = "recovery"


@strawberry.enum
class JobState(Enum):
    """A draft is a dry run: nothing is asked before it is started."""

    DRAFT = "draft"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


@strawberry.type
class JobCount:
    """How many rows would come to this."""

    code: str
    message: str
    rows: int


@strawberry.type
class Job:
    """Long work: how many rows there are, how many are done, how many were refused.

    `dryRun`: what the rows would have come to when it was drafted, where that can be told.
    """

    id: UUID
    kind: JobKind
    state: JobState
    scheme: UUID
    total: int
    done: int
    refused: int
    left: int
    dry_run: list[JobCount]
    made_at: datetime
    started_at: datetime | None
    closed_at: datetime | None


@strawberry.type
class JobReport:
    """What became of each row, as CSV: row, outcome, step or column, code, sentence, person.

    `next`: ask again after this number; null: that was all.
    """

    csv: str
    rows: int
    next: int | None


@strawberry.type
class JobDone:
    """How the job stands."""

    job: Job


JobAnswer = Annotated[JobDone | Rejected | Pending, strawberry.union("JobAnswer")]


def counts_of(counts: Mapping[str, int]) -> list[JobCount]:
    """What rows would come to, the most first."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [JobCount(code=code, message=sentence(code), rows=rows) for code, rows in ordered]


def job_of(row: Row) -> Job:
    """A job from its row."""
    return Job(
        id=UUID(row["key"]),
        kind=JobKind(row["kind"]),
        state=JobState(row["state"]),
        scheme=UUID(row["facts"]["scheme"]),
        total=row["total"],
        done=row["done"],
        refused=row["refused"],
        left=row["total"] - row["done"] - row["refused"],
        dry_run=counts_of(row["facts"].get("counts", {})),
        made_at=row["made_at"],
        started_at=row["started_at"],
        closed_at=row["closed_at"],
    )
