"""The receipt that somebody signs who is paid in cash at the desk, in Dutch. Pure.

It names no person: whoever takes the money writes and signs.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.domain.printable import printable
from services.gateway.domain.receipt_words import DAY
from services.gateway.domain.sentences import euros
from services.kernel.money import cash_total


@dataclass(frozen=True, slots=True, kw_only=True)
class CashPaid:
    """What was paid in cash, in cents: what it settles, and to which organisation, if one."""

    network: str
    reference: str
    organisation: str | None
    cents: int
    on: date

    @property
    def cash_cents(self) -> int:
        """What is handed over: the law rounds what is paid in cash to five cents."""
        return cash_total(self.cents)


def as_cash_receipt(paid: CashPaid) -> dict[str, Any]:
    """What the template of receipts prints."""
    whose = "een pashouder" if paid.organisation is None else printable(paid.organisation)
    what = f"Afrekening {printable(paid.reference)}"
    return {
        "title": "Kwijting voor een betaling in cash",
        "network": printable(paid.network),
        "on": f"Betaald op {paid.on.strftime(DAY)}",
        "head": ["Dag", "Voor", "Aan", "Bedrag"],
        "lines": [[paid.on.strftime(DAY), what, whose, euros(paid.cents)]],
        "sums": [
            ["Totaal", euros(paid.cents)],
            ["Afronding bij cash", euros(paid.cash_cents - paid.cents)],
            ["Ontvangen in cash", euros(paid.cash_cents)],
        ],
        "how": "Ondergetekende ontving dit bedrag. Naam, datum en handtekening:",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRepaid:
    """What a holder paid back in cash, in cents, and for which debt."""

    network: str
    reference: str
    cents: int
    on: date

    @property
    def cash_cents(self) -> int:
        """What is handed over: the law rounds what is paid in cash to five cents."""
        return cash_total(self.cents)


def as_repayment_receipt(repaid: CashRepaid) -> dict[str, Any]:
    """What the template of receipts prints."""
    day = repaid.on.strftime(DAY)
    return {
        "title": "Ontvangstbewijs voor een terugbetaling in cash",
        "network": printable(repaid.network),
        "on": f"Betaald op {day}",
        "head": ["Dag", "Voor", "Van", "Bedrag"],
        "lines": [
            [day, f"Terugvordering {repaid.reference}", "een pashouder", euros(repaid.cents)]
        ],
        "sums": [
            ["Totaal", euros(repaid.cents)],
            ["Afronding bij cash", euros(repaid.cash_cents - repaid.cents)],
            ["Betaald in cash", euros(repaid.cash_cents)],
        ],
        "how": "Het netwerk ontving dit bedrag. Naam en handtekening van de balie:",
    }
