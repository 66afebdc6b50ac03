"""Facts about networks, organisations and offers. Topic: partners.events. Key: stream."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.kernel.contract import Cents, Event, Rejection
from services.partners.contracts.commands import CHECK_IN_MINUTES, Role


class NetworkReserved(Event, name="partners.network_reserved.v1", terminal=False):
    """On `platform`: slug and municipalities are taken by this network."""

    network_id: UUID
    slug: str
    municipalities: tuple[str, ...]


class NetworkOpened(Event, name="partners.network_opened.v1", public=True):
    """Sequence 1 of a network's stream: all that others need to know of it.

    Amounts are per calendar year from `period_from` to `period_until`, in cents.
    """

    network_id: UUID
    slug: str
    name: str
    municipalities: tuple[str, ...]
    period_from: date
    period_until: date
    drawing_right_cents: Cents
    own_contribution_cents: Cents


class OrganisationAdmitted(Event, name="partners.organisation_admitted.v1", public=True):
    """An organisation is a partner of the network, in these roles."""

    organisation_id: UUID
    name: str
    kbo: str | None
    roles: tuple[Role, ...]


class OfferPublished(Event, name="partners.offer_published.v1", public=True):
    """Something can be had at this price, shared in basis points of 10,000.

    What it is, how many half days it lasts and who provides it decide which rules of a card
    regulation are for it. Desks check in from so many minutes before its session begins to so many
    after it ends; without a session the whole day.
    """

    offer_id: UUID
    organisation_id: UUID
    title: str
    price_cents: Cents
    holder_bp: int
    organisation_bp: int
    network_bp: int
    category: str = "other"
    tags: tuple[str, ...] = ()
    half_days: int | None = None
    provided_by: Literal["municipality", "others"] = "others"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    check_in_before_minutes: int = CHECK_IN_MINUTES
    check_in_after_minutes: int = CHECK_IN_MINUTES


class OfferWithdrawn(Event, name="partners.offer_withdrawn.v1", public=True):
    """Nothing new is registered on this offer."""

    offer_id: UUID


class CommandRejected(Rejection, name="partners.command_rejected.v1"):
    """A refusal by partners."""
