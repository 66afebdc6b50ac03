"""What budget knows of the network, its partners and their offers: its own copy. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from services.kernel.rules import Context
from services.kernel.state import Change, Row, State
from services.partners.contracts.events import NetworkOpened, OfferPublished, OrganisationAdmitted

SELF: Final = "network"
"""The key of the one row about the network itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network(Row):
    """The network of this stream. Key: `network`."""

    table: ClassVar[str] = "networks"
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Row):
    """An organisation in its roles."""

    table: ClassVar[str] = "partners"
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Row):
    """What kind of offer it is, in the words of the regulation language, and whose."""

    table: ClassVar[str] = "offers"
    organisation_id: str
    category: str


def copy_network(event: NetworkOpened, _context: Context, _state: State) -> Iterable[Change]:
    """The municipalities are what it consists of."""
    yield Network(key=SELF, municipalities=event.municipalities)


def copy_organisation(
    event: OrganisationAdmitted, _context: Context, _state: State
) -> Iterable[Change]:
    """An organisation is a partner, in these roles."""
    yield Partner(key=str(event.organisation_id), roles=event.roles)


def copy_offer(event: OfferPublished, _context: Context, _state: State) -> Iterable[Change]:
    """There is an offer."""
    yield Offer(
        key=str(event.offer_id),
        organisation_id=str(event.organisation_id),
        category=event.category,
    )
