"""The view of visits with group passes, fed by cards and by budget, and the tickets used by them.

As with participations, what a row takes of its year after a change is set in the place of what it
took before: so it comes out the same in whatever order the two sources are read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.budget.contracts import events as budget
from services.cards.contracts import events as cards
from services.gateway.views import late_lines, ledger
from services.gateway.views.card_rows import GroupVisit, PassYear
from services.gateway.views.ledger_rows import StatementLine
from services.gateway.views.settlement_rows import LateLine
from services.gateway.views.whose import paid_of_own
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

Visited = cards.GroupVisitRequested | cards.GroupVisitRegistered
Posted = budget.GroupVisitConfirmed | budget.GroupVisitReversed
Undone = cards.GroupVisitCancelled | budget.GroupVisitDeclined


def needs_visited(event: Visited, _context: Context, _state: State) -> Iterable[Place]:
    """The row, and what is used of the pass in that year."""
    return (GroupVisit.at(event.visit_id), PassYear.at(f"{event.pass_id}:{event.on.year}"))


def visited(event: Visited, context: Context, state: State) -> Iterable[Change]:
    """The columns that cards fills."""
    old = state.get(GroupVisit, event.visit_id) or GroupVisit(key=str(event.visit_id))
    asked = isinstance(event, cards.GroupVisitRequested)
    new = replace(
        old,
        pass_id=str(event.pass_id),
        organisation_id=str(event.organisation_id),
        provider_id=str(event.provider_id),
        offer_id=str(event.offer_id),
        day=event.on,
        tickets=event.tickets,
        price_cents=event.price_cents,
        holder_cents=event.holder_cents,
        organisation_cents=event.organisation_cents,
        network_cents=event.network_cents,
        made_at=context.time,
        status=old.status or (None if asked else "registered"),
    )
    yield from _changed(old, new, state)


def needs_row(event: Undone | Posted, _context: Context, state: State) -> Iterable[Place]:
    """The row and, once it is loaded and cards has filled it, what is used in its year."""
    yield GroupVisit.at(event.visit_id)
    row = state.peek(GroupVisit, event.visit_id)
    if row is not None and row.day is not None:
        yield PassYear.at(f"{row.pass_id}:{row.day.year}")


def undone(event: Undone, _context: Context, state: State) -> Iterable[Change]:
    """The tickets are free again. A cancel that is declined leaves the visit as it was."""
    old = state.get(GroupVisit, event.visit_id) or GroupVisit(key=str(event.visit_id))
    if isinstance(event, cards.GroupVisitCancelled):
        yield from _changed(old, replace(old, cancelled=True), state)
    elif event.action == "request":
        yield from _changed(old, replace(old, status="declined"), state)


def needs_posted(event: Posted, context: Context, state: State) -> Iterable[Place]:
    """The row, the accounts, and the provider's statement."""
    yield from needs_row(event, context, state)
    yield from ledger.needs_accounts(event, context, state)
    yield from ledger.needs_statement(event, str(event.visit_id), context, state)
    yield LateLine.at(event.visit_id)


def posted(event: Posted, context: Context, state: State) -> Iterable[Change]:
    """What budget posted, or took back."""
    old = state.get(GroupVisit, event.visit_id) or GroupVisit(key=str(event.visit_id))
    confirmed = isinstance(event, budget.GroupVisitConfirmed)
    status = "confirmed" if confirmed else "cancelled"
    yield from _changed(old, replace(old, status=status), state)
    yield from ledger.moved(event, context, state)
    if isinstance(event, budget.GroupVisitConfirmed):
        municipality, own_cents = paid_of_own(event.transfers, state)
        line = StatementLine(
            key=str(event.visit_id),
            organisation_id=str(event.organisation_id),
            year=ledger.booked_in(event),
            participation_id=str(event.visit_id),
            offer_id=str(event.offer_id),
            day=event.on,
            kind="group_visit",
            network_cents=event.network_cents,
            made_at=context.time,
            price_cents=event.price_cents,
            holder_cents=event.holder_cents,
            organisation_cents=event.organisation_cents,
            municipality=municipality,
            own_cents=own_cents,
        )
        yield from ledger.with_line(ledger.in_bucket(line, event.bucket_id, context), state)
    else:
        key = str(event.visit_id)
        line_back = ledger.reversal_of(key, event.bucket_id, context, state)
        yield from ledger.with_line(line_back, state)
    yield from late_lines.waiting(event, context, state)


def _changed(old: GroupVisit, new: GroupVisit, state: State) -> Iterable[Change]:
    yield new
    if new.day is None or new.organisation_id is None:
        return
    key = f"{new.pass_id}:{new.day.year}"
    year = state.get(PassYear, key)
    year = year or PassYear(key=key, organisation_id=new.organisation_id)
    yield replace(year, used=year.used + new.used - old.used)


_UNDONE: Final = Copier(undone, needs_row)
_POSTED: Final = Copier(posted, needs_posted)

VISIT_COPIES: Final[Mapping[type[Event], Copier]] = {
    cards.GroupVisitRegistered: Copier(visited, needs_visited),
    cards.GroupVisitRequested: Copier(visited, needs_visited),
    cards.GroupVisitCancelled: _UNDONE,
    budget.GroupVisitDeclined: _UNDONE,
    budget.GroupVisitConfirmed: _POSTED,
    budget.GroupVisitReversed: _POSTED,
}
