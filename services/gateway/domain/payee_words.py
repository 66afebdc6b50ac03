"""The letter that tells a provider that it will be paid to another account, in Dutch. Pure.

It goes to where the provider was reached until now: whoever gave the new number may be somebody
else.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from services.gateway.domain.printable import printable

DAY: Final = "%d/%m/%Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of account. `old` and `new` are the last four characters, as they are shown."""

    network: str
    provider: str
    address: str | None = field(repr=False)
    old: str
    new: str
    on: date
    active_from: date


def as_letter(change: Change) -> dict[str, Any]:
    """What the template of letters prints. The new number is never written out."""
    address = [] if change.address is None else printable(change.address).split("\n")
    return {
        "lang": "nl",
        "network": printable(change.network),
        "name": printable(change.provider),
        "address": address,
        "date": change.on.strftime(DAY),
        "subject": "Uw rekeningnummer verandert bij ons",
        "greeting": "Beste,",
        "lines": [
            f"Wij kregen een ander rekeningnummer voor {printable(change.provider)}.",
            f"Tot nu toe betalen wij op de rekening die eindigt op {change.old}. Vanaf "
            f"{change.active_from.strftime(DAY)} betalen wij op de rekening die eindigt op "
            f"{change.new}.",
            "Klopt dit? Dan hoeft u niets te doen.",
            "Klopt dit niet? Bel ons dan meteen, op het nummer dat u al van ons kent. Vóór "
            f"{change.active_from.strftime(DAY)} kunnen wij de verandering nog stoppen.",
        ],
        "listed": [],
        "appeal": [],
        "closing": "Met vriendelijke groeten,",
        "signature": printable(change.network),
    }
