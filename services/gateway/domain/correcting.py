"""What a correction would give back to whom, from what the views know, and what it says. Pure.

It computes what cards and budget would decide, with the same functions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.gateway.domain.sentences import euros
from services.kernel.money import Shares
from services.kernel.portions import refund

Json = Mapping[str, Any]


class Fields(Protocol):
    """A row of a view, read by the names of its columns."""

    def __getitem__(self, name: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Corrected:
    """The shares before a correction and after it, and what of the network's stays with a holder
    who was paid already. In cents."""

    before: Shares
    after: Shares
    absorbed_cents: int = 0

    @property
    def back(self) -> Shares:
        """What goes back to each."""
        return Shares(
            self.before.holder_cents - self.after.holder_cents,
            self.before.organisation_cents - self.after.organisation_cents,
            self.before.network_cents - self.after.network_cents,
        )


def price_of(shares: Shares) -> int:
    """What shares sum to, in cents."""
    return shares.holder_cents + shares.organisation_cents + shares.network_cents


def shares_of(row: Fields) -> Shares:
    """The shares of a row, after whatever was corrected."""
    return Shares(row["holder_cents"], row["organisation_cents"], row["network_cents"])


def refunded(now: Shares, made: Sequence[Fields], cents: int) -> Shares | None:
    """The shares once so much of the price goes back. None where it is no part of the price.

    `made`: the corrections so far, in their order: the ratio is that of the last price that was
    shared under a rule, or of what was left of it when instalments were stopped: the correction
    before that led to other shares.
    """
    if not 0 < cents < price_of(now):
        return None
    priced, before = now, 0
    for row in reversed(made):
        if row["repriced"] or shares_of(row) != priced:
            break
        back = (
            row["holder_back_cents"],
            row["organisation_back_cents"],
            row["network_back_cents"],
        )
        priced = Shares(
            priced.holder_cents + back[0],
            priced.organisation_cents + back[1],
            priced.network_cents + back[2],
        )
        before += sum(back)
    back_now = refund(priced, cents, before)
    return Shares(
        now.holder_cents - back_now.holder_cents,
        now.organisation_cents - back_now.organisation_cents,
        now.network_cents - back_now.network_cents,
    )


def without_own(standing: Json, counts: Sequence[Json]) -> Json:
    """A standing as if what counts for one participation had not been used."""
    own = {(str(one["subject"]), one["of_id"], one["period"], one["name"]): one for one in counts}

    def less(usage: Json, count: Json) -> Json:
        place = usage["subject_id"], usage["of_id"], usage["period"], count["name"]
        taken = own.get(place)
        if taken is None:
            return count
        return {
            **count,
            "used_cents": count["used_cents"] - taken["cents"],
            "times": count["times"] - taken["times"],
        }

    usages = [
        {**usage, "counts": [less(usage, count) for count in usage["counts"]]}
        for usage in standing["usages"]
    ]
    return {**standing, "usages": usages}


def told(corrected: Corrected, *, claimed: bool) -> list[str]:
    """What goes back to whom, in plain Dutch."""
    back = corrected.back
    lines = [
        f"De prijs gaat van {euros(price_of(corrected.before))} "
        f"naar {euros(price_of(corrected.after))}."
    ]
    if back.holder_cents:
        lines.append(f"Aan de houder terug te geven: {euros(back.holder_cents)}.")
    if back.organisation_cents:
        lines.append(f"De aanbieder draagt {euros(back.organisation_cents)} minder.")
    if corrected.absorbed_cents:
        lines.append(
            f"De houder kreeg {euros(corrected.absorbed_cents)} te veel. "
            "Het netwerk draagt dat: zij betaalt niets terug."
        )
        return lines
    if back.network_cents and claimed:
        lines.append(f"Het netwerk betaalt de houder {euros(back.network_cents)} minder.")
    elif back.network_cents:
        lines.append(
            f"Het netwerk krijgt {euros(back.network_cents)} terug: "
            "dat gaat af van de volgende afrekening van de aanbieder."
        )
    return lines
