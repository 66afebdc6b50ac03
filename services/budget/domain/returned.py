"""What of a participation's transfers was moved back already, and which part goes back next. Pure.

Of a transfer any part can be moved back, once. What of the network's share has no money goes
first; the rest goes back to the sources in the ratio in which they pay it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from services.budget.contracts.events import Transfer
from services.budget.domain.ledger import AccountRow, TransferRow
from services.kernel.money import Shares
from services.kernel.portions import portion
from services.kernel.state import Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Row):
    """Parts of a participation that went back. Key: the participation, or the line of another
    network's claim.

    `parts`: of each transfer, by its id, how many cents. `priced`: the shares of the last price
    under a rule, holder, organisation, network; `refunded_cents` of that price went back since.
    `absorbed_cents`: paid to a holder too much, and left with her.
    """

    table: ClassVar[str] = "returned"
    parts: tuple[tuple[str, int], ...] = ()
    priced: tuple[int, int, int] = (0, 0, 0)
    refunded_cents: int = 0
    absorbed_cents: int = 0

    @property
    def shares(self) -> Shares:
        """The shares of the last price under a rule."""
        return Shares(*self.priced)

    def with_reversals(self, transfers: Iterable[Transfer]) -> "Returned":
        """The same, once these are booked."""
        parts = dict(self.parts)
        for one in transfers:
            if one.kind == "reversal":
                parts[str(one.names)] = parts.get(str(one.names), 0) + one.cents
        return replace(self, parts=tuple(sorted(parts.items())))


def standing(key: str, rows: Iterable[TransferRow], state: State) -> list[TransferRow]:
    """Transfers of a participation that moved money, each with what of it was not moved back."""
    found = state.get(Returned, key)
    back = {} if found is None else dict(found.parts)
    moved = (row for row in rows if row.kind in ("posted", "taken"))
    left = (replace(row, cents=row.cents - back.get(row.key, 0)) for row in moved)
    return [row for row in left if row.cents > 0]


def uncovered_of(rows: Iterable[TransferRow], state: State) -> int:
    """What of the share that these post is owed without money for it, in cents."""
    owed, covered, _ = _sorted(rows, state)
    return sum(row.cents for row in owed) - sum(row.cents for row in covered)


def part_of(rows: Iterable[TransferRow], cents: int, state: State) -> list[TransferRow]:
    """Which part of which transfer goes back where the share is so many cents lower."""
    owed, covered, paid = _sorted(rows, state)
    bare = min(cents, sum(row.cents for row in owed) - sum(row.cents for row in covered))
    sources = [*paid, *covered]
    parts = portion(tuple(row.cents for row in sources), 0, cents - bare)
    back = [replace(row, cents=part) for row, part in zip(sources, parts, strict=True)]
    through = sum(row.cents for row in back[len(paid) :])
    return [row for row in (*back, *_first(owed, bare + through)) if row.cents]


def _sorted(
    rows: Iterable[TransferRow], state: State
) -> tuple[list[TransferRow], list[TransferRow], list[TransferRow]]:
    """What is owed without money, what covered that later, and what was paid at once."""
    owed: list[TransferRow] = []
    covered: list[TransferRow] = []
    paid: list[TransferRow] = []
    for row in rows:
        debit, credit = state.get(AccountRow, row.debit_id), state.get(AccountRow, row.credit_id)
        if debit is not None and debit.kind == "uncovered":
            owed.append(row)
        elif credit is not None and credit.kind == "uncovered":
            covered.append(row)
        else:
            paid.append(row)
    return owed, covered, paid


def _first(rows: Sequence[TransferRow], cents: int) -> list[TransferRow]:
    """So many cents of these, in their order."""
    made = []
    for row in rows:
        part = min(cents, row.cents)
        cents -= part
        made.append(replace(row, cents=part))
    return made
