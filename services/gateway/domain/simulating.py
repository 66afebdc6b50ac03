"""A changed benefit, run over what people took part in before: what it would have cost whom. Pure.

The counters are run again too, in the order in which people took part, so that ceilings, limits
and vouchers count as they would have. What would not have been sold costs nobody anything.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from services.cards.contracts.regulation.benefit import Benefit
from services.cards.contracts.regulation.counting import Counted, Housemate, RightOn, Tally, Used
from services.cards.contracts.regulation.fitting import Offered
from services.cards.contracts.regulation.naming import word
from services.cards.contracts.regulation.pricing import (
    NotSold,
    Priced,
    excluded,
    full_price,
    price,
)
from services.kernel.money import Shares

COLUMNS: Final = (
    "soort",
    "naam",
    "deelnames",
    "niet verkocht",
    "pashouder betaald",
    "aanbieder betaald",
    "netwerk betaald",
    "pashouder gesimuleerd",
    "aanbieder gesimuleerd",
    "netwerk gesimuleerd",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One participation that was: who, on which day, in what, and who paid what. Ids are opaque.

    `right` is None where she had none on that day.
    """

    person: str
    household: str | None
    right: RightOn | None
    on: date
    offer: str
    organisation: str
    provider: str
    offered: Offered
    paid: Shares
    other_help_cents: int = 0


@dataclass(slots=True, kw_only=True)
class Cost:
    """What was paid and what would have been, in cents, by holder, organisation and network."""

    name: str
    participations: int = 0
    not_sold: int = 0
    paid: tuple[int, int, int] = (0, 0, 0)
    simulated: tuple[int, int, int] = (0, 0, 0)

    def add(self, paid: Shares, simulated: Shares | None) -> None:
        """One more participation; None: it would not have been sold."""
        self.participations += 1
        self.not_sold += simulated is None
        self.paid = _plus(self.paid, paid)
        self.simulated = _plus(self.simulated, simulated or Shares(0, 0, 0))


def _plus(sums: tuple[int, int, int], more: Shares) -> tuple[int, int, int]:
    return (
        sums[0] + more.holder_cents,
        sums[1] + more.organisation_cents,
        sums[2] + more.network_cents,
    )


@dataclass(slots=True)
class Simulation:
    """A benefit on its way through a period: the counters, and what it cost so far.

    What lies before `since` only counts. `mates_on`: the others of a person's household who have
    a right on a day.
    """

    benefit: Benefit
    since: date
    total: Cost = field(default_factory=lambda: Cost(name="totaal"))
    by_category: dict[str, Cost] = field(default_factory=dict)
    by_provider: dict[str, Cost] = field(default_factory=dict)
    cents: dict[str, dict[Tally, int]] = field(default_factory=dict)
    times: dict[tuple[str, str], dict[Tally, int]] = field(default_factory=dict)

    def run(self, past: Past, mates: Mapping[str, RightOn]) -> None:
        """The next participation, in the order in which they were made."""
        made = self._price(past, mates)
        if isinstance(made, Priced):
            for counted in made.counts:
                self._count(past, counted)
        if past.on < self.since:
            return
        simulated = made.shares if isinstance(made, Priced) else None
        category = word(past.offered.category, "nl")
        self.total.add(past.paid, simulated)
        self.by_category.setdefault(category, Cost(name=category)).add(past.paid, simulated)
        provider = self.by_provider.setdefault(past.organisation, Cost(name=past.provider))
        provider.add(past.paid, simulated)

    def _price(self, past: Past, mates: Mapping[str, RightOn]) -> Priced | NotSold:
        if past.right is None:
            return excluded(self.benefit, past.offered) or full_price(past.offered)
        return price(
            self.benefit,
            past.offered,
            past.right,
            self._used(past, mates),
            on=past.on,
            other_help_cents=past.other_help_cents,
        )

    def _used(self, past: Past, mates: Mapping[str, RightOn]) -> Used:
        household = past.household or past.person
        return Used(
            cents={**self.cents.get(past.person, {}), **self.cents.get(_home(household), {})},
            times={
                **self.times.get((past.person, past.offer), {}),
                **self.times.get((past.person, past.organisation), {}),
            },
            housemates=tuple(
                Housemate(right=right, cents=self.cents.get(mate, {}))
                for mate, right in mates.items()
            ),
        )

    def _count(self, past: Past, counted: Counted) -> None:
        tally = counted.tally
        if tally.on is not None:
            place = (past.person, past.offer if tally.on == "offer" else past.organisation)
            times = self.times.setdefault(place, {})
            times[tally] = times.get(tally, 0) + counted.times
            return
        of_household = _home(past.household or past.person)
        cents = self.cents.setdefault(of_household if tally.of == "household" else past.person, {})
        cents[tally] = cents.get(tally, 0) + counted.cents


def _home(household: str) -> str:
    """Who lives alone is a household of her own, and counts apart as a person."""
    return f"household:{household}"


def counts_from(benefit: Benefit, since: date) -> date:
    """From which day on participations matter for the counters of a period that begins then."""
    lasting = benefit.vouchers is not None
    lasting |= any(one.period != "calendar_year" for one in benefit.ceilings)
    lasting |= any(one.per in ("absolute", "week") for one in benefit.buying_limits)
    return date.min if lasting else since.replace(month=1, day=1)


def as_lines(made: Simulation, money: Callable[[int], str]) -> Iterable[tuple[object, ...]]:
    """The rows of the CSV: the total, then each kind of offer and each provider by name."""
    kinds = [("totaal", [made.total])]
    kinds.append(("actie", sorted(made.by_category.values(), key=lambda one: one.name)))
    kinds.append(("aanbieder", sorted(made.by_provider.values(), key=lambda one: one.name)))
    for kind, costs in kinds:
        for one in costs:
            amounts = map(money, (*one.paid, *one.simulated))
            yield (kind, one.name, one.participations, one.not_sold, *amounts)
