"""What becomes of a line that another network disputes, and the money that comes in. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.commands import RecordClearingPayment, SettleClearingDispute
from services.budget.contracts.events import (
    ClearingDisputeSettled,
    ClearingPaymentReceived,
    Transfer,
)
from services.budget.domain.clearing import (
    ClearingLineRow,
    clearing_account,
    needs_clearing,
    with_line,
)
from services.budget.domain.clearing_claim import ClearingClaim
from services.budget.domain.copies import Offer
from services.budget.domain.drawing import (
    Purse,
    draw,
    needs_books_for,
    purse_for,
    purse_places,
)
from services.budget.domain.ledger import booked, places
from services.budget.domain.participation import Participation
from services.budget.domain.payment import bank
from services.budget.domain.receipt import checked_receipt
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs_of_settling(
    command: SettleClearingDispute, context: Context, state: State
) -> Iterable[Place]:
    """The line; its participation, offer, month and books; then what would pay it."""
    yield ClearingLineRow.at(command.line_id)
    line = state.peek(ClearingLineRow, command.line_id)
    if line is None:
        return
    yield Participation.at(line.participation_id)
    yield Offer.at(line.offer_id)
    yield from needs_clearing(line.participation_id, line.network_id, line.year, line.day, state)
    yield from needs_books_for(line.day, context.time)
    yield from places([clearing_account(context.stream, line.year, line.network_id)])
    known = [Offer.at(line.offer_id), *needs_books_for(line.day, context.time)]
    if all(state.has(place) for place in known):
        try:
            yield from purse_places(_purse(line, context, state))
        except Refusal:
            return


def _purse(line: ClearingLineRow, context: Context, state: State) -> Purse:
    offer = state.get(Offer, line.offer_id)
    category = "other" if offer is None else offer.category
    return purse_for(context, state, on=line.day, category=category, municipality=None)


def settle(command: SettleClearingDispute, context: Context, state: State) -> Sequence[Event]:
    """Claim it again, or let the own network pay it. Refuses `envelope_empty` where it cannot."""
    line = state.get(ClearingLineRow, command.line_id)
    if line is None:
        raise Refusal("clearing_line_unknown", "line_id")
    if line.status != "disputed" or line.claim_id is None:
        raise Refusal("clearing_line_not_disputed", "line_id")
    transfers: tuple[Transfer, ...] = ()
    if command.way == "bear":
        owing = clearing_account(context.stream, line.year, line.network_id)
        purse = _purse(line, context, state)
        transfers = draw(line.left_cents, purse, owing, context, state, only=line.sources)
    return [
        ClearingDisputeSettled(
            line_id=command.line_id,
            clearing_id=UUID(line.claim_id),
            network_id=UUID(line.network_id),
            participation_id=UUID(line.participation_id),
            year=line.year,
            on=line.day,
            way=command.way,
            cents=line.left_cents,
            sources=line.sources,
            transfers=transfers,
        )
    ]


def settled(event: ClearingDisputeSettled, context: Context, state: State) -> Iterable[Change]:
    """The line is in the claims to come; or it is paid for, and a cancel gives that back."""
    line = state.get(ClearingLineRow, event.line_id)
    if line is None:
        return
    if event.way == "again":
        yield replace(line, status="withdrawn", back_cents=line.cents)
        more = replace(line, cents=event.cents, status="open", claim_id=None, back_cents=0)
        yield from with_line(more, context.stream, state)
        return
    yield replace(line, status="borne")
    found = state.get(Participation, event.participation_id)
    if found is not None:
        ids = tuple(str(one.transfer_id) for one in event.transfers)
        yield replace(found, transfer_ids=(*found.transfer_ids, *ids))
    yield from booked(
        event.transfers, state, participation=event.participation_id, entry=event.clearing_id
    )


def needs_of_payment(
    command: RecordClearingPayment, context: Context, state: State
) -> Iterable[Place]:
    """The claim; then the accounts."""
    yield ClearingClaim.at(command.clearing_id)
    found = state.peek(ClearingClaim, command.clearing_id)
    if found is not None:
        owing = clearing_account(context.stream, found.year, found.network_id)
        yield from places((bank(context.stream, found.year), owing))


def record_payment(
    command: RecordClearingPayment, context: Context, state: State
) -> Sequence[Event]:
    """Book it, no more than the other network said that it will pay for the claim."""
    found = state.get(ClearingClaim, command.clearing_id)
    if found is None:
        raise Refusal("clearing_unknown", "clearing_id")
    reference = checked_receipt(command.cents, command.on, command.reference, context)
    left = found.payable_cents - found.received_cents
    if command.cents > left:
        raise Refusal("more_than_owed", "cents", left_cents=left)
    owing = clearing_account(context.stream, found.year, found.network_id)
    transfer = Transfer(
        transfer_id=context.make_id("received"),
        kind="posted",
        debit=bank(context.stream, found.year),
        credit=owing,
        cents=command.cents,
    )
    return [
        ClearingPaymentReceived(
            receipt_id=context.make_id("receipt"),
            clearing_id=command.clearing_id,
            network_id=UUID(found.network_id),
            year=found.year,
            cents=command.cents,
            on=command.on,
            reference=reference,
            transfers=(transfer,),
        )
    ]
