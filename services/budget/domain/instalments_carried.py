"""Instalments that fall due after a year go on to the next one, with their money. Pure.

Once the books of a year are closing and it is over, what is held of its sources for them is freed,
moves on to the same source of the next year, and is held there. They stay payable as what they
are: of the year of taking part.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.budget.contracts.commands import CarryInstalments
from services.budget.contracts.events import (
    SOURCE_KINDS,
    Account,
    EnvelopeTerms,
    Instalment,
    InstalmentsCarried,
    Transfer,
)
from services.budget.domain.book import Book, Funding, brought_over, envelope_like, in_envelope
from services.budget.domain.calendar import day_of
from services.budget.domain.instalment_plan import InstalmentPlan, with_instalments
from services.budget.domain.ledger import (
    AccountRow,
    TransferRow,
    booked,
    follow_up,
    needs_of_transfers,
    places,
    transfers_named,
    within_limits,
)
from services.budget.domain.participation import OpenHold, Participation, ids_of
from services.budget.domain.prior import same_source
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs(command: CarryInstalments, context: Context, state: State) -> Iterable[Place]:
    """The participation and both books; then what is held, where it is and where it goes."""
    own_id, year = command.participation_id, command.year
    yield from (Participation.at(own_id), InstalmentPlan.at(own_id), OpenHold.at(own_id))
    yield from (Book.at(year), Book.at(year + 1))
    plan, book = state.peek(InstalmentPlan, own_id), state.peek(Book, year)
    if plan is None or book is None:
        return
    held = [str(hold) for one in due_after(plan, year) for hold in one.hold_ids]
    yield from needs_of_transfers(held, state)
    for source in book.sources:
        following = same_source(source, year + 1, context.stream)
        yield from (Funding.at(source.account_id), Funding.at(following.account_id))
    rows = [state.peek(TransferRow, one) for one in held]
    debits = [state.peek(AccountRow, row.debit_id) for row in rows if row is not None]
    onward = _Onward.of(
        state.peek(Participation, own_id), book, state.peek(Book, year + 1), context.stream
    )
    yield from places(onward.target(row.as_account()) for row in debits if row is not None)


def due_after(plan: InstalmentPlan, year: int) -> Sequence[Instalment]:
    """What is held of it for after a year."""
    return [one for one in plan.waiting if one.due.year > year]


@dataclass(frozen=True, slots=True)
class _Onward:
    """To which accounts of the next year money goes: in the envelope of the same action, where
    that year has one."""

    stream: str
    year: int
    envelope: EnvelopeTerms | None

    @classmethod
    def of(
        cls, found: Participation | None, book: Book, following: Book | None, stream: str
    ) -> "_Onward":
        own = None if found is None or found.envelope_id is None else UUID(found.envelope_id)
        terms = None if own is None else book.envelope(own)
        like = None if terms is None or following is None else envelope_like(following, terms)
        return cls(stream, book.year + 1, like)

    def target(self, source: Account) -> Account:
        """What an envelope had goes to that of the same action; what was in none, to none."""
        following = same_source(source, self.year, self.stream)
        if source.envelope_id is None or self.envelope is None:
            return following
        return in_envelope(self.stream, following, self.envelope.envelope_id)


def carry(command: CarryInstalments, context: Context, state: State) -> Sequence[Event]:
    """What falls due later is held in the next year's books; nothing happens before the year is
    over and closing, without a next one, or to what is confirmed, let go or carried meanwhile."""
    found = state.get(Participation, command.participation_id)
    plan = state.get(InstalmentPlan, command.participation_id)
    hold = state.get(OpenHold, command.participation_id)
    if found is None or plan is None or hold is None or context.time >= hold.hold_until:
        return []
    if found.held_in != command.year or not _can_go_on(command.year, context, state):
        return []
    later = due_after(plan, command.year)
    if not any(one.hold_ids for one in later):
        return []
    return [_carried(found, plan, later, context, state)]


def _can_go_on(year: int, context: Context, state: State) -> bool:
    book, following = state.get(Book, year), state.get(Book, year + 1)
    closing = book is not None and book.status == "closing"
    open_still = following is not None and following.status != "locked"
    return closing and open_still and day_of(context.time) > date(year, 12, 31)


def _carried(
    found: Participation,
    plan: InstalmentPlan,
    later: Sequence[Instalment],
    context: Context,
    state: State,
) -> InstalmentsCarried:
    year = found.held_in
    book = state.get(Book, year)
    assert book is not None
    onward = _Onward.of(found, book, state.get(Book, year + 1), context.stream)
    made, moved = list[Instalment](), list[Transfer]()
    for one in plan.instalments:
        transfers = _moved_on(one, onward, context, state) if one in later else ()
        moved += transfers
        holds = tuple(each.transfer_id for each in transfers if each.kind == "held")
        made.append(one.model_copy(update={"hold_ids": holds}) if transfers else one)
    return InstalmentsCarried(
        participation_id=UUID(found.key),
        organisation_id=UUID(found.organisation_id),
        offer_id=UUID(found.offer_id),
        on=found.day,
        book_year=year,
        envelope_id=None if onward.envelope is None else onward.envelope.envelope_id,
        instalments=tuple(made),
        transfers=within_limits(tuple(moved), state),
    )


def _moved_on(
    one: Instalment, onward: _Onward, context: Context, state: State
) -> tuple[Transfer, ...]:
    """What is held of an instalment is freed, goes on, and is held there for the same payee."""
    rows = transfers_named(map(str, one.hold_ids), state)
    freed = follow_up(rows, "released", context, state, part=f"carried:{one.due}:")
    made = list(freed)
    for place, old in enumerate(freed):
        target = onward.target(old.debit)
        made += (
            Transfer(
                transfer_id=context.make_id(f"carried:{one.due}:{place}"),
                kind="posted",
                debit=old.debit,
                credit=target,
                cents=old.cents,
            ),
            Transfer(
                transfer_id=context.make_id(f"held:{one.due}:{place}"),
                kind="held",
                debit=target,
                credit=old.credit,
                cents=old.cents,
                bbc=old.bbc if onward.envelope is None else onward.envelope.bbc,
                for_year=old.for_year or old.debit.year,
            ),
        )
    return tuple(made)


def carried(event: InstalmentsCarried, context: Context, state: State) -> Iterable[Change]:
    """It is held in the next year's books; both years' sources say what went over."""
    found = state.get(Participation, event.participation_id)
    if found is not None:
        freed = {str(one.names) for one in event.transfers if one.kind == "released"}
        held = ids_of(one for one in event.transfers if one.kind == "held")
        left = (one for one in found.transfer_ids if one not in freed)
        yield replace(
            found,
            transfer_ids=(*left, *held),
            held_year=event.book_year + 1,
            envelope_id=None if event.envelope_id is None else str(event.envelope_id),
        )
        yield from with_instalments(found.key, event.instalments, state)
    following = state.get(Book, event.book_year + 1) or Book(key=str(event.book_year + 1))
    yield from brought_over(_by_source(event.transfers, context.stream), following, state)
    yield from booked(event.transfers, state, participation=event.participation_id)


def _by_source(transfers: Iterable[Transfer], stream: str) -> Mapping[Account, int]:
    """What went from each source to the next year's, in cents: below zero where it left."""
    cents: dict[Account, int] = {}
    for one in transfers:
        if one.kind != "posted":
            continue
        for side, sign in ((one.debit, -1), (one.credit, 1)):
            if side.kind in SOURCE_KINDS:
                source = same_source(side, side.year, stream)
                cents[source] = cents.get(source, 0) + sign * one.cents
    return cents
