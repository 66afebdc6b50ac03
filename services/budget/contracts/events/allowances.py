"""Facts about money that is set aside for what a right promises: vouchers, a personal budget.
They name no person, but a right: not public."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.budget.contracts.events.ledger import Transfer
from services.kernel.contract import Cents, Event


class _Told(Event):
    """What every one tells of it.

    `period` and `name`: those of the counts of its use. `last_day`: its own. `category`: of the
    offers for which it is; `sources`: the kinds that may carry the holder, in their order; none:
    all. `municipality`: whose own money may pay for it.
    """

    allowance_id: UUID
    right_id: UUID
    period: str
    name: str
    first_day: date
    last_day: date
    category: str
    sources: tuple[str, ...]
    municipality: str | None = None
    cents: Cents


class AllowanceHeld(_Told, name="budget.allowance_held.v1"):
    """So much is set aside, until it is over or its year is.

    `year` and `envelope_id`: where it is held; without an envelope: of what is not set apart.
    """

    year: int
    envelope_id: UUID | None
    transfers: tuple[Transfer, ...]


class AllowanceRefused(_Told, name="budget.allowance_refused.v1", terminal=False):
    """Too little is left: it is not given, until money is set aside for it.

    `code` and `facts` say why, as where a request is declined.
    """

    code: str
    facts: dict[str, int | str | None] = Field(default_factory=dict)


class AllowanceAwaited(_Told, name="budget.allowance_awaited.v1", terminal=False):
    """It begins in a later year, and is held from that year's money once it does."""


class AllowancePart(BaseModel):
    """What was used or came back, of the part of a source in which it was held; and by which
    transfer it was paid or given back."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    account_id: UUID
    cents: Cents
    transfer_id: UUID


class AllowanceChanged(Event, name="budget.allowance_changed.v1", terminal=False):
    """Less or more is set aside, or for longer: what was held is released, the rest held anew.

    `used` by a participation, which is paid from the same sources; `returned` by it, undone or
    for less; `lasts` until another `last_day`; or `ended`, and nothing is held any more. `cents`
    are those of that reason, `held_cents` what is held after it.
    """

    allowance_id: UUID
    reason: Literal["used", "returned", "lasts", "ended"]
    participation_id: UUID | None = None
    last_day: date | None = None
    cents: Cents
    held_cents: Cents
    parts: tuple[AllowancePart, ...] = ()
    transfers: tuple[Transfer, ...]
