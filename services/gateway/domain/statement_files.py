"""A statement as files: what the template of the PDF prints, a spreadsheet, and CSV. Pure.

The same data is the same bytes, whenever it is printed.
"""

from typing import Any, Final

from services.gateway.domain.accountability_answers import amount
from services.gateway.domain.csv_files import write_table
from services.gateway.domain.listed import euros
from services.gateway.domain.printable import printable
from services.gateway.domain.statement_document import Line, Party, Statement, set_aside, shown_kbo
from services.gateway.domain.workbooks import Cell, Euros, Sheet, workbook

_DAY: Final = "%d/%m/%Y"
_HEAD: Final = (
    "Dag",
    "Soort",
    "Aanbod",
    "Kaart",
    "Prijs",
    "Kaarthouder",
    "Aanbieder",
    "Netwerk",
)
CSV_HEADER: Final = (
    "afrekening",
    "dag",
    "soort",
    "aanbod",
    "kaart",
    "prijs",
    "kaarthouder",
    "aanbieder",
    "netwerk",
    "deelname",
)
NO_CARD: Final = "–"


def as_printed(statement: Statement) -> dict[str, Any]:
    """What the template prints."""
    return {
        "title": f"Afrekening {statement.reference}",
        "network": printable(statement.network),
        "footer": f"{printable(statement.network)} · afrekening {statement.reference}",
        "facts": [[name, printable(value)] for name, value in _facts(statement)],
        "amounts": [[name, amount(cents)] for name, cents in _amounts(statement)],
        "due": _due(statement),
        "head": list(_HEAD),
        "rows": [_row(line) for line in statement.lines],
        "total": _total(statement),
        "aside": [_row(line) for line in set_aside(statement.lines)],
        "more": statement.more,
    }


def as_xlsx(statement: Statement) -> bytes:
    """A sheet of facts and amounts, and one of lines, whose amounts can be summed."""
    facts: list[tuple[Cell, ...]] = [*_facts(statement)]
    facts += [(name, Euros(cents)) for name, cents in _amounts(statement)]
    lines = [
        (line.day, line.kind_word, line.offer, line.card, *map(Euros, _cents(line)))
        for line in statement.lines
    ]
    sheets = [Sheet("Gegevens", ("Gegeven", "Waarde"), facts), Sheet("Regels", _HEAD, lines)]
    return workbook(f"Afrekening {statement.reference}", sheets)


def as_csv(statement: Statement) -> bytes:
    """The lines, each with the number of the statement and of what it is about."""
    return write_table(
        CSV_HEADER,
        (
            (
                statement.reference,
                line.day,
                line.kind_word,
                line.offer,
                line.card,
                *(euros(cents) for cents in _cents(line)),
                line.participation,
            )
            for line in statement.lines
        ),
    )


def _facts(statement: Statement) -> list[tuple[str, str]]:
    return [
        ("Netwerk", statement.network),
        *(("Namens", _party(one)) for one in statement.entities),
        ("Aanbieder", _party(statement.provider)),
        ("Nummer", statement.reference),
        ("Boekjaar", str(statement.year)),
        ("Alle regels tot en met", statement.until.strftime(_DAY)),
        ("Opgemaakt op", statement.drawn_up_on.strftime(_DAY)),
        ("Aantal regels", str(statement.line_count)),
    ]


def _party(party: Party) -> str:
    return f"{party.name} (ondernemingsnummer {shown_kbo(party.kbo)})"


def _amounts(statement: Statement) -> list[tuple[str, int]]:
    return [
        ("Totaal van de regels", statement.total_cents),
        ("Overgedragen van de vorige afrekening", statement.carried_in_cents),
        ("Overgedragen naar de volgende afrekening", statement.carried_out_cents),
        ("Te betalen", statement.payable_cents),
    ]


def _due(statement: Statement) -> str:
    """What becomes of it, in one sentence."""
    if statement.payable_cents > 0:
        day = statement.pay_by.strftime(_DAY)
        return f"Het netwerk betaalt {amount(statement.payable_cents)} ten laatste op {day}."
    if statement.carried_out_cents < 0:
        owed = amount(-statement.carried_out_cents)
        return f"De volgende afrekening wordt met {owed} verminderd. U hoeft niets te betalen."
    if statement.carried_out_cents > 0:
        kept = amount(statement.carried_out_cents)
        return f"{kept} ligt onder het afgesproken minimum en gaat mee naar de volgende afrekening."
    return "Er is niets te betalen."


def _cents(line: Line) -> tuple[int, int, int, int]:
    return line.price_cents, line.holder_cents, line.organisation_cents, line.network_cents


def _row(line: Line) -> list[str]:
    said = (line.day.strftime(_DAY), line.kind_word, printable(line.offer), line.card or NO_CARD)
    return [*said, *(amount(cents) for cents in _cents(line))]


def _total(statement: Statement) -> list[str]:
    """The last row, where all lines stand above it."""
    if statement.more or len(statement.lines) != statement.line_count:
        return []
    sums = [sum(column) for column in zip(*map(_cents, statement.lines), strict=True)]
    return ["Totaal", "", "", "", *map(amount, sums or (0, 0, 0, 0))]
