"""Facts about holders, rights, cards and participations. Topic: cards.events. Key: network.

Personal data is sealed with the key of that one person (`Sealed`), so erasing the key erases it.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.kernel.contract import Cents, Event, Rejection, Sealed


class HolderRegistered(Event, name="cards.holder_registered.v1"):
    """A person is known. `identity` is sealed with her key."""

    holder_id: UUID
    municipality: str
    identity: Sealed


class EligibilityDecided(Event, name="cards.eligibility_decided.v1"):
    """A person is entitled until this day, the day included. `ground` is sealed with her key."""

    holder_id: UUID
    ground: Sealed
    valid_until: date


class RightGranted(Event, name="cards.right_granted.v1"):
    """A person may use so many cents of the network's share per calendar year."""

    right_id: UUID
    holder_id: UUID
    yearly_ceiling_cents: Cents
    valid_from: date
    valid_until: date


class CardIssued(Event, name="cards.card_issued.v1"):
    """A card carries a right. `number` is sealed with the holder's key; `token` finds the card."""

    card_id: UUID
    right_id: UUID
    holder_id: UUID
    token: str
    number: Sealed


class CardBlocked(Event, name="cards.card_blocked.v1"):
    """The card no longer works; the right behind it does.

    `blocked_at` (UTC): what happened before it and is told later is judged as of then.
    """

    card_id: UUID
    reason: Literal["lost", "stolen", "broken", "ended"]
    blocked_at: datetime


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


class HolderErased(Event, name="cards.holder_erased.v1"):
    """The person's key is destroyed: what was sealed with it can be read by nobody."""

    holder_id: UUID


class CommandRejected(Rejection, name="cards.command_rejected.v1"):
    """A refusal by cards."""
