"""The yearly accountability report of a network as plain data, and what is computed from it. Pure.

Short, as the decree asks: what was spent by action, eligible category and source, beside what the
agreement set aside; own money proven; participations and people reached. All amounts are cents.
A network of several municipalities has one of the whole (`municipality` is None) and one of each.

It names no person. Whoever fills it does so in any order: `arranged` puts it in one order, so
that the same data is the same report, byte for byte.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final, Literal, get_args

from services.budget.contracts.events import SourceKind
from services.budget.contracts.ratio import RatioCheck, RatioVariant, as_booked, pro_rata
from services.gateway.domain.disclosure import Cell

Category = Literal["participation", "initiatives"]
"""What may be paid (domain.md 1.5): taking part in leisure, membership fees and materials
included; supporting or financing initiatives of or for people in poverty."""
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)

ReportState = Literal[
    "open",
    "books_closing",
    "drafted",
    "locally_approved",
    "submitted",
    "questioned",
    "accepted",
    "settled",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one source paid in one category, corrections taken off. `entity`: whose money it is."""

    category: Category
    source: SourceKind
    entity: str | None = None
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Distinct people who took part, and how often. Exact: withheld only where it is shown."""

    people: int = 0
    participations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action of the agreement. `budget_cents`: set aside by it; None where it says nothing.

    `by_municipality`: in the report of the whole, the same counts for each municipality.
    """

    name: str
    budget_cents: int | None
    spent: tuple[Spent, ...] = ()
    reached: Reached = Reached()
    by_municipality: tuple[Reached, ...] = ()

    @property
    def spent_cents(self) -> int:
        """All sources together."""
        return sum(one.cents for one in self.spent)

    @property
    def exceeded_cents(self) -> int:
        """What was spent above the agreement's budget; 0 where there is none."""
        return 0 if self.budget_cents is None else max(0, self.spent_cents - self.budget_cents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is one municipality's in the report, or with None everybody's: the parts of a whole.

    A municipality's is money of its own, and money of the network that was set apart for it.
    `drawing_right_cents` and `own_entered_cents`: what it has of both in the year.
    """

    municipality: str | None
    drawing_right_cents: int
    own_entered_cents: int
    spent: tuple[Spent, ...] = ()

    @property
    def spent_cents(self) -> int:
        """All sources together."""
        return sum(one.cents for one in self.spent)

    def by_source(self, source: SourceKind) -> int:
        """What one source paid."""
        return sum(one.cents for one in self.spent if one.source == source)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorYear:
    """What was booked in this year for an earlier one; it is part of what its action spent."""

    for_year: int
    action: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Who was involved, and in which way: article 19 asks both."""

    name: str
    involved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The decision of the body that approved the report locally."""

    body: str
    on: date
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """What is not tied up yet: counts, and cents of what is owed without money for it."""

    open_holds: int = 0
    uncovered_cents: int = 0
    disputed_lines: int = 0
    unapproved_runs: int = 0
    payable_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A year's accountability. `as_of`: the day of the figures, never the day of printing.

    `unspent`: what the regulation does with what is left of the drawing right. `people_reached`:
    distinct over all actions, so no sum of theirs. `parts`: in a network of several
    municipalities each of them and what is everybody's; in the report of one, its own.
    `right_received_cents`: what came in of the drawing right; None where nobody recorded that any
    did, and in the report of one municipality, since it is the network's.
    """

    network: str
    municipality: str | None
    year: int
    as_of: date
    state: ReportState
    drawing_right_cents: int
    ratio_tenths: int
    variant: RatioVariant
    unspent: Literal["carried_over", "returned"]
    actions: tuple[Action, ...] = ()
    people_reached: int = 0
    prior_years: tuple[PriorYear, ...] = ()
    partners: tuple[Partner, ...] = ()
    text: str = ""
    approval: Approval | None = None
    loose: Loose = Loose()
    parts: tuple[Part, ...] = ()
    right_received_cents: int | None = None

    @property
    def right_to_come_cents(self) -> int | None:
        """What is still to come of the drawing right; None where it is not told what came."""
        received = self.right_received_cents
        return None if received is None else max(0, self.drawing_right_cents - received)

    @property
    def spent(self) -> tuple[Spent, ...]:
        """Every line of every action."""
        return tuple(one for action in self.actions for one in action.spent)

    @property
    def spent_cents(self) -> int:
        """Everything together."""
        return sum(one.cents for one in self.spent)

    @property
    def budget_cents(self) -> int:
        """What the agreement set aside in all."""
        return sum(action.budget_cents or 0 for action in self.actions)

    def by_source(self, source: SourceKind) -> int:
        """What one source paid."""
        return sum(one.cents for one in self.spent if one.source == source)

    def by_category(self, category: Category) -> int:
        """What was paid in one category."""
        return sum(one.cents for one in self.spent if one.category == category)

    def own_by_entity(self) -> tuple[tuple[str | None, int], ...]:
        """The own contribution of each legal entity, by name; None last: not said whose."""
        own = [one for one in self.spent if one.source == "own_contribution"]
        names = sorted({one.entity for one in own}, key=lambda name: (name is None, name or ""))
        return tuple((name, sum(one.cents for one in own if one.entity == name)) for name in names)

    @property
    def standing(self) -> RatioCheck:
        """Own money against the drawing right. The federal fund and gifts count as neither."""
        return self.standing_of(self)

    def standing_of(self, part: "Report | Part") -> RatioCheck:
        """The same of one part of it, by what is that part's alone."""
        right, own = part.by_source("drawing_right"), part.by_source("own_contribution")
        had = max(0, part.drawing_right_cents)
        if self.variant == "pro_rata":
            return pro_rata(had, max(0, right + own), self.ratio_tenths)
        return as_booked(had, max(0, right), max(0, own), self.ratio_tenths)

    @property
    def checksum(self) -> str:
        """SHA-256 over all that the report says, in hexadecimal: equal data, equal checksum."""
        data = asdict(arranged(self))
        if not self.parts:  # so a report from before there were parts keeps its checksum
            del data["parts"]
        if self.right_received_cents is None:  # and one from before receipts were recorded
            del data["right_received_cents"]
        told = json.dumps(data, sort_keys=True, ensure_ascii=False, default=date.isoformat)
        return hashlib.sha256(told.encode()).hexdigest()


def arranged(report: Report) -> Report:
    """The same report with every list in its one order; lines of one kind are added up."""
    return replace(
        report,
        actions=tuple(
            replace(
                action,
                spent=_gathered(action.spent),
                by_municipality=tuple(
                    sorted(action.by_municipality, key=lambda one: (one.people, one.participations))
                ),
            )
            for action in sorted(report.actions, key=lambda action: action.name)
        ),
        prior_years=tuple(
            sorted(report.prior_years, key=lambda one: (one.for_year, one.action, one.cents))
        ),
        partners=tuple(sorted(report.partners, key=lambda one: (one.name, one.involved))),
        parts=tuple(
            replace(part, spent=_gathered(part.spent))
            for part in sorted(
                report.parts, key=lambda one: (one.municipality is None, one.municipality or "")
            )
        ),
    )


def _gathered(spent: Iterable[Spent]) -> tuple[Spent, ...]:
    sums: dict[tuple[Category, SourceKind, str | None], int] = {}
    for one in spent:
        kind = (one.category, one.source, one.entity)
        sums[kind] = sums.get(kind, 0) + one.cents
    ordered = sorted(sums, key=lambda kind: (kind[0], kind[1], kind[2] or ""))
    return tuple(
        Spent(category=kind[0], source=kind[1], entity=kind[2], cents=sums[kind])
        for kind in ordered
        if sums[kind]
    )


def cell_of(reached: Reached) -> Cell:
    """The counts as the rule of disclosure takes them.

    Money is accounted for in full, so it is no secret here and its place holds the participations.
    """
    return Cell(reached.people, reached.participations, reached.participations)
