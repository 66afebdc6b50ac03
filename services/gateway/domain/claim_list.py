"""A provider's own list of what it claims, and how it differs from what was registered. Pure.

Columns may stand in any order, under the headers that people use. Only those that are needed are
read: a column with names stays unread. Of a card only the last four digits are taken.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from services.gateway.domain.checks import BadInput
from services.gateway.domain.csv_files import (
    RowProblem,
    UnreadableFile,
    columns_of,
    plain,
    read_rows,
    read_table,
    up_to_the_first,
    write_table,
)
from services.gateway.domain.days import read_day
from services.gateway.domain.listed import euros

Result = Literal["matched", "price_differs", "not_registered", "twice", "not_claimed"]

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "participation": ("deelname", "registratie", "registratienummer", "nummer"),
    "card": ("kaart", "kaartnummer", "laatste vier cijfers", "uitpas", "uitpasnummer", "pas"),
    "day": ("dag", "datum", "datum activiteit", "datum deelname"),
    "offer": ("aanbod", "activiteit", "omschrijving"),
    "price": ("prijs", "bedrag", "volle prijs", "kostprijs"),
}
TITLES: Final[Mapping[str, str]] = {
    "participation": "deelname",
    "card": "kaart",
    "day": "dag",
    "offer": "aanbod",
    "price": "prijs",
}
WANTED: Final = ("day", "price")
ROWS_MAX: Final = 5_000
"""Rows of one list: about as many lines as a provider has in a period."""
SUFFIX_DIGITS: Final = 4
_AMOUNT: Final = re.compile(r"([0-9]{1,7}|[0-9]{1,3}(?:\.[0-9]{3}){1,2})(?:[.,]([0-9]{1,2}))?")
_SIGNS: Final = re.compile(r"[€\s\u00a0]|EUR", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One row: which participation, or which card by its last digits; the price in cents."""

    line: int
    participation: str | None
    card: str | None
    day: date
    offer: str | None
    price_cents: int


@dataclass(frozen=True, slots=True)
class ClaimList:
    """What a list says. `rows` counts all rows below the header."""

    rows: int
    lines: tuple[Claimed, ...]
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class Registered:
    """A participation that stands: what it cost in cents, and the last digits of its card."""

    participation: str
    card: str | None
    day: date
    offer: str
    price_cents: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How one line of a list, or one participation that no line claims, compares. In cents."""

    result: Result
    line: int | None
    participation: str | None
    day: date
    claimed_cents: int | None
    registered_cents: int | None


def read_claim_list(content: bytes) -> ClaimList:
    """Read a list as it came in. Raises UnreadableFile where the whole file cannot be read."""
    table = read_table(content)
    if len(table.rows) > ROWS_MAX:
        raise UnreadableFile("list_too_long")
    places = columns_of(table.header, COLUMNS, WANTED)
    if "participation" not in places and "card" not in places:
        raise UnreadableFile("column_missing")
    lines, problems = read_rows(table, places, up_to_the_first(_row, TITLES, "card"))
    return ClaimList(len(table.rows), tuple(lines), tuple(problems))


def _row(line: int, given: Mapping[str, str]) -> Claimed:
    day = _named("day", lambda: read_day(given["day"]))
    if day is None:
        raise BadInput("field_missing", "day")
    participation, card = _participation(given), _card(given)
    if participation is None and card is None:
        raise BadInput("field_missing", "card")
    offer = given.get("offer") or None
    return Claimed(line, participation, card, day, offer, _cents(given["price"]))


def _named(field: str, read: Callable[[], date | None]) -> date | None:
    try:
        return read()
    except BadInput as wrong:
        raise BadInput(wrong.code, field) from None


def _participation(given: Mapping[str, str]) -> str | None:
    cell = given.get("participation", "")
    if not cell:
        return None
    try:
        return str(UUID(cell))
    except ValueError:
        raise BadInput("value_invalid", "participation") from None


def _card(given: Mapping[str, str]) -> str | None:
    cell = given.get("card", "")
    if not cell:
        return None
    digits = re.sub(r"[^0-9]", "", cell)
    if len(digits) < SUFFIX_DIGITS:
        raise BadInput("value_invalid", "card")
    return digits[-SUFFIX_DIGITS:]


def _cents(cell: str) -> int:
    found = _AMOUNT.fullmatch(_SIGNS.sub("", cell))
    if found is None:
        raise BadInput("value_invalid", "price")
    return int(found[1].replace(".", "")) * 100 + int((found[2] or "").ljust(2, "0"))


def within(
    lines: Iterable[Claimed], days: tuple[date, date]
) -> tuple[list[Claimed], list[RowProblem]]:
    """The lines of these days, and what is wrong with those of others."""
    there: list[Claimed] = []
    outside: list[RowProblem] = []
    for line in lines:
        if days[0] <= line.day <= days[1]:
            there.append(line)
        else:
            outside.append(RowProblem(line.line, TITLES["day"], "day_out_of_range"))
    return there, outside


# -- comparing --------------------------------------------------------------------------------


def compare(lines: Sequence[Claimed], registered: Iterable[Registered]) -> list[Difference]:
    """Every line of the list in its order, then what was registered and not claimed.

    A participation answers one line. Of several that could, first the one with the same price,
    then in the order of their ids: the same list gives the same report.
    """
    open_ones = {one.participation: one for one in sorted(registered, key=_by_id)}
    known = set(open_ones)
    answers: dict[int, Registered] = {}
    for step in (_by_number, _by_card_and_price, _by_card):
        left = [line for line in lines if line.line not in answers]
        for line, found in step(left, open_ones):
            answers[line.line] = open_ones.pop(found)
    claimed = _by_card_and_day(answers.values())
    told = [_told(line, answers.get(line.line), known, claimed) for line in lines]
    unclaimed = [
        Difference("not_claimed", None, one.participation, one.day, None, one.price_cents)
        for one in open_ones.values()
    ]
    return [*told, *sorted(unclaimed, key=lambda one: (one.day, one.participation or ""))]


def _by_id(one: Registered) -> str:
    return one.participation


Pairs = Iterable[tuple[Claimed, str]]


def _by_number(lines: Sequence[Claimed], left: Mapping[str, Registered]) -> Pairs:
    taken: set[str] = set()
    for line in lines:
        own = line.participation
        if own is not None and own in left and own not in taken:
            taken.add(own)
            yield line, own


def _by_card_and_price(lines: Sequence[Claimed], left: Mapping[str, Registered]) -> Pairs:
    return list(_paired(lines, left, exact=True))


def _by_card(lines: Sequence[Claimed], left: Mapping[str, Registered]) -> Pairs:
    return list(_paired(lines, left, exact=False))


def _paired(lines: Sequence[Claimed], left: Mapping[str, Registered], *, exact: bool) -> Pairs:
    """Lines without a number, with what has the same card and day, and the offer where named."""
    there = _by_card_and_day(left.values())
    for line in lines:
        if line.participation is not None or line.card is None:
            continue
        among = there[line.card, line.day]
        fitting = [
            one
            for one in among
            if _same_offer(line, one) and (not exact or one.price_cents == line.price_cents)
        ]
        if fitting:
            among.remove(fitting[0])
            yield line, fitting[0].participation


ByCardAndDay = Mapping[tuple[str | None, date], list[Registered]]


def _by_card_and_day(registered: Iterable[Registered]) -> ByCardAndDay:
    there: dict[tuple[str | None, date], list[Registered]] = defaultdict(list)
    for one in registered:
        there[one.card, one.day].append(one)
    return there


def _same_offer(line: Claimed, one: Registered) -> bool:
    """Whether the offer is the one that a line names; one that names none may be of any."""
    return line.offer is None or plain(line.offer) == plain(one.offer)


def _told(
    line: Claimed, found: Registered | None, known: set[str], claimed: ByCardAndDay
) -> Difference:
    if found is not None:
        same = found.price_cents == line.price_cents
        result: Result = "matched" if same else "price_differs"
        return Difference(
            result, line.line, found.participation, line.day, line.price_cents, found.price_cents
        )
    before = _claimed_before(line, known, claimed)
    result = "not_registered" if before is None else "twice"
    return Difference(result, line.line, before, line.day, line.price_cents, None)


def _claimed_before(line: Claimed, known: set[str], claimed: ByCardAndDay) -> str | None:
    """What this line claims once more than it was registered, if another line has it."""
    if line.participation is not None:
        return line.participation if line.participation in known else None
    among = claimed.get((line.card, line.day), ())
    return next((one.participation for one in among if _same_offer(line, one)), None)


RESULTS: Final[Mapping[str, str]] = {
    "matched": "klopt",
    "price_differs": "andere prijs",
    "not_registered": "niet geregistreerd",
    "twice": "dubbel op de lijst",
    "not_claimed": "geregistreerd, niet op de lijst",
}
CSV_HEADER: Final = ("rij", "resultaat", "dag", "prijs op lijst", "prijs geregistreerd", "deelname")


def as_csv(
    differences: Iterable[Difference], problems: Iterable[tuple[int, str | None, str]]
) -> bytes:
    """The report: every line, then the rows that could not be read and why."""
    rows: list[Sequence[object]] = [
        (
            one.line,
            RESULTS[one.result],
            one.day,
            None if one.claimed_cents is None else euros(one.claimed_cents),
            None if one.registered_cents is None else euros(one.registered_cents),
            one.participation,
        )
        for one in differences
    ]
    rows += [(line, message, None, None, None, column) for line, column, message in problems]
    return write_table(CSV_HEADER, rows)
