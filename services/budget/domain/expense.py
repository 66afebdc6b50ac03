"""Money that is no card: an expense is charged to an envelope, and taken back. Pure.

Of a mixed group only the target group's share is charged: cents times persons of the target group
over all persons, rounded half up (rule of the federal fund of the welfare centres, domain.md 1.5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal
from uuid import UUID

from services.budget.contracts.commands import DOCUMENT_MAX, BookExpense, ReverseExpense
from services.budget.contracts.events import (
    Account,
    EnvelopeTerms,
    ExpenseBooked,
    ExpenseReversed,
)
from services.budget.domain.book import Book, check_one_municipality, money_of, whose_money
from services.budget.domain.calendar import day_of
from services.budget.domain.copies import SELF, Network, Partner
from services.budget.domain.drawing import Purse, draw, purse_of, purse_places
from services.budget.domain.envelope import EnvelopeYear, envelope_of, needs_envelope
from services.budget.domain.funding import TOTAL_MAX, LegalEntity, known_entity, ours
from services.budget.domain.ledger import (
    account,
    booked,
    needs_of_transfers,
    places,
    transfers_named,
)
from services.budget.domain.participation import Participation
from services.budget.domain.payable import PayableItem, item_ready, item_withdrawn
from services.budget.domain.prior import needs_reversal, reversed_in
from services.budget.domain.returned import Returned, standing
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

HEADS_MAX: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense(Row):
    """An expense, with the transfers of its last step."""

    table: ClassVar[str] = "expenses"
    envelope_id: str
    book_year: int
    status: Literal["booked", "reversed"]
    transfer_ids: tuple[str, ...]


def needs_of_booking(command: BookExpense, context: Context, state: State) -> Iterable[Place]:
    """The envelope and its sources, the book of the day, the payee, the participation."""
    yield from needs_envelope(command.envelope_id, state)
    yield from (Book.at(command.on.year), Network.at(SELF))
    if command.organisation_id is not None:
        yield Partner.at(command.organisation_id)
    if command.entity_id is not None:
        yield LegalEntity.at(command.entity_id)
    if command.attached_to is not None:
        yield Participation.at(command.attached_to)
    found = state.peek(EnvelopeYear, command.envelope_id)
    book = None if found is None else state.peek(Book, found.year)
    terms = None if book is None else book.envelope(command.envelope_id)
    if book is not None and terms is not None:
        yield from purse_places(_purse(command, book, terms, context.stream, None))
        yield from places([_owed_to(command, book, context.stream)])


def _purse(
    command: BookExpense, book: Book, terms: EnvelopeTerms, stream: str, for_year: int | None
) -> Purse:
    """The envelope's, with the money of the one municipality or legal entity that is named."""
    whose = command.municipality, command.entity_id
    return purse_of(
        stream,
        money_of(book, *whose),
        terms,
        municipality=whose_money(book, *whose, terms),
        for_year=for_year,
    )


def _owed_to(command: BookExpense, book: Book, stream: str) -> Account:
    """What is owed to the payee; outside, by this envelope, where it was paid already."""
    if command.organisation_id is None:
        return account(
            stream=stream, kind="external", year=book.year, envelope=str(command.envelope_id)
        )
    organisation = str(command.organisation_id)
    return account(stream=stream, kind="payable", year=book.year, organisation=organisation)


def book_expense(command: BookExpense, context: Context, state: State) -> Sequence[Event]:
    """Charge it: all of what may be charged, or nothing. Refuses `envelope_empty`."""
    book, terms = envelope_of(command.envelope_id, state)
    for_year = _prior_year(command, book, context, state)
    charged = _charged(command)
    _known(command, state)
    check_one_municipality(command.municipality, terms)
    purse = _purse(command, book, terms, context.stream, for_year)
    only = () if command.source is None else (command.source,)
    transfers = draw(
        charged, purse, _owed_to(command, book, context.stream), context, state, only=only
    )
    told = command.model_dump(exclude={"source"}) | {"document": command.document.strip()}
    return [
        ExpenseBooked(
            expense_id=context.make_id("expense"),
            year=book.year,
            charged_cents=charged,
            transfers=transfers,
            **told,
        )
    ]


def _prior_year(command: BookExpense, book: Book, context: Context, state: State) -> int | None:
    """The earlier year to which it belongs, where that one's books are locked; none where the
    envelope is one of the day's own year. Refuses another year."""
    if command.on > day_of(context.time):
        raise Refusal("day_out_of_range", "on")
    if command.on.year == book.year:
        return None
    own = state.get(Book, command.on.year)
    if command.on.year < book.year and own is not None and own.status == "locked":
        return command.on.year
    raise Refusal("day_out_of_range", "on")


def _charged(command: BookExpense) -> int:
    """What may be charged, in cents. Refuses amounts, counts and texts that cannot be."""
    if not 0 < len(command.document.strip()) <= DOCUMENT_MAX:
        raise Refusal("document_invalid", "reference")
    if not 0 < command.cents <= TOTAL_MAX:
        raise Refusal("total_invalid", "cents")
    heads, target = command.head_count, command.target_count
    if heads is not None and not 0 < heads <= HEADS_MAX:
        raise Refusal("heads_invalid", "head_count")
    if target is None:
        return command.cents
    if heads is None or not 0 < target <= heads:
        raise Refusal("heads_invalid", "target_count")
    charged = target_share(command.cents, target, heads)
    if charged == 0:
        raise Refusal("total_invalid", "cents")
    return charged


def target_share(cents: int, target: int, heads: int) -> int:
    """The target group's share of a cost, in cents, rounded half up."""
    return (2 * cents * target + heads) // (2 * heads)


def _known(command: BookExpense, state: State) -> None:
    """Refuses a payee, an entity, a municipality or a participation that are not its own."""
    ours(command.municipality, state)
    known_entity(command.entity_id, command.municipality, state)
    named = (
        (Partner, command.organisation_id, "provider_unknown", "organisation_id"),
        (Participation, command.attached_to, "participation_unknown", "participation_id"),
    )
    for row, own_id, code, field in named:
        if own_id is not None and state.get(row, own_id) is None:
            raise Refusal(code, field)


def needs_of_reversing(command: ReverseExpense, context: Context, state: State) -> Iterable[Place]:
    """The expense and its item; then its transfers, and where what comes free may go."""
    yield from (Expense.at(command.expense_id), PayableItem.at(command.expense_id))
    yield Returned.at(command.expense_id)
    found = state.peek(Expense, command.expense_id)
    if found is not None:
        yield from needs_of_transfers(found.transfer_ids, state)
        yield from needs_reversal(found.transfer_ids, found.book_year, context, state)


def reverse(command: ReverseExpense, context: Context, state: State) -> Sequence[Event]:
    """Reverse what is left of each transfer; refused once it is being paid out: that is taken back
    first. So it is where a credit note was set off with it."""
    found = state.get(Expense, command.expense_id)
    if found is None:
        raise Refusal("expense_unknown", "expense_id")
    if found.status == "reversed":
        raise Refusal("expense_reversed", "expense_id")
    item = state.get(PayableItem, command.expense_id)
    if item is not None and item.status in ("in_run", "paid"):
        raise Refusal("item_paid" if item.status == "paid" else "item_in_run", "expense_id")
    rows = standing(found.key, transfers_named(found.transfer_ids, state), state)
    if item is not None and item.cents != sum(row.cents for row in rows):
        raise Refusal("expense_set_off", "expense_id")
    if not rows:
        raise Refusal("expense_reversed", "expense_id")
    return [
        ExpenseReversed(
            expense_id=command.expense_id,
            envelope_id=UUID(found.envelope_id),
            transfers=reversed_in(rows, context, state),
        )
    ]


def expense_booked(event: ExpenseBooked, _context: Context, state: State) -> Iterable[Change]:
    """It is charged, and can be paid where it is owed to somebody."""
    yield Expense(
        key=str(event.expense_id),
        envelope_id=str(event.envelope_id),
        book_year=event.year,
        status="booked",
        transfer_ids=tuple(str(one.transfer_id) for one in event.transfers),
    )
    if event.organisation_id is not None:
        yield from item_ready(
            event.expense_id,
            "expense",
            account_id=event.transfers[0].credit.account_id,
            organisation_id=str(event.organisation_id),
            cents=event.charged_cents,
            reference=event.document,
        )
    yield from booked(event.transfers, state, entry=event.expense_id)


def expense_reversed(event: ExpenseReversed, _context: Context, state: State) -> Iterable[Change]:
    """It is taken back, and not to be paid."""
    found = state.get(Expense, event.expense_id)
    if found is not None:
        ids = tuple(str(one.transfer_id) for one in event.transfers)
        yield replace(found, status="reversed", transfer_ids=ids)
    yield from item_withdrawn(event.expense_id, state)
    yield from booked(event.transfers, state, entry=event.expense_id)
