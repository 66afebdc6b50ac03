"""What is left of a year's sources when its books are locked, and where it goes. Pure.

Where a regulation lowers the drawing right in proportion (`pro_rata`), own money first takes over
what may not be kept of it: from what own money is left, to the right, which then goes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.budget.contracts.commands import LockBooks
from services.budget.contracts.events import Account, Transfer
from services.budget.contracts.ratio import pro_rata
from services.budget.domain.book import Book, Funding, outside
from services.budget.domain.ledger import AccountRow
from services.budget.domain.prior import same_source
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import State

Parts = Mapping[Account, Sequence[AccountRow]]
"""Of each source, what is not set apart and what envelopes have."""
RIGHT: Final = "drawing_right"
OWN: Final = "own_contribution"


@dataclass(frozen=True, slots=True)
class Leaving:
    """The transfers of a lock; of them, what own money took over."""

    transfers: tuple[Transfer, ...]
    reattributed_cents: int


def kept_of_the_right(book: Book, parts: Parts, state: State) -> int:
    """How much of the drawing right may be kept as used under pro rata, in cents."""
    right = sum(_had(one, state) for one in parts if one.kind == RIGHT)
    spent = sum(_spent(one, parts, state) for one in parts if one.kind in (RIGHT, OWN))
    return pro_rata(right, max(spent, 0), book.asked_tenths).right_used_cents


def _had(source: Account, state: State) -> int:
    """What was put into a source, with what came over from the year before."""
    row = state.get(Funding, source.account_id)
    return 0 if row is None else row.total_cents + row.carried_cents


def _spent(source: Account, parts: Parts, state: State) -> int:
    return _had(source, state) - sum(row.balance_cents for row in parts[source])


def moved_out(
    command: LockBooks, book: Book, parts: Parts, context: Context, state: State
) -> Leaving:
    """First what own money takes over, then all that is left, source by source."""
    left = {row.key: row.balance_cents for rows in parts.values() for row in rows}
    taken_over = _taken_over(book, parts, left, context, state)
    transfers = list(taken_over)
    for source, rows in parts.items():
        way = command.drawing_right if source.kind == RIGHT else command.other_sources
        if source.kind == RIGHT and book.variant == "pro_rata":
            way = "returned"
        target = (
            same_source(source, book.year + 1, context.stream)
            if way == "carried"
            else outside(context.stream, source)
        )
        transfers += [
            _posted(row.as_account(), target, left[row.key], f"left:{row.key}", context)
            for row in rows
            if left[row.key] > 0
        ]
    return Leaving(tuple(transfers), sum(one.cents for one in taken_over))


def _taken_over(
    book: Book, parts: Parts, left: dict[str, int], context: Context, state: State
) -> list[Transfer]:
    """What own money pays in place of the right, where less of that may be kept than was used.

    `left` is brought up to date. Refuses where too little own money was put in.
    """
    if book.variant != "pro_rata":
        return []
    rights = {one: _spent(one, parts, state) for one in parts if one.kind == RIGHT}
    missing = sum(rights.values()) - kept_of_the_right(book, parts, state)
    owns = [row for one, rows in parts.items() if one.kind == OWN for row in rows]
    made = []
    for own in owns:
        for right, spent in rights.items():
            cents = min(missing, left[own.key], spent)
            if cents <= 0:
                continue
            made.append(
                _posted(
                    own.as_account(), right, cents, f"over:{own.key}:{right.account_id}", context
                )
            )
            left[own.key] -= cents
            left[str(right.account_id)] += cents
            rights[right] -= cents
            missing -= cents
    if missing > 0:
        raise Refusal("own_contribution_short", "year", missing_cents=missing)
    return made


def _posted(debit: Account, credit: Account, cents: int, role: str, context: Context) -> Transfer:
    return Transfer(
        transfer_id=context.make_id(role), kind="posted", debit=debit, credit=credit, cents=cents
    )
