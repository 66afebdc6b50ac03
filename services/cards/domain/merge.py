"""What merging changes, kept so that it can be undone; the days on which a right goes over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from services.cards.domain.household import Member
from services.cards.domain.scheme_right import DatedRight, SchemeRights
from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRight:
    """A right that went over: as it was, and the last day that merging gave it."""

    right_id: str
    scheme_id: str
    valid_from: date
    last_day: date | None
    merged_last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftPlace:
    """A place in a household that the duplicate left; whether the one who stays took it."""

    household_id: str
    member: Member
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Row):
    """What merging changed, so that it can be undone. Key: the duplicate. Gone once undone.

    `new_scheme_ids` are the schemes in which the one who stays had nothing before;
    `rights_until` is hers from before.
    """

    table: ClassVar[str] = "merges"
    into_id: str
    rights: tuple[TakenRight, ...] = ()
    places: tuple[LeftPlace, ...] = ()
    new_scheme_ids: tuple[str, ...] = ()
    rights_until: date | None = None


def free_days(right: DatedRight, kept: Sequence[DatedRight]) -> tuple[date, date | None] | None:
    """The last days in one piece on which a right holds and none of the kept ones can be used.

    First day, and last day where it ends earlier than the right does by itself. None: no day but
    of grace, which goes over with days of the right only.
    """
    end = right.usable_until
    day, found = right.valid_from, None
    for other in sorted(kept, key=lambda one: one.valid_from):
        if day < other.valid_from and day <= (right.last_day or right.valid_until):
            last = min(end, other.valid_from - timedelta(days=1))
            found = (day, last if last < end else right.last_day)
        day = max(day, other.usable_until + timedelta(days=1))
    return (day, right.last_day) if day <= (right.last_day or right.valid_until) else found


def without(rights: SchemeRights, right_id: str) -> SchemeRights:
    """The same without one of them."""
    left = tuple(one for one in rights.rights if one.right_id != right_id)
    return replace(rights, rights=left)


def later(one: date | None, other: date | None) -> date | None:
    """The later of two days, as far as there are any."""
    return max((day for day in (one, other) if day is not None), default=None)
