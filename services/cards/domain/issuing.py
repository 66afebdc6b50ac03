"""Giving a card that carries one right, as in networks without a scheme. Pure."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from services.cards.contracts.commands import IssueCard
from services.cards.contracts.events import CardIssued
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.numbers import free_numbers, places_of_numbers
from services.cards.domain.right import Right
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs(command: IssueCard, context: Context, state: State) -> Iterable[Place]:
    """The right and its holder; whether the numbers that may be taken are free."""
    yield Right.at(command.right_id)
    yield from places_of_numbers(context)
    right = state.peek(Right, command.right_id)
    if right is not None:
        yield Holder.at(right.holder_id)


def issue(command: IssueCard, context: Context, state: State) -> Sequence[Event]:
    """Issue a card on a right of this holder, with the first number that is free."""
    right = state.get(Right, command.right_id)
    if right is None or right.holder_id != str(command.holder_id):
        raise Refusal("right_unknown", "right_id")
    holder = known_holder(right.holder_id, state)
    [free] = free_numbers(context, state)
    return [
        CardIssued(
            card_id=context.make_id("card"),
            right_id=command.right_id,
            holder_id=UUID(holder.key),
            token=free.token,
            number=free.number_sealed,
        )
    ]
