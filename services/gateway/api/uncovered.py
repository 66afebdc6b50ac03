"""Reading what is owed without money for it from the views."""

from typing import Final
from uuid import UUID

from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.api.uncovered_types import (
    UncoveredAmount,
    UncoveredDone,
    UncoveredReason,
    UncoveredStatus,
    UncoveredTotal,
)
from services.gateway.storage.reading import Row


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def uncovered_amount(row: Row) -> UncoveredAmount:
    """What is uncovered of a participation."""
    return UncoveredAmount(
        id=UUID(row["key"]),
        year=row["year"],
        envelope=_uuid(row["envelope_id"]),
        reason=UncoveredReason(row["reason"]),
        status=UncoveredStatus(row["status"]),
        participation=UUID(row["participation_id"]),
        organisation=UUID(row["organisation_id"]),
        offer=UUID(row["offer_id"]),
        clearing=_uuid(row["clearing_id"]),
        on=row["day"],
        cents=Cents(row["cents"]),
        at=row["made_at"],
        ended_at=row["ended_at"],
        paid_by=_uuid(row["paid_by"]),
        body=None if row["body"] is None else DecidingBody(row["body"]),
        decided_on=row["decided_on"],
        reference=row["reference"],
    )


def uncovered_total(row: Row) -> UncoveredTotal:
    """What is open in all."""
    return UncoveredTotal(
        year=row["year"],
        envelope=_uuid(row["envelope_id"]),
        reason=UncoveredReason(row["reason"]),
        items=row["items"],
        cents=Cents(row["cents"]),
    )


async def _read(context: RequestContext, network: str, made: str) -> UncoveredAmount | None:
    row = await read_row(context, network, "uncovered_amounts", made)
    return None if row is None else uncovered_amount(row)


UNCOVERED: Final = Shown(_read, lambda op, one: UncoveredDone(operation=op, uncovered=one))
