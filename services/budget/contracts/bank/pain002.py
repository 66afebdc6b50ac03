"""Reads what the bank says about a payment file: a status report, pain.002 in any version. Pure.

A status of the whole file or payment holds for each line about which nothing else is said. What
is not said stays pending: only the account statement proves that money left.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services.budget.contracts.bank.problems import BankFileProblem
from services.budget.contracts.bank.reading import ITEMS_MAX, Node, open_document

Outcome = Literal["accepted", "pending", "rejected"]

REJECTED: Final = frozenset({"RJCT", "CANC", "BLCK"})
ACCEPTED: Final = frozenset({"ACCP", "ACSP", "ACSC", "ACCC", "ACWC", "ACWP", "ACFC"})
"""Of the rest (received, technically sound, waiting, in part) nothing can be concluded yet."""


@dataclass(frozen=True, slots=True)
class Status:
    """What is said of a line, a payment or the file, with the bank's reason (`AC01`) if any."""

    code: str | None
    reason: str | None = None

    @property
    def outcome(self) -> Outcome:
        """Accepted by the bank, refused, or not yet known."""
        if self.code in REJECTED:
            return "rejected"
        return "accepted" if self.code in ACCEPTED else "pending"


@dataclass(frozen=True, slots=True)
class PaymentReport:
    """What is said of one payment of the file: of all of it, and of lines by end-to-end id."""

    status: Status
    lines: Mapping[str, Status]


@dataclass(frozen=True, slots=True)
class StatusReport:
    """A report by its own id, about the file with id `original_message_id`."""

    message_id: str
    original_message_id: str
    status: Status
    payments: tuple[PaymentReport, ...]

    def of_lines(self, end_to_end_ids: Collection[str]) -> dict[str, Status]:
        """The status of each line that was sent. Raises BankFileProblem on a line that was not."""
        said = {name: status for each in self.payments for name, status in each.lines.items()}
        if not said.keys() <= set(end_to_end_ids):
            raise BankFileProblem("bank_file_other_run")
        for_all = _for_all(self)
        return {name: said.get(name, for_all) for name in end_to_end_ids}


def read_report(
    content: bytes, *, message_id: str | None = None, seen: Collection[str] = ()
) -> StatusReport:
    """A status report. Raises BankFileProblem.

    `message_id`: that of the file it must be about. `seen`: ids of reports taken in before.
    """
    _kind, body = open_document(content, "pain.002")
    report_id = body.need_text("GrpHdr", "MsgId")
    group = body.need("OrgnlGrpInfAndSts")
    original = group.need_text("OrgnlMsgId")
    about = group.text("OrgnlMsgNmId") or "pain.001"
    if not about.startswith("pain.001") or message_id not in (None, original):
        raise BankFileProblem("bank_file_other_run")
    if report_id in seen:
        raise BankFileProblem("bank_file_duplicate")
    payments = [_payment(each) for each in body.children("OrgnlPmtInfAndSts")]
    # The oldest version has the lines beside the payments instead of in them.
    if loose := dict(_lines(body)):
        payments.append(PaymentReport(Status(None), loose))
    report = StatusReport(report_id, original, _status(group, "GrpSts"), tuple(payments))
    _check(report)
    _check_counted(group, [status for each in payments for status in each.lines.values()])
    return report


def _for_all(report: StatusReport) -> Status:
    """What holds for a line that is not named: its payment's status if there is one for all."""
    if report.status.outcome == "rejected":
        return report.status
    of_payments = {each.status for each in report.payments if each.status.code}
    if len(of_payments) == 1:
        return of_payments.pop()
    return report.status if not of_payments else Status(None)


def _payment(node: Node) -> PaymentReport:
    lines: dict[str, Status] = {}
    for name, status in _lines(node):
        if lines.setdefault(name, status) != status:
            raise BankFileProblem("bank_file_contradictory")
    _check_counted(node, list(lines.values()))
    return PaymentReport(_status(node, "PmtInfSts"), lines)


def _lines(node: Node) -> Iterator[tuple[str, Status]]:
    for count, line in enumerate(node.children("TxInfAndSts"), start=1):
        if count > ITEMS_MAX:
            raise BankFileProblem("bank_file_too_large")
        yield line.need_text("OrgnlEndToEndId"), _status(line, "TxSts")


def _status(node: Node, name: str) -> Status:
    reason = node.child("StsRsnInf", "Rsn")
    return Status(node.text(name), reason.first(("Cd",), ("Prtry",)) if reason else None)


def _check(report: StatusReport) -> None:
    """A line cannot be accepted in what is refused, nor be in two payments."""
    names = [name for each in report.payments for name in each.lines]
    if len(names) != len(set(names)):
        raise BankFileProblem("bank_file_contradictory")
    for each in report.payments:
        refused = "rejected" in (report.status.outcome, each.status.outcome)
        below = {each.status.outcome, *(status.outcome for status in each.lines.values())}
        if refused and "accepted" in below:
            raise BankFileProblem("bank_file_contradictory")


def _check_counted(node: Node, lines: Collection[Status]) -> None:
    """Where it says how many lines were refused and names some, it names all of them."""
    named = sum(status.outcome == "rejected" for status in lines)
    for sums in node.children("NbOfTxsPerSts"):
        counted = sums.count("DtldNbOfTxs")
        if sums.text("DtldSts") == "RJCT" and counted and lines and counted > named:
            raise BankFileProblem("bank_file_partial", {"expected": counted, "found": named})
