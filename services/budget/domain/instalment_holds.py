"""Which holds of instalments came in the place of which. Pure.

What is held in parts, or for less, is freed and held anew; each new hold is of the source that the
old one was of. So what an allowance paid by an old hold it pays by the new ones.
"""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from services.budget.contracts.events import (
    Instalment,
    InstalmentsAgreed,
    ParticipationCorrected,
    Transfer,
)
from services.kernel.portions import portion

Heir = tuple[str, str]
"""A new hold, and the one in whose place it is."""


def of_agreed(event: InstalmentsAgreed) -> Iterator[Heir]:
    """One hold becomes several, instalment by instalment."""
    freed = [one for one in event.transfers if one.kind == "released"]
    ratio, before = tuple(one.cents for one in freed), 0
    for part in event.instalments:
        parts = portion(ratio, before, part.network_cents)
        before += part.network_cents
        yield from _heirs(freed, parts, part.hold_ids)


def of_corrected(event: ParticipationCorrected, before: Iterable[Instalment]) -> Iterator[Heir]:
    """A hold of an instalment that is lowered becomes a lower one."""
    freed = {one.names: one for one in event.transfers if one.kind == "released"}
    for old, new in zip(before, event.instalments, strict=False):
        if old.hold_ids != new.hold_ids:
            gone = [freed[own] for own in old.hold_ids]
            parts = portion(tuple(one.cents for one in gone), 0, new.network_cents)
            yield from _heirs(gone, parts, new.hold_ids)


def _heirs(
    freed: Sequence[Transfer], parts: Sequence[int], holds: Sequence[UUID]
) -> Iterator[Heir]:
    kept = [one for one, part in zip(freed, parts, strict=True) if part]
    for one, hold in zip(kept, holds, strict=True):
        yield str(hold), str(one.names)
