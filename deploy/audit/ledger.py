"""The books: every transfer balanced, accounts their sum, envelopes never overspent. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Part
from services.budget.contracts.events import Transfer
from services.budget.domain.ledger import EFFECTS, UNBOUNDED, AccountRow, TransferRow
from services.kernel.contract import Event

FOLLOWS = {"taken": "held", "released": "held", "reversal": None}
"""What a transfer of this kind names: one of that kind; a reversal, part of what was posted."""
ENTRIES = (
    "bank_line_id",
    "move_id",
    "entry_id",
    "payment_id",
    "run_id",
    "expense_id",
    "lock_id",
    "statement_id",
    "repayment_id",
    "debt_id",
    "receipt_id",
    "clearing_id",
    "allowance_id",
)
"""Fields by which an event names what its transfers are booked for, beside what is used."""


@dataclass
class Sums:
    """What the transfers of an account add up to, in cents."""

    posted_debit: int = 0
    posted_credit: int = 0
    held_debit: int = 0
    held_credit: int = 0

    @property
    def available(self) -> int:
        """What may still be spent."""
        return self.posted_credit - self.posted_debit - self.held_debit


def transfers_of(event: Event | None) -> tuple[Transfer, ...]:
    """The transfers that an event of budget tells."""
    return getattr(event, "transfers", ())


def row_of(transfer: Transfer, event: Event) -> TransferRow:
    """A transfer of an event as the table keeps it."""
    named = (getattr(event, name, None) for name in ENTRIES)
    entry = next((str(one) for one in named if one is not None), None)
    participation = getattr(event, "participation_id", None)
    visit = getattr(event, "visit_id", None)
    return TransferRow(
        key=str(transfer.transfer_id),
        kind=transfer.kind,
        debit_id=str(transfer.debit.account_id),
        credit_id=str(transfer.credit.account_id),
        cents=transfer.cents,
        names=None if transfer.names is None else str(transfer.names),
        participation_id=None if participation is None else str(participation),
        visit_id=None if visit is None else str(visit),
        entry_id=entry,
        bbc=transfer.bbc,
        for_year=transfer.for_year,
    )


def sums_of(transfers: Iterable[TransferRow]) -> dict[str, Sums]:
    """What transfers add up to, by account."""
    sums: dict[str, Sums] = {}
    for transfer in transfers:
        add(sums, transfer)
    return sums


def add(sums: dict[str, Sums], transfer: TransferRow) -> None:
    """Add one transfer to the sums of both its accounts."""
    effect = EFFECTS[transfer.kind]
    debit = sums.setdefault(transfer.debit_id, Sums())
    credit = sums.setdefault(transfer.credit_id, Sums())
    debit.posted_debit += effect.posted * transfer.cents
    debit.held_debit += effect.held * transfer.cents
    credit.posted_credit += effect.posted * transfer.cents
    credit.held_credit += effect.held * transfer.cents


def judge_transfers(stream: str, part: Part) -> Finding:
    """Transfers are as the journal told them, sound in themselves, and accounts are their sum."""
    finding = Finding(Invariant.TRANSFERS_BALANCE)
    rows, accounts = part.table(TransferRow), part.table(AccountRow)
    finding.looked["transfers"] += len(rows)
    finding.looked["accounts"] += len(accounts)
    told = {
        str(transfer.transfer_id): row_of(transfer, item.event)
        for item in part.journal
        if item.event is not None
        for transfer in transfers_of(item.event)
    }
    for key in sorted(told.keys() - rows.keys()):
        finding.fault("transfer_missing", part.service, stream, key)
    resolved = resolved_cents(rows.values())
    for key, row in rows.items():
        if key not in told:
            finding.fault("transfer_never_told", part.service, stream, key)
        elif row != told[key]:
            finding.fault("transfer_differs", part.service, stream, key)
        for kind in unsound(row, rows, accounts, resolved):
            finding.fault(kind, part.service, stream, key, row.kind)
    for row in _named_twice(rows):
        finding.fault("named_twice", part.service, stream, row.names, row.key)
    _judge_accounts(stream, part.service, accounts, sums_of(rows.values()), finding)
    return finding


def resolved_cents(rows: Iterable[TransferRow]) -> dict[str, int]:
    """How much of each hold is taken and released, in cents: all of it, once it is resolved."""
    cents: dict[str, int] = defaultdict(int)
    for row in rows:
        if FOLLOWS.get(row.kind) is not None:
            cents[row.names or ""] += row.cents
    return cents


def unsound(
    row: TransferRow,
    rows: Mapping[str, TransferRow],
    accounts: Mapping[str, AccountRow],
    resolved: Mapping[str, int],
) -> Iterable[str]:
    """What is wrong with a transfer: its amount, its accounts, or the one that it names."""
    if row.cents <= 0:
        yield "amount_not_positive"
    if row.debit_id == row.credit_id:
        yield "one_account_on_both_sides"
    if not {row.debit_id, row.credit_id} <= accounts.keys():
        yield "account_missing"
    if row.kind not in FOLLOWS:
        if row.names is not None:
            yield "names_one_for_no_reason"
        return
    named = rows.get(row.names or "")
    if named is None:
        yield "named_transfer_missing"
        return
    if row.kind == "reversal":
        fits = named.kind in ("posted", "taken") and row.cents <= named.cents
        sides = (named.credit_id, named.debit_id)
    else:
        fits = named.kind == FOLLOWS[row.kind] and named.cents == resolved[named.key]
        sides = (named.debit_id, named.credit_id)
    if not fits or (row.debit_id, row.credit_id) != sides:
        yield "named_transfer_does_not_fit"


def _named_twice(rows: Mapping[str, TransferRow]) -> Iterable[TransferRow]:
    """A hold is taken once, and released once for the rest. What was posted goes back in parts,
    by one correction after the other, but no cent of it twice."""
    named: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows.values():
        whole = rows.get(row.names or "")
        if whole is None:
            continue
        before = named[whole.key, row.kind]
        named[whole.key, row.kind] += row.cents
        if before and (row.kind != "reversal" or before + row.cents > whole.cents):
            yield row


def _judge_accounts(
    stream: str,
    service: str,
    accounts: Mapping[str, AccountRow],
    sums: Mapping[str, Sums],
    finding: Finding,
) -> None:
    for key, account in accounts.items():
        expected = sums.get(key, Sums())
        found = Sums(
            account.posted_debit_cents,
            account.posted_credit_cents,
            account.held_debit_cents,
            account.held_credit_cents,
        )
        if found != expected:
            finding.fault("account_is_not_its_sum", service, stream, key, account.kind)
    debit = sum(account.posted_debit_cents for account in accounts.values())
    credit = sum(account.posted_credit_cents for account in accounts.values())
    if debit != credit:
        note = f"debit {debit}, credit {credit} cents"
        finding.fault("books_do_not_balance", service, stream, "", note)


def judge_envelopes(stream: str, part: Part) -> Finding:
    """No source and no envelope is ever spent below zero: after no event, and now."""
    finding = Finding(Invariant.ENVELOPES_WITHIN_BOUNDS)
    kinds: dict[str, str] = {}
    sums: dict[str, Sums] = {}
    for told in part.journal:
        transfers = transfers_of(told.event)
        for transfer in transfers:
            assert told.event is not None
            add(sums, row_of(transfer, told.event))
            for side in (transfer.debit, transfer.credit):
                kinds[str(side.account_id)] = side.kind
        touched = {str(s.account_id) for t in transfers for s in (t.debit, t.credit)}
        finding.looked["balances"] += len(touched)
        for key in touched:
            if problem := out_of_bounds(kinds[key], sums[key]):
                finding.fault(problem, part.service, stream, key, f"after event {told.sequence}")
    for key, row in part.table(AccountRow).items():
        finding.looked["balances"] += 1
        now = Sums(
            row.posted_debit_cents,
            row.posted_credit_cents,
            row.held_debit_cents,
            row.held_credit_cents,
        )
        if problem := out_of_bounds(row.kind, now):
            finding.fault(problem, part.service, stream, key, f"{row.kind}, now")
    return finding


def out_of_bounds(kind: str, sums: Sums) -> str | None:
    """How an account breaks its bounds, if it does."""
    if sums.held_debit < 0 or sums.held_credit < 0:
        return "held_below_zero"
    if kind not in UNBOUNDED and sums.available < 0:
        return "overspent"
    return None
