"""A provider's statement as a document: what it says, line by line, without a name. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from services.gateway.domain.instalments import name_of

LineKind = Literal[
    "participation",
    "group_visit",
    "instalment",
    "reversal",
    "correction",
    "disputed",
    "dispute_settled",
]

KIND_WORDS: Final[Mapping[str, str]] = {
    "participation": "deelname",
    "group_visit": "groepsbezoek",
    "instalment": "termijn",
    "reversal": "teruggedraaid",
    "correction": "deels terug",
    "disputed": "betwist, apart gezet",
    "dispute_settled": "betwisting afgerond",
}
LINES_MAX: Final = 2_000
"""Lines of one file: a longer statement comes in parts, each with the totals of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. Amounts in cents, below zero where something is taken off.

    `card`: the last four digits, none for a group or where they are gone with the person.
    """

    participation: str
    day: date
    kind: str
    offer: str
    card: str | None
    price_cents: int
    holder_cents: int
    organisation_cents: int
    network_cents: int
    instalment: int | None = None
    instalments: int | None = None

    @property
    def kind_word(self) -> str:
        """What kind of line it is, in Dutch; a kind without a word stays as it is."""
        if self.kind == "instalment" and self.instalment and self.instalments:
            return name_of(self.instalment, self.instalments)
        return KIND_WORDS.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation by name and enterprise number."""

    name: str
    kbo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement, or one part of its lines. Totals are of the whole. Amounts in cents."""

    network: str
    entities: tuple[Party, ...]
    provider: Party
    reference: str
    year: int
    until: date
    drawn_up_on: date
    pay_by: date
    line_count: int
    total_cents: int
    carried_in_cents: int
    payable_cents: int
    carried_out_cents: int
    lines: tuple[Line, ...]
    more: bool = False


def set_aside(lines: Iterable[Line]) -> list[Line]:
    """The lines that are in dispute after these: set aside, and not settled since."""
    aside: dict[str, Line] = {}
    for line in lines:
        if line.kind == "disputed":
            aside[line.participation] = line
        elif line.kind == "dispute_settled":
            aside.pop(line.participation, None)
    return list(aside.values())


def shown_kbo(kbo: str | None) -> str:
    """An enterprise number as people write it: 0123.456.789."""
    if kbo is None:
        return "niet ingevuld"
    return f"{kbo[:4]}.{kbo[4:7]}.{kbo[7:]}" if len(kbo) == 10 else kbo
