"""What participations would have cost had a fact been known in time, beside what was paid. Pure.

Each is priced under the rule that held then: without the right that should have ended, or with the
right that should have begun. What was used before counts as it was, what is priced again as it
would have been.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from services.cards.contracts.regulation.counting import RightOn
from services.gateway.domain.correcting import price_of
from services.gateway.domain.listed import euros
from services.gateway.domain.simulating import (
    NOBODY_PAYS,
    Bought,
    Change,
    Documents,
    Replay,
    together,
)
from services.kernel.money import Shares

COLUMNS: Final = (
    "deelname",
    "dag",
    "aanbod",
    "aanbieder",
    "prijs",
    "pashouder betaald",
    "aanbieder betaald",
    "netwerk betaald",
    "pashouder opnieuw",
    "aanbieder opnieuw",
    "netwerk opnieuw",
    "pashouder verschil",
    "aanbieder verschil",
    "netwerk verschil",
)


@dataclass(frozen=True, slots=True)
class Again:
    """A participation: who paid what of it, and who would have. In cents; both sum to its price."""

    participation: str
    offer: str
    organisation: str
    on: date
    paid: Shares
    would: Shares

    @property
    def difference(self) -> Shares:
        """What each would have borne more (below zero: less). It sums to nothing."""
        return Shares(
            self.would.holder_cents - self.paid.holder_cents,
            self.would.organisation_cents - self.paid.organisation_cents,
            self.would.network_cents - self.paid.network_cents,
        )


def priced_again(
    bought: Iterable[tuple[str, Bought]],
    rights: Mapping[str, RightOn | None],
    documents: Documents,
) -> list[Again]:
    """The participations of `rights`, each with the right that she had then; None: she had none.

    `bought` is everything of those who count together, with its id, in the order in which it was
    bought. What a regulation would not have sold on the card costs her what anybody pays.
    """
    replay, made = Replay(_NOTHING_ELSE, documents), []
    for key, one in bought:
        if key not in rights:
            replay.count_as_it_was(one)
            continue
        made.append(
            Again(
                key,
                one.offer_id,
                one.organisation_id,
                one.on,
                one.shares,
                _would(replay, replace(one, right=rights[key], fixed=False)),
            )
        )
    return made


_NOTHING_ELSE: Final = Change(since=date.min, until=date.max)


def _would(replay: Replay, one: Bought) -> Shares:
    """Who would have paid what; as it was where no rule of its day is known."""
    if one.scheme is None or one.regulation not in replay.documents:
        replay.count_as_it_was(one)
        return one.shares
    return replay.again(one) or Shares(price_of(one.shares), 0, 0)


def summed(lines: Iterable[Again]) -> tuple[Shares, Shares]:
    """What was paid, and what would have been, of all together."""
    paid, would = NOBODY_PAYS, NOBODY_PAYS
    for one in lines:
        paid, would = together(paid, one.paid), together(would, one.would)
    return paid, would


def table_rows(
    lines: Iterable[Again], offers: Mapping[str, str], providers: Mapping[str, str]
) -> list[tuple[object, ...]]:
    """A row for each, with the titles of offers and the names of providers; it names no person."""
    return [
        (
            one.participation,
            one.on,
            offers.get(one.offer),
            providers.get(one.organisation),
            *(euros(cents) for cents in (price_of(one.paid), *_cents(one))),
        )
        for one in lines
    ]


def _cents(one: Again) -> list[int]:
    return [
        cents
        for shares in (one.paid, one.would, one.difference)
        for cents in (shares.holder_cents, shares.organisation_cents, shares.network_cents)
    ]


SORTS: Final[Mapping[str, Callable[[Again], tuple[object, ...]]]] = {
    "day": lambda one: (one.on, one.participation),
    "price": lambda one: (-price_of(one.paid), one.participation),
    "difference": lambda one: (-abs(one.difference.network_cents), one.participation),
}
"""In which orders they are shown: the oldest, the dearest, or what differs most first."""
