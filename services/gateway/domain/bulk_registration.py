"""The bulk registration of UiTPAS: persons, their cards and their status, from a spreadsheet. Pure.

Columns as in `domain.md` 3.3: INSZ; naam; voornaam; geboortedatum; straat; postcode; gemeente;
kaartnummer; kansenstatuut (0 or 1); einddatum. A row with a problem is not taken.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from stdnum import luhn

from services.gateway.domain.checks import TEXT_MAX, BadInput, birth_date, national_number
from services.gateway.domain.csv_files import (
    RowProblem,
    columns_of,
    plain,
    read_rows,
    read_table,
)
from services.gateway.domain.days import read_day

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("insz", "rijksregisternummer", "inszn", "rrn"),
    "family_name": ("naam", "familienaam", "achternaam"),
    "given_name": ("voornaam",),
    "birth_date": ("geboortedatum",),
    "street": ("straat", "adres", "straat en nummer"),
    "postcode": ("postcode",),
    "city": ("gemeente", "stad", "woonplaats"),
    "card": ("kaartnummer", "uitpasnummer", "uitpas nummer", "kaart"),
    "entitled": ("kansenstatuut", "kansentarief"),
    "until": ("einddatum", "einddatum kansenstatuut", "geldig tot"),
}
TITLES: Final[Mapping[str, str]] = {
    "number": "INSZ",
    "family_name": "naam",
    "given_name": "voornaam",
    "birth_date": "geboortedatum",
    "street": "straat",
    "postcode": "postcode",
    "city": "gemeente",
    "card": "kaartnummer",
    "entitled": "kansenstatuut",
    "until": "einddatum",
}
WANTED: Final = ("family_name", "given_name", "birth_date", "city", "entitled")
CARD_DIGITS: Final = 13
_POSTCODE: Final = re.compile(r"[1-9][0-9]{3}")
_SIGNS: Final = frozenset("=+@<>{}|\\\t\r\n")


@dataclass(frozen=True, slots=True)
class Town:
    """A network's municipalities by code, and the one under which its villages fall, if named."""

    names: Mapping[str, str]
    villages_of: str | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """One row: a person, her address, her card, until when she has the status. Never shown."""

    line: int
    municipality: str
    family_name: str = field(repr=False)
    given_name: str = field(repr=False)
    birth_date: date = field(repr=False)
    number: str | None = field(repr=False)
    address: str | None = field(repr=False)
    card: str | None = field(repr=False)
    entitled: bool = field(repr=False)
    until: date | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Registrations:
    """A dry run: how many rows there are below the titles, what would be taken, what is wrong."""

    rows: int
    lines: tuple[Registration, ...]
    problems: tuple[RowProblem, ...]


def read_registrations(
    content: bytes, town: Town, today: date, *, test_numbers: bool
) -> Registrations:
    """Read a file as it came in. Raises UnreadableFile where the whole file cannot be read."""
    table = read_table(content)
    places = columns_of(table.header, COLUMNS, WANTED)
    readers = _readers(town, today, test_numbers=test_numbers)
    lines, problems = read_rows(
        table, places, lambda line, given: _row(line, given, readers, today)
    )
    taken, repeated = _once(lines)
    ordered = sorted((*problems, *repeated), key=lambda one: one.line)
    return Registrations(len(table.rows), tuple(taken), tuple(ordered))


def default_end(today: date) -> date:
    """30 April of the next year, as UiTPAS takes it where a row names no day."""
    return date(today.year + 1, 4, 30)


Readers = Mapping[str, Callable[[str], Any]]
"""What reads the cells of a column. Each raises BadInput."""


def _readers(town: Town, today: date, *, test_numbers: bool) -> Readers:
    return {
        "number": lambda cell: national_number(cell or None, test_numbers=test_numbers),
        "family_name": person_name,
        "given_name": person_name,
        "birth_date": lambda cell: _born(cell, today),
        "street": _text,
        "postcode": _postcode,
        "city": lambda cell: _municipality(cell, town),
        "card": _card,
        "entitled": _yes_or_no,
        "until": read_day,
    }


def _row(
    line: int, given: Mapping[str, str], readers: Readers, today: date
) -> tuple[Registration | None, list[RowProblem]]:
    """One row, or everything that is wrong with it."""
    said: dict[str, Any] = {}
    wrong: list[RowProblem] = []
    for column, read in readers.items():
        try:
            said[column] = read(given.get(column, ""))
        except BadInput as problem:
            wrong.append(RowProblem(line, TITLES[column], problem.code))
    if said.get("entitled") and said.get("until") is not None and said["until"] < today:
        wrong.append(RowProblem(line, TITLES["until"], "end_in_past"))
    if wrong:
        return None, wrong
    address = _address(said["street"], said["postcode"], given.get("city", ""))
    until = (said["until"] or default_end(today)) if said["entitled"] else None
    return Registration(
        line=line,
        municipality=said["city"],
        family_name=said["family_name"],
        given_name=said["given_name"],
        birth_date=said["birth_date"],
        number=said["number"],
        address=address,
        card=said["card"],
        entitled=said["entitled"],
        until=until,
    ), []


def _text(cell: str) -> str:
    if len(cell) > TEXT_MAX:
        raise BadInput("text_too_long")
    return cell


def person_name(cell: str) -> str:
    """A name as lists have it. Raises BadInput."""
    if not cell:
        raise BadInput("text_empty")
    if _SIGNS & set(cell) or not any(sign.isalpha() for sign in cell):
        raise BadInput("text_invalid")
    return _text(cell)


def _born(cell: str, today: date) -> date:
    day = read_day(cell)
    if day is None:
        raise BadInput("date_invalid")
    return birth_date(day, today)


def _postcode(cell: str) -> str:
    if cell and _POSTCODE.fullmatch(cell) is None:
        raise BadInput("postcode_invalid")
    return cell


def _municipality(cell: str, town: Town) -> str:
    """The code of a municipality of the network; what is none is a village of the one named."""
    wanted = plain(cell)
    if not wanted:
        raise BadInput("text_empty")
    found = next((code for code, name in town.names.items() if plain(name) == wanted), None)
    if found is None and town.villages_of is None:
        raise BadInput("municipality_unknown")
    return found or town.villages_of or ""


def _card(cell: str) -> str | None:
    digits = "".join(sign for sign in cell if sign not in " .-")
    if not digits:
        return None
    well = len(digits) == CARD_DIGITS and digits.isascii() and digits.isdigit()
    if not well or not luhn.is_valid(digits):
        raise BadInput("card_number_invalid")
    return digits


def _yes_or_no(cell: str) -> bool:
    if cell not in {"0", "1"}:
        raise BadInput("zero_or_one")
    return cell == "1"


def _address(street: str, postcode: str, city: str) -> str | None:
    if not street:
        return None
    return f"{street}, {postcode} {city}".replace("  ", " ")[:TEXT_MAX]


def _once(lines: Sequence[Registration]) -> tuple[list[Registration], list[RowProblem]]:
    """Each person and each card once: the first row is taken, later ones are told."""
    seen: dict[tuple[str, ...], int] = {}
    taken: list[Registration] = []
    problems: list[RowProblem] = []
    for line in lines:
        marks = _marks(line)
        again = next((mark for mark in marks if mark in seen), None)
        if again is None:
            taken.append(line)
            seen.update(dict.fromkeys(marks, line.line))
        else:
            column = TITLES["card"] if again[0] == "card" else None
            code = "card_repeated" if again[0] == "card" else "person_repeated"
            problems.append(RowProblem(line.line, column, code))
    return taken, problems


def _marks(line: Registration) -> list[tuple[str, ...]]:
    """What only one row may have. Two persons may share a name and a birth date: their numbers
    tell them apart."""
    marks: list[tuple[str, ...]] = [("card", line.card)] if line.card else []
    if line.number:
        return [*marks, ("number", line.number)]
    who = (plain(line.family_name), plain(line.given_name), line.birth_date.isoformat())
    return [*marks, ("person", *who)]
