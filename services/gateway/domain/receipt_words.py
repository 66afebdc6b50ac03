"""A receipt for what was bought together and paid at the desk, in Dutch. Pure.

It names no person, and what others pay is not on it: it looks like any receipt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.gateway.domain.sentences import euros
from services.kernel.money import cash_total

DAY: Final = "%d/%m/%Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One participation: what the holder pays for it herself, in cents."""

    participation: str
    on: date
    offer: str
    organisation: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """What is on one receipt. The total is that of the lines; only it is rounded, and for cash."""

    network: str
    printed_on: date
    lines: Sequence[Line]

    @property
    def total_cents(self) -> int:
        """What is due otherwise than in cash."""
        return sum(line.cents for line in self.lines)

    @property
    def cash_cents(self) -> int:
        """What is due in cash."""
        return cash_total(self.total_cents)


def as_receipt(bought: Bought) -> dict[str, Any]:
    """What the template of the receipt prints."""
    total, cash = bought.total_cents, bought.cash_cents
    return {
        "title": "Ontvangstbewijs",
        "network": bought.network,
        "on": f"Afgedrukt op {bought.printed_on.strftime(DAY)}",
        "head": ["Dag", "Aanbod", "Bij", "Te betalen"],
        "lines": [
            [line.on.strftime(DAY), line.offer, line.organisation, euros(line.cents)]
            for line in bought.lines
        ],
        "sums": [
            ["Totaal", euros(total)],
            ["Afronding bij cash", euros(cash - total)],
            ["Te betalen in cash", euros(cash)],
        ],
        "how": "Wie cash betaalt, betaalt het totaal afgerond op vijf cent. Wie anders betaalt, "
        "betaalt het totaal zelf.",
    }
