"""Claims on another network: drawn up, answered by it, disputed lines settled, paid. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal
from uuid import UUID

from services.budget.contracts.buckets import month_of
from services.budget.contracts.commands import (
    CLEARING_LINES_MAX,
    DrawUpClearing,
    TakeClearingAnswer,
    TakeClearingClaim,
)
from services.budget.contracts.events import (
    ClearingAnswerReceived,
    ClearingClaimed,
    ClearingLine,
    ClearingObjection,
    DisputedLine,
)
from services.budget.domain.calendar import day_of
from services.budget.domain.clearing import (
    ClearingLineRow,
    ClearingMonth,
    ClearingYear,
    line_id,
    month_key,
    year_key,
)
from services.budget.domain.copies import Offer
from services.budget.domain.payer_account import PayerAccount
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingClaim(Row):
    """A claim on another network. `payable_cents`: what it said that it will pay for it."""

    table: ClassVar[str] = "clearing_claims"
    network_id: str
    year: int
    number: int
    total_cents: int
    line_ids: tuple[str, ...]
    status: Literal["claimed", "answered"] = "claimed"
    payable_cents: int = 0
    received_cents: int = 0


# -- drawing up -------------------------------------------------------------------------------


def needs_of_drawing_up(command: DrawUpClearing, context: Context, state: State) -> Iterable[Place]:
    """The other network's year and its months; then their first lines, and their offers."""
    yield ClearingYear.at(year_key(str(command.network_id), command.year))
    yield PayerAccount.at(context.stream)
    for key in _months(command, state):
        yield ClearingMonth.at(key)
    for own in _unclaimed(command, context.stream, state):
        yield ClearingLineRow.at(own)
        line = state.peek(ClearingLineRow, own)
        if line is not None:
            yield Offer.at(line.offer_id)


def _months(command: DrawUpClearing, state: State) -> list[str]:
    """Where the months until the day are that have lines in no claim, in their order."""
    network = str(command.network_id)
    found = state.peek(ClearingYear, year_key(network, command.year))
    months = sorted(found.months) if found is not None else []
    until = month_of(command.until)
    return [month_key(network, command.year, one) for one in months if one <= until]


def _unclaimed(command: DrawUpClearing, stream: str, state: State) -> list[UUID]:
    """The first lines of these months, as many as go into a claim."""
    return [own for own, _month in _places(command, stream, state)][:CLEARING_LINES_MAX]


def _places(command: DrawUpClearing, stream: str, state: State) -> Iterator[tuple[UUID, str]]:
    for key in _months(command, state):
        month = state.peek(ClearingMonth, key)
        for number in range(month.first, month.last + 1) if month is not None else ():
            yield line_id(stream, key, number), key


def draw_up(command: DrawUpClearing, context: Context, state: State) -> Sequence[Event | Addressed]:
    """The next claim, told to the other network as well. Refuses `nothing_to_settle`."""
    if command.until > day_of(context.time):
        raise Refusal("day_out_of_range", "until")
    rows = [state.get(ClearingLineRow, own) for own in _unclaimed(command, context.stream, state)]
    lines = tuple(_line(row, state) for row in rows if row is not None)
    if not lines:
        raise Refusal("nothing_to_settle", "until")
    before = state.get(ClearingYear, year_key(str(command.network_id), command.year))
    payee = state.get(PayerAccount, context.stream)
    claimed = ClearingClaimed(
        clearing_id=context.make_id("clearing"),
        network_id=command.network_id,
        year=command.year,
        number=1 if before is None else before.number + 1,
        until=command.until,
        lines=lines,
        total_cents=sum(one.cents for one in lines),
        payee_name=None if payee is None else payee.name,
        payee_iban=None if payee is None else payee.iban,
    )
    told = claimed.model_dump() | {"network_id": UUID(context.stream)}
    other = str(command.network_id)
    return [claimed, Addressed("budget", other, TakeClearingClaim(**told), role="clearing")]


def _line(row: ClearingLineRow, state: State) -> ClearingLine:
    offer = state.get(Offer, row.offer_id)
    return ClearingLine(
        line_id=UUID(row.key),
        participation_id=UUID(row.participation_id),
        on=row.day,
        category="other" if offer is None else offer.category,
        sources=row.sources,
        cents=row.cents,
        names=None if row.names is None else UUID(row.names),
    )


def claimed(event: ClearingClaimed, _context: Context, state: State) -> Iterable[Change]:
    """Its lines are in a claim."""
    network = str(event.network_id)
    yield ClearingClaim(
        key=str(event.clearing_id),
        network_id=network,
        year=event.year,
        number=event.number,
        total_cents=event.total_cents,
        line_ids=tuple(str(one.line_id) for one in event.lines),
    )
    taken: dict[str, int] = {}
    for line in event.lines:
        key = month_key(network, event.year, month_of(line.on))
        taken[key] = taken.get(key, 0) + 1
        row = state.get(ClearingLineRow, line.line_id)
        if row is not None:
            yield replace(row, status="claimed", claim_id=str(event.clearing_id))
    year = state.get(ClearingYear, year_key(network, event.year))
    year = year or ClearingYear(key=year_key(network, event.year))
    over = set[str]()
    for key, count in taken.items():
        month = state.get(ClearingMonth, key) or ClearingMonth(key=key)
        yield replace(month, first=month.first + count)
        if month.first + count > month.last:
            over.add(key)
    left = (one for one in year.months if month_key(network, event.year, one) not in over)
    yield replace(year, months=tuple(left), number=event.number)


# -- what the other network says --------------------------------------------------------------


def needs_of_answer(
    command: TakeClearingAnswer, _context: Context, state: State
) -> Iterable[Place]:
    """The claim; its lines."""
    yield ClearingClaim.at(command.clearing_id)
    found = state.peek(ClearingClaim, command.clearing_id)
    yield from (ClearingLineRow.at(own) for own in (found.line_ids if found is not None else ()))


def take_answer(command: TakeClearingAnswer, _context: Context, state: State) -> Sequence[Event]:
    """Note it, once; nothing where it is about no claim on that network."""
    found = state.get(ClearingClaim, command.clearing_id)
    known = found is not None and found.network_id == str(command.network_id)
    if found is None or not known or found.status != "claimed":
        return []
    return [
        ClearingAnswerReceived(
            clearing_id=command.clearing_id,
            network_id=command.network_id,
            accepted_cents=command.accepted_cents,
            payable_cents=command.payable_cents,
            disputed=tuple(_disputed(one, state) for one in command.disputed),
        )
    ]


def _disputed(said: ClearingObjection, state: State) -> DisputedLine:
    line = state.get(ClearingLineRow, said.line_id)
    standing = line is not None and line.names is None
    left = line.left_cents if line is not None and standing else 0
    return DisputedLine(line_id=said.line_id, reason=said.reason, left_cents=max(left, 0))


def answer_taken(
    event: ClearingAnswerReceived, _context: Context, state: State
) -> Iterable[Change]:
    """Its lines are accepted or disputed. What takes back a disputed line is owed by nobody."""
    found = state.get(ClearingClaim, event.clearing_id)
    if found is None:
        return
    yield replace(found, status="answered", payable_cents=event.payable_cents)
    disputed = {str(one.line_id): one.left_cents for one in event.disputed}
    for own in found.line_ids:
        line = state.get(ClearingLineRow, own)
        if line is None:
            continue
        if own not in disputed:
            yield replace(line, status="accepted")
        else:
            yield replace(line, status="disputed" if disputed[own] else "withdrawn")
