"""Facts about what waits for a person's decision."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.cards.contracts.commands.cards import By
from services.cards.contracts.commands.desk import WorkDecision
from services.kernel.contract import Cents, Event, Sealed

WorkKind = Literal["uncovered", "card_not_valid", "conflicting_upload"]
"""Why it waits: a share that nobody covers, a card that did not work then, a use told twice."""

Lapse = Literal["lapsed", "covered"]
"""What made a decision needless: what it was about is undone, or paid after all."""


class WorkItemOpened(Event, name="cards.work_item_opened.v1"):
    """Something waits for a person: it happened, and the rules do not cover it.

    `cents`: what is uncovered, or what the desk took. `participation_id`: which it is about, or
    which one was told before. Names no person.
    """

    item_id: UUID
    kind: WorkKind
    organisation_id: UUID
    offer_id: UUID
    on: date
    cents: Cents
    participation_id: UUID | None = None
    happened_at: datetime | None = None


class ProbingReported(Event, name="cards.probing_reported.v1"):
    """A provider tried so many numbers that it was slowed: it waits for a person, who speaks with
    the provider. `count` of them did not work on that day (Brussels). Names no person, no number.
    """

    item_id: UUID
    organisation_id: UUID
    on: date
    count: int
    first_at: datetime
    last_at: datetime


class WorkItemResolved(
    Event,
    name="cards.work_item_resolved.v2",
    formerly=("cards.work_item_resolved.v1",),
):
    """A person decided; or it lapsed with what it was about, or that was covered. `reason` is
    sealed with a key of the item's own."""

    item_id: UUID
    decision: WorkDecision | Lapse
    reason: Sealed | None = None
    by: By | None = None
