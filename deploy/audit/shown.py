"""What the views show of money, one by one, against budget's own tables and the ledger. Pure.

Only where the views have taken in all that the tables hold: else the two are not alike yet.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from deploy.audit.findings import Finding, Invariant
from deploy.audit.participations import OWING
from deploy.audit.picture import Part, Picture
from deploy.audit.services import GATEWAY
from services.budget.domain.allowance import Allowance
from services.budget.domain.bank_line import BankLineRow
from services.budget.domain.debt import Debt
from services.budget.domain.expense import Expense
from services.budget.domain.instalment_plan import InstalmentPlan
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import Participation
from services.budget.domain.payable import PayableItem
from services.budget.domain.payment import PaymentRow
from services.gateway.views import allowance_rows, bank_line_rows, debt_rows, payment_rows
from services.gateway.views.clearing_rows import MoneyReceived, ReceivedOfSource
from services.gateway.views.correction_rows import Correction
from services.gateway.views.debt_rows import Repayment
from services.gateway.views.envelope_rows import Envelope, MoneyMove
from services.gateway.views.ledger_rows import SettlementBucket, StatementLine
from services.gateway.views.payment_rows import Payment, PaymentRun
from services.gateway.views.settlement_rows import DrawnUp
from services.gateway.views.year_rows import Expense as ShownExpense
from services.gateway.views.year_rows import ExpenseCredit
from services.kernel.state import Row

Booked = Mapping[str, Counter[str]]
"""What is booked for an entry, by kind of transfer, in cents."""


@dataclass(frozen=True)
class Pair:
    """A view and the table that tells the same: what each row of both must agree on."""

    shown: type[Row]
    kept: type[Row]
    as_shown: Callable[[Any], tuple[object, ...]]
    as_kept: Callable[[Any], tuple[object, ...]]
    kind: str


HELD_BACK: Final = {"held_back": "paid"}
"""Of what was not paid yet nothing is owed: budget keeps it as settled at once."""
PAIRS: Final = (
    Pair(
        payment_rows.PayableItem,
        PayableItem,
        lambda row: (row.kind, row.organisation_id, row.cents, row.status),
        lambda row: (row.kind, row.organisation_id, row.cents, row.status),
        "item_differs",
    ),
    Pair(
        Payment,
        PaymentRow,
        lambda row: (row.item_id, row.run_id, row.cents, row.status, row.way == "bank"),
        lambda row: (row.item_id, row.run_id, row.cents, *_state_of(row)),
        "payment_differs",
    ),
    Pair(
        ShownExpense,
        Expense,
        lambda row: (row.envelope_id, row.reversed),
        lambda row: (row.envelope_id, row.status == "reversed"),
        "expense_differs",
    ),
    Pair(
        debt_rows.Debt,
        Debt,
        lambda row: (row.cents, row.left_cents, HELD_BACK.get(row.status, row.status)),
        lambda row: (row.cents, row.left_cents, row.status),
        "debt_differs",
    ),
    Pair(
        bank_line_rows.BankLine,
        BankLineRow,
        lambda row: (row.payer_id, row.cents, row.status),
        lambda row: (row.payer_id, row.cents, row.target or "open"),
        "bank_line_differs",
    ),
    Pair(
        allowance_rows.Allowance,
        Allowance,
        lambda row: (row.status, row.granted_cents, row.used_cents, row.released_cents),
        lambda row: (row.status, row.granted_cents, row.used_cents, row.released_cents),
        "allowance_differs",
    ),
)


def _state_of(row: PaymentRow) -> tuple[str, bool]:
    """As it is shown, and whether it goes by the bank."""
    return ("executed", False) if row.status == "beside" else (row.status, True)


NO_DEBT: Final = (None, "to_withhold", "not_booked")
"""States of what is shown among the debts and is none of a holder's: budget keeps no row of it."""


def judge_shown(picture: Picture) -> Finding:
    """Each item, payment, expense, debt, line and sum is shown as it is kept and booked."""
    finding = Finding(Invariant.TOTALS_AGREE)
    views, budget = picture.part(GATEWAY), picture.part("budget")
    if budget.head != views.cursor("budget"):
        finding.waiting["moving"] += 1
        return finding
    for pair in PAIRS:
        _judge_pair(pair, picture, finding)
    booked = booked_for(budget.table(TransferRow).values())
    of_entries = {*_runs(views, booked), *_sums(views, booked), *_corrections(views, budget)}
    for kind, key in sorted({*of_entries, *_buckets(views), *_totals(views)}):
        finding.fault(kind, GATEWAY, picture.stream, key)
    tables = (PaymentRun, MoneyMove, MoneyReceived, Repayment, SettlementBucket, Correction)
    finding.looked["bookings shown"] += sum(len(views.table(one)) for one in tables)
    return finding


def _judge_pair(pair: Pair, picture: Picture, finding: Finding) -> None:
    """Both have the same rows, and tell the same of each."""
    found, kept = picture.part(GATEWAY).table(pair.shown), picture.part("budget").table(pair.kept)
    shown = {key: row for key, row in found.items() if not _is_no_debt(row)}
    for key in sorted(shown.keys() | kept.keys()):
        finding.looked["money shown"] += 1
        told = pair.as_shown(shown[key]) if key in shown else None
        meant = pair.as_kept(kept[key]) if key in kept else None
        if told != meant:
            finding.fault(pair.kind, GATEWAY, picture.stream, key)


def _is_no_debt(row: Row) -> bool:
    return isinstance(row, debt_rows.Debt) and row.status in NO_DEBT


def booked_for(transfers: Iterable[TransferRow]) -> Booked:
    """What is booked for each entry."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in transfers:
        if row.entry_id is not None:
            found[row.entry_id][row.kind] += row.cents
    return found


Fault = tuple[str, str]
"""Its kind, and the key of the row."""


def _runs(views: Part, booked: Booked) -> Iterable[Fault]:
    """A run is its payments, held once and then paid or given free; what bounced came back."""
    payments = views.table(Payment)
    for key, run in views.table(PaymentRun).items():
        of_it = [payments[one] for one in run.payment_ids if one in payments]
        if sum(one.cents for one in of_it) != run.total_cents:
            yield "run_is_not_its_payments", key
        if not {one.status for one in of_it} <= STATES[run.status]:
            yield "payment_not_as_its_run", key
        ends = ENDS[run.status]
        expected = {"held": run.total_cents, **({ends: run.total_cents} if ends else {})}
        if _cents(booked, key) != expected:
            yield "run_not_as_booked", key
    for key, one in payments.items():
        expected = {"posted": one.cents} if one.run_id is None else {}
        if one.status == "bounced":
            expected = {"reversal": one.cents}
        if _cents(booked, key) != expected:
            yield "payment_not_as_booked", key


STATES: Final[Mapping[str, frozenset[str]]] = {
    "proposed": frozenset({"proposed"}),
    "approved": frozenset({"approved", "executed", "bounced"}),
    "cancelled": frozenset({"cancelled"}),
}
"""What the payments of a run can be."""
ENDS: Final[Mapping[str, str | None]] = {
    "proposed": None,
    "approved": "taken",
    "cancelled": "released",
}
"""What became of the money that was held for it."""


def _cents(booked: Booked, key: str) -> dict[str, int]:
    return {kind: cents for kind, cents in booked.get(key, {}).items() if cents}


def _sums(views: Part, booked: Booked) -> Iterable[Fault]:
    """What is shown of one entry is what was booked for it."""
    for key, move in views.table(MoneyMove).items():
        if _cents(booked, key).get("posted", 0) != move.cents:
            yield "move_not_as_booked", key
    for key, money in views.table(MoneyReceived).items():
        expected = {"posted": money.cents}
        if money.taken_back:
            expected["reversal"] = money.cents
        if _cents(booked, key) != expected:
            yield "receipt_not_as_booked", key
    for key, repayment in views.table(Repayment).items():
        if _cents(booked, key) != {"posted": repayment.cents}:
            yield "repayment_not_as_booked", key
    for key, expense in views.table(ShownExpense).items():
        back = expense.charged_cents if expense.reversed else expense.credited_cents
        found = _cents(booked, key)
        # What a supplier pays of it at the bank, and what goes on to a later year, is posted too.
        if found.get("posted", 0) < expense.charged_cents or found.get("reversal", 0) != back:
            yield "expense_not_as_booked", key


def _buckets(views: Part) -> Iterable[Fault]:
    """What waits for a statement together is the sum of its lines; a statement has it, or none."""
    lines: dict[str, list[int]] = defaultdict(list)
    for line in views.table(StatementLine).values():
        if line.bucket_id is not None:
            lines[line.bucket_id].append(line.network_cents)
    taken = {one for row in views.table(DrawnUp).values() for one in row.buckets}
    for key, bucket in views.table(SettlementBucket).items():
        told = bucket.lines, bucket.cents, bucket.taken
        if told != (len(lines[key]), sum(lines[key]), key in taken):
            yield "bucket_shown_wrong", key


def _totals(views: Part) -> Iterable[Fault]:
    """What is counted as it comes is the sum of what it counts."""
    apart, credited, came = Counter[str](), Counter[str](), Counter[str]()
    for move in views.table(MoneyMove).values():
        apart[move.to_envelope or ""] += move.cents
        apart[move.from_envelope or ""] -= move.cents
    for note in views.table(ExpenseCredit).values():
        credited[note.expense_id] += note.cents
    for money in views.table(MoneyReceived).values():
        came[money.source_id or ""] += 0 if money.taken_back else money.cents
    for key, envelope in views.table(Envelope).items():
        if envelope.set_apart_cents != apart[key]:
            yield "envelope_is_not_its_moves", key
    for key, expense in views.table(ShownExpense).items():
        if expense.credited_cents != credited[key]:
            yield "expense_is_not_its_credits", key
    for key, source in views.table(ReceivedOfSource).items():
        if source.cents != came[key]:
            yield "source_is_not_what_came", key


def _corrections(views: Part, budget: Part) -> Iterable[Fault]:
    """What went back of the network's share is what the ledger took off what is owed for it; of one
    in instalments it is that or more, since what was held of it is lower as well."""
    back, shown = _taken_off(budget), Counter[str]()
    plans = budget.table(InstalmentPlan)
    for key, row in views.table(Correction).items():
        if row.status == "made":
            shown[row.participation_id or ""] += row.network_back_cents - row.absorbed_cents
            if row.price_cents != row.holder_cents + row.organisation_cents + row.network_cents:
                yield "correction_does_not_add_up", key
    for key, used in budget.table(Participation).items():
        more = shown[key] - back.get(key, 0)
        if used.status == "confirmed" and (more < 0 or (more and key not in plans)):
            yield "correction_not_as_booked", key


def _taken_off(budget: Part) -> Mapping[str, int]:
    """What reversals took off what is owed for each participation, in cents."""
    kinds = {key: row.kind for key, row in budget.table(AccountRow).items()}
    back = Counter[str]()
    for one in budget.table(TransferRow).values():
        owing = kinds.get(one.debit_id) in OWING and kinds.get(one.credit_id) not in OWING
        if one.kind == "reversal" and one.participation_id is not None and owing:
            back[one.participation_id] += one.cents
    return back
