"""A card in the place of another, or the same one for longer. Pure.

Rights, limits and history belong to the person, so they stay whatever card she holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import (
    ProlongCard,
    RenewCard,
    ReplaceCard,
    SwapCard,
)
from services.cards.contracts.events import CardIssued, CardRenewed, CardReplaced
from services.cards.contracts.regulation.document import CardReason
from services.cards.domain.blocking import check_not_replaced, known_card
from services.cards.domain.calendar import day_of
from services.cards.domain.card import Card
from services.cards.domain.card_terms import (
    document_on,
    known_scheme,
    last_days,
    places_of_days,
    price_cents,
)
from services.cards.domain.carrier import Wanted, given, places_of_card
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.numbers import free_numbers, places_of_numbers
from services.cards.domain.scheme import Scheme
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

REASON_OF: Final[dict[str, CardReason]] = {
    "lost": "loss_or_theft",
    "stolen": "loss_or_theft",
    "broken": "defect",
}


def needs_of_replacing(command: ReplaceCard, context: Context, state: State) -> Iterable[Place]:
    """The card before; who holds it; her scheme, where it is of one; and a number."""
    yield from (Card.at(command.card_id), Holder.at(command.holder_id))
    yield from places_of_numbers(context)
    card = state.peek(Card, command.card_id)
    if card is None:
        return
    yield Holder.at(card.holder_id)
    if card.scheme_id is not None:
        from_stock = command.number is not None
        yield from places_of_card(
            command.holder_id, card.scheme_id, context, state, from_stock=from_stock
        )


def card_of(card_id: UUID, holder_id: UUID, state: State) -> Card:
    """A card that this person carries, herself or as who she was entered before a merge."""
    card = known_card(card_id, state)
    owner = state.get(Holder, card.holder_id)
    if str(holder_id) not in (card.holder_id, owner.merged_into_id if owner else None):
        raise Refusal("card_unknown", "card_id")
    check_not_replaced(card)
    if card.revoked:
        raise Refusal("cards_revoked", "card_id")
    return card


def replace_card(command: ReplaceCard, context: Context, state: State) -> Sequence[Event]:
    """Give a new number for a card; the old one works no longer, since it was blocked or now."""
    holder = known_holder(command.holder_id, state)
    card = card_of(command.card_id, command.holder_id, state)
    if card.scheme_id is None:
        return _again_on_the_right(command, card, context, state)
    wanted = Wanted(
        holder=holder,
        scheme=known_scheme(card.scheme_id, state),
        reason=REASON_OF[command.why],
        carrier=command.carrier or card.carrier or "card",
        before=card,
        stops=command.why,
        from_stock=command.number is not None,
        birth_year=command.birth_year,
        child_place=command.child_place,
        by=command.by,
    )
    return given(wanted, context, state)


def _again_on_the_right(
    command: ReplaceCard, card: Card, context: Context, state: State
) -> Sequence[Event]:
    """A card that carries one right: the new one carries the same."""
    if command.number is not None:
        raise Refusal("number_not_in_stock", "stock_number")
    assert card.right_id is not None
    [free] = free_numbers(context, state)
    new = CardIssued(
        card_id=context.make_id("card"),
        right_id=UUID(card.right_id),
        holder_id=command.holder_id,
        token=free.token,
        number=free.number_sealed,
        replaces=command.card_id,
    )
    old = CardReplaced(
        card_id=command.card_id,
        by_card_id=new.card_id,
        reason=command.why,
        stopped_at=context.time,
        by=command.by,
    )
    return [old, new]


def needs_of_renewal(
    command: RenewCard | ProlongCard, context: Context, state: State
) -> Iterable[Place]:
    """The card, its scheme, and who carries it: in four rounds where her file was merged."""
    yield Card.at(command.card_id)
    card = state.peek(Card, command.card_id)
    if card is None or card.scheme_id is None:
        return
    yield from places_of_days(card.holder_id, card.scheme_id, context, state)
    entered = state.peek(Holder, card.holder_id)
    if entered is not None and entered.merged_into_id is not None:
        yield from places_of_days(entered.merged_into_id, card.scheme_id, context, state)


def _carrier(card: Card, state: State) -> Holder | None:
    """Who carries a card: the person as whom she was entered, or into whom that file was merged."""
    entered = state.get(Holder, card.holder_id)
    if entered is None or entered.merged_into_id is None:
        return entered
    return state.get(Holder, entered.merged_into_id)


def renew(command: RenewCard, context: Context, state: State) -> Sequence[Event]:
    """Let the same card work until a later day. Refuses where no later day is due."""
    card = known_card(command.card_id, state)
    if card.scheme_id is None or card.valid_until is None:
        raise Refusal("nothing_to_renew", "card_id")
    carrier = _carrier(card, state)
    holder = known_holder(card.holder_id if carrier is None else carrier.key, state)
    scheme = known_scheme(card.scheme_id, state)
    check_not_replaced(card)
    if card.blocked:
        raise Refusal("card_blocked", "card_id")
    day = day_of(context.time)
    document = document_on(scheme, day, state, running=False)
    printed, works_until = last_days(document, holder, scheme, day, state)
    if printed is None or printed <= card.valid_until:
        raise Refusal("nothing_to_renew", "card_id")
    price = price_cents(
        document,
        holder=holder,
        scheme=scheme,
        reason="renewal",
        birth_year=command.birth_year,
        child_place=command.child_place,
        context=context,
        state=state,
    )
    return [
        CardRenewed(
            card_id=command.card_id,
            valid_until=printed,
            grace_until=works_until,
            price_cents=price,
            by=command.by,
        )
    ]


def prolong(command: ProlongCard, context: Context, state: State) -> Sequence[Event]:
    """Let a digital card go on with the right behind it. Nothing is handed over: it is free.

    Nothing happens where it stopped meanwhile, or goes on already.
    """
    card = state.get(Card, command.card_id)
    if card is None or card.blocked or card.scheme_id is None or card.valid_until is None:
        return []
    holder, scheme = _carrier(card, state), state.get(Scheme, card.scheme_id)
    if holder is None or scheme is None:
        return []
    day = day_of(context.time)
    document = document_on(scheme, day, state, running=True)
    printed, works_until = last_days(document, holder, scheme, day, state)
    if printed is None or printed <= card.valid_until:
        return []
    return [
        CardRenewed(
            card_id=command.card_id, valid_until=printed, grace_until=works_until, by="process"
        )
    ]


def needs_of_swap(command: SwapCard, context: Context, state: State) -> Iterable[Place]:
    """The card and its scheme; the person in the scheme that followed; a number."""
    yield Card.at(command.card_id)
    yield from places_of_card(
        command.holder_id,
        command.scheme_id,
        context,
        state,
        from_stock=command.number is not None,
    )
    card = state.peek(Card, command.card_id)
    if card is not None:
        yield Holder.at(card.holder_id)
        if card.scheme_id is not None:
            yield Scheme.at(card.scheme_id)


def swap(command: SwapCard, context: Context, state: State) -> Sequence[Event]:
    """Take in a card of a scheme that another followed, and give one of that other."""
    holder = known_holder(command.holder_id, state)
    card = card_of(command.card_id, command.holder_id, state)
    old = None if card.scheme_id is None else state.get(Scheme, card.scheme_id)
    if old is None or old.followed_by_id != str(command.scheme_id):
        raise Refusal("swap_not_offered", "scheme_id")
    wanted = Wanted(
        holder=holder,
        scheme=known_scheme(command.scheme_id, state),
        reason="swap",
        carrier=command.carrier,
        before=card,
        stops="ended",
        from_stock=command.number is not None,
        birth_year=command.birth_year,
        child_place=command.child_place,
        by=command.by,
    )
    return given(wanted, context, state)


def renewed(event: CardRenewed, _context: Context, state: State) -> Iterable[Change]:
    """The card works until its new day."""
    card = state.get(Card, event.card_id)
    if card is not None:
        yield replace(card, valid_until=event.valid_until, grace_until=event.grace_until)
