"""What pays the lines that another network claims, and how one that takes back gives it back. Pure.

Each is drawn from what pays for such offers here, or is uncovered where too little is left there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from services.budget.contracts.events import Account, AnsweredLine, Transfer
from services.budget.domain.clearing_debt import ClearingDebtLine
from services.budget.domain.drawing import Purse, purse_for
from services.budget.domain.ledger import booked, transfers_named
from services.budget.domain.prior import reversed_in
from services.budget.domain.returned import Returned, part_of, standing
from services.budget.domain.uncovered import drawn_or_owed
from services.kernel.rules import Context
from services.kernel.state import Overlay, State

ORIGINAL: Final = "original_disputed"
"""Why a line that takes another back is not accepted: that one was not either."""


def purse_of_line(line: ClearingDebtLine, context: Context, state: State) -> Purse:
    """What pays a line. Refuses a year without a book, and locked books."""
    return purse_for(context, state, on=line.day, category=line.category, municipality=None)


@dataclass
class Answering:
    """The lines of a claim as they are answered, one after the other on the same accounts."""

    owed: Account
    context: Context
    seen: Overlay
    entry: UUID
    objections: Mapping[str, str]
    lines: list[AnsweredLine] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    paid: dict[str, tuple[Transfer, ...]] = field(default_factory=dict)
    accepted_cents: int = 0

    def answer(self, line: ClearingDebtLine) -> None:
        """Accept it or not, and book what follows."""
        own = UUID(line.key)
        reason = self.objections.get(line.key)
        if line.names is not None and not self._was_accepted(line.names):
            reason = ORIGINAL
        if reason is not None:
            self.lines.append(AnsweredLine(line_id=own, reason=reason))
            return
        context = replace(self.context, id=self.context.make_id(f"line:{line.key}"))
        if line.names is None:
            made = self._paid(line, context)
        else:
            made = self._back(line, line.names, context)
        self.seen.apply(booked(made, self.seen, entry=self.entry))
        self.paid[line.key] = made
        self.transfers += made
        self.accepted_cents += line.cents
        ids = tuple(one.transfer_id for one in made)
        self.lines.append(AnsweredLine(line_id=own, transfer_ids=ids))

    def _was_accepted(self, own: str) -> bool:
        before = self.seen.get(ClearingDebtLine, own)
        return own in self.paid or (before is not None and before.status == "accepted")

    def _paid(self, line: ClearingDebtLine, context: Context) -> tuple[Transfer, ...]:
        """Draw it whole; or none of it, where too little is left: then it is uncovered."""
        purse = purse_of_line(line, context, self.seen)
        return drawn_or_owed(line.cents, purse, self.owed, context, self.seen, only=line.sources)

    def _back(self, line: ClearingDebtLine, own: str, context: Context) -> tuple[Transfer, ...]:
        """Reverse so much of what paid the line that it takes back."""
        before = self.seen.get(ClearingDebtLine, own)
        assert before is not None
        now = self.paid.get(own)
        ids = before.transfer_ids if now is None else [str(one.transfer_id) for one in now]
        left = standing(own, transfers_named(ids, self.seen), self.seen)
        parts = part_of(left, -line.cents, self.seen)
        made = reversed_in(parts, context, self.seen)
        returned = self.seen.get(Returned, own) or Returned(key=own)
        self.seen.apply([returned.with_reversals(made)])
        return made
