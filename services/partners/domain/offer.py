"""Publishing an offer with its price and split, and taking it back. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar, Final, Literal, get_args

from services.cards.contracts.regulation.words import Category
from services.kernel.contract import Event
from services.kernel.money import BASIS_POINTS
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State
from services.partners.contracts.commands import PublishOffer, WithdrawOffer
from services.partners.contracts.events import OfferPublished, OfferWithdrawn
from services.partners.domain.organisation import Organisation
from services.partners.domain.text import checked_text

PRICE_CENTS_MAX = 1_000_000_00
CATEGORIES: Final = frozenset(get_args(Category))
TAG: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
TAGS_MAX: Final = 20
HALF_DAYS_MAX: Final = 732
SESSION_MAX: Final = timedelta(days=366)
CHECK_IN_MINUTES_MAX: Final = 24 * 60
OFFERING_ROLES = frozenset({"provider", "municipal_service"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Row):
    """What can be had at a price in cents; its split in basis points of 10,000."""

    table: ClassVar[str] = "offers"
    organisation_id: str
    title: str
    price_cents: int
    holder_bp: int
    organisation_bp: int
    network_bp: int
    withdrawn: bool


def needs_of_publishing(command: PublishOffer, _context: Context, _state: State) -> Iterable[Place]:
    """The organisation that offers."""
    return [Organisation.at(command.organisation_id)]


def publish(command: PublishOffer, context: Context, state: State) -> Sequence[Event]:
    """Offer something, as a provider or a municipal service of this network."""
    title = checked_text(command.title, field="title")
    organisation = state.get(Organisation, command.organisation_id)
    if organisation is None:
        raise Refusal("organisation_unknown", "organisation_id")
    if OFFERING_ROLES.isdisjoint(organisation.roles):
        raise Refusal("not_a_provider", "organisation_id")
    if not 0 < command.price_cents <= PRICE_CENTS_MAX:
        raise Refusal("price_invalid", "price_cents", cents_max=PRICE_CENTS_MAX)
    check_split(command)
    check_kind(command)
    check_session(command)
    checked = {"title": title, "provided_by": provided_by(command, organisation)}
    return [OfferPublished(offer_id=context.make_id("offer"), **(command.model_dump() | checked))]


def check_kind(command: PublishOffer) -> None:
    """Refuse what regulations have no word for: a category, a tag, a length."""
    if command.category not in CATEGORIES:
        raise Refusal("category_unknown", "category")
    if len(command.tags) > TAGS_MAX or not all(TAG.fullmatch(tag) for tag in command.tags):
        raise Refusal("tags_invalid", "tags", tags_max=TAGS_MAX)
    if command.half_days is not None and not 1 <= command.half_days <= HALF_DAYS_MAX:
        raise Refusal("half_days_invalid", "half_days", half_days_max=HALF_DAYS_MAX)


def check_session(command: PublishOffer) -> None:
    """Refuse a session that ends before it begins, or lasts over a year; a window over a day."""
    starts_at, ends_at = command.starts_at, command.ends_at
    if starts_at is not None and starts_at.tzinfo is None:
        raise Refusal("session_invalid", "starts_at")
    if ends_at is not None and (
        starts_at is None
        or ends_at.tzinfo is None
        or not starts_at <= ends_at <= starts_at + SESSION_MAX
    ):
        raise Refusal("session_invalid", "ends_at")
    for field in ("check_in_before_minutes", "check_in_after_minutes"):
        if not 0 <= getattr(command, field) <= CHECK_IN_MINUTES_MAX:
            raise Refusal("check_in_minutes_invalid", field, minutes_max=CHECK_IN_MINUTES_MAX)


def provided_by(
    command: PublishOffer, organisation: Organisation
) -> Literal["municipality", "others"]:
    """Who provides it: a municipal service does so for the municipality, unless it says not."""
    if command.provided_by is not None:
        return command.provided_by
    return "municipality" if "municipal_service" in organisation.roles else "others"


def check_split(command: PublishOffer) -> None:
    """Refuse parts that are negative or do not sum to the whole."""
    parts = (command.holder_bp, command.organisation_bp, command.network_bp)
    if min(parts) < 0 or sum(parts) != BASIS_POINTS:
        raise Refusal("split_invalid", "network_bp", basis_points=BASIS_POINTS)


def published(event: OfferPublished, _context: Context, _state: State) -> Iterable[Change]:
    """The offer stands."""
    yield Offer(
        key=str(event.offer_id),
        organisation_id=str(event.organisation_id),
        title=event.title,
        price_cents=event.price_cents,
        holder_bp=event.holder_bp,
        organisation_bp=event.organisation_bp,
        network_bp=event.network_bp,
        withdrawn=False,
    )


def needs_of_withdrawal(
    command: WithdrawOffer, _context: Context, _state: State
) -> Iterable[Place]:
    """The offer."""
    return [Offer.at(command.offer_id)]


def withdraw(command: WithdrawOffer, _context: Context, state: State) -> Sequence[Event]:
    """Take an offer back; what is registered on it stays."""
    offer = state.get(Offer, command.offer_id)
    if offer is None:
        raise Refusal("offer_unknown", "offer_id")
    if offer.withdrawn:
        raise Refusal("already_withdrawn", "offer_id")
    return [OfferWithdrawn(offer_id=command.offer_id)]


def withdrawn(event: OfferWithdrawn, _context: Context, state: State) -> Iterable[Change]:
    """Nothing new is registered on the offer."""
    offer = state.get(Offer, event.offer_id)
    if offer is not None:
        yield replace(offer, withdrawn=True)
