"""Facts about visits with a group pass: what the network pays for each."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.budget.contracts.events.ledger import Transfer
from services.kernel.contract import Cents, Event


class GroupVisitConfirmed(
    Event,
    name="budget.group_visit_confirmed.v2",
    formerly=("budget.group_visit_confirmed.v1",),
    public=True,
):
    """The network's share of a visit with a group pass is posted to what is payable.

    `organisation_id` is the provider that is paid. The amounts are for all tickets together: the
    three shares sum to the price, the transfers to the network's share.
    """

    visit_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    tickets: int
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    transfers: tuple[Transfer, ...]
    envelope_id: UUID | None = None
    bucket_id: UUID | None = None


class GroupVisitReversed(
    Event,
    name="budget.group_visit_reversed.v2",
    formerly=("budget.group_visit_reversed.v1",),
    public=True,
):
    """The group did not come; each transfer names the one that it reverses."""

    visit_id: UUID
    organisation_id: UUID
    transfers: tuple[Transfer, ...]
    bucket_id: UUID | None = None


class GroupVisitDeclined(Event, name="budget.group_visit_declined.v1", declines=True):
    """Budget says no to a visit with a group pass, or to its cancel."""

    visit_id: UUID
    action: Literal["request", "cancel"]
    code: str
    field: str | None = None
    facts: dict[str, int | str | None] = Field(default_factory=dict)
