"""What became of payables in the municipality's accounting package: its list read back. Pure.

The statement's number leads back to what was exported; columns may stand in any order, under the
headers that people use. A row with a problem is not taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from services.gateway.domain.checks import BadInput
from services.gateway.domain.csv_files import (
    RowProblem,
    columns_of,
    plain,
    read_rows,
    read_table,
    up_to_the_first,
)
from services.gateway.domain.days import read_day

Outcome = Literal["paid", "returned", "waiting"]

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "statement": ("afrekening", "afrekeningsnummer", "referentie", "onze referentie"),
    "amount": ("bedrag", "betaald bedrag"),
    "outcome": ("status", "toestand", "betaalstatus"),
    "on": ("betaald op", "betaaldatum", "datum betaling", "uitvoeringsdatum", "datum"),
}
TITLES: Final[Mapping[str, str]] = {
    "statement": "afrekening",
    "amount": "bedrag",
    "outcome": "status",
    "on": "betaald op",
}
OUTCOMES: Final[Mapping[str, Outcome]] = {
    **dict.fromkeys(("betaald", "uitgevoerd", "vereffend"), "paid"),
    **dict.fromkeys(("geweigerd", "teruggekomen", "teruggestort", "niet uitgevoerd"), "returned"),
    **dict.fromkeys(("", "geboekt", "goedgekeurd", "in behandeling", "te betalen"), "waiting"),
}
_STATEMENT_MAX: Final = 40
_AMOUNT: Final = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2})(?:[.,]([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One row: an amount in cents of a statement, what became of it, and on which day if paid."""

    line: int
    statement: str
    cents: int
    outcome: Outcome
    on: date | None


@dataclass(frozen=True, slots=True)
class PaidList:
    """What a list says, row by row. `rows` counts all rows below the header."""

    rows: int
    lines: tuple[PaidLine, ...]
    problems: tuple[RowProblem, ...]


def read_paid_list(content: bytes) -> PaidList:
    """Read a list as it came in. Raises UnreadableFile where the whole file cannot be read."""
    table = read_table(content)
    places = columns_of(table.header, COLUMNS, ("statement", "amount", "outcome"))
    lines, problems = read_rows(table, places, up_to_the_first(_row, TITLES, "statement"))
    return PaidList(len(table.rows), tuple(lines), tuple(problems))


def _row(line: int, given: Mapping[str, str]) -> PaidLine:
    statement = given["statement"]
    if not statement or len(statement) > _STATEMENT_MAX:
        raise BadInput("value_invalid" if statement else "field_missing", "statement")
    outcome = OUTCOMES.get(plain(given["outcome"]))
    if outcome is None:
        raise BadInput("value_invalid", "outcome")
    return PaidLine(line, statement, _cents(given["amount"]), outcome, _paid_on(given, outcome))


def _paid_on(given: Mapping[str, str], outcome: Outcome) -> date | None:
    try:
        day = read_day(given.get("on", ""))
    except BadInput as wrong:
        raise BadInput(wrong.code, "on") from None
    if outcome == "paid" and day is None:
        raise BadInput("field_missing", "on")
    return day if outcome == "paid" else None


def _cents(text: str) -> int:
    """An amount as packages write it: 1234,50, 1.234,50 or 1234.50, with or without €."""
    found = _AMOUNT.fullmatch(re.sub(r"[\s€]|EUR", "", text))
    if found is None:
        raise BadInput("number_invalid", "amount")
    return int(found[1].replace(".", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
