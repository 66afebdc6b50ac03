"""Facts about participations, as far as cards decides."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.budget.contracts.events import InstalmentTerms
from services.cards.contracts.regulation.pricing import PriceStep
from services.kernel.contract import Cents, Event


class UsageCount(BaseModel):
    """What a participation adds to one count of what a person or household uses.

    `subject` is that person or household; `of_id` the one offer or provider that is counted;
    `period` a year or `all`; `name` that of the ceiling, limit or vouchers in the regulation.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    subject: UUID
    scheme_id: UUID
    of_id: UUID | None = None
    period: str
    name: str
    cents: Cents = 0
    times: int = 0


Payee = Literal["organisation", "holder"]
"""To whom the network's share is payable: to the provider, or to the holder who paid first."""


class ParticipationRequested(Event, name="cards.participation_requested.v1", terminal=False):
    """Card, right and limit allow it; budget answers. The three shares sum to the price.

    `hold_until` is set where the shares are only held. With a card of a scheme: `counts` is what
    it adds to, `steps` how the price came about under `regulation_id`, `sources` which funding
    sources may carry the holder, in their order (none: all), `payer_municipality` the one that
    pays where the regulation lets the domicile pay. Without a right on that day the price is
    full, and `right_id` names her standing in the scheme. `payer_network_id`: another network pays
    in the end, where she lives or as was agreed for a child of two networks. `other_help_cents`
    of the holder's share are paid by others.

    `municipality`: the one of the network where the holder lived on the day; none: outside it,
    or nobody asked. In a network of several, what is that municipality's own may pay for her.

    `happened_at`: the desk told of it late, and took `taken_cents`; of the network's share,
    `uncovered_cents` are within no ceiling or limit.

    `claim_id`: the holder paid it all, and the network's share is payable to her: `payee`.
    `slip_id`: a guarantee slip holds it. `instalments`: it is held in parts, each to be confirmed.
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
    card_id: UUID | None = None
    scheme_id: UUID | None = None
    regulation_id: UUID | None = None
    counts: tuple[UsageCount, ...] = ()
    steps: tuple[PriceStep, ...] = ()
    sources: tuple[str, ...] = ()
    payer_municipality: str | None = None
    payer_network_id: UUID | None = None
    other_help_cents: Cents = 0
    happened_at: datetime | None = None
    taken_cents: Cents | None = None
    uncovered_cents: Cents = 0
    claim_id: UUID | None = None
    slip_id: UUID | None = None
    payee: Payee = "organisation"
    municipality: str | None = None
    instalments: InstalmentTerms | None = None


Resolution = Literal["confirm", "void", "cancel"]


class SharesTaken(BaseModel):
    """A price, and the three shares that sum to it, where less is taken than is held."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents


class ResolutionRequested(Event, name="cards.resolution_requested.v1", terminal=False):
    """A wish about a participation that budget resolves, in order.

    `taken`: a confirmation of less than what is held; the rest is free again.
    """

    participation_id: UUID
    action: Resolution
    taken: SharesTaken | None = None


class ParticipationSettled(
    Event,
    name="cards.participation_settled.v2",
    formerly=("cards.participation_settled.v1",),
    terminal=False,
):
    """What budget answered is taken into the right's limit: while it waits, its share is kept.

    `waited`: it waited for money until now.
    """

    participation_id: UUID
    status: Literal["waiting", "held", "confirmed", "declined", "voided", "expired", "cancelled"]
    waited: bool = False
