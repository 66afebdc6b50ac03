"""What sources and papers have said about a person, as facts for a decision. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from services.cards.contracts.regulation.facts import HeldStatus, Person
from services.gateway.domain.facts import Problem

NOT_ON_RECORD: Final = "evidence_not_on_record"
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


def not_on_record(facts: Person, answers: Iterable[Said], day: date) -> tuple[Problem, ...]:
    """The statuses that are named as a source's word, and that no source has said so.

    Only an answer on record makes a status authentic: whether it is held, and until when. What
    somebody saw herself is `paper`. `answers` are the latest first.
    """
    named = [
        (number, one)
        for number, one in enumerate(facts.statuses or ())
        if one.evidence == "authentic"
    ]
    if not named:
        return ()
    of_sources = [one for one in answers if one.evidence == "authentic"]
    known = {one.name: one for one in held(of_sources, day)}
    no = {name for said in of_sources if said.outcome == "no" for name in said.statuses}
    found: list[Problem] = []
    for number, one in named:
        on_record = known.get(one.name)
        if not (on_record is not None if one.holds else one.name in no - known.keys()):
            found.append(Problem(f"statuses.{number}.evidence", NOT_ON_RECORD))
        elif on_record is not None and on_record.until != one.until:
            found.append(Problem(f"statuses.{number}.until", NOT_ON_RECORD))
    return tuple(found)
