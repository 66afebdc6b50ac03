"""What use is counted on: which tally of whom, over which period, and what is left. Pure.

A tally is kept under the name of its ceiling or limit: a later version that keeps the name goes
on counting. Days are Brussels days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from services.cards.contracts.regulation.benefit import BuyingLimit, Ceiling
from services.cards.contracts.regulation.fitting import age_reached, amount_for
from services.cards.contracts.regulation.words import BuyingPeriod, Period

WHOLE = "all"
"""The row period of what is not counted per year."""

VOUCHERS = "vouchers"
"""The name of the tallies of vouchers."""

Subject = Literal["person", "household"]
On = Literal["offer", "provider"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One tally: `row` is the year, or `all`, of the row in which it is kept.

    `on`: counted for one offer or at one provider; None: whatever the offer.
    """

    of: Subject = "person"
    on: On | None = None
    row: str
    name: str

    @property
    def key(self) -> str:
        """What tells it from other tallies of a right, as text."""
        return f"{self.row}:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What one participation adds to a tally: cents of the network, and times."""

    tally: Tally
    cents: int = 0
    times: int = 0


Stage = Literal["pending", "used", "undone"]
"""How far a participation is: not yet settled, settled, or as if it had not been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count: settled, not yet settled, in cents; and how often, either way."""

    name: str
    used_cents: int = 0
    pending_cents: int = 0
    times: int = 0

    @property
    def cents(self) -> int:
        """All that is taken, settled or not."""
        return self.used_cents + self.pending_cents


def counted(
    counts: tuple[Count, ...], more: Count, stage: Stage, sign: Literal[1, -1]
) -> tuple[Count, ...]:
    """The counts, by name, with one participation in a stage more or less.

    `more` has what it takes as used. A count of nothing is none: whoever hears that it was undone
    before hearing of it has the same counts.
    """
    if stage == "undone":
        return counts
    before = next((one for one in counts if one.name == more.name), Count(name=more.name))
    cents = sign * more.used_cents
    after = Count(
        name=more.name,
        used_cents=before.used_cents + (cents if stage == "used" else 0),
        pending_cents=before.pending_cents + (cents if stage == "pending" else 0),
        times=before.times + sign * more.times,
    )
    kept = [one for one in counts if one.name != more.name]
    if after != Count(name=more.name):
        kept.append(after)
    return tuple(sorted(kept, key=lambda one: one.name))


@dataclass(frozen=True, slots=True)
class Renewal:
    """A right was renewed on a day; until then it would have ended on `until_before`.

    `regulation_before` is the regulation by which it ran until then.
    """

    on: date
    until_before: date
    regulation_before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RightOn:
    """A right, as far as its use depends on it: dates, both included, renewals oldest first.

    `withheld`: the keys of tallies for which no money could be set aside: nothing is given on them.
    `regulation_id` is that by which it was granted or last renewed. `cap_share_percent`: so much
    of every ceiling per person is this network's, of a child whose parents live in two.
    """

    valid_from: date
    valid_until: date
    birth_year: int | None = None
    renewals: tuple[Renewal, ...] = ()
    regulation_id: str | None = None
    cap_share_percent: int = 100
    withheld: tuple[str, ...] = ()

    def regulation_on(self, day: date) -> str | None:
        """The regulation by which it was granted or renewed, as it stood on a day."""
        for renewal in self.renewals:
            if day < renewal.on and renewal.regulation_before is not None:
                return renewal.regulation_before
        return self.regulation_id

    def period_end(self, day: date) -> date:
        """The end of the card period in which a day lies; grace belongs to the last one."""
        ends = [renewal.until_before for renewal in self.renewals]
        return next((end for end in ends if day <= end), self.valid_until)

    def issues(self) -> tuple[date, ...]:
        """On which days vouchers were given: with the right and with each renewal, once a day."""
        days = (self.valid_from, *(renewal.on for renewal in self.renewals))
        return tuple(dict.fromkeys(days))

    def gives(self, tally: Tally) -> bool:
        """Whether what is counted so is given to her: not where no money is set aside for it."""
        return tally.key not in self.withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Housemate:
    """Another member of the household with a right on the day, and what she has used."""

    right: RightOn
    cents: Mapping[Tally, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What has been used so far, settled or not: cents and times by tally."""

    cents: Mapping[Tally, int] = field(default_factory=dict)
    times: Mapping[Tally, int] = field(default_factory=dict)
    housemates: tuple[Housemate, ...] = ()


def tally_of(ceiling: Ceiling, right: RightOn, on: date) -> Tally:
    """The tally of a ceiling on a day."""
    row, name = _row_and_suffix(ceiling.period, right, on)
    return Tally(of=ceiling.per, row=row, name=f"{ceiling.name}{name}")


def _row_and_suffix(period: Period, right: RightOn, on: date) -> tuple[str, str]:
    match period:
        case "calendar_year":
            return str(on.year), ""
        case "card_period":
            return WHOLE, f"@{right.period_end(on).isoformat()}"
        case "once":
            return WHOLE, ""


def left_of(ceiling: Ceiling, right: RightOn, used: Used, category: str, on: date) -> int:
    """What is left of a ceiling on a day, in cents; never below 0.

    Where it is pooled, nobody uses what another member of the household has used already; for
    the pooled categories she may use what the others leave.
    """
    tally = tally_of(ceiling, right, on)
    own = amount_of(ceiling, right, on)
    left = own - used.cents.get(tally, 0)
    if ceiling.pooled and ceiling.per == "person":
        others = sum(_left_of_housemate(ceiling, mate, on) for mate in used.housemates)
        together = not ceiling.pooled_categories or category in ceiling.pooled_categories
        left = left + others if together else min(left, left + others)
    return max(left, 0)


def amount_of(ceiling: Ceiling, right: RightOn, on: date) -> int:
    """What a ceiling gives somebody in the year of a day, in cents."""
    amount = amount_for(ceiling.amounts, age_reached(right.birth_year, on))
    return amount * right.cap_share_percent // 100 if ceiling.per == "person" else amount


def _left_of_housemate(ceiling: Ceiling, mate: Housemate, on: date) -> int:
    """What a housemate leaves; below 0 where she used what was another's."""
    amount = amount_of(ceiling, mate.right, on)
    return amount - mate.cents.get(tally_of(ceiling, mate.right, on), 0)


def tally_of_limit(limit: BuyingLimit, on: date) -> Tally:
    """The tally of a buying limit on a day."""
    row, bucket = bucket_of(limit.per, on)
    return Tally(on=limit.on, row=row, name=f"{limit.name}@{bucket}")


def bucket_of(period: BuyingPeriod, on: date) -> tuple[str, str]:
    """The row period and the stretch of time in which a day is counted. Weeks are ISO 8601's."""
    year = str(on.year)
    match period:
        case "absolute":
            return WHOLE, WHOLE
        case "day":
            return year, on.isoformat()
        case "week":
            iso = on.isocalendar()
            return str(iso.year), f"{iso.year}-W{iso.week:02d}"
        case "month":
            return year, f"{year}-{on.month:02d}"
        case "quarter":
            return year, f"{year}-Q{(on.month + 2) // 3}"
        case "year":
            return year, year


def rows_on(on: date) -> tuple[str, ...]:
    """The row periods in which use of a day can be counted: its year, its ISO year, and all."""
    return tuple(sorted({str(on.year), str(on.isocalendar().year), WHOLE}))
