"""Tables as a spreadsheet (XLSX): the same content is the same bytes, and no cell runs. Pure."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import xlsxwriter

_MADE_ON: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Stands as the moment of making in every file: the moment would make equal content differ."""
_WIDTH_MIN: Final = 8
_WIDTH_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class Euros:
    """A cell with an amount in cents, shown as euros that can be summed."""

    cents: int


Cell = str | int | date | Euros | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table by its name of at most 31 characters, with a header that stays in sight."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": _MADE_ON})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "euros": book.add_format({"num_format": "#,##0.00"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
    }
    for sheet in sheets:
        _sheet(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return out.getvalue()


def _sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    for column, title in enumerate(sheet.header):
        page.write_string(0, column, title, formats["head"])
        lengths = [len(_shown(row[column])) for row in sheet.rows]
        page.set_column(
            column, column, min(max(_WIDTH_MIN, len(title), *lengths, 0) + 1, _WIDTH_MAX)
        )
    for line, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _cell(page, line, column, cell, formats)
    page.freeze_panes(1, 0)


def _cell(page: Any, line: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    """Text is written as text, whatever it begins with: it is never a formula or a link."""
    if isinstance(cell, Euros):
        page.write_number(line, column, cell.cents / 100, formats["euros"])
    elif isinstance(cell, date):
        page.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), formats["day"])  # noqa: DTZ001 - a spreadsheet knows no zones
    elif isinstance(cell, int):
        page.write_number(line, column, cell)
    elif cell is not None:
        page.write_string(line, column, cell)


def _shown(cell: Cell) -> str:
    return f"{cell.cents / 100:,.2f}" if isinstance(cell, Euros) else str(cell or "")
