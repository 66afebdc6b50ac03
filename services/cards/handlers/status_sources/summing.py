"""One answer out of what a source says of several statuses. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from services.cards.handlers.status_sources.port import Outcome


@dataclass(frozen=True, slots=True)
class Told:
    """What a source says of one status: held or not, and until when, where it tells."""

    holds: bool
    until: date | None = None


def summed(
    asked: Collection[str], told: Mapping[str, Told], *, sure: bool = True
) -> tuple[Outcome, date | None]:
    """Yes if one is held, no only if none is and all were answered for `sure`, else unknown.

    A yes lasts as long as the longest of them; an end that is not told is not invented.
    """
    held = [one for one in told.values() if one.holds]
    if held:
        ends = [one.until for one in held if one.until is not None]
        return "yes", max(ends) if len(ends) == len(held) else None
    complete = sure and told.keys() == set(asked)
    return ("no" if complete else "unknown"), None
