"""A group's money is agreed to as a whole, or not at all. Pure.

Line after line on the same accounts, each as if it had come alone after those before it; one that
cannot be paid declines all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from services.budget.contracts.events import (
    AllowanceChanged,
    GroupDeclined,
    ParticipationConfirmed,
    ParticipationHeld,
)
from services.budget.domain import allowance, request, resolution
from services.budget.domain.allowance_use import kept_aside
from services.budget.domain.ledger import booked
from services.budget.domain.participation import Participation, Resolved, once_resolved
from services.budget.domain.promoting import all_taken_in, returned
from services.budget.domain.resolution import REFUSALS
from services.cards.contracts.events import GroupRequested, GroupResolutionRequested, Resolution
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, State

SETTLED: Final[Mapping[Resolution, frozenset[str]]] = {
    "confirm": frozenset({"voided", "cancelled", "confirmed"}),
    "void": frozenset({"voided", "cancelled", "expired"}),
    "cancel": frozenset({"voided", "cancelled", "expired"}),
}
"""Who is left as she is by a wish about her group. One whose hold ran out is not confirmed, and
so nobody is."""


def needs(event: GroupRequested, context: Context, state: State) -> Iterable[Place]:
    """The accounts that pay and those that are paid."""
    for line in event.lines:
        yield from request.needs(line, context, state)


def answer(event: GroupRequested, context: Context, state: State) -> Sequence[Event]:
    """Post or hold the network's share of every line, or refuse all."""
    seen, answers = Overlay(state), list[Event]()
    for place, line in enumerate(event.lines):
        try:
            *used, said = request.answered(line, of_line(place, context), seen, may_wait=False)
        except Refusal as refusal:
            raise refusal.at_line(place) from None
        assert isinstance(said, ParticipationHeld | ParticipationConfirmed)
        for one in used:
            assert isinstance(one, AllowanceChanged)
            seen.apply(allowance.changed(one, context, seen))
        answers += [*used, said.model_copy(update={"group_id": event.group_id})]
        seen.apply(booked(said.transfers, seen, participation=said.participation_id))
    return answers


def of_line(place: int, context: Context) -> Context:
    """The context in which one line is answered, so that what it makes has ids of its own."""
    return replace(context, id=context.make_id(f"lines.{place}"))


def needs_of_resolution(
    event: GroupResolutionRequested, context: Context, state: State
) -> Iterable[Place]:
    """All that resolving each of them reads."""
    for own_id in event.participation_ids:
        yield from resolution.needs_of(own_id, context, state)


def resolve(event: GroupResolutionRequested, context: Context, state: State) -> Sequence[Event]:
    """What was asked happens to everybody whom it can still concern, or to nobody.

    Whom one was let go alone stays so; and who is confirmed already needs no confirmation.
    """
    found = [state.get(Participation, own_id) for own_id in event.participation_ids]
    if not any(found):
        raise Refusal("group_unknown", "group_id")
    standing = [(place, one) for place, one in enumerate(found) if one and concerns(event, one)]
    if not standing:
        first = next(one for one in found if one is not None)
        raise Refusal(REFUSALS[first.status][event.action], "group_id")
    made = [_resolved(event, place, one, context, state) for place, one in standing]
    lists = dict.fromkeys((one.held_in, one.envelope_id) for _, one in standing)
    after, follows = once_resolved(made, context, state), list[Event]()
    for (place, _), said in zip(standing, made, strict=True):
        follows += kept_aside(said, of_line(place, context), after)
    for year, envelope in lists:
        more = returned(year, envelope, context, after)
        all_taken_in(more, context, after)
        follows += more
    return [*made, *follows]


def concerns(event: GroupResolutionRequested, found: Participation) -> bool:
    """Whether a wish about the group is about this one still."""
    return found.status not in SETTLED[event.action]


def _resolved(
    event: GroupResolutionRequested,
    place: int,
    found: Participation,
    context: Context,
    state: State,
) -> Resolved:
    try:
        said = resolution.resolved(found, event.action, of_line(place, context), state)
    except Refusal as refusal:
        raise Refusal(refusal.code, "group_id", **{**refusal.facts, "line": place + 1}) from None
    return said.model_copy(update={"group_id": event.group_id})


def decline(
    event: GroupRequested,
    code: str,
    field: str | None,
    facts: Mapping[str, int | str | None],
) -> GroupDeclined:
    """The one no that a whole group awaits."""
    return GroupDeclined(
        group_id=event.group_id,
        participation_ids=tuple(line.participation_id for line in event.lines),
        action="request",
        code=code,
        field=field,
        facts=dict(facts),
    )


def decline_resolution(
    event: GroupResolutionRequested,
    code: str,
    field: str | None,
    facts: Mapping[str, int | str | None],
) -> GroupDeclined:
    """The one no that a wish about a group awaits."""
    return GroupDeclined(**event.model_dump(), code=code, field=field, facts=dict(facts))


def declined(_event: GroupDeclined, _context: Context, _state: State) -> Iterable[Change]:
    """A no changes nothing."""
    return ()
