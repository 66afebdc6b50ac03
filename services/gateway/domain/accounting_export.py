"""What is to be paid, for the municipality's accounting package: CSV and XLSX. Pure.

One row per payable, legal entity and code of the municipal books (policy and management cycle),
so that each row is one booking there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from services.gateway.domain.csv_files import write_table
from services.gateway.domain.workbooks import Euros, Sheet, workbook

COLUMNS: Final = (
    "afrekening",
    "periode van",
    "periode tot en met",
    "begunstigde",
    "ondernemingsnummer",
    "rekeningnummer",
    "bedrag",
    "rechtspersoon",
    "BBC-actie",
    "BBC-rekening",
    "mededeling",
)


@dataclass(frozen=True, slots=True)
class PayableLine:
    """One booking: an amount in cents, above zero, of a statement (or claim) to one payee.

    `kbo` is the number of an organisation in the Crossroads Bank for Enterprises; a person has
    none. `bbc_action` and `bbc_account` are codes of the municipal books.
    """

    statement: str
    first_day: date
    last_day: date
    payee: str = field(repr=False)
    kbo: str | None
    iban: str = field(repr=False)
    cents: int
    legal_entity: str
    bbc_action: str | None
    bbc_account: str | None
    free_text: str = field(repr=False)


def as_csv(lines: Sequence[PayableLine]) -> bytes:
    """Semicolons, amounts with a comma, days as dd/mm/jjjj: as packages here read them in."""
    return write_table(COLUMNS, ([_plain(cell) for cell in _cells(line)] for line in lines))


def as_xlsx(lines: Sequence[PayableLine]) -> bytes:
    """The same rows as a spreadsheet; amounts can be summed. The same rows are the same bytes."""
    return workbook("Te betalen", [Sheet("Te betalen", COLUMNS, [_cells(line) for line in lines])])


def _cells(line: PayableLine) -> list[str | date | Euros | None]:
    return [
        line.statement,
        line.first_day,
        line.last_day,
        line.payee,
        line.kbo,
        line.iban,
        Euros(line.cents),
        line.legal_entity,
        line.bbc_action,
        line.bbc_account,
        line.free_text,
    ]


def _plain(cell: str | date | Euros | None) -> str | None:
    if isinstance(cell, Euros):
        return f"{cell.cents // 100},{cell.cents % 100:02d}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell
