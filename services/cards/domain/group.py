"""Several people take part in one request: all of them, or nobody. Pure.

Each line is decided by the rules of one participation, and sees what those before it took: two
who pool a ceiling never get more together than one after the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from services.cards.contracts.commands import (
    GroupLine,
    RegisterGroup,
    RegisterParticipation,
    ResolveGroup,
)
from services.cards.contracts.commands.groups import LINES_MAX
from services.cards.contracts.events import (
    GroupRequested,
    GroupResolutionRequested,
    ParticipationRequested,
)
from services.cards.domain import participation
from services.cards.domain.participation import Participation
from services.cards.domain.resolution import FINAL_REFUSALS
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, Row, State, one_by_one


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationGroup(Row):
    """Those who were asked for together, in that order."""

    table: ClassVar[str] = "participation_groups"
    participation_ids: tuple[str, ...]


def as_wish(line: GroupLine) -> RegisterParticipation:
    """The same, as if she were alone."""
    return RegisterParticipation(
        card_token=line.card_token,
        offer_id=line.offer_id,
        on=line.on,
        other_help_cents=line.other_help_cents,
    )


def needs(command: RegisterGroup, context: Context, state: State) -> Iterable[Place]:
    """What every line needs."""
    for line in command.lines[:LINES_MAX]:
        yield from participation.needs(as_wish(line), context, state)


def register(command: RegisterGroup, context: Context, state: State) -> Sequence[Event]:
    """Take part together. The first line that cannot be refuses all, and is named."""
    if not 0 < len(command.lines) <= LINES_MAX:
        raise Refusal("lines_invalid", "lines", lines_max=LINES_MAX)
    if command.hold_until is not None:
        participation.check_hold(command.hold_until, context)
    seen, requests = Overlay(state), list[ParticipationRequested]()
    for place, line in enumerate(command.lines):
        of_line = replace(context, id=context.make_id(f"lines.{place}"))
        try:
            asked = participation.requested_by(
                as_wish(line), of_line, seen, hold_until=command.hold_until
            )
        except Refusal as refusal:
            raise refusal.at_line(place) from None
        requests.append(asked)
        seen.apply(participation.requested(asked, of_line, seen))
    return [GroupRequested(group_id=context.make_id("group"), lines=tuple(requests))]


def requested(event: GroupRequested, context: Context, state: State) -> Iterable[Change]:
    """Every participation awaits the one answer."""
    yield ParticipationGroup(
        key=str(event.group_id),
        participation_ids=tuple(str(line.participation_id) for line in event.lines),
    )
    yield from one_by_one(
        event.lines, lambda line, seen: participation.requested(line, context, seen), state
    )


def needs_of_resolution(command: ResolveGroup, _context: Context, state: State) -> Iterable[Place]:
    """The group, and everybody in it."""
    yield ParticipationGroup.at(command.group_id)
    group = state.peek(ParticipationGroup, command.group_id)
    if group is not None:
        yield from (Participation.at(one) for one in group.participation_ids)


def resolve(command: ResolveGroup, _context: Context, state: State) -> Sequence[Event]:
    """Pass the wish on to budget, unless nobody of the group takes part any more."""
    group = state.get(ParticipationGroup, command.group_id)
    if group is None:
        raise Refusal("group_unknown", "group_id")
    final = [_final_refusal(one, command, state) for one in group.participation_ids]
    if None not in final:
        raise Refusal(final[0] or "group_unknown", "group_id")
    return [
        GroupResolutionRequested(
            group_id=command.group_id,
            participation_ids=tuple(UUID(one) for one in group.participation_ids),
            action=command.action,
        )
    ]


def _final_refusal(participation_id: str, command: ResolveGroup, state: State) -> str | None:
    """Why this one cannot be, whatever budget says; None while that is not known."""
    found = state.get(Participation, participation_id)
    if found is None or found.status == "declined":
        return "group_unknown"
    refusals = FINAL_REFUSALS.get(found.status)
    return None if refusals is None else refusals[command.action]


def resolution_requested(
    _event: GroupResolutionRequested, _context: Context, _state: State
) -> Iterable[Change]:
    """Nothing changes before budget has answered."""
    return ()
