"""What can be asked about what happened at desks: told late, and what waits for a person."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.cards.contracts.commands.cards import By
from services.kernel.contract import Cents, Command, Sealed

WORK = "work"
"""The purpose of the key with which the reason of a work item is sealed."""

WorkDecision = Literal["network_pays", "provider_bears", "holder_pays", "no_action"]
"""What a person decided about a work item."""


class RegisterLate(Command, name="cards.register_late.v1"):
    """Somebody took part while the desk was offline. It is judged by the rules of `happened_at`
    and never refused: the desk took `taken_cents`, and the holder owes no more."""

    card_token: str
    offer_id: UUID
    happened_at: datetime
    taken_cents: Cents


class ReportProbing(Command, name="cards.report_probing.v1", internal=True):
    """A provider tried so many numbers that it was slowed: `count` on this day (Brussels) did not
    work, from the first to the last instant. Once a provider and day; no number is told."""

    organisation_id: UUID
    on: date
    count: int
    first_at: datetime
    last_at: datetime


class ResolveWorkItem(Command, name="cards.resolve_work_item.v1"):
    """A person decided about what waited. `reason` is sealed to cards."""

    item_id: UUID
    decision: WorkDecision
    reason: Sealed
    by: By | None = None
