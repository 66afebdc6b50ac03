"""Erasing a person: her key is destroyed, and with it all that was sealed with it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.cards.contracts.commands import DestroyKey, EraseHolder, SettleNumber
from services.cards.contracts.events import HolderErased
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.holder import Holder, known_holder
from services.kernel.contract import Event
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Gone, Place, State


def needs(command: EraseHolder, _context: Context, state: State) -> Iterable[Place]:
    """The holder and all her cards."""
    yield Holder.at(command.holder_id)
    holder = state.peek(Holder, command.holder_id)
    if holder is not None:
        yield from (Card.at(card_id) for card_id in holder.card_ids)


def erase(command: EraseHolder, context: Context, state: State) -> Sequence[Event | Addressed]:
    """Erase a person, once. Accounts and statistics stay as they are."""
    known_holder(command.holder_id, state)
    destroy = DestroyKey(holder_id=command.holder_id)
    return [
        HolderErased(holder_id=command.holder_id),
        Addressed(service="cards", stream=context.stream, command=destroy, role="destroy"),
    ]


def key_destroyed(_command: DestroyKey, _context: Context, _state: State) -> Sequence[Event]:
    """Nothing to decide: the key was destroyed when this command was made ready."""
    return []


def number_settled(_command: SettleNumber, _context: Context, _state: State) -> Sequence[Event]:
    """Nothing to decide: the vault was tidied when this command was made ready."""
    return []


def erased(event: HolderErased, _context: Context, state: State) -> Iterable[Change]:
    """Her rows stay without what is personal; her cards work no longer and are not found."""
    holder = state.get(Holder, event.holder_id)
    if holder is None:
        return
    yield replace(holder, identity=None, ground=None, number_id=None, erased=True)
    for card_id in holder.card_ids:
        card = state.get(Card, card_id)
        if card is None:
            continue
        yield replace(card, token=None, number=None, blocked=True, blocked_at=None)
        if card.token is not None:
            yield Gone(CardByToken.at(card.token))
