"""A fact that is learned late: when it was true, and when it was learned. Pure.

The right ends with the last day on which the fact was true. What was used after it is absorbed by
the network, unless a recovery is decided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from services.cards.contracts.commands import DecideRecovery, LearnLate
from services.cards.contracts.events import (
    LateFactLearned,
    RecoveredPart,
    RecoveryDecided,
    SchemeRightEnded,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.participation import Participation
from services.cards.domain.prepared import Resealed, prepared
from services.cards.domain.scheme_right import DatedRight, RightOwner, places_of, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

AT_ONCE_MAX: Final = 200
"""Participations in one recovery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered(Row):
    """A participation about which a recovery was decided. Key: the participation."""

    table: ClassVar[str] = "recovered"
    recovery_id: str


def needs_of_learning(command: LearnLate, _context: Context, _state: State) -> Iterable[Place]:
    """The person and her rights."""
    return [Holder.at(command.holder_id), *places_of(command.holder_id, command.scheme_id)]


def learn(command: LearnLate, context: Context, state: State) -> Sequence[Event]:
    """End the right with the last day on which the fact was true."""
    known_holder(command.holder_id, state)
    day = day_of(context.time)
    if command.true_until >= day:
        raise Refusal("not_late", "true_until")
    right = right_then(command, state)
    return [
        LateFactLearned(
            fact_id=context.make_id("fact"),
            holder_id=command.holder_id,
            scheme_id=command.scheme_id,
            right_id=UUID(right.right_id),
            fact=command.fact,
            true_until=command.true_until,
            learned_on=day,
        ),
        SchemeRightEnded(
            right_id=UUID(right.right_id),
            holder_id=command.holder_id,
            scheme_id=command.scheme_id,
            last_day=command.true_until,
            learned_on=day,
            reason=command.fact,
        ),
    ]


def right_then(command: LearnLate, state: State) -> DatedRight:
    """The right that went on after the fact was no longer true. Refuses where there is none."""
    rights = rights_of(command.holder_id, command.scheme_id, state).rights
    over = [right for right in rights if right.usable_until > command.true_until]
    if not over:
        raise Refusal("no_right_then", "true_until")
    return over[-1]


def needs_of_recovery(command: DecideRecovery, _context: Context, state: State) -> Iterable[Place]:
    """The person, the participations; then the right."""
    yield from (Holder.at(command.holder_id), RightOwner.at(command.right_id))
    for participation_id in command.participation_ids[:AT_ONCE_MAX]:
        yield from (Participation.at(participation_id), Recovered.at(participation_id))
    owner = state.peek(RightOwner, command.right_id)
    if owner is not None:
        yield from places_of(owner.holder_id, owner.scheme_id)


def recover(command: DecideRecovery, context: Context, state: State) -> Sequence[Event]:
    """Somebody pays back: only for what was used of this right after its last day, and once."""
    known_holder(command.holder_id, state)
    owner = state.get(RightOwner, command.right_id)
    if owner is None or owner.holder_id != str(command.holder_id):
        raise Refusal("right_unknown", "right_id")
    right = rights_of(owner.holder_id, owner.scheme_id, state).find(command.right_id)
    if right is None or right.last_day is None:
        raise Refusal("right_not_ended", "right_id")
    asked = command.participation_ids
    if not 0 < len(asked) <= AT_ONCE_MAX or len(set(asked)) < len(asked):
        raise Refusal("list_invalid", "participations", list_max=AT_ONCE_MAX)
    parts = tuple(part_after(right, one, right.last_day, state) for one in asked)
    return [
        RecoveryDecided(
            recovery_id=context.make_id("recovery"),
            holder_id=command.holder_id,
            right_id=command.right_id,
            parts=parts,
            payer=command.payer,
            reason=prepared(context, Resealed).text,
            decision=command.decision,
        )
    ]


def part_after(
    right: DatedRight, participation_id: UUID, last_day: date, state: State
) -> RecoveredPart:
    """The network's share of a participation after a right's last day. Refuses any other."""
    found = state.get(Participation, participation_id)
    if found is None or found.right_id != right.right_id:
        raise Refusal("participation_unknown", "participations")
    if found.status != "confirmed" or found.day <= last_day:
        raise Refusal("nothing_to_recover", "participations")
    if state.get(Recovered, participation_id) is not None:
        raise Refusal("already_recovered", "participations")
    return RecoveredPart(participation_id=participation_id, cents=found.network_cents)


def recovered(event: RecoveryDecided, _context: Context, _state: State) -> Iterable[Change]:
    """Each participation is paid back once."""
    for part in event.parts:
        yield Recovered(key=str(part.participation_id), recovery_id=str(event.recovery_id))
