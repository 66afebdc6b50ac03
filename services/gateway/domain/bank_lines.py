"""What a statement books that is no payment of ours: lines that a person has to look at. Pure.

A line has the same id in every file in which it comes: it follows from the account, the bank's own
reference, the day, the amount, and which of several like it it is. A bank that gives no reference
is told apart by statement.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from services.budget.contracts.bank import iban
from services.budget.contracts.bank.camt053 import Entry, Statement
from services.budget.contracts.bank.camt_details import Detail
from services.budget.contracts.bank.outcomes import end_to_end_id
from services.gateway.domain.payment_news import SentPayment
from services.kernel.ids import SAMENSPEL

REFERENCE_MAX: Final = 35
NAME_MAX: Final = 70
TEXT_MAX: Final = 280


@dataclass(frozen=True, slots=True)
class Ours:
    """What a statement may name of ours: payments by their reference, runs by that of their file,
    each with its cents above zero."""

    payments: Mapping[str, int]
    runs: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UnknownLine:
    """A booking, or a part of one, that is no payment of ours. `told`: of the other side, for
    nobody's eyes but who handles money."""

    id: UUID
    on: date
    cents: int
    reference: str | None
    told: Mapping[str, str]


def ours(runs: Mapping[UUID, Sequence[SentPayment]]) -> Ours:
    """What may be named of these approved runs of one account."""
    return Ours(
        {end_to_end_id(one.id): one.cents for sent in runs.values() for one in sent},
        {run.hex: sum(one.cents for one in sent) for run, sent in runs.items()},
    )


def unknown_in(statement: Statement, network: UUID, known: Ours) -> list[UnknownLine]:
    """The lines of a statement that are no payments of ours, in its order.

    What names a payment of ours with another amount is one of them: the bank did something else.
    """
    seen: dict[str, int] = defaultdict(int)
    found = []
    for entry in statement.entries:
        for part in entry.details or (None,):
            cents = entry.cents if part is None else part.cents
            key = _key(statement, network, entry, cents)
            seen[key] += 1
            if cents and not _is_ours(entry, part, known):
                own = uuid5(SAMENSPEL, f"{key}:{seen[key]}")
                reference = (entry.reference or "")[:REFERENCE_MAX] or None
                found.append(UnknownLine(own, entry.booked_on, cents, reference, _told(part)))
    return found


def _key(statement: Statement, network: UUID, entry: Entry, cents: int) -> str:
    named = entry.reference or ["statement", statement.statement_id]
    day = entry.booked_on.isoformat()
    return json.dumps(["bank", str(network), statement.account_iban, named, day, cents])


def _is_ours(entry: Entry, part: Detail | None, known: Ours) -> bool:
    if part is None:
        return entry.batch_id is not None and known.runs.get(entry.batch_id) == abs(entry.cents)
    name = part.end_to_end_id
    return name is not None and known.payments.get(name) == abs(part.cents)


def _told(part: Detail | None) -> dict[str, str]:
    """What the other side says of itself; of its account, the last four characters."""
    if part is None:
        return {}
    account = part.counterparty_iban
    said = {
        "name": (part.counterparty_name or "")[:NAME_MAX],
        "account": iban.masked(account) if account else "",
        "text": (part.structured_reference or part.free_text or "")[:TEXT_MAX],
    }
    return {name: text for name, text in said.items() if text}


def days_of(statement: Statement) -> tuple[date, date] | None:
    """The first and last day that a statement is about; None where it does not say."""
    days = [entry.booked_on for entry in statement.entries]
    first = statement.first_day or min(days, default=None)
    last = statement.last_day or max(days, default=None)
    return None if first is None or last is None else (first, last)


def parts_of(lines: Sequence[UnknownLine], most: int) -> list[Sequence[UnknownLine]]:
    """The lines in parts of at most so many; one empty part where there are none."""
    return [lines[start : start + most] for start in range(0, len(lines), most)] or [[]]
