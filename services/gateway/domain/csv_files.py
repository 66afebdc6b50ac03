"""Reading and writing lists as people's spreadsheets have them: CSV in its usual disguises. Pure.

Semicolon, comma or tab; UTF-8 with or without a mark, UTF-16 with one, or Windows-1252; quoted
cells; empty lines. What is written opens in a spreadsheet as it is, and no cell runs there.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from services.gateway.domain.checks import BadInput
from services.gateway.domain.sentences import sentence

BYTES_MAX: Final = 20_000_000
ROWS_MAX: Final = 100_000
CELL_MAX: Final = 1_000
DELIMITERS: Final = ";,\t"
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""
_BELOW_ZERO: Final = re.compile(r"-[0-9]+(,[0-9]+)?")
"""A number and nothing else: a spreadsheet adds it up, and it can do nothing."""
_MARKS: Final[Mapping[bytes, str]] = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


class UnreadableFile(ValueError):
    """The whole file cannot be read. `code` has a sentence; no content is repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row: its line in the file (1 is the header), the column, a code."""

    line: int
    column: str | None
    code: str

    @property
    def message(self) -> str:
        """The sentence of the code, in Dutch."""
        return sentence(self.code)


Read = TypeVar("Read")
Reader = Callable[[int, Mapping[str, str]], tuple[Read | None, list[RowProblem]]]
"""What reads the cells of one row, or says all that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file below its header, by the line that each begins on."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes) -> Table:
    """The rows of a file. Raises UnreadableFile."""
    if len(content) > BYTES_MAX:
        raise UnreadableFile("file_too_large")
    text = _decoded(content)
    if "\x00" in text:
        raise UnreadableFile("file_unreadable")
    first = next((line for line in text.splitlines() if line.strip()), None)
    if first is None:
        raise UnreadableFile("file_empty")
    delimiter = max(DELIMITERS, key=first.count)
    rows = list(_rows(text, delimiter))
    if len(rows) < 2:
        raise UnreadableFile("file_empty")
    (_line, header), below = rows[0], rows[1:]
    return Table(tuple(plain(cell) for cell in header), tuple(below))


def _decoded(content: bytes) -> str:
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    try:
        return content.decode(marked or "utf-8")
    except UnicodeDecodeError:
        if marked is not None:
            raise UnreadableFile("file_unreadable") from None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableFile("file_unreadable") from None


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins, count = 1, 0
    try:
        for row in reader:
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                count += 1
                if count > ROWS_MAX + 1:
                    raise UnreadableFile("file_too_long")
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        raise UnreadableFile("file_unreadable") from None


def plain(text: str) -> str:
    """A header as it is compared: no accents, no capitals, no signs."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", bare.lower()).strip()


def columns_of(
    header: Sequence[str], known: Mapping[str, Sequence[str]], wanted: Sequence[str]
) -> dict[str, int]:
    """Where each known column stands, whatever their order; others are left unread.

    `known` maps a column to the headers that people give it. Raises UnreadableFile where one of
    `wanted` is missing, or one stands there twice.
    """
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        for column, names in known.items():
            if name in names:
                if column in found:
                    raise UnreadableFile("column_twice")
                found[column] = place
    if any(column not in found for column in wanted):
        raise UnreadableFile("column_missing")
    return found


def read_rows(
    table: Table, places: Mapping[str, int], read: Reader[Read]
) -> tuple[list[Read], list[RowProblem]]:
    """Every row that can be read, and what is wrong with the others. `read` gets the line of a row
    and its cells by column."""
    lines: list[Read] = []
    problems: list[RowProblem] = []
    for line, cells in table.rows:
        if len(cells) != len(table.header):
            problems.append(RowProblem(line, None, "columns_wrong"))
            continue
        given = {column: cells[place] for column, place in places.items()}
        one, wrong = read(line, given)
        problems += wrong
        lines += [one] if one is not None else []
    return lines, problems


def up_to_the_first(
    read: Callable[[int, Mapping[str, str]], Read], titles: Mapping[str, str], usual: str
) -> Reader[Read]:
    """A reader of rows that stops a row at the first BadInput: under the title of its field, or of
    the usual one."""

    def row(line: int, given: Mapping[str, str]) -> tuple[Read | None, list[RowProblem]]:
        try:
            return read(line, given), []
        except BadInput as wrong:
            return None, [RowProblem(line, titles[wrong.field or usual], wrong.code)]

    return row


def write_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A file that opens in a spreadsheet: `table_text` in UTF-8 with its mark."""
    return table_text(header, rows).encode("utf-8-sig")


def table_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as spreadsheets here read it: semicolons, no cell that runs. None is empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([safe("" if cell is None else str(cell)) for cell in row])
    return text.getvalue()


def safe(cell: str) -> str:
    """The same text, never a formula."""
    runs = cell.startswith(_RUNS) and not _BELOW_ZERO.fullmatch(cell)
    return f"'{cell}" if runs else cell
