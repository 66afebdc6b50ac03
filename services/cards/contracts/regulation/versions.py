"""Which version of a scheme's regulation holds for a right on a day. Pure.

Cards and the gateway both ask this, of the versions that each of them keeps.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from services.cards.contracts.regulation.counting import RightOn
from services.cards.contracts.regulation.document import RegulationDocument


class Dated(Protocol):
    """A version of a regulation, as either of them keeps it."""

    @property
    def regulation_id(self) -> str: ...  # noqa: D102
    @property
    def valid_from(self) -> date: ...  # noqa: D102
    @property
    def valid_until(self) -> date | None: ...  # noqa: D102


def version_on(versions: Sequence[Dated], on: date) -> str | None:
    """The version that holds on a day: the last that has begun, if it has not ended."""
    begun = [version for version in versions if version.valid_from <= on]
    if not begun:
        return None
    last = begun[-1]
    return last.regulation_id if last.valid_until is None or on <= last.valid_until else None


def may_hold(versions: Sequence[Dated], right: RightOn | None, on: date) -> Sequence[str]:
    """The version of the right and every later one that has begun; without a right, the day's.

    `versions` are in the order of their first days.
    """
    if right is None:
        now = version_on(versions, on)
        return [] if now is None else [now]
    own = right.regulation_on(on)
    begun = [version.regulation_id for version in versions if version.valid_from <= on]
    later = begun[begun.index(own) + 1 :] if own in begun else []
    return [*([] if own is None else [own]), *later]


def holding(
    versions: Sequence[Dated],
    right: RightOn | None,
    on: date,
    document_of: Callable[[str], RegulationDocument | None],
) -> str | None:
    """The version whose benefit holds for a right on a day.

    A later one holds at once where it says so (`benefit.changes`), else from the renewal on.
    """
    candidates = may_hold(versions, right, on)
    ended = {
        version.regulation_id
        for version in versions
        if version.valid_until is not None and on > version.valid_until
    }
    for regulation_id in reversed(candidates[1:]):
        document = document_of(regulation_id)
        if (
            regulation_id not in ended
            and document is not None
            and document.benefit.changes == "with_date"
        ):
            return regulation_id
    return candidates[0] if candidates else None
