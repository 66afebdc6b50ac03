"""What waits for a statement: lines of a provider by month, as budget gathers them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.budget.contracts.buckets import first_bucket, late_bucket, month_of
from services.gateway.views.ledger_rows import SettlementBucket, StatementLine
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs_bucket(
    told: UUID | None, whose: tuple[str, int, date], context: Context
) -> Iterable[Place]:
    """Where a line is gathered: an event told of it, or it is the first of its month.

    `whose`: the provider, the year of the books, the day of the line.
    """
    yield SettlementBucket.at(told or first_bucket(context.stream, *whose))


def gathered(line: StatementLine, state: State) -> Iterable[Change]:
    """One line more where it is gathered; one that came too late waits elsewhere."""
    if line.bucket_id is None or line.bucket_id == str(late_bucket(line.participation_id)):
        return
    found = state.get(SettlementBucket, line.bucket_id) or SettlementBucket(
        key=line.bucket_id,
        organisation_id=line.organisation_id,
        year=line.year,
        month=month_of(line.day),
    )
    yield replace(found, lines=found.lines + 1, cents=found.cents + line.network_cents)
