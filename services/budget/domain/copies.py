"""What budget knows of the network, its partners and their offers: its own copy. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Literal

from services.budget.contracts.allowances import VOUCHERS
from services.cards.contracts.events import RegulationAdopted
from services.cards.contracts.regulation.benefit import AgeAmount, Fits
from services.cards.contracts.regulation.fitting import age_reached, amount_for
from services.cards.contracts.regulation.reading import read
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


def own_municipality(lives_in: str | None, state: State) -> str | None:
    """Whose own money may pay besides everybody's for who lives there. Raises NotLoaded.

    None in a network of one municipality: there everything is everybody's.
    """
    network = state.get(Network, SELF)
    several = network is not None and len(network.municipalities) > 1
    return lives_in if several else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Vouchers, or a ceiling that is set aside.

    `name`: of the ceiling. `amounts`: the age that is reached at most, none for every one, and
    cents; the first that fits holds. `valid_months`: of vouchers; none where they last as long as
    the right. `category`: of the offers for which it is; `other` where they are several.
    """

    kind: Literal["vouchers", "calendar_year", "card_period", "once"]
    name: str
    amounts: tuple[tuple[int | None, int], ...]
    valid_months: int | None = None
    category: str

    def cents_for(self, birth_year: int | None, day: date) -> int:
        """What it gives somebody in the year of a day, in cents."""
        amounts = [AgeAmount(reached_age_at_most=age, cents=cents) for age, cents in self.amounts]
        return amount_for(amounts, age_reached(birth_year, day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises(Row):
    """What a regulation promises, where it promises any. Key: the regulation."""

    table: ClassVar[str] = "promises"
    promises: tuple[Promise, ...]


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


def copy_regulation(event: RegulationAdopted, _context: Context, _state: State) -> Iterable[Change]:
    """It may promise money."""
    promises = tuple(_promises(event))
    if promises:
        yield Promises(key=str(event.regulation_id), promises=promises)


def _promises(event: RegulationAdopted) -> Iterator[Promise]:
    benefit = read(event.document).benefit
    vouchers = benefit.vouchers
    if vouchers is not None and vouchers.amounts:
        yield Promise(
            kind="vouchers",
            name=VOUCHERS,
            amounts=_amounts(vouchers.amounts),
            valid_months=vouchers.valid_months,
            category=_category(vouchers.fits),
        )
    for one in benefit.ceilings:
        if one.set_aside:
            yield Promise(
                kind=one.period,
                name=one.name,
                amounts=_amounts(one.amounts),
                category=_category(one.fits),
            )


def _amounts(amounts: Iterable[AgeAmount]) -> tuple[tuple[int | None, int], ...]:
    return tuple((one.reached_age_at_most, one.cents) for one in amounts)


def _category(fits: Fits) -> str:
    return fits.categories[0] if len(fits.categories) == 1 else "other"
