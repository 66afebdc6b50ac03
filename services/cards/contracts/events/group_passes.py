"""Facts about group passes. They name an organisation, and no person."""

from datetime import date, datetime
from uuid import UUID

from services.cards.contracts.commands.cards import BlockReason
from services.kernel.contract import Cents, Event, Sealed


class GroupPassIssued(Event, name="cards.group_pass_issued.v1"):
    """An organisation has a pass. `number` is sealed with a key of the pass; `token` finds it.

    `municipality`: the one whose own money may pay for its visits; none: everybody's.
    """

    pass_id: UUID
    organisation_id: UUID
    scheme_id: UUID
    token: str
    number: Sealed
    tickets_per_year: int
    valid_until: date
    municipality: str | None = None


class GroupPassBlocked(Event, name="cards.group_pass_blocked.v1"):
    """The pass works no longer from `blocked_at` (UTC) on."""

    pass_id: UUID
    reason: BlockReason
    blocked_at: datetime


class GroupVisitRequested(Event, name="cards.group_visit_requested.v1", terminal=False):
    """Pass and tickets allow it; budget answers. The amounts are for all tickets together.

    The shares sum to the price; the network's is payable to `provider_id`. `municipality`: that
    of the pass.
    """

    visit_id: UUID
    pass_id: UUID
    organisation_id: UUID
    offer_id: UUID
    provider_id: UUID
    on: date
    tickets: int
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    municipality: str | None = None


class GroupVisitCancelRequested(
    Event, name="cards.group_visit_cancel_requested.v1", terminal=False
):
    """The group did not come; budget answers."""

    visit_id: UUID
    provider_id: UUID


class GroupVisitRegistered(Event, name="cards.group_visit_registered.v1"):
    """A group took part, before budget was asked for the network's share. Said no longer.

    The amounts are for all tickets together; the shares sum to the price.
    """

    visit_id: UUID
    pass_id: UUID
    organisation_id: UUID
    offer_id: UUID
    provider_id: UUID
    on: date
    tickets: int
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents


class GroupVisitCancelled(Event, name="cards.group_visit_cancelled.v1"):
    """The tickets of the visit are free again: budget declined it, or reversed it."""

    visit_id: UUID
    pass_id: UUID
    organisation_id: UUID
    tickets: int
