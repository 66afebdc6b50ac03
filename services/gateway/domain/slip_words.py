"""What stands on a guarantee slip, in Dutch. Pure.

It looks like any voucher: it names the price and what is paid at the desk, and not why.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.gateway.domain.sentences import euros

DAY: Final = "%d/%m/%Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A slip as it is printed: opened, with the names of what it is for. Amounts in cents."""

    number: str
    name: str
    offer: str
    organisation: str
    network: str
    on: date
    price_cents: int
    holder_cents: int
    valid_until: date


def as_document(slip: Promise, qr_code: str) -> dict[str, Any]:
    """What the template of the slip prints; the code is SVG."""
    number = slip.number
    return {
        "title": "Bon",
        "network": slip.network,
        "number": " ".join(number[place : place + 4] for place in range(0, len(number), 4)),
        "qr": qr_code,
        "lines": [
            ["Voor", slip.name],
            ["Aanbod", slip.offer],
            ["Bij", slip.organisation],
            ["Op", slip.on.strftime(DAY)],
            ["Prijs", euros(slip.price_cents)],
            ["Te betalen aan de kassa", euros(slip.holder_cents)],
            ["Geldig tot en met", slip.valid_until.strftime(DAY)],
        ],
        "how": "Toon deze bon aan de kassa. De aanbieder leest de code of het nummer in en "
        f"krijgt de rest van de prijs van {slip.network}. De bon kan één keer gebruikt worden.",
    }
