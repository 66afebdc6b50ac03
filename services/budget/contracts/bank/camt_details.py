"""The parts of a booking on an account statement: whom it was with, and about what. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from services.budget.contracts.bank import iban as accounts
from services.budget.contracts.bank.problems import BankFileProblem
from services.budget.contracts.bank.reading import ITEMS_MAX, Node

_NO_ID: Final = frozenset({"NOTPROVIDED", "NOT PROVIDED"})
_AMOUNTS: Final = (("Amt",), ("AmtDtls", "TxAmt", "Amt"), ("AmtDtls", "InstdAmt", "Amt"))


@dataclass(frozen=True, slots=True)
class Detail:
    """One payment within a booking, in cents with the sign of what it did to the account.

    `end_to_end_id` is that of our payment file, if the payment is ours. `return_reason` (`AC04`)
    is there where a payment came back.
    """

    end_to_end_id: str | None
    cents: int
    reference: str | None
    counterparty_iban: str | None = field(repr=False)
    counterparty_name: str | None = field(repr=False)
    free_text: str | None = field(repr=False)
    structured_reference: str | None = field(repr=False)
    return_reason: str | None


def signed(node: Node) -> int:
    """The amount of a balance or a booking, with its sign, in cents."""
    return node.need("Amt").euro_cents() * _sign(node.need_text("CdtDbtInd"))


def read_details(entry: Node, account: str) -> tuple[Detail, ...]:
    """The parts of a booking on `account`: none, or all of them. Raises BankFileProblem."""
    groups = list(entry.children("NtryDtls"))
    nodes = [node for group in groups for node in group.children("TxDtls")]
    if len(nodes) > ITEMS_MAX:
        raise BankFileProblem("bank_file_too_large")
    if not nodes:
        return ()
    whole = signed(entry)
    details = tuple(
        _detail(node, _detail_cents(node, whole, alone=len(nodes) == 1), account) for node in nodes
    )
    _check_whole(groups, details, whole)
    return details


def _check_whole(groups: Sequence[Node], details: Sequence[Detail], whole: int) -> None:
    total = sum(detail.cents for detail in details)
    if total != whole:
        raise BankFileProblem("bank_file_partial", {"expected": whole, "found": total})
    counts = [group.count("Btch", "NbOfTxs") for group in groups]
    known = [count for count in counts if count is not None]
    if len(known) == len(groups) and sum(known) != len(details):
        raise BankFileProblem("bank_file_partial", {"expected": sum(known), "found": len(details)})


def _detail_cents(node: Node, whole: int, *, alone: bool) -> int:
    """What a part comes to.

    The only part of a booking may leave its amount to the booking, or have it in the currency in
    which it was ordered.
    """
    amount = next((found for path in _AMOUNTS if (found := node.child(*path))), None)
    if alone and (amount is None or amount.element.get("Ccy") != "EUR"):
        return whole
    if amount is None:
        raise BankFileProblem("bank_file_partial")
    direction = node.text("CdtDbtInd")
    sign = _sign(direction) if direction else (1 if whole >= 0 else -1)
    return amount.euro_cents() * sign


def _detail(node: Node, cents: int, account: str) -> Detail:
    end_to_end_id = node.text("Refs", "EndToEndId")
    iban, name = _counterparty(node, account, came_in=cents >= 0)
    lines = [text for line in node.children("RmtInf") for text in _lines(line)]
    return Detail(
        end_to_end_id=None if end_to_end_id in _NO_ID else end_to_end_id,
        cents=cents,
        reference=node.first(("Refs", "AcctSvcrRef"), ("Refs", "TxId")),
        counterparty_iban=iban,
        counterparty_name=name,
        free_text=" ".join(lines) or None,
        structured_reference=node.text("RmtInf", "Strd", "CdtrRefInf", "Ref"),
        return_reason=node.first(("RtrInf", "Rsn", "Cd"), ("RtrInf", "Rsn", "Prtry")),
    )


def _lines(remittance: Node) -> list[str]:
    return [line.element.text or "" for line in remittance.children("Ustrd")]


def _counterparty(node: Node, account: str, *, came_in: bool) -> tuple[str | None, str | None]:
    """Account and name of the other side.

    A payment that came back keeps its parties as they were when it left, so that the debtor of
    what came in may be the owner of the account.
    """
    roles = ("Dbtr", "Cdtr") if came_in else ("Cdtr", "Dbtr")
    sides = [_side(node, role) for role in roles]
    return sides[1] if sides[0][0] == account else sides[0]


def _side(node: Node, role: str) -> tuple[str | None, str | None]:
    iban = node.text("RltdPties", f"{role}Acct", "Id", "IBAN")
    name = node.first(("RltdPties", role, "Pty", "Nm"), ("RltdPties", role, "Nm"))
    return accounts.normalise(iban) if iban else None, name


def _sign(direction: str) -> int:
    if direction not in ("CRDT", "DBIT"):
        raise BankFileProblem("bank_file_broken")
    return 1 if direction == "CRDT" else -1
