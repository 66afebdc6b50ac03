"""What providers are owed: lines in buckets, statements over them, items that can be paid. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Part, Picture
from deploy.audit.services import GATEWAY
from services.budget.contracts.buckets import bucket_id, late_bucket
from services.budget.domain.bucket import Bucket, ProviderYear
from services.budget.domain.clearing_debt import ClearingCreditor
from services.budget.domain.group_visit import GroupVisit
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import Participation
from services.budget.domain.payable import PayableItem
from services.budget.domain.payment import PaymentRow
from services.gateway.views.ledger_rows import StatementLine
from services.gateway.views.settlement_rows import DrawnUp

UNPAID = ("open", "in_run")
PAYING = ("approved", "executed", "beside")


def judge_settled(picture: Picture) -> Finding:
    """Lines, statements and items tell of the same money as the ledger."""
    finding = Finding(Invariant.TOTALS_AGREE)
    budget = picture.part("budget")
    _judge_payments(picture.stream, budget, finding)
    _judge_owed(picture.stream, budget, finding)
    if budget.head != picture.part(GATEWAY).cursor("budget"):
        finding.waiting["moving"] += 1
        return finding
    _judge_lines(picture, finding)
    _judge_numbers(picture, finding)
    return finding


def _judge_lines(picture: Picture, finding: Finding) -> None:
    """Every line is in one bucket; it is in one statement or waits, and both add up."""
    cents: dict[str, int] = defaultdict(int)
    for line in picture.part(GATEWAY).table(StatementLine).values():
        finding.looked["lines"] += 1
        if line.bucket_id is not None:
            cents[line.bucket_id] += line.network_cents
        elif line.network_cents:
            finding.fault("line_in_no_bucket", GATEWAY, picture.stream, line.key)
    taken = _judge_statements(picture, cents, finding)
    waiting = {one: total for one, total in cents.items() if one not in taken}
    for key, bucket in picture.part("budget").table(Bucket).items():
        own = str(bucket_id(picture.stream, key, bucket.generation))
        if waiting.pop(own, 0) != bucket.cents:
            finding.fault("bucket_is_not_its_lines", "budget", picture.stream, key)
    late = {one.bucket: one.cents for one in _late(picture.part("budget"))}
    for own in sorted(one for one, total in waiting.items() if total != late.get(one, 0)):
        finding.fault("lines_never_settled", GATEWAY, picture.stream, own)


class _LateLine(NamedTuple):
    """What came too late and waits for a decision: of whom, in which books, in its own bucket."""

    organisation_id: str
    year: int
    bucket: str
    cents: int


def _late(part: Part) -> list[_LateLine]:
    rows = part.table(Participation).items()
    late = [
        _LateLine(row.organisation_id, row.booked_in, str(late_bucket(key)), row.network_cents)
        for key, row in rows
        if row.late
    ]
    transfers = part.table(TransferRow)
    for key, visit in part.table(GroupVisit).items():
        if visit.late:
            owed = sum(transfers[one].cents for one in visit.transfer_ids if one in transfers)
            bucket = str(late_bucket(key))
            late.append(_LateLine(visit.organisation_id, visit.booked_in, bucket, owed))
    return late


def _judge_statements(picture: Picture, cents: Mapping[str, int], finding: Finding) -> set[str]:
    """The buckets that statements took, each once; `cents`: the lines of each."""
    taken: set[str] = set()
    for statement in picture.part(GATEWAY).table(DrawnUp).values():
        finding.looked["statements drawn up"] += 1
        found = sum(cents.get(one, 0) for one in statement.buckets)
        due = statement.total_cents + statement.carried_in_cents
        if found != statement.total_cents:
            note = f"lines of {found}, statement of {statement.total_cents} cents"
            finding.fault(
                "statement_is_not_its_lines", GATEWAY, picture.stream, statement.key, note
            )
        if due != statement.payable_cents + statement.carried_out_cents:
            finding.fault("statement_does_not_add_up", GATEWAY, picture.stream, statement.key)
        if taken & set(statement.buckets):
            finding.fault("lines_settled_twice", GATEWAY, picture.stream, statement.key)
        taken |= set(statement.buckets)
    return taken


def _judge_numbers(picture: Picture, finding: Finding) -> None:
    """Statements of a year's books are numbered 1, 2, 3…"""
    numbers: dict[int, list[int]] = defaultdict(list)
    for row in picture.part(GATEWAY).table(DrawnUp).values():
        numbers[row.year].append(row.number)
    for year, found in numbers.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            finding.fault("gap_in_statements", GATEWAY, picture.stream, year)


def _judge_owed(stream: str, budget: Part, finding: Finding) -> None:
    """What stands as payable is what can be paid, what is carried over (to a statement, or to
    another network's next claim), and what waits: for a statement, or for a decision."""
    owed: dict[str, int] = defaultdict(int)
    accounts = {
        (row.organisation_id, row.year): key
        for key, row in budget.table(AccountRow).items()
        if row.kind == "payable"
    }
    for item in budget.table(PayableItem).values():
        if item.status in UNPAID:
            owed[item.account_id] += item.cents
    for key, own in budget.table(ProviderYear).items():
        organisation, year = key.rsplit(":", 1)
        buckets = [budget.table(Bucket).get(f"{key}:{month}") for month in own.months]
        waiting = sum(one.cents for one in buckets if one is not None)
        account = accounts.get((organisation, int(year)), "")
        owed[account] += own.carried_cents + waiting
    for key, other in budget.table(ClearingCreditor).items():
        network, year = key.rsplit(":", 1)
        owed[accounts.get((network, int(year)), "")] += other.carried_cents
    for line in _late(budget):
        owed[accounts.get((line.organisation_id, line.year), "")] += line.cents
    for key in sorted({*accounts.values(), *owed}):
        finding.looked["payable accounts"] += 1
        row = budget.table(AccountRow).get(key)
        balance = 0 if row is None else row.balance_cents
        # A holder whose claim was taken back after it was paid owes it: below what is to be paid.
        back = row is not None and row.organisation_id is None and balance < owed[key]
        if balance != owed[key] and not back:
            note = f"balance {balance}, to be paid {owed[key]} cents"
            finding.fault("payable_is_not_what_is_owed", "budget", stream, key, note)


def _judge_payments(stream: str, budget: Part, finding: Finding) -> None:
    """An item that is paid was paid once, with its own amount; no other was paid."""
    paid: dict[str, list[int]] = defaultdict(list)
    for payment in budget.table(PaymentRow).values():
        finding.looked["payments"] += 1
        if payment.status in PAYING:
            paid[payment.item_id].append(payment.cents)
    for key, item in budget.table(PayableItem).items():
        finding.looked["payable items"] += 1
        expected = [item.cents] if item.status == "paid" else []
        if paid.get(key, []) != expected:
            finding.fault("item_not_paid_once", "budget", stream, key, item.status)
