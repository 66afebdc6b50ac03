"""Giving cards of a scheme: for a reason, at a price, until a day, from stock or freshly drawn.

Whoever holds such a card has what she is entitled to on the day of use, or pays the full price.
Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import IssueSchemeCard
from services.cards.contracts.commands.cards import BlockReason, By, Carrier
from services.cards.contracts.events import CardReplaced, SchemeCardIssued
from services.cards.contracts.regulation.document import CardReason, RegulationDocument
from services.cards.domain import card as card_rows
from services.cards.domain.blocking import check_not_replaced
from services.cards.domain.calendar import day_of
from services.cards.domain.card import Card, SchemeCards, all_cards_of, known_cards
from services.cards.domain.card_terms import (
    document_on,
    entitled_on,
    known_scheme,
    last_days,
    places_of_terms,
    price_cents,
)
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.numbers import free_numbers, places_of_numbers
from services.cards.domain.prepared import Candidate, CardCandidates, prepared
from services.cards.domain.scheme import Scheme
from services.cards.domain.stock import places_of_stock_card, taken_out
from services.cards.domain.stocking import pack_of_stock_card
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

WORKING_CARDS_MAX: Final = 10
"""Of one person in one scheme: more are of no use to her, only to others."""

STOPS: Final[dict[str, BlockReason]] = {
    "loss_or_theft": "lost",
    "defect": "broken",
    "upgrade": "ended",
    "status_lost": "ended",
    "status_obtained": "ended",
    "swap": "ended",
}
"""Why the card before is stopped, by the reason for the new one; the others leave it working."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A card that is to be given: to whom, of which scheme, why, and in whose place.

    `stops`: why the one before is stopped, None where it goes on working.
    """

    holder: Holder
    scheme: Scheme
    reason: CardReason
    carrier: Carrier
    before: Card | None = None
    stops: BlockReason | None = None
    from_stock: bool = False
    birth_year: int | None = None
    child_place: int | None = None
    by: By | None = None


def places_of_card(
    holder_id: object, scheme_id: object, context: Context, state: State, *, from_stock: bool
) -> Iterable[Place]:
    """Person and scheme; whether the numbers are free; for one from stock, where that lies."""
    yield from places_of_terms(holder_id, scheme_id, context, state)
    yield from places_of_numbers(context)
    if from_stock and isinstance(context.prepared, CardCandidates):
        for one in context.prepared.candidates:
            yield from places_of_stock_card(one.token, state)


def needs(command: IssueSchemeCard, context: Context, state: State) -> Iterable[Place]:
    """Person, scheme, number, and the card before."""
    from_stock = command.number is not None
    yield from places_of_card(
        command.holder_id, command.scheme_id, context, state, from_stock=from_stock
    )
    if command.replaces is not None:
        yield Card.at(command.replaces)


def issue(command: IssueSchemeCard, context: Context, state: State) -> Sequence[Event]:
    """Give a holder a card of a scheme, whether she is entitled or not."""
    before = _before(command, state)
    wanted = Wanted(
        holder=known_holder(command.holder_id, state),
        scheme=known_scheme(command.scheme_id, state),
        reason=command.reason,
        carrier=command.carrier,
        before=before,
        stops=None if before is None else STOPS.get(command.reason),
        from_stock=command.number is not None,
        birth_year=command.birth_year,
        child_place=command.child_place,
        by=command.by,
    )
    check_reason(wanted, context, state)
    return given(wanted, context, state)


def _before(command: IssueSchemeCard, state: State) -> Card | None:
    """The card in whose place the new one comes: hers, of that scheme, and not replaced yet."""
    if command.replaces is None:
        return None
    card = state.get(Card, command.replaces)
    owner = (str(command.holder_id), str(command.scheme_id))
    if card is None or (card.holder_id, card.scheme_id) != owner:
        raise Refusal("card_unknown", "replaces")
    check_not_replaced(card)
    return card


def check_reason(wanted: Wanted, context: Context, state: State) -> None:
    """Refuse a reason that does not fit what the person has: a first card is given once."""
    hers = all_cards_of(wanted.holder, wanted.scheme.key, state)
    has_one = any(not card.revoked for card in known_cards(hers, state))
    if wanted.reason == "first" and has_one:
        raise Refusal("card_exists", "card_reason")
    if wanted.reason != "first" and not has_one:
        raise Refusal("no_card_yet", "card_reason")
    entitled = entitled_on(wanted.holder, wanted.scheme, day_of(context.time), state)
    if wanted.reason in {"swap", "status_lost" if entitled else "status_obtained"}:
        raise Refusal("reason_does_not_fit", "card_reason")
    if wanted.reason in ("first", "extra") and wanted.before is not None:
        raise Refusal("reason_does_not_fit", "card_reason")
    if wanted.reason in ("loss_or_theft", "defect") and wanted.before is None:
        raise Refusal("replaces_missing", "replaces")


def given(wanted: Wanted, context: Context, state: State) -> Sequence[Event]:
    """The card, and that the one before is stopped where the reason says so."""
    day = day_of(context.time)
    hers = all_cards_of(wanted.holder, wanted.scheme.key, state)
    if any(one.revoked_at is not None for one in hers):
        raise Refusal("cards_revoked", "holder_id")
    running = wanted.before is not None and wanted.reason != "swap"
    document = document_on(wanted.scheme, day, state, running=running)
    _check_count(wanted, hers, context, state)
    number, pack_id, carrier = _number(wanted, context, state)
    printed, works_until = last_days(document, wanted.holder, wanted.scheme, day, state)
    if wanted.reason == "renewal":
        _check_later(printed, hers, state)
    new = SchemeCardIssued(
        card_id=context.make_id("card"),
        holder_id=UUID(wanted.holder.key),
        scheme_id=UUID(wanted.scheme.key),
        token=number.token,
        number=number.number_sealed,
        carrier=carrier,
        reason=wanted.reason,
        price_cents=_price(wanted, document, context, state),
        valid_until=printed,
        grace_until=works_until,
        replaces=None if wanted.before is None else UUID(wanted.before.key),
        pack_id=pack_id,
        by=wanted.by,
    )
    return [*_stopped(wanted, new.card_id, context), new]


def _check_later(printed: date | None, hers: Sequence[SchemeCards], state: State) -> None:
    """Refuse a renewal that gives no later day than the cards that she has."""
    days = [card.valid_until for card in known_cards(hers, state) if not card.revoked]
    if printed is None or any(day is None or day >= printed for day in days):
        raise Refusal("nothing_to_renew", "card_reason")


def _check_count(
    wanted: Wanted, hers: Sequence[SchemeCards], context: Context, state: State
) -> None:
    working = [card for card in known_cards(hers, state) if card.works_at(context.time)]
    stopped = 1 if wanted.stops is not None and wanted.before in working else 0
    if len(working) - stopped >= WORKING_CARDS_MAX:
        raise Refusal("too_many_cards", "holder_id", cards_max=WORKING_CARDS_MAX)


def _number(
    wanted: Wanted, context: Context, state: State
) -> tuple[Candidate, UUID | None, Carrier]:
    """The number of the card: the one from stock, which must fit the scheme, or a fresh one."""
    if not wanted.from_stock:
        [free] = free_numbers(context, state)
        return free, None, wanted.carrier
    [scanned] = prepared(context, CardCandidates).candidates
    pack = pack_of_stock_card(scanned.token, "stock_number", state)
    if pack.scheme_id != wanted.scheme.key:
        raise Refusal("number_not_in_stock", "stock_number")
    return scanned, UUID(pack.key), pack.carrier


def _price(wanted: Wanted, document: RegulationDocument, context: Context, state: State) -> int:
    return price_cents(
        document,
        holder=wanted.holder,
        scheme=wanted.scheme,
        reason=wanted.reason,
        birth_year=wanted.birth_year,
        child_place=wanted.child_place,
        context=context,
        state=state,
    )


def _stopped(wanted: Wanted, new_id: UUID, context: Context) -> Sequence[Event]:
    if wanted.before is None or wanted.stops is None:
        return []
    return [
        CardReplaced(
            card_id=UUID(wanted.before.key),
            by_card_id=new_id,
            reason=wanted.stops,
            stopped_at=context.time,
            by=wanted.by,
        )
    ]


def issued(event: SchemeCardIssued, context: Context, state: State) -> Iterable[Change]:
    """The card works, is found by its token, and lies in stock no longer."""
    yield from card_rows.scheme_card_issued(event, context, state)
    if event.pack_id is not None:
        yield from taken_out(event.token, event.pack_id, state)
