"""How what predicates say combines: three values, and what is missing. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.cards.contracts.regulation.decision import Finding, Missing, Outcome
from services.cards.contracts.regulation.document import ReferenceTable
from services.cards.contracts.regulation.facts import Person


@dataclass(frozen=True, slots=True)
class Case:
    """A person on a day, and what a document says beside its routes."""

    person: Person
    on: date
    municipalities: frozenset[str]
    tables: Mapping[str, ReferenceTable]


Missed = Missing | None
"""What is missing for a certain yes; None: it is one."""


def all_of(findings: Iterable[Finding]) -> Outcome:
    """Met when all are; not met when one is not."""
    outcomes = {finding.outcome for finding in findings}
    if "not_met" in outcomes:
        return "not_met"
    return "unknown" if "unknown" in outcomes else "met"


def any_of(findings: Iterable[Finding]) -> Outcome:
    """Met when one is; not met when none can be."""
    outcomes = {finding.outcome for finding in findings}
    if "met" in outcomes:
        return "met"
    return "unknown" if "unknown" in outcomes else "not_met"


OPPOSITE: Final[Mapping[Outcome, Outcome]] = {
    "met": "not_met",
    "not_met": "met",
    "unknown": "unknown",
}


def missing_of(findings: Iterable[Finding]) -> tuple[Missing, ...]:
    """What is missing in those that are not known, each once, in their order."""
    found = [one for each in findings if each.outcome == "unknown" for one in each.missing]
    return tuple(dict.fromkeys(found))


def unknown(kind: str, *missing: Missing, asked: tuple[str, ...] = ()) -> Finding:
    """A finding that waits for facts."""
    return Finding(kind=kind, outcome="unknown", asked=asked, missing=missing)


def in_words(
    kind: str, asked: tuple[str, ...], judged: Iterable[tuple[str, Missed]], why: str | None = None
) -> Finding:
    """Met by the first thing that counts for certain; unknown where one could still count."""
    found = list(judged)
    sure = tuple(dict.fromkeys(word for word, missed in found if missed is None))
    if sure:
        return Finding(kind=kind, outcome="met", asked=asked, found=sure)
    missed = tuple(dict.fromkeys(each for _word, each in found if each is not None))
    if missed:
        return unknown(kind, *missed, asked=asked)
    return Finding(kind=kind, outcome="not_met", asked=asked, why=why)
