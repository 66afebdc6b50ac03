"""What a file of the bank, or of the accounting package, says of the payments of a run. Pure.

A status report (pain.002), an account statement or notice (camt.053, camt.054), or a list of the
accounting package as CSV. Only what agrees to the cent is recorded. What names a payment but
another amount, or cannot be read, is left to a person; what is not of this run is passed over.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from services.budget.contracts.bank import outcomes
from services.budget.contracts.bank.camt053 import Statement, read_statements
from services.budget.contracts.bank.outcomes import BounceReason, SentLine, end_to_end_id
from services.budget.contracts.bank.pain002 import read_report
from services.budget.contracts.bank.problems import BankFileProblem
from services.gateway.domain.accounting_status import PaidLine, read_paid_list

_ID: Final = re.compile("[0-9a-f]{32}")
Said = Literal["paid", "returned", "unclear"]
Verdict = Literal["record", "known", "person"]


@dataclass(frozen=True, slots=True)
class SentPayment:
    """A payment of the run as the views show it, in cents."""

    id: UUID
    reference: str
    cents: int
    status: str


@dataclass(frozen=True, slots=True)
class News:
    """What is said of a payment; of none where only the run or a row is named.

    `on`: the day of it, if paid. `reason`: why, if it came back. `line`: the row of a list.
    """

    payment: UUID | None
    said: Said
    on: date | None = None
    reason: BounceReason | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with it: record it, nothing since it is known, or ask a person."""

    news: News
    verdict: Verdict


def news_in(
    content: bytes, run: UUID, sent: Sequence[SentPayment], account: str | None = None
) -> tuple[News, ...]:
    """What a file says of the payments of a run, in its order.

    `account`: from which the run is paid; statements of others prove nothing. Raises
    BankFileProblem, or UnreadableFile where it is a list that cannot be read.
    """
    if not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return tuple(_of_list(content, sent))
    try:
        return tuple(_of_report(content, run, sent))
    except BankFileProblem as problem:
        if problem.code != "bank_file_other_kind":
            raise
    return of_statements(read_statements(content, account=account), run, sent)


def _of_report(content: bytes, run: UUID, sent: Sequence[SentPayment]) -> Iterator[News]:
    """A report only proves what was refused; that money left, the statement proves."""
    by_name = {end_to_end_id(one.id): one.id for one in sent}
    said = read_report(content, message_id=run.hex).of_lines(by_name)
    for name, status in said.items():
        if status.outcome == "rejected":
            reason = outcomes.bounce_reason(status.reason) if status.reason else "refused_by_bank"
            yield News(by_name[name], "returned", reason=reason)


@dataclass(frozen=True, slots=True)
class Named:
    """What statements name of ours, as far as they can: ids of payments and of runs."""

    payments: frozenset[UUID]
    runs: frozenset[UUID]


def named_in(statements: Iterable[Statement]) -> Named:
    """Which payments and runs statements may be about. Whether these are ours, the views know."""
    payments, runs = set(), set()
    for one in statements:
        for entry in one.entries:
            runs.add(_id_of(entry.batch_id))
            payments |= {_id_of(part.end_to_end_id) for part in entry.details}
    return Named(frozenset(one for one in payments if one), frozenset(one for one in runs if one))


def _id_of(text: str | None) -> UUID | None:
    return UUID(text) if text is not None and _ID.fullmatch(text) else None


def of_statements(
    statements: Iterable[Statement], run: UUID, sent: Sequence[SentPayment]
) -> tuple[News, ...]:
    """What statements say of the payments of a run, in their order."""
    return tuple(_of_statements(statements, run, sent))


def _of_statements(
    statements: Iterable[Statement], run: UUID, sent: Sequence[SentPayment]
) -> Iterator[News]:
    by_name = {end_to_end_id(one.id): one.id for one in sent}
    lines = [SentLine(end_to_end_id(one.id), one.cents) for one in sent]
    for found in outcomes.proven(statements, run.hex, lines):
        match found:
            case outcomes.Paid(name, on):
                yield News(by_name[name], "paid", on)
            case outcomes.Returned(name, on):
                yield News(by_name[name], "returned", on, found.reason)
            case outcomes.Unclear(name, on):
                yield News(None if name is None else by_name[name], "unclear", on)


def _of_list(content: bytes, sent: Sequence[SentPayment]) -> Iterator[News]:
    listed = read_paid_list(content)
    for line in listed.lines:
        named = [one for one in sent if one.reference == line.statement]
        if named and line.outcome != "waiting":
            yield _of_row(line, named)
    yield from (News(None, "unclear", line=one.line) for one in listed.problems)


def _of_row(row: PaidLine, named: Sequence[SentPayment]) -> News:
    if len(named) > 1:
        return News(None, "unclear", row.on, line=row.line)
    [payment] = named
    if payment.cents != row.cents:
        return News(payment.id, "unclear", row.on, line=row.line)
    if row.outcome == "paid":
        return News(payment.id, "paid", row.on, line=row.line)
    return News(payment.id, "returned", row.on, "returned", row.line)


_NEXT: Final[Mapping[Said, str]] = {"paid": "executed", "returned": "bounced"}
_KNOWN: Final[Mapping[Said, Collection[str]]] = {
    # What came back was paid before: a statement of then says nothing new.
    "paid": ("executed", "bounced"),
    "returned": ("bounced",),
}


def steps(news: Iterable[News], sent: Iterable[SentPayment]) -> tuple[Step, ...]:
    """What is to be done, in order: the same file again asks for nothing."""
    status = {one.id: one.status for one in sent}
    decided = []
    for one in news:
        if one.payment is None or one.said == "unclear":
            decided.append(Step(one, "person"))
        elif status[one.payment] in _KNOWN[one.said]:
            decided.append(Step(one, "known"))
        else:
            status[one.payment] = _NEXT[one.said]
            decided.append(Step(one, "record"))
    return tuple(decided)
