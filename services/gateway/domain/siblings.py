"""Which child of a household somebody is, the eldest first. Pure."""

from collections.abc import Mapping
from datetime import date


def place_among(child: str, born: Mapping[str, date | None]) -> int | None:
    """Her place, 1 the eldest; None where her own day of birth is not known.

    Whose day of birth is not known does not count; children of the same day stand by their ids.
    """
    own = born.get(child)
    if own is None:
        return None
    return 1 + sum(day is not None and (day, other) < (own, child) for other, day in born.items())
