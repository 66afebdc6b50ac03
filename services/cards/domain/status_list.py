"""Lists of statuses: whom a line is about, what it comes to, and that it was recorded. Pure.

A person is found by her national number: the vault tells who may have it, the rows of the persons
say who has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.cards.contracts.commands import CheckStatusList, RecordListedStatus
from services.cards.contracts.commands.automatic import LINES_MAX
from services.cards.contracts.events import StatusListChecked, StatusListed
from services.cards.contracts.events.automatic import CheckedLine
from services.cards.contracts.regulation.facts import HeldStatus
from services.cards.domain.automatic import (
    Judged,
    check_authority,
    facts_of,
    has_running,
    judge,
    left_to_people,
    needs_of_automatic,
)
from services.cards.domain.calendar import day_of, within_a_year
from services.cards.domain.casework import Wish, needs_of_case
from services.cards.domain.consent import PersonTerms
from services.cards.domain.holder import Holder
from services.cards.domain.prepared import NumberClaim, OpenedCase, Reader, prepared
from services.cards.domain.scheme import Scheme
from services.cards.domain.status_answer import decision_on
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Addressed, Context
from services.kernel.sealing import Sealer
from services.kernel.state import Place, State

Asked = CheckStatusList | RecordListedStatus


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One of those who may have the number: what is kept of the line, sealed with her key."""

    reader: Reader
    statuses: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A line, opened. `claims`: who may have its number; `persons`: by their ids, the living.

    `case` is what can be decided on it, sealed to cards itself.
    """

    line: int
    status: str = field(repr=False)
    holds: bool = field(repr=False)
    begins: date | None = field(repr=False)
    until: date | None = field(repr=False)
    claims: tuple[NumberClaim, ...] = ()
    persons: Mapping[str, ListedPerson] = field(default_factory=dict)
    case: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it says that the status is held on a day."""
        begun = self.begins is None or self.begins <= day
        return self.holds and begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class ListedLines:
    """For a list: its lines, opened."""

    lines: tuple[ListedLine, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Whose number it is: as she was entered with it, and her file, which may be another."""

    entered: Holder
    holder: Holder


def needs(command: Asked, context: Context, state: State) -> Iterable[Place]:
    """The regulation; who may have the numbers, into whom they were merged, their rights."""
    yield from needs_of_automatic(command.scheme_id, context, state)
    ready = context.prepared
    for line in ready.lines if isinstance(ready, ListedLines) else ():
        for claim in line.claims:
            yield Holder.at(claim.holder_id)
            holder = state.peek(Holder, claim.holder_id)
            if holder is not None:
                owner = holder.merged_into_id or holder.key
                yield PersonTerms.at(owner)
                yield from needs_of_case(owner, command.scheme_id, context, state)


def _taken(command: Asked, context: Context, state: State) -> tuple[ListedLine, ...]:
    """The lines of a list that may be taken. Refuses."""
    if state.get(Scheme, command.scheme_id) is None:
        raise Refusal("scheme_unknown", "scheme_id")
    if not within_a_year(command.on, context.time):
        raise Refusal("day_out_of_range", "on")
    check_authority(command.legal_basis, command.deliberation, command.scheme_id, context, state)
    return prepared(context, ListedLines).lines


def _found(line: ListedLine, municipality: str | None, state: State) -> Found | None:
    """Whose number it is, among those whom one may know of who asks."""
    for claim in line.claims:
        entered = state.get(Holder, claim.holder_id)
        if entered is None or entered.erased or entered.number_id != claim.number_id:
            continue
        holder = entered
        if entered.merged_into_id is not None:
            holder = state.get(Holder, entered.merged_into_id) or entered
        if municipality is None or holder.municipality == municipality:
            return Found(entered, holder)
    return None


def _judged(
    line: ListedLine, found: Found, scheme_id: UUID, context: Context, state: State
) -> Judged:
    """What a line comes to for a person; a status that is not held changes nothing now."""
    person = line.persons.get(found.entered.key)
    if person is None or not line.holds_on(day_of(context.time)):
        return Judged("unchanged")
    held = HeldStatus(name=line.status, evidence="authentic", until=line.until)
    facts = facts_of(held, person.reader.birth_date(found.entered.identity))
    sealer = Sealer(person.reader.key, context.id)
    wish = Wish(
        holder_id=UUID(found.holder.key),
        scheme_id=scheme_id,
        channel="status_list",
        valid_until=line.until,
    )
    return judge(wish, OpenedCase(facts=facts, reason=None, sealer=sealer), context, state)


def check(command: CheckStatusList, context: Context, state: State) -> Sequence[Event]:
    """Say what each line would come to."""
    lines = _taken(command, context, state)
    if len(lines) > LINES_MAX:
        raise Refusal("list_invalid", "lines")
    said = []
    for line in lines:
        found = _found(line, command.municipality, state)
        if found is None:
            said.append(CheckedLine(line=line.line, result="person_unknown"))
            continue
        judged = _judged(line, found, command.scheme_id, context, state)
        said.append(CheckedLine(line=line.line, result=judged.result))
    return [
        StatusListChecked(
            check_id=context.make_id("check"), scheme_id=command.scheme_id, lines=tuple(said)
        )
    ]


def record(
    command: RecordListedStatus, context: Context, state: State
) -> Sequence[Event | Addressed]:
    """Record what the list says of a person; the decision follows, where one does."""
    (line,) = _taken(command, context, state)
    found = _found(line, command.municipality, state)
    if found is None:
        raise Refusal("person_unknown", "national_number")
    person = line.persons.get(found.entered.key)
    if person is None:
        raise Refusal("holder_erased")
    judged = _judged(line, found, command.scheme_id, context, state)
    listed = StatusListed(
        question_id=context.make_id("question"),
        holder_id=UUID(found.entered.key),
        statuses=person.statuses,
        answer=person.answer,
        listed_at=context.time,
        result=judged.result,
        **command.model_dump(exclude={"listed", "municipality"}),
    )
    return [*_follows(listed, line, found, judged, context, state), listed]


def _follows(
    listed: StatusListed,
    line: ListedLine,
    found: Found,
    judged: Judged,
    context: Context,
    state: State,
) -> Sequence[Event | Addressed]:
    holder, scheme_id = found.holder, str(listed.scheme_id)
    if judged.case is not None:
        return [decision_on(holder, scheme_id, listed.question_id, line.case, context)]
    if judged.result == "left" and has_running(holder.key, scheme_id, context, state):
        return [left_to_people(holder.key, scheme_id, context, state)]
    return []
