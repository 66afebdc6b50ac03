"""Opening a network: reserve what is unique on `platform`, then found its own stream. Pure.

A network is a municipality, or several that work together (domain.md 1.1); a municipality is
in one network at most.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from services.kernel.contract import Event
from services.kernel.ids import PLATFORM
from services.kernel.refusal import Refusal
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Place, Row, State
from services.partners.contracts.commands import FoundNetwork, OpenNetwork
from services.partners.contracts.events import NetworkOpened, NetworkReserved
from services.partners.contracts.municipalities import MUNICIPALITIES
from services.partners.domain.text import checked_text

SLUG = re.compile(r"[a-z0-9](-?[a-z0-9])*")
SLUG_LENGTH_MAX = 60
AMOUNT_CENTS_MAX = 1_000_000_000_00
PERIOD_YEARS_MAX = 12
"""Twice the term of a municipal council: the longest agreement there can be, and then some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network(Row):
    """A tenant, on its own stream. Amounts are per calendar year, in cents."""

    table: ClassVar[str] = "networks"
    slug: str
    name: str
    municipalities: tuple[str, ...]
    period_from: date
    period_until: date
    drawing_right_cents: int
    own_contribution_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlugTaken(Row):
    """On `platform`: this slug is a network's."""

    table: ClassVar[str] = "slugs"
    network_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityTaken(Row):
    """On `platform`: this municipality (REFNIS) is in a network."""

    table: ClassVar[str] = "municipalities"
    network_id: str


def needs_of_opening(command: OpenNetwork, _context: Context, _state: State) -> Iterable[Place]:
    """The slug and each municipality."""
    return [
        SlugTaken.at(command.slug),
        *(MunicipalityTaken.at(refnis) for refnis in command.municipalities),
    ]


def open_network(
    command: OpenNetwork, context: Context, state: State
) -> Sequence[Event | Addressed]:
    """Reserve slug and municipalities, and send the second half to the new stream."""
    assert context.stream == PLATFORM
    name = checked_text(command.name, field="name")
    municipalities = tuple(dict.fromkeys(command.municipalities))
    check_slug(command.slug, state)
    check_municipalities(municipalities, state)
    check_period(command.period_from, command.period_until)
    check_amount(command.drawing_right_cents, field="drawing_right_cents")
    check_amount(command.own_contribution_cents, field="own_contribution_cents")
    network_id = context.make_id("network")
    wish = command.model_dump() | {"name": name, "municipalities": municipalities}
    return [
        NetworkReserved(network_id=network_id, slug=command.slug, municipalities=municipalities),
        Addressed("partners", str(network_id), FoundNetwork(**wish), role="found"),
    ]


def check_slug(slug: str, state: State) -> None:
    """Refuse a slug that is malformed or another network's."""
    if len(slug) > SLUG_LENGTH_MAX or not SLUG.fullmatch(slug):
        raise Refusal("slug_invalid", "slug")
    if state.get(SlugTaken, slug):
        raise Refusal("slug_taken", "slug")


def check_municipalities(codes: Iterable[str], state: State) -> None:
    """Refuse none at all, what is no Flemish municipality of today, and another network's."""
    found = list(codes)
    if not found:
        raise Refusal("no_municipality", "municipalities")
    for refnis in found:
        if refnis not in MUNICIPALITIES:
            raise Refusal("municipality_unknown", "municipalities")
        if state.get(MunicipalityTaken, refnis):
            raise Refusal("municipality_taken", "municipalities", refnis=refnis)


def check_period(first: date, last: date) -> None:
    """Refuse a regulation period that ends before it starts, or that is absurdly long."""
    if first > last or last.year - first.year >= PERIOD_YEARS_MAX:
        raise Refusal("period_invalid", "period_until", years_max=PERIOD_YEARS_MAX)


def check_amount(cents: int, *, field: str) -> None:
    """Refuse an amount per year that is negative, or too large to be added up."""
    if cents < 0:
        raise Refusal("amount_negative", field)
    if cents > AMOUNT_CENTS_MAX:
        raise Refusal("amount_too_large", field, cents_max=AMOUNT_CENTS_MAX)


def reserved(event: NetworkReserved, _context: Context, _state: State) -> Iterable[Change]:
    """Slug and municipalities are taken."""
    network_id = str(event.network_id)
    yield SlugTaken(key=event.slug, network_id=network_id)
    for refnis in event.municipalities:
        yield MunicipalityTaken(key=refnis, network_id=network_id)


def needs_of_network(_message: object, context: Context, _state: State) -> Iterable[Place]:
    """The network whose stream this is."""
    return [Network.at(context.stream)]


def found_network(command: FoundNetwork, context: Context, state: State) -> Sequence[Event]:
    """Event number 1 of the network's own stream; a network is founded once."""
    if state.get(Network, context.stream):
        return []
    return [NetworkOpened(network_id=UUID(context.stream), **command.model_dump())]


def opened(event: NetworkOpened, _context: Context, _state: State) -> Iterable[Change]:
    """The network is there."""
    yield Network(
        key=str(event.network_id),
        slug=event.slug,
        name=event.name,
        municipalities=event.municipalities,
        period_from=event.period_from,
        period_until=event.period_until,
        drawing_right_cents=event.drawing_right_cents,
        own_contribution_cents=event.own_contribution_cents,
    )
