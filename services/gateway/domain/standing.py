"""How a holder stands in a scheme on a day, from the views, and what a price would be. Pure.

It computes what cards would decide, with the same functions, of what the views know.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.cards.contracts.regulation.benefit import Ceiling
from services.cards.contracts.regulation.counting import (
    Housemate,
    Renewal,
    RightOn,
    Tally,
    Used,
    amount_of,
    left_of,
    tally_of,
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
from services.cards.contracts.regulation.versions import holding, may_hold

Json = Mapping[str, Any]
Documents = Callable[[str], RegulationDocument | None]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a scheme's regulation."""

    regulation_id: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A holder in a scheme on a day. `right` is None where the card is an ordinary one."""

    on: date
    right: RightOn | None
    versions: tuple[Version, ...]
    used: Used

    def candidates(self) -> Iterable[str]:
        """The versions of which the documents are needed."""
        return may_hold(self.versions, self.right, self.on)

    def document(self, documents: Documents) -> RegulationDocument | None:
        """The regulation that holds for her."""
        found = self.regulation(documents)
        return None if found is None else documents(found)

    def regulation(self, documents: Documents) -> str | None:
        """Which version that is."""
        return holding(self.versions, self.right, self.on, documents)

    def price(
        self, offered: Offered, other_help_cents: int, documents: Documents
    ) -> Priced | NotSold:
        """What an offer would cost whom, or why it is not sold on her card."""
        document = self.document(documents)
        if document is None:
            return full_price(offered)
        if self.right is None:
            return excluded(document.benefit, offered) or full_price(offered)
        return price(
            document.benefit,
            offered,
            self.right,
            self.used,
            on=self.on,
            other_help_cents=other_help_cents,
        )

    def ceilings(self, documents: Documents) -> Iterable["CeilingUse"]:
        """What is used and left of every ceiling, on its own and whatever the offer."""
        document = self.document(documents)
        if document is None or self.right is None:
            return []
        return [self._use_of(ceiling, self.right) for ceiling in document.benefit.ceilings]

    def _use_of(self, ceiling: Ceiling, right: RightOn) -> "CeilingUse":
        return CeilingUse(
            ceiling=ceiling,
            amount_cents=amount_of(ceiling, right, self.on),
            taken_cents=self.used.cents.get(tally_of(ceiling, right, self.on), 0),
            left_cents=left_of(ceiling, right, self.used, "other", self.on),
        )


@dataclass(frozen=True, slots=True)
class CeilingUse:
    """A ceiling with what is taken of it, settled or held, and what is left, in cents."""

    ceiling: Ceiling
    amount_cents: int
    taken_cents: int
    left_cents: int


def read_standing(row: Json, on: date, *, offer: str, organisation: str) -> Standing:
    """A standing from what the database tells of it."""
    return Standing(
        on=on,
        right=right_in(row["rights"], row["share"], on),
        versions=tuple(
            Version(one["regulation_id"], _day(one["valid_from"]), _maybe(one["valid_until"]))
            for one in row["versions"]
        ),
        used=replace(_used(row, offer, organisation), housemates=_housemates(row, on)),
    )


def right_in(rows: Iterable[Json], share: int, on: date) -> RightOn | None:
    """The right that holds on a day, of those of a person in their order."""
    dated = [right for right in map(_dated, rows) if right.usable_on(on)]
    return _right_on(dated[-1].row, share) if dated else None


def _housemates(row: Json, on: date) -> tuple[Housemate, ...]:
    """Those of her household who have a right on the day, with what they have used."""
    found = []
    for mate in row["housemates"]:
        right = right_in(mate["rights"], mate["share"], on)
        if right is not None:
            found.append(Housemate(right=right, cents=_taken(mate["usages"])))
    return tuple(found)


def _taken(usages: Iterable[Json]) -> dict[Tally, int]:
    """What is used by a person, under whatever file she was entered, in cents."""
    cents: dict[Tally, int] = {}
    for usage in usages:
        for one in usage["counts"]:
            tally = Tally(row=usage["period"], name=one["name"])
            cents[tally] = cents.get(tally, 0) + one["used_cents"] + one["pending_cents"]
    return cents


@dataclass(frozen=True, slots=True)
class _Dated:
    row: Json
    first: date
    last: date

    def usable_on(self, day: date) -> bool:
        return self.first <= day <= self.last


def _dated(row: Json) -> _Dated:
    last = row["last_day"] or row["grace_until"] or row["valid_until"]
    return _Dated(row, _day(row["valid_from"]), _day(last))


def _right_on(row: Json, share: int) -> RightOn:
    return RightOn(
        valid_from=_day(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
        birth_year=row["birth_year"],
        regulation_id=row["regulation_id"],
        cap_share_percent=share,
        renewals=tuple(
            Renewal(_day(one["on"]), _day(one["until_before"]), one["regulation_before"])
            for one in row["renewals"]
        ),
        withheld=tuple(row["withheld"]),
    )


def _used(row: Json, offer: str, organisation: str) -> Used:
    cents: dict[Tally, int] = {}
    times: dict[Tally, int] = {}
    households = row["persons"] if row["household"] is None else [row["household"]]
    on: dict[str, Literal["offer", "provider"]] = {offer: "offer", organisation: "provider"}
    for usage in row["usages"]:
        for one in usage["counts"]:
            taken = one["used_cents"] + one["pending_cents"]
            if usage["of_id"] is not None:
                tally = Tally(on=on[usage["of_id"]], row=usage["period"], name=one["name"])
                times[tally] = times.get(tally, 0) + one["times"]
                continue
            if usage["subject_id"] in row["persons"]:
                tally = Tally(row=usage["period"], name=one["name"])
                cents[tally] = cents.get(tally, 0) + taken
            if usage["subject_id"] in households:
                tally = Tally(of="household", row=usage["period"], name=one["name"])
                cents[tally] = cents.get(tally, 0) + taken
    return Used(cents=cents, times=times)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
