"""What can be asked of partners. Topic: partners.commands. Key: the network, or `platform`."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.kernel.contract import Cents, Command

CHECK_IN_MINUTES = 300
"""How long before and after a session desks check in, where its provider does not say."""

Role = Literal["provider", "referrer", "municipal_service", "poverty_association"]


class OpenNetwork(Command, name="partners.open_network.v1"):
    """Open a tenant. Runs on `platform`, where slugs and REFNIS codes are unique.

    Amounts are per calendar year of the regulation period, in cents.
    """

    slug: str
    name: str
    municipalities: tuple[str, ...]
    period_from: date
    period_until: date
    drawing_right_cents: Cents
    own_contribution_cents: Cents


class FoundNetwork(OpenNetwork, name="partners.found_network.v1", internal=True):
    """Second half of opening a network: partners sends it to itself, on the new stream."""


class AdmitOrganisation(Command, name="partners.admit_organisation.v1"):
    """Admit an organisation to the network. `kbo` is its enterprise number, ten digits."""

    name: str
    kbo: str | None = None
    roles: tuple[Role, ...]


class PublishOffer(Command, name="partners.publish_offer.v1"):
    """Offer something at a price, shared in basis points that sum to 10,000.

    Card regulations tell offers apart by `category` (the words of the regulation language),
    `tags`, how many `half_days` they last and who provides them: left out, a municipal service
    provides for the municipality, all else for others.

    With a session (`starts_at` to `ends_at`), desks check in from so many minutes before it begins
    to so many after it ends; without one the whole day.
    """

    organisation_id: UUID
    title: str
    price_cents: Cents
    holder_bp: int
    organisation_bp: int
    network_bp: int
    category: str = "other"
    tags: tuple[str, ...] = ()
    half_days: int | None = None
    provided_by: Literal["municipality", "others"] | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    check_in_before_minutes: int = CHECK_IN_MINUTES
    check_in_after_minutes: int = CHECK_IN_MINUTES


class WithdrawOffer(Command, name="partners.withdraw_offer.v1"):
    """Take an offer back: what is registered stays, nothing new is."""

    offer_id: UUID
