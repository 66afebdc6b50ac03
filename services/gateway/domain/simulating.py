"""Participations of a past period priced again by changed rules, beside what was paid. Pure.

Each is priced as cards would: with the right that it was bought on, and after what was used by
then. What was used before the period counts as it was; within it, what the changed rules give.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from services.cards.contracts.events import UsageCount
from services.cards.contracts.regulation.counting import (
    Counted,
    Housemate,
    On,
    RightOn,
    Tally,
    Used,
)
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.fitting import Offered
from services.cards.contracts.regulation.pricing import (
    NotSold,
    Priced,
    excluded,
    full_price,
    price,
)
from services.gateway.domain.changed_keys import ChangedKey
from services.kernel.money import Shares, Split, share_price

Documents = Mapping[str, RegulationDocument]
Mates = tuple[tuple[str, RightOn], ...]
NOBODY_PAYS: Final = Shares(0, 0, 0)
Part = tuple[str, str, str]
"""What is summed: the category of an offer, its provider, and the municipality that pays (NIS code;
empty: none of the network)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is tried out: another document of a scheme, other keys of offers, or both."""

    since: date
    until: date
    scheme: str | None = None
    document: RegulationDocument | None = None
    keys: Sequence[ChangedKey] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """A participation as it was: what was bought, by whom, on what, and who paid what.

    `person` and `household` (herself where she has none) are whose use counts. With a card of a
    scheme: `right`, where there was one, and `mates`, the others of the household with theirs.
    With a card that carries a right itself: `own_right` and its ceiling in cents a year.
    `right` is then that one. `fixed`: it cannot be priced again, and stays as it was.
    `municipality` pays for her with its own money, where it has that.
    """

    offer_id: str
    organisation_id: str
    offered: Offered
    on: date
    shares: Shares
    other_help_cents: int = 0
    counts: tuple[UsageCount, ...] = ()
    person: str
    household: str
    scheme: str | None = None
    regulation: str | None = None
    right: RightOn | None = None
    mates: Mates = ()
    own_right: str | None = None
    own_ceiling_cents: int = 0
    fixed: bool = False
    municipality: str | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """So many participations, who paid what of them, and who would have, in cents.

    What would not have been sold on the card stands in none of the shares of `simulated`.
    """

    participations: int = 0
    paid: Shares = NOBODY_PAYS
    simulated: Shares = NOBODY_PAYS
    not_sold: int = 0
    not_sold_cents: int = 0

    def plus(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(
            self.participations + other.participations,
            together(self.paid, other.paid),
            together(self.simulated, other.simulated),
            self.not_sold + other.not_sold,
            self.not_sold_cents + other.not_sold_cents,
        )


def together(one: Shares, other: Shares) -> Shares:
    """The shares of two prices."""
    return Shares(
        one.holder_cents + other.holder_cents,
        one.organisation_cents + other.organisation_cents,
        one.network_cents + other.network_cents,
    )


def simulate(change: Change, bought: Iterable[Bought], documents: Documents) -> dict[Part, Sum]:
    """The sums per category, provider and municipality of what the change is about.

    `bought` is everything of these persons until the end of the period, in the order in which it
    was bought; `documents` by the version that held.
    """
    replay = Replay(change, documents)
    sums: dict[Part, Sum] = {}
    for one in bought:
        if one.on < change.since or not replay.changes(one):
            replay.count_as_it_was(one)
            continue
        part = (one.offered.category, one.organisation_id, one.municipality or "")
        made = replay.again(one)
        sums[part] = sums.get(part, Sum()).plus(_sum(one, made))
    return sums


def added(sums: Mapping[Part, Sum], more: Mapping[Part, Sum]) -> dict[Part, Sum]:
    """The sums of both."""
    return {**sums, **{part: sums.get(part, Sum()).plus(one) for part, one in more.items()}}


def _sum(one: Bought, made: Shares | None) -> Sum:
    if made is None:
        return Sum(1, one.shares, not_sold=1, not_sold_cents=one.offered.price_cents)
    return Sum(1, one.shares, made)


_NOTHING: Final[Mapping[Tally, int]] = {}


@dataclass(slots=True)
class Replay:
    """What has been used so far, by scheme and by whose it is; of a right by its year."""

    change: Change
    documents: Documents
    cents: dict[tuple[str, str], dict[Tally, int]] = field(default_factory=dict)
    times: dict[tuple[str, str, str], dict[Tally, int]] = field(default_factory=dict)
    of_right: dict[tuple[str, int], int] = field(default_factory=dict)

    def again(self, one: Bought) -> Shares | None:
        """Who pays what by the changed rules; None: it is not sold so."""
        if one.fixed:
            self.count_as_it_was(one)
            return one.shares
        if self._document(one) is None:
            return self._by_right(one)
        made = self._by_rules(one)
        if isinstance(made, NotSold):
            return None
        self._count(one, made.counts)
        return made.shares

    def changes(self, one: Bought) -> bool:
        """Whether the change is about it: a document only about what was bought by its scheme."""
        if self._is_of_document(one):
            return True
        return bool(self.change.keys) and (one.scheme is None or self._document(one) is not None)

    def _is_of_document(self, one: Bought) -> bool:
        return self.change.document is not None and one.scheme == self.change.scheme

    def _document(self, one: Bought) -> RegulationDocument | None:
        """By which it is priced; None: by the split of its offer."""
        if self._is_of_document(one):
            return self.change.document
        return None if one.regulation is None else self.documents.get(one.regulation)

    def _by_right(self, one: Bought) -> Shares | None:
        assert one.own_right is not None
        place = (one.own_right, one.on.year)
        left = max(one.own_ceiling_cents - self.of_right.get(place, 0), 0)
        whole = share_price(one.offered.price_cents, self._split(one))
        if whole.network_cents > 0 and left == 0:
            return None
        shares = whole.capped(left)
        self.of_right[place] = self.of_right.get(place, 0) + shares.network_cents
        return shares

    def _by_rules(self, one: Bought) -> Priced | NotSold:
        document = self._document(one)
        assert document is not None
        benefit, offered = document.benefit, replace(one.offered, split=self._split(one))
        if one.right is None:
            return excluded(benefit, offered) or full_price(offered)
        return price(
            benefit,
            offered,
            one.right,
            self._used(one, one.scheme or ""),
            on=one.on,
            other_help_cents=one.other_help_cents,
        )

    def _split(self, one: Bought) -> Split:
        for key in self.change.keys:
            if key.is_for(
                category=one.offered.category,
                organisation=one.organisation_id,
                offer=one.offer_id,
            ):
                return key.split
        return one.offered.split

    def _used(self, one: Bought, scheme: str) -> Used:
        return Used(
            cents={
                **self.cents.get((scheme, one.person), _NOTHING),
                **self.cents.get((scheme, one.household), _NOTHING),
            },
            times={
                **self.times.get((scheme, one.person, one.offer_id), _NOTHING),
                **self.times.get((scheme, one.person, one.organisation_id), _NOTHING),
            },
            housemates=tuple(
                Housemate(right=right, cents=self.cents.get((scheme, mate), _NOTHING))
                for mate, right in one.mates
            ),
        )

    def _count(self, one: Bought, counts: Iterable[Counted]) -> None:
        for each in counts:
            self._add(one, each)

    def _add(self, one: Bought, each: Counted) -> None:
        scheme, tally = one.scheme or "", each.tally
        if tally.on is not None:
            of = one.offer_id if tally.on == "offer" else one.organisation_id
            times = self.times.setdefault((scheme, one.person, of), {})
            times[tally] = times.get(tally, 0) + each.times
            return
        whose = one.household if tally.of == "household" else one.person
        cents = self.cents.setdefault((scheme, whose), {})
        cents[tally] = cents.get(tally, 0) + each.cents

    def count_as_it_was(self, one: Bought) -> None:
        """What it added to its counts."""
        if one.own_right is not None:
            place = (one.own_right, one.on.year)
            self.of_right[place] = self.of_right.get(place, 0) + one.shares.network_cents
        for each in one.counts:
            for tally in _tallies(one, each):
                self._add(one, Counted(tally=tally, cents=each.cents, times=each.times))


def _tallies(one: Bought, each: UsageCount) -> Iterable[Tally]:
    """The tallies of a count. Of who has no household, a ceiling of either kind counts on her."""
    if each.of_id is not None:
        on: On = "offer" if str(each.of_id) == one.offer_id else "provider"
        yield Tally(on=on, row=each.period, name=each.name)
        return
    if one.household == one.person or str(each.subject) != one.household:
        yield Tally(row=each.period, name=each.name)
    if one.household == one.person or str(each.subject) == one.household:
        yield Tally(of="household", row=each.period, name=each.name)
