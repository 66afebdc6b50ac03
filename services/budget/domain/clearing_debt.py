"""What another network claims of this one: it comes in, and waits for an answer. Pure.

A person answers it: `clearing_answer.py`. What its lines stand for, only the other network knows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from services.budget.contracts.commands import TakeClearingClaim
from services.budget.contracts.events import ClearingClaimReceived
from services.budget.domain.payee_account import Payee
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingDebt(Row):
    """A claim of another network. `line_ids` in its order; `names`: lines that they take back, of
    the participations in `less_of`; `days`: of them all."""

    table: ClassVar[str] = "clearing_debts"
    network_id: str
    year: int
    number: int
    line_ids: tuple[str, ...]
    names: tuple[str, ...]
    less_of: tuple[str, ...]
    days: tuple[date, ...]
    status: Literal["received", "answered"] = "received"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingDebtLine(Row):
    """A line of it. `transfer_ids` pay it; `book_year`: the year in whose books they stand. What
    later lines took back of them: its row in `returned.py`."""

    table: ClassVar[str] = "clearing_debt_lines"
    participation_id: str
    day: date
    category: str
    sources: tuple[str, ...]
    cents: int
    names: str | None
    status: Literal["received", "accepted", "disputed"] = "received"
    transfer_ids: tuple[str, ...] = ()
    book_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingCreditor(Row):
    """Another network that claims, in a year. Key: network:year.

    `answered`: the number of the last claim that was answered. `carried_cents`: what its claims
    took back beyond what they asked, below zero.
    """

    table: ClassVar[str] = "clearing_creditors"
    answered: int = 0
    carried_cents: int = 0


# -- coming in --------------------------------------------------------------------------------


def needs_of_taking(
    command: TakeClearingClaim, _context: Context, _state: State
) -> Iterable[Place]:
    """The claim, if it came before, and who claims: to which account it is paid."""
    return [ClearingDebt.at(command.clearing_id), Payee.at(command.network_id)]


def take_claim(command: TakeClearingClaim, context: Context, state: State) -> Sequence[Event]:
    """Note it, once."""
    if state.get(ClearingDebt, command.clearing_id) is not None:
        return []
    return [ClearingClaimReceived(**command.model_dump())]


def received(event: ClearingClaimReceived, _context: Context, state: State) -> Iterable[Change]:
    """It waits for an answer. Whoever claims is a payee: an account can be told for it."""
    if state.get(Payee, event.network_id) is None:
        yield Payee(key=str(event.network_id))
    yield ClearingDebt(
        key=str(event.clearing_id),
        network_id=str(event.network_id),
        year=event.year,
        number=event.number,
        line_ids=tuple(str(one.line_id) for one in event.lines),
        names=tuple(str(one.names) for one in event.lines if one.names is not None),
        less_of=tuple(str(one.participation_id) for one in event.lines if one.names is not None),
        days=tuple(sorted({one.on for one in event.lines})),
    )
    for line in event.lines:
        yield ClearingDebtLine(
            key=str(line.line_id),
            participation_id=str(line.participation_id),
            day=line.on,
            category=line.category,
            sources=line.sources,
            cents=line.cents,
            names=None if line.names is None else str(line.names),
        )
