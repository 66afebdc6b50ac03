"""Answering what another network claims: what is accepted is paid from here. Pure.

What is accepted is drawn line by line from what pays for such offers here, or is uncovered where
too little is left there; and then owed to the other network: an item to be paid in an ordinary
run. A line that takes another back reverses the transfers that paid that one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.commands import AnswerClearing, TakeClearingAnswer
from services.budget.contracts.events import (
    Account,
    ClearingClaimAnswered,
    ClearingObjection,
    Transfer,
)
from services.budget.contracts.uncovered_transfers import uncovered_in, uncovered_less
from services.budget.domain.book import Book, needs_books
from services.budget.domain.calendar import day_of
from services.budget.domain.clearing import year_key
from services.budget.domain.clearing_debt import ClearingCreditor, ClearingDebt, ClearingDebtLine
from services.budget.domain.clearing_paying import Answering, purse_of_line
from services.budget.domain.drawing import purse_places
from services.budget.domain.ledger import (
    account,
    booked,
    needs_of_transfers,
    places,
)
from services.budget.domain.payable import item_ready
from services.budget.domain.prior import needs_reversal
from services.budget.domain.returned import Returned
from services.budget.domain.uncovered import uncovered_of
from services.budget.domain.uncovered_queue import (
    Uncovered,
    at_the_end,
    needs_of_leaving,
    needs_of_queueing,
    queued_less,
)
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Overlay, Place, State


def needs_of_answering(command: AnswerClearing, context: Context, state: State) -> Iterable[Place]:
    """The claim; its lines, those that they take back, and the books of their days; then what
    would pay, and what paid."""
    yield ClearingDebt.at(command.clearing_id)
    found = state.peek(ClearingDebt, command.clearing_id)
    if found is None:
        return
    yield ClearingCreditor.at(year_key(found.network_id, found.year))
    now = day_of(context.time).year
    books = needs_books([found.year, now, *(day.year for day in found.days)])
    yield from books
    yield from places(
        [payable_to_network(context.stream, year, found) for year in (found.year, now)]
    )
    for one in found.less_of:
        yield from needs_of_leaving(one, state)
    yield from (Returned.at(own) for own in found.names)
    for own in dict.fromkeys((*found.line_ids, *found.names)):
        yield ClearingDebtLine.at(own)
        line = state.peek(ClearingDebtLine, own)
        if line is None or not all(state.has(place) for place in books):
            continue
        if line.status == "received":
            yield from _needs_purse(line, context, state)
        yield from needs_of_transfers(line.transfer_ids, state)
        if line.transfer_ids:
            year = line.book_year or line.day.year
            yield from needs_reversal(line.transfer_ids, year, context, state)


def _needs_purse(line: ClearingDebtLine, context: Context, state: State) -> Iterable[Place]:
    try:
        purse = purse_of_line(line, context, state)
    except Refusal:
        return
    yield from purse_places(purse)
    yield from places([uncovered_of(purse)])
    yield from needs_of_queueing(purse.year, purse.envelope_id, state)


def payable_to_network(stream: str, year: int, debt: ClearingDebt) -> Account:
    """What is owed to the network that claims."""
    return account(stream=stream, kind="payable", year=year, organisation=debt.network_id)


def answer(command: AnswerClearing, context: Context, state: State) -> Sequence[Event | Addressed]:
    """Accept all but the lines that are named. Claims of a network and year are answered in their
    order. Refuses a year whose books are locked, as the present one's are."""
    found = state.get(ClearingDebt, command.clearing_id)
    if found is None:
        raise Refusal("clearing_unknown", "clearing_id")
    if found.status != "received":
        raise Refusal("clearing_answered", "clearing_id")
    key = year_key(found.network_id, found.year)
    before = state.get(ClearingCreditor, key) or ClearingCreditor(key=key)
    if before.answered + 1 != found.number:
        raise Refusal("clearing_earlier_open", "clearing_id", number=before.answered + 1)
    year = _booked_in(found, context, state)
    work = Answering(
        owed=payable_to_network(context.stream, year, found),
        context=context,
        seen=Overlay(state),
        entry=command.clearing_id,
        objections=_objections(command, found, state),
    )
    for own in found.line_ids:
        line = state.get(ClearingDebtLine, own)
        assert line is not None
        try:
            work.answer(line)
        except Refusal as refusal:
            raise Refusal(refusal.code, "clearing_id", **refusal.facts) from None
    due = work.accepted_cents + before.carried_cents
    answered = ClearingClaimAnswered(
        clearing_id=command.clearing_id,
        network_id=UUID(found.network_id),
        year=found.year,
        number=found.number,
        book_year=year,
        accepted_cents=work.accepted_cents,
        carried_in_cents=before.carried_cents,
        payable_cents=max(due, 0),
        carried_out_cents=min(due, 0),
        lines=tuple(work.lines),
        transfers=tuple(work.transfers),
    )
    return [answered, _told(answered, context)]


def _booked_in(found: ClearingDebt, context: Context, state: State) -> int:
    """The year in whose books it is owed: this one, where those of the claim are locked."""
    book = state.get(Book, found.year)
    open_still = book is not None and book.status != "locked"
    return found.year if open_still else day_of(context.time).year


def _objections(command: AnswerClearing, found: ClearingDebt, state: State) -> dict[str, str]:
    """Why lines are not accepted. Refuses a line of another claim, and one that takes back."""
    named = {str(one.line_id): one.reason for one in command.disputed}
    if len(named) != len(command.disputed):
        raise Refusal("list_invalid", "disputed")
    for own in named:
        line = state.get(ClearingDebtLine, own) if own in found.line_ids else None
        if line is None or line.names is not None:
            raise Refusal("clearing_line_unknown", "disputed")
    return {own: str(reason) for own, reason in named.items()}


def _told(event: ClearingClaimAnswered, context: Context) -> Addressed:
    """The answer, as the other network is told it."""
    command = TakeClearingAnswer(
        clearing_id=event.clearing_id,
        network_id=UUID(context.stream),
        accepted_cents=event.accepted_cents,
        payable_cents=event.payable_cents,
        disputed=tuple(
            ClearingObjection(line_id=one.line_id, reason=one.reason)
            for one in event.lines
            if one.reason is not None
        ),
    )
    return Addressed("budget", str(event.network_id), command, role="answer")


def answered(event: ClearingClaimAnswered, context: Context, state: State) -> Iterable[Change]:
    """What is accepted is owed, and can be paid."""
    found = state.get(ClearingDebt, event.clearing_id)
    if found is None:
        return
    yield replace(found, status="answered")
    key = year_key(found.network_id, found.year)
    yield ClearingCreditor(key=key, answered=event.number, carried_cents=event.carried_out_cents)
    yield from _answered_lines(event, state)
    yield from item_ready(
        event.clearing_id,
        "clearing",
        account_id=payable_to_network(context.stream, event.book_year, found).account_id,
        organisation_id=found.network_id,
        cents=event.payable_cents,
        reference=f"V{event.year}-{event.number:04d}",
    )
    yield from booked(event.transfers, state, entry=event.clearing_id)


def _answered_lines(event: ClearingClaimAnswered, state: State) -> Iterable[Change]:
    made = {one.transfer_id: one for one in event.transfers}
    seen = Overlay(state)
    for told in event.lines:
        row = seen.get(ClearingDebtLine, told.line_id)
        if row is not None:
            transfers = [made[one] for one in told.transfer_ids if one in made]
            changes = list(_answered_line(row, told.reason, transfers, seen))
            seen.apply(changes)
            yield from changes


def _answered_line(
    row: ClearingDebtLine, reason: str | None, transfers: Sequence[Transfer], state: State
) -> Iterable[Change]:
    if reason is not None:
        yield replace(row, status="disputed")
        return
    ids = tuple(str(one.transfer_id) for one in transfers)
    year = transfers[0].debit.year if transfers else None
    yield replace(row, status="accepted", transfer_ids=ids, book_year=year)
    if row.names is None:
        owing = uncovered_in(transfers)
        if owing is not None:
            of = Uncovered(row.participation_id, row.sources, row.key)
            yield from at_the_end(of, owing.debit, "money", owing.cents, state)
        return
    before = state.get(Returned, row.names) or Returned(key=row.names)
    yield before.with_reversals(transfers)
    yield from queued_less(row.participation_id, uncovered_less(transfers), state)
