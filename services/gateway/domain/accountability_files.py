"""A report as files: what the template of the PDF prints, a spreadsheet, and CSV. Pure.

The same data is the same bytes, whenever it is printed: no clock, no random, one order.
"""

from collections.abc import Iterator
from typing import Any, Final

from services.gateway.domain.accountability import Report
from services.gateway.domain.accountability_answers import amount
from services.gateway.domain.accountability_document import Cell, Document, Section, document_of
from services.gateway.domain.csv_files import write_table
from services.gateway.domain.listed import euros
from services.gateway.domain.printable import printable
from services.gateway.domain.workbooks import Euros, Sheet, workbook

CSV_HEADER: Final = ("deel", "regel", "kolom", "bedrag", "aantal", "tekst")
_FOOTER_DIGITS: Final = 16
"""Of the checksum, on every page; the whole of it stands on the last."""


def as_printed(report: Report) -> dict[str, Any]:
    """What the template prints."""
    document = document_of(report)
    return {
        "title": document.title,
        "network": printable(document.network),
        "footer": f"{printable(document.network)} · {document.year} · "
        f"controlegetal {document.checksum[:_FOOTER_DIGITS]}",
        "checksum": document.checksum,
        "sections": [_printed(section) for section in document.sections],
    }


def as_xlsx(report: Report) -> bytes:
    """A sheet per section, and one of the answers; amounts can be summed."""
    document = document_of(report)
    told = [
        (section.title, "\n".join(section.paragraphs), _euros(section.cents))
        for section in document.sections
        if section.paragraphs
    ]
    tables = [
        Sheet(section.name, section.head, section.rows)
        for section in document.sections
        if section.head
    ]
    answers = Sheet("Antwoorden", ("Vraag", "Antwoord", "Bedrag"), told)
    proof = Sheet("Controle", ("Gegeven", "Waarde"), [("Controlegetal", document.checksum)])
    return workbook(f"{document.title} {document.network}", [*tables, answers, proof])


def as_csv(report: Report) -> bytes:
    """One line per figure or paragraph, in the order of the document."""
    return write_table(CSV_HEADER, _lines(document_of(report)))


def _lines(document: Document) -> Iterator[tuple[object, ...]]:
    for section in document.sections:
        if section.cents is not None:
            yield section.title, None, "Bedrag", *_placed(Euros(section.cents))
        for text in section.paragraphs:
            yield section.title, None, None, None, None, text
        for row in section.rows:
            called = " / ".join(str(cell) for cell in row[: section.named] if cell != "")
            cells = list(zip(section.head, row, strict=True))
            for column, cell in cells[section.named :]:
                yield section.title, called, column, *_placed(cell)
    yield "Controle", None, "Controlegetal", None, None, document.checksum


def _euros(cents: int | None) -> Euros | None:
    return None if cents is None else Euros(cents)


def _placed(cell: Cell) -> tuple[object, ...]:
    if isinstance(cell, Euros):
        return euros(cell.cents), None, None
    return (None, cell, None) if isinstance(cell, int) else (None, None, cell)


def _printed(section: Section) -> dict[str, Any]:
    rows = [[_shown(cell) for cell in row] for row in section.rows]
    right = [
        2 * sum(isinstance(row[column], Euros | int) for row in section.rows) > len(section.rows)
        for column in range(len(section.head))
    ]
    return {
        "title": section.title,
        "paragraphs": [printable(text) for text in section.paragraphs],
        "head": list(section.head),
        "right": right,
        "rows": rows[:-1] if section.summed else rows,
        "total": rows[-1] if section.summed else [],
    }


def _shown(cell: Cell) -> str:
    if isinstance(cell, Euros):
        return amount(cell.cents)
    return printable(str(cell))
