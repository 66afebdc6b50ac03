"""Facts about participations whose price turned out to be another, as far as cards decides."""

from typing import Literal
from uuid import UUID

from services.budget.contracts.events import Decision
from services.cards.contracts.events.participations import SharesTaken, UsageCount
from services.cards.contracts.regulation.pricing import PriceStep
from services.kernel.contract import Cents, Event

CorrectionReason = Literal[
    "price_wrong", "stopped_early", "partly_cancelled", "rule_wrong", "late_fact", "other"
]
"""Why the price is another: it was entered wrongly, she stopped before the end, part of it did not
take place, a wrong rule was applied, a fact was learned late, or what the decision says."""


class CorrectionRequested(Event, name="cards.correction_requested.v1", terminal=False):
    """Part of a price goes back; budget answers.

    Of `refund_cents` each payer gets back in the ratio of the shares, which budget knows. Else
    `shares` are the new price and its parts, under the rule that held: `steps` tell how they came
    about under `regulation_id`, and `counts` is what the participation counts on after it.
    """

    correction_id: UUID
    participation_id: UUID
    refund_cents: Cents | None = None
    shares: SharesTaken | None = None
    counts: tuple[UsageCount, ...] = ()
    steps: tuple[PriceStep, ...] = ()
    regulation_id: UUID | None = None
    reason: CorrectionReason
    decision: Decision
    recover: bool = False


class CorrectionSettled(Event, name="cards.correction_settled.v1", terminal=False):
    """What budget gave back is free again on the right's limits.

    `network_cents`, `uncovered_cents` and `counts` are what the participation has and counts on
    after it.
    """

    correction_id: UUID
    participation_id: UUID
    network_cents: Cents
    uncovered_cents: Cents = 0
    counts: tuple[UsageCount, ...] = ()
