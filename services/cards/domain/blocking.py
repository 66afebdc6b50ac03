"""A card is blocked, works again, or is replaced: the right behind it stays. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.cards.contracts.commands import BlockCard, UnblockCard
from services.cards.contracts.events import CardBlocked, CardReplaced, CardUnblocked
from services.cards.domain.card import Blocking, Card
from services.cards.domain.holder import Holder
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs(command: BlockCard | UnblockCard, _context: Context, state: State) -> Iterable[Place]:
    """The card and its holder."""
    yield Card.at(command.card_id)
    card = state.peek(Card, command.card_id)
    if card is not None:
        yield Holder.at(card.holder_id)


def known_card(card_id: object, state: State) -> Card:
    """The card. Refuses one that is unknown."""
    card = state.get(Card, card_id)
    if card is None:
        raise Refusal("card_unknown", "card_id")
    return card


def block(command: BlockCard, context: Context, state: State) -> Sequence[Event]:
    """Block a card from now on; the right behind it stays."""
    if known_card(command.card_id, state).blocked:
        raise Refusal("already_blocked", "card_id")
    return [CardBlocked(blocked_at=context.time, **command.model_dump())]


def unblock(command: UnblockCard, context: Context, state: State) -> Sequence[Event]:
    """Let a card work again. Not one that was replaced or revoked, nor of an erased person."""
    card = known_card(command.card_id, state)
    holder = state.get(Holder, card.holder_id)
    if holder is not None and holder.erased:
        raise Refusal("holder_erased", "card_id")
    if not card.blocked:
        raise Refusal("not_blocked", "card_id")
    check_not_replaced(card)
    if card.revoked:
        raise Refusal("cards_revoked", "card_id")
    return [CardUnblocked(unblocked_at=context.time, **command.model_dump())]


def check_not_replaced(card: Card) -> None:
    """Refuse what another card has come in the place of."""
    if card.replaced_by_id is not None:
        raise Refusal("card_replaced", "card_id")


def blocked(event: CardBlocked, _context: Context, state: State) -> Iterable[Change]:
    """The card works no longer."""
    card = state.get(Card, event.card_id)
    if card is not None:
        yield card.stopped(reason=event.reason, at=event.blocked_at)


def unblocked(event: CardUnblocked, _context: Context, state: State) -> Iterable[Change]:
    """The card works again; of the time between, it stays known that it did not."""
    card = state.get(Card, event.card_id)
    if card is None or card.blocked_at is None:
        return
    over = Blocking(from_at=card.blocked_at, until_at=event.unblocked_at)
    yield replace(
        card,
        blocked=False,
        blocked_at=None,
        block_reason=None,
        past_blocks=(*card.past_blocks, over),
    )


def replaced(event: CardReplaced, _context: Context, state: State) -> Iterable[Change]:
    """The old card works no longer, since it was blocked or else from now on."""
    card = state.get(Card, event.card_id)
    if card is not None:
        stopped = card.stopped(reason=event.reason, at=event.stopped_at)
        yield replace(stopped, replaced_by_id=str(event.by_card_id))
