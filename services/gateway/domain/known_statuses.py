"""What sources and papers have said about a person, as facts for a decision. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from services.cards.contracts.regulation.facts import HeldStatus, Person

FRESH: Final = timedelta(days=31)
"""How long a yes without an end is taken as still so, after the day for which it was said."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: about which statuses, whether one of them is held, on which day, until when."""

    statuses: tuple[str, ...]
    outcome: str
    on: date
    until: date | None
    evidence: Literal["authentic", "paper"]


def held(answers: Iterable[Said], day: date) -> tuple[HeldStatus, ...]:
    """The statuses that are known to be held on a day; `answers` are the latest first.

    A later no takes back an earlier yes about the same status. A yes to a question about several
    statuses does not say which one, so it names none.
    """
    found: dict[str, HeldStatus | None] = {}
    for said in answers:
        if said.outcome == "no":
            for name in said.statuses:
                found.setdefault(name, None)
        elif said.outcome == "yes" and len(said.statuses) == 1:
            (name,) = said.statuses
            holds = HeldStatus(name=name, evidence=said.evidence, until=said.until)
            found.setdefault(name, holds if _still(said, day) else None)
    return tuple(one for one in found.values() if one is not None)


def _still(said: Said, day: date) -> bool:
    return day <= (said.until if said.until is not None else said.on + FRESH)


def with_known(facts: Person, known: Iterable[HeldStatus]) -> Person:
    """Facts with the statuses that are on record and that nobody named.

    Where nobody looked for statuses at all (None), nothing is added: what is listed would read as
    all that there is.
    """
    if facts.statuses is None:
        return facts
    named = {one.name for one in facts.statuses}
    added = tuple(one for one in known if one.name not in named)
    return facts.model_copy(update={"statuses": (*facts.statuses, *added)})
