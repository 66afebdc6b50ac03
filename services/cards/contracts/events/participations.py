"""Facts about participations, as far as cards decides."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.kernel.contract import Cents, Event


class ParticipationRequested(Event, name="cards.participation_requested.v1", terminal=False):
    """Card, right and limit allow it; budget answers. The three shares sum to the price.

    `hold_until` is set where the shares are only held.
    """

    participation_id: UUID
    holder_id: UUID
    right_id: UUID
    offer_id: UUID
    organisation_id: UUID
    on: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    ceiling_applied: bool
    hold_until: datetime | None = None


Resolution = Literal["confirm", "void", "cancel"]


class ResolutionRequested(Event, name="cards.resolution_requested.v1", terminal=False):
    """A wish about a participation that budget resolves, in order."""

    participation_id: UUID
    action: Resolution


class ParticipationSettled(Event, name="cards.participation_settled.v1", terminal=False):
    """What budget answered is taken into the right's limit."""

    participation_id: UUID
    status: Literal["held", "confirmed", "declined", "voided", "expired", "cancelled"]
