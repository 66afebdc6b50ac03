"""The lines of the files that go to the Crossroads Bank, and that come back. Pure.

The layout is agreed with the Bank per file and is not public in detail, so it is a setting. The
usual one: out `number;status;on`, back `number;status;from;until;answer`.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from services.cards.handlers.status_sources.port import Question

LINES_MAX = 200_000
LineError = Literal[
    "columns_wrong", "number_invalid", "status_unknown", "date_invalid", "answer_unknown"
]
OutColumn = Literal["number", "status", "on"]
BackColumn = Literal["number", "status", "from", "until", "answer", "ignored"]


class Layout(BaseModel):
    """How lines look. `statuses` maps a word of the regulations to the Bank's code."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    delimiter: str = Field(default=";", min_length=1, max_length=1)
    date_format: str = "%Y-%m-%d"
    encoding: str = "utf-8"
    out: tuple[OutColumn, ...] = ("number", "status", "on")
    back: tuple[BackColumn, ...] = ("number", "status", "from", "until", "answer")
    header: bool = True
    statuses: dict[str, str] = Field(
        default_factory=lambda: {
            "increased_reimbursement": "BIM_BVT",
            "living_wage": "LIVING_WAGES_PCSA_HELP",
        }
    )
    answers: dict[str, Literal["yes", "no"]] = Field(
        default_factory=lambda: dict[str, Literal["yes", "no"]]({"1": "yes", "0": "no"})
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line that came back. The number is never shown."""

    number: str = field(repr=False)
    status: str = field(repr=False)
    holds: bool = field(repr=False)
    begins: date | None = field(default=None, repr=False)
    until: date | None = field(default=None, repr=False)

    def holds_on(self, day: date) -> bool:
        """Whether it says that the status is held on a day."""
        begun = self.begins is None or self.begins <= day
        return self.holds and begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that cannot be read: its number in the file, and why; nothing of its content."""

    line: int
    code: LineError


def out_lines(layout: Layout, questions: Sequence[Question]) -> bytes:
    """The file that goes out: a line per person and status, in the order of the numbers."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=layout.delimiter, lineterminator="\r\n")
    if layout.header:
        writer.writerow(layout.out)
    lines = {
        (question.number, layout.statuses[word], question.on)
        for question in questions
        for word in question.statuses
    }
    for number, status, on in sorted(lines):
        cells = {"number": number, "status": status, "on": on.strftime(layout.date_format)}
        writer.writerow([cells[column] for column in layout.out])
    return text.getvalue().encode(layout.encoding)


def back_lines(layout: Layout, content: bytes) -> tuple[list[Line], list[Wrong]]:
    """The lines of a file that came back, and those that cannot be read. Raises ValueError
    where the whole file cannot be: another encoding, or far too long."""
    text = content.decode(layout.encoding)
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=layout.delimiter)
    lines: list[Line] = []
    wrong: list[Wrong] = []
    try:
        for number, row in enumerate(rows, start=1):
            if number > LINES_MAX:
                raise ValueError("too many lines")
            if not row or (number == 1 and layout.header):
                continue
            read = _line(layout, row)
            if isinstance(read, Line):
                lines.append(read)
            else:
                wrong.append(Wrong(number, read))
    except csv.Error:
        raise ValueError("no lines") from None
    return lines, wrong


def _line(layout: Layout, row: Sequence[str]) -> Line | LineError:
    if len(row) != len(layout.back):
        return "columns_wrong"
    cells = dict(zip(layout.back, (cell.strip() for cell in row), strict=True))
    words = {code: word for word, code in layout.statuses.items()}
    number = "".join(sign for sign in cells["number"] if sign not in " .-")
    if not (len(number) == 11 and number.isascii() and number.isdecimal()):
        return "number_invalid"
    if cells["status"] not in words:
        return "status_unknown"
    if cells["answer"] not in layout.answers:
        return "answer_unknown"
    try:
        begins, until = (_day(layout, cells.get(name, "")) for name in ("from", "until"))
    except ValueError:
        return "date_invalid"
    holds = layout.answers[cells["answer"]] == "yes"
    return Line(number, words[cells["status"]], holds, begins, until)


def _day(layout: Layout, text: str) -> date | None:
    return datetime.strptime(text, layout.date_format).date() if text else None  # noqa: DTZ007


SENTENCES: Mapping[LineError, str] = {
    "columns_wrong": "Deze regel heeft niet het juiste aantal kolommen.",
    "number_invalid": "Het rijksregisternummer heeft geen elf cijfers.",
    "status_unknown": "Dit statuut kennen we niet.",
    "date_invalid": "Een datum op deze regel is ongeldig.",
    "answer_unknown": "Het antwoord is geen ja of nee.",
}


def report(wrong: Iterable[Wrong], *, not_asked: int) -> str:
    """What an operator reads of a file that came back: lines by number, no content."""
    lines = ["regel;fout"]
    lines += [f"{one.line};{SENTENCES[one.code]}" for one in wrong]
    if not_asked:
        lines.append(f";{not_asked} regels gaan over personen of statuten die niet gevraagd zijn.")
    return "\r\n".join(lines) + "\r\n"
