"""What the demo is made of: networks, their organisations and offers, each with its source.

A source is the page that the fact stands on (as in the domain notes), or `DEMO`: invented, and
shown as such to whoever reads it.
"""

from dataclasses import dataclass
from typing import Final

from services.kernel.money import Split

DEMO: Final = "demo"
"""The source of everything that was made up."""

ALL_YEAR: Final = tuple(range(1, 13))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Cents per calendar year, and where the figure comes from."""

    cents: int
    source: str = DEMO

    @property
    def demo(self) -> bool:
        """Whether the figure was made up."""
        return self.source == DEMO


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How a network shares a price, and what it pays at most for one person in a calendar year."""

    split: Split
    yearly_ceiling_cents: int = 200_00
    source: str = DEMO


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be had at a price, in some months of the year. `title` is Dutch.

    `category`, `tags` and `half_days` are what card regulations tell offers apart by.
    """

    title: str
    price_cents: int
    split: Split
    months: tuple[int, ...] = ALL_YEAR
    source: str = DEMO
    category: str = "other"
    tags: tuple[str, ...] = ()
    half_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A partner of a network. Roles as in the API: PROVIDER, REFERRER, …"""

    name: str
    roles: tuple[str, ...]
    offers: tuple[Offer, ...] = ()
    source: str = DEMO


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A tenant of the demo. `weight` steers how much of a season falls to it."""

    slug: str
    name: str
    municipalities: tuple[str, ...]
    drawing_right: Amount
    own_contribution: Amount
    scheme: Scheme
    organisations: tuple[Organisation, ...]
    weight: int
    source: str

    @property
    def demo(self) -> bool:
        """Whether no source names this network."""
        return self.source == DEMO

    @property
    def offers(self) -> tuple[Offer, ...]:
        """All offers of all its organisations, in order."""
        return tuple(offer for each in self.organisations for offer in each.offers)
