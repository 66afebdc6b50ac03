"""The status list: who holds a status, for automatic granting. Pure.

It needs no names: a national number, a status, a period and an answer are all. Names and a birth
date are read where they stand there, for who is to be registered. Columns may stand in any order,
under the headers that people use; others are left unread.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from services.gateway.domain.bulk_registration import person_name
from services.gateway.domain.checks import BadInput, birth_date, national_number
from services.gateway.domain.csv_files import (
    CELL_MAX,
    RowProblem,
    columns_of,
    plain,
    read_rows,
    read_table,
)
from services.gateway.domain.days import read_day

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("rijksregisternummer", "insz", "rrn", "nummer", "national number"),
    "status": ("statuut", "status", "sociaal statuut"),
    "answer": ("antwoord", "resultaat", "van toepassing", "answer"),
    "from": ("van", "vanaf", "begindatum", "from"),
    "until": ("tot", "tot en met", "einddatum", "until"),
    "family_name": ("naam", "familienaam", "achternaam"),
    "given_name": ("voornaam",),
    "birth_date": ("geboortedatum",),
}
TITLES: Final[Mapping[str, str]] = {
    "number": "rijksregisternummer",
    "status": "statuut",
    "answer": "antwoord",
    "from": "van",
    "until": "tot en met",
    "family_name": "naam",
    "given_name": "voornaam",
    "birth_date": "geboortedatum",
}
STATUS_WORDS: Final[Mapping[str, str]] = {
    "verhoogde tegemoetkoming": "increased_reimbursement",
    "vt": "increased_reimbursement",
    "leefloon": "living_wage",
    "equivalent leefloon": "equivalent_living_wage",
    "inkomensgarantie voor ouderen": "income_guarantee_elderly",
    "igo": "income_guarantee_elderly",
    "inkomensvervangende tegemoetkoming": "income_replacement_allowance",
    "ivt": "income_replacement_allowance",
    "integratietegemoetkoming": "integration_allowance",
    "verhoogde kinderbijslag": "increased_child_benefit",
    "schooltoelage": "school_allowance",
    "huursubsidie": "rent_subsidy",
    "european disability card": "disability_card",
}
"""The word of a status in regulations, by its usual Dutch name; a word itself may stand too."""
ANSWERS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("ja", "j", "1", "yes", "waar", "true", "van toepassing"), True),
    **dict.fromkeys(
        ("nee", "neen", "n", "0", "no", "onwaar", "false", "niet van toepassing"), False
    ),
}
_WORD: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One row: whether somebody holds a status, and when. The number is never shown."""

    line: int
    number: str = field(repr=False)
    status: str = field(repr=False)
    holds: bool = field(repr=False)
    begins: date | None = field(default=None, repr=False)
    until: date | None = field(default=None, repr=False)
    family_name: str | None = field(default=None, repr=False)
    given_name: str | None = field(default=None, repr=False)
    birth_date: date | None = field(default=None, repr=False)

    @property
    def names_her(self) -> bool:
        """Whether it tells enough to register her."""
        return None not in (self.family_name, self.given_name, self.birth_date)


@dataclass(frozen=True, slots=True)
class StatusList:
    """A dry run of a list: what would be taken, what is wrong, row by row.

    A row with a problem is not taken. `rows` counts all rows below the header.
    """

    rows: int
    lines: tuple[StatusLine, ...]
    problems: tuple[RowProblem, ...]


def read_status_list(content: bytes, today: date, *, test_numbers: bool) -> StatusList:
    """Read a list as it came in. Raises UnreadableFile where the whole file cannot be read.

    `test_numbers`: plainly fictive persons pass, for development only.
    """
    table = read_table(content)
    places = columns_of(table.header, COLUMNS, ("number", "status", "answer"))
    lines, problems = read_rows(
        table, places, lambda line, given: _row(line, given, today, test_numbers=test_numbers)
    )
    taken, repeated = _once(lines)
    ordered = sorted((*problems, *repeated), key=lambda one: one.line)
    return StatusList(len(table.rows), tuple(taken), tuple(ordered))


def _row(
    line: int, given: Mapping[str, str], today: date, *, test_numbers: bool
) -> tuple[StatusLine | None, list[RowProblem]]:
    """One row, or everything that is wrong with it."""
    readers: Mapping[str, Callable[[str], Any]] = {
        "number": lambda cell: national_number(cell, test_numbers=test_numbers),
        "status": _status,
        "answer": _answer,
        "from": read_day,
        "until": read_day,
        "family_name": lambda cell: person_name(cell) if cell else None,
        "given_name": lambda cell: person_name(cell) if cell else None,
        "birth_date": lambda cell: birth_date(day, today) if (day := read_day(cell)) else None,
    }
    said: dict[str, Any] = {}
    wrong: list[RowProblem] = []
    for column, read in readers.items():
        cell = given.get(column, "")
        try:
            if len(cell) > CELL_MAX:
                raise BadInput("text_too_long")
            said[column] = read(cell)
        except BadInput as problem:
            wrong.append(RowProblem(line, TITLES[column], problem.code))
    begins, until = said.get("from"), said.get("until")
    if begins is not None and until is not None and until < begins:
        wrong.append(RowProblem(line, TITLES["until"], "period_invalid"))
    if wrong:
        return None, wrong
    named = {name: said[name] for name in ("family_name", "given_name", "birth_date")}
    holds = said["answer"]
    return StatusLine(line, said["number"], said["status"], holds, begins, until, **named), []


def _status(cell: str) -> str:
    if _WORD.fullmatch(cell):
        return cell
    word = STATUS_WORDS.get(plain(cell))
    if word is None:
        raise BadInput("status_unknown")
    return word


def _answer(cell: str) -> bool:
    said = ANSWERS.get(plain(cell))
    if said is None:
        raise BadInput("answer_unknown")
    return said


def _once(lines: Sequence[StatusLine]) -> tuple[list[StatusLine], list[RowProblem]]:
    """Each person and status once. Rows that say the same count once; rows that do not, not at
    all, since nobody can know which one is right."""
    by_what: dict[tuple[str, str], list[StatusLine]] = {}
    for line in lines:
        by_what.setdefault((line.number, line.status), []).append(line)
    taken: list[StatusLine] = []
    problems: list[RowProblem] = []
    for same in by_what.values():
        if len({(one.holds, one.begins, one.until) for one in same}) == 1:
            taken.append(same[0])
            problems += [RowProblem(one.line, None, "row_repeated") for one in same[1:]]
        else:
            problems += [RowProblem(one.line, None, "rows_disagree") for one in same]
    return sorted(taken, key=lambda one: one.line), problems
