"""What cards knows of networks, partners and offers: its own copy, fed by partners. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from services.kernel.money import Split
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State
from services.partners.contracts.commands import CHECK_IN_MINUTES
from services.partners.contracts.events import (
    NetworkOpened,
    OfferPublished,
    OfferWithdrawn,
    OrganisationAdmitted,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network(Row):
    """The network of this stream."""

    table: ClassVar[str] = "networks"
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Row):
    """What can be had, at a price in cents, shared in basis points of 10,000.

    Regulations tell offers apart by what they are, how many half days they last and who provides.
    Desks check in around its session, if it has one.
    """

    table: ClassVar[str] = "offers"
    organisation_id: str
    price_cents: int
    holder_bp: int
    organisation_bp: int
    network_bp: int
    withdrawn: bool
    category: str = "other"
    tags: tuple[str, ...] = ()
    half_days: int | None = None
    provided_by: Literal["municipality", "others"] = "others"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    check_in_before_minutes: int = CHECK_IN_MINUTES
    check_in_after_minutes: int = CHECK_IN_MINUTES

    @property
    def split(self) -> Split:
        """Who carries which part of the price."""
        return Split(self.holder_bp, self.organisation_bp, self.network_bp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Row):
    """A partner of the network, and what it is there."""

    table: ClassVar[str] = "organisations"
    roles: tuple[str, ...] = ()


def copy_network(event: NetworkOpened, _context: Context, _state: State) -> Iterable[Change]:
    """The network is there."""
    yield Network(key=str(event.network_id), municipalities=event.municipalities)


def copy_organisation(
    event: OrganisationAdmitted, _context: Context, _state: State
) -> Iterable[Change]:
    """The organisation is a partner."""
    yield Organisation(key=str(event.organisation_id), roles=event.roles)


def copy_offer(event: OfferPublished, _context: Context, _state: State) -> Iterable[Change]:
    """The offer stands."""
    yield Offer(
        key=str(event.offer_id),
        organisation_id=str(event.organisation_id),
        price_cents=event.price_cents,
        holder_bp=event.holder_bp,
        organisation_bp=event.organisation_bp,
        network_bp=event.network_bp,
        withdrawn=False,
        category=event.category,
        tags=event.tags,
        half_days=event.half_days,
        provided_by=event.provided_by,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        check_in_before_minutes=event.check_in_before_minutes,
        check_in_after_minutes=event.check_in_after_minutes,
    )


def needs_of_withdrawal(event: OfferWithdrawn, _context: Context, _state: State) -> Iterable[Place]:
    """The offer."""
    return [Offer.at(event.offer_id)]


def copy_withdrawal(event: OfferWithdrawn, _context: Context, state: State) -> Iterable[Change]:
    """The offer is taken back."""
    offer = state.get(Offer, event.offer_id)
    if offer is not None:
        yield replace(offer, withdrawn=True)
