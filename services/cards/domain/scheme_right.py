"""What a holder is entitled to in a scheme: dated rights, never two for one period. Pure.

They are kept per holder and scheme, so that a card leads to them in one step. Deciding about them
is elsewhere; here is how they follow from what happened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from services.cards.contracts.events import (
    SchemeRightEnded,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.contracts.regulation.counting import Renewal, RightOn
from services.cards.domain.calendar import day_of
from services.cards.domain.holder import Holder
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRight:
    """A right from one day to another, both included; with grace it is used a little longer.

    `last_day` is set where it ended earlier. `birth_year` is for benefits by age reached.
    `renewals`, oldest first, say since when and by which regulation it runs as it does.
    `withheld`: the keys of tallies for which there was no money to set aside.
    """

    right_id: str
    regulation_id: str
    valid_from: date
    valid_until: date
    grace_until: date | None = None
    last_day: date | None = None
    birth_year: int | None = None
    sources: tuple[str, ...] = ()
    provisional: bool = False
    renewals: tuple[Renewal, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def usable_until(self) -> date:
        """The last day on which it can be used."""
        if self.last_day is not None:
            return self.last_day
        return self.grace_until or self.valid_until

    def usable_on(self, day: date) -> bool:
        """Whether it can be used on a day."""
        return self.valid_from <= day <= self.usable_until

    def as_right_on(self) -> RightOn:
        """The right, as prices and counts depend on it."""
        return RightOn(
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            birth_year=self.birth_year,
            renewals=self.renewals,
            regulation_id=self.regulation_id,
            withheld=self.withheld,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeRights(Row):
    """The rights of one holder in one scheme, oldest first. Key: `rights_key`."""

    table: ClassVar[str] = "scheme_rights"
    holder_id: str
    scheme_id: str
    rights: tuple[DatedRight, ...] = ()

    def on(self, day: date) -> DatedRight | None:
        """The right that can be used on a day."""
        usable = [right for right in self.rights if right.usable_on(day)]
        return usable[-1] if usable else None

    def changed(self, right: DatedRight) -> "SchemeRights":
        """The same with one right in a new form, or one more."""
        others = [one for one in self.rights if one.right_id != right.right_id]
        rights = sorted((*others, right), key=lambda one: (one.valid_from, one.right_id))
        return replace(self, rights=tuple(rights))

    def find(self, right_id: object) -> DatedRight | None:
        """One of them by its id."""
        return next((one for one in self.rights if one.right_id == str(right_id)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RightOwner(Row):
    """Finds the holder and scheme of a right. Key: right.

    `ends_on` is its last day where it may be renewed by itself: it is neither provisional nor
    ended early.
    """

    table: ClassVar[str] = "right_owners"
    holder_id: str
    scheme_id: str
    ends_on: date | None = None


def owner_of(right: DatedRight, holder_id: object, scheme_id: object) -> RightOwner:
    """The row that finds a right."""
    goes_on = right.last_day is None and not right.provisional
    return RightOwner(
        key=right.right_id,
        holder_id=str(holder_id),
        scheme_id=str(scheme_id),
        ends_on=right.valid_until if goes_on else None,
    )


Told = SchemeRightGranted | SchemeRightRenewed | SchemeRightEnded


def rights_key(holder_id: object, scheme_id: object) -> str:
    """The key of a holder's rights in a scheme."""
    return f"{holder_id}:{scheme_id}"


def rights_of(holder_id: object, scheme_id: object, state: State) -> SchemeRights:
    """A holder's rights in a scheme; none where there is no row yet. Raises NotLoaded."""
    key = rights_key(holder_id, scheme_id)
    return state.get(SchemeRights, key) or SchemeRights(
        key=key, holder_id=str(holder_id), scheme_id=str(scheme_id)
    )


def places_of(holder_id: object, scheme_id: object) -> Sequence[Place]:
    """Where a holder's rights in a scheme are."""
    return [SchemeRights.at(rights_key(holder_id, scheme_id))]


def granted(event: SchemeRightGranted, _context: Context, state: State) -> Iterable[Change]:
    """The right stands, and the holder's row names the scheme."""
    right = DatedRight(
        right_id=str(event.right_id),
        regulation_id=str(event.regulation_id),
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        grace_until=event.grace_until,
        birth_year=event.birth_year,
        sources=event.sources,
        provisional=event.provisional,
    )
    yield rights_of(event.holder_id, event.scheme_id, state).changed(right)
    yield owner_of(right, event.holder_id, event.scheme_id)
    holder, scheme_id = state.get(Holder, event.holder_id), str(event.scheme_id)
    if holder is not None and scheme_id not in holder.scheme_ids:
        yield replace(holder, scheme_ids=(*holder.scheme_ids, scheme_id))


def renewed(event: SchemeRightRenewed, context: Context, state: State) -> Iterable[Change]:
    """The same right goes on, under the regulation by which it was renewed."""
    rights = rights_of(event.holder_id, event.scheme_id, state)
    before = rights.find(event.right_id)
    if before is not None:
        renewal = Renewal(day_of(context.time), before.valid_until, before.regulation_id)
        right = replace(
            before,
            renewals=(*before.renewals, renewal),
            regulation_id=str(event.regulation_id),
            valid_until=event.valid_until,
            grace_until=event.grace_until,
            birth_year=event.birth_year or before.birth_year,
            sources=event.sources,
            provisional=event.provisional,
            last_day=None,
        )
        yield rights.changed(right)
        yield owner_of(right, event.holder_id, event.scheme_id)


def ended(event: SchemeRightEnded, _context: Context, state: State) -> Iterable[Change]:
    """The right holds no longer than its last day."""
    rights = rights_of(event.holder_id, event.scheme_id, state)
    before = rights.find(event.right_id)
    if before is not None:
        right = replace(before, last_day=event.last_day, provisional=False)
        yield rights.changed(right)
        yield owner_of(right, event.holder_id, event.scheme_id)
