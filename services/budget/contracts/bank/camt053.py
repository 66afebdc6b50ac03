"""Reads account statements (camt.053) and notices (camt.054) of a bank, in any version. Pure.

Only what is booked counts. A statement is taken whole or not at all: its opening balance and its
entries make its closing balance, and the parts of an entry make the entry.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from services.budget.contracts.bank import iban as accounts
from services.budget.contracts.bank.camt_details import Detail, read_details, signed
from services.budget.contracts.bank.problems import BankFileProblem
from services.budget.contracts.bank.reading import ITEMS_MAX, Node, open_document

_OPENING: Final = ("OPBD", "PRCD", "ITBD")
_CLOSING: Final = ("CLBD", "ITBD")


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking, in cents: above zero came in, below went out.

    `reference` is the bank's, unique in the account. `is_reversal`: the bank takes an earlier
    booking back. `transaction_code` is ISO's (`PMNT/ICDT/ESCT`), or else the bank's own. Of a batch
    booked as one sum there is `batch_id`, the id of the payment in our file (or else of the file),
    and `batch_count` where the bank says it; its `details` may be missing.
    """

    booked_on: date
    cents: int
    reference: str | None
    is_reversal: bool
    transaction_code: str | None
    batch_id: str | None
    batch_count: int | None
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a bank says of one account: of a notice there are no balances."""

    account_iban: str = field(repr=False)
    statement_id: str
    number: str | None
    first_day: date | None
    last_day: date | None
    opening_cents: int | None
    closing_cents: int | None
    entries: tuple[Entry, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same statement when it comes again."""
        return self.account_iban, self.statement_id


def read_statements(
    content: bytes, *, account: str | None = None, seen: Collection[tuple[str, str]] = ()
) -> tuple[Statement, ...]:
    """The statements in a file; with `account`, only of that one. Raises BankFileProblem.

    `seen`: the keys of statements taken in before. A file of other accounts only is foreign; one
    with only statements taken in before is a duplicate, and of a new one beside them only the new
    one is given.
    """
    kind, body = open_document(content, "camt.053", "camt.054")
    nodes = list(body.children("Stmt" if kind == "camt.053" else "Ntfctn"))
    if not nodes:
        raise BankFileProblem("bank_file_incomplete")
    wanted = None if account is None else accounts.normalise(account)
    ours = [node for node in nodes if wanted in (None, _account(node))]
    if not ours or not all(_account(node) for node in ours):
        raise BankFileProblem("bank_file_other_account")
    if sum(len(list(node.children("Ntry"))) for node in ours) > ITEMS_MAX:
        raise BankFileProblem("bank_file_too_large")
    statements = [_statement(node, has_balances=kind == "camt.053") for node in ours]
    keys = [statement.key for statement in statements]
    fresh = tuple(statement for statement in statements if statement.key not in seen)
    if len(set(keys)) < len(keys) or not fresh:
        raise BankFileProblem("bank_file_duplicate")
    return fresh


def _account(node: Node) -> str:
    """The account that a statement is of; empty where it has no number of this kind."""
    return accounts.normalise(node.text("Acct", "Id", "IBAN") or "")


def _statement(node: Node, *, has_balances: bool) -> Statement:
    if node.text("Acct", "Ccy") not in (None, "EUR"):
        raise BankFileProblem("bank_file_other_currency")
    account = _account(node)
    entries = tuple(_entries(node, account))
    opening, closing = _balances(node) if has_balances else (None, None)
    if opening is not None and closing is not None:
        total = opening + sum(entry.cents for entry in entries)
        if total != closing:
            raise BankFileProblem("bank_file_unbalanced", {"expected": closing, "found": total})
    return Statement(
        account_iban=account,
        statement_id=node.need_text("Id"),
        number=node.first(("LglSeqNb",), ("ElctrncSeqNb",)),
        first_day=node.day("FrToDt", "FrDtTm"),
        last_day=node.day("FrToDt", "ToDtTm"),
        opening_cents=opening,
        closing_cents=closing,
        entries=entries,
    )


def _balances(node: Node) -> tuple[int, int]:
    """Opening and closing balance. A page of a longer statement has interim ones in their place."""
    found = [
        (balance.need_text("Tp", "CdOrPrtry", "Cd"), balance)
        for balance in node.children("Bal")
        if balance.text("Tp", "CdOrPrtry", "Cd")
    ]
    opening = _by_kind(found, _OPENING)
    closing = _by_kind(found[::-1], _CLOSING)
    if opening is None or closing is None or opening is closing:
        raise BankFileProblem("bank_file_incomplete")
    return signed(opening), signed(closing)


def _by_kind(found: Collection[tuple[str, Node]], kinds: Collection[str]) -> Node | None:
    named = (balance for kind in kinds for code, balance in found if code == kind)
    return next(named, None)


def _entries(node: Node, account: str) -> Iterator[Entry]:
    counted, listed = node.count("TxsSummry", "TtlNtries", "NbOfNtries"), 0
    for entry in node.children("Ntry"):
        listed += 1
        if entry.first(("Sts", "Cd"), ("Sts",)) == "BOOK":
            yield _entry(entry, account)
    if counted is not None and counted != listed:
        raise BankFileProblem("bank_file_partial", {"expected": counted, "found": listed})


def _entry(node: Node, account: str) -> Entry:
    booked_on = node.day("BookgDt")
    if booked_on is None:
        raise BankFileProblem("bank_file_incomplete")
    batch = node.child("NtryDtls", "Btch")
    return Entry(
        booked_on=booked_on,
        cents=signed(node),
        reference=node.text("AcctSvcrRef"),
        is_reversal=node.text("RvslInd") in ("true", "1"),
        transaction_code=_transaction_code(node),
        batch_id=batch.first(("PmtInfId",), ("MsgId",)) if batch else None,
        batch_count=batch.count("NbOfTxs") if batch else None,
        details=read_details(node, account),
    )


def _transaction_code(node: Node) -> str | None:
    if (domain := node.child("BkTxCd", "Domn")) is None:
        return node.text("BkTxCd", "Prtry", "Cd")
    parts = (domain.text("Cd"), domain.text("Fmly", "Cd"), domain.text("Fmly", "SubFmlyCd"))
    return "/".join(part for part in parts if part)
