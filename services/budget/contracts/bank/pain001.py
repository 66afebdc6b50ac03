"""Writes a payment file for the bank: European credit transfers in pain.001.001.09. Pure.

Account numbers only: no addresses and no bank codes, which a transfer within Europe does without.
The same order gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from lxml import etree
from stdnum.be import ogm_vcs, vat

from services.budget.contracts.bank import iban
from services.budget.contracts.bank.bank_days import is_bank_day
from services.budget.contracts.bank.characters import is_identifier, sepa_name, sepa_text
from services.budget.contracts.bank.problems import BankFileProblem, OrderCode

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
IDENTIFIER_MAX: Final = 35
NAME_MAX: Final = 70
TEXT_MAX: Final = 140
CENTS_MAX: Final = 99_999_999_999
LINES_MAX: Final = 50_000
NUMBER_MAX: Final = 35
"""Characters in which a number is looked for; the library reads longer ones into one integer."""

_BRUSSELS: Final = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment: cents above zero, and either a free text or a structured (+++) reference."""

    end_to_end_id: str
    cents: int
    creditor_name: str = field(repr=False)
    creditor_iban: str = field(repr=False)
    free_text: str | None = field(default=None, repr=False)
    structured_reference: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """What one account pays on one day.

    `batch_booking`: whether the bank books it as one sum. `created_at` is aware; `kbo` is the
    number of the one who orders it in the Crossroads Bank for Enterprises.
    """

    message_id: str
    created_at: datetime
    initiator_name: str
    kbo: str
    execution_day: date
    debtor_name: str
    debtor_iban: str = field(repr=False)
    transfers: tuple[Transfer, ...] = ()
    batch_booking: bool = True


def free_text(network: str, statement: str, first: date, last: date) -> str:
    """What a payee reads on the bank statement; a long name of a network is cut, no number is."""
    rest = sepa_text(f" afrekening {statement} periode {first:%d/%m/%Y}-{last:%d/%m/%Y}")
    return f"{sepa_text(network)[: TEXT_MAX - len(rest) - 1].rstrip()} {rest}".lstrip()


def problems(order: PaymentOrder) -> Iterator[BankFileProblem]:
    """Everything for which an order cannot be written; a line is named by its place, from 1.

    Raises ValueError for a moment without a zone: that is a fault of ours, no problem of an order.
    """
    if order.created_at.tzinfo is None:
        raise ValueError("created_at needs a zone")
    yield from _problems_of_head(order)
    seen: set[str] = set()
    for line, transfer in enumerate(order.transfers, start=1):
        if transfer.end_to_end_id in seen:
            yield BankFileProblem("payment_reference_twice", {"line": line})
        seen.add(transfer.end_to_end_id)
        for code in _codes_of_line(transfer):
            yield BankFileProblem(code, {"line": line})


def write(order: PaymentOrder) -> bytes:
    """The file. Raises BankFileProblem: the first of `problems`."""
    for problem in problems(order):
        raise problem
    plain: dict[Any, str] = {None: NAMESPACE}  # no prefix; the stubs know only named ones
    root = etree.Element(f"{{{NAMESPACE}}}Document", nsmap=plain)
    body = _add(root, "CstmrCdtTrfInitn")
    _group_header(body, order)
    payment = _payment_header(body, order)
    for transfer in order.transfers:
        _transfer(payment, transfer)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def euros(cents: int) -> str:
    """An amount as such a file has it: 1234.50."""
    return f"{cents // 100}.{cents % 100:02d}"


def _problems_of_head(order: PaymentOrder) -> Iterator[BankFileProblem]:
    if not order.transfers:
        yield BankFileProblem("payment_run_empty")
    if len(order.transfers) > LINES_MAX:
        yield BankFileProblem("payment_run_too_long", {"expected": LINES_MAX})
    if not is_identifier(order.message_id, IDENTIFIER_MAX):
        yield BankFileProblem("payment_reference_invalid")
    if not (sepa_name(order.initiator_name, NAME_MAX) and sepa_name(order.debtor_name, NAME_MAX)):
        yield BankFileProblem("payment_name_missing")
    if len(order.kbo) > NUMBER_MAX or not vat.is_valid(order.kbo):
        yield BankFileProblem("kbo_invalid")
    if not is_bank_day(order.execution_day):
        yield BankFileProblem("execution_day_closed")
    if order.execution_day < order.created_at.astimezone(_BRUSSELS).date():
        yield BankFileProblem("execution_day_past")
    if code := _code_of_iban(order.debtor_iban):
        yield BankFileProblem(code)


def _codes_of_line(transfer: Transfer) -> Iterator[OrderCode]:
    if not is_identifier(transfer.end_to_end_id, IDENTIFIER_MAX):
        yield "payment_reference_invalid"
    if not 0 < transfer.cents <= CENTS_MAX:
        yield "payment_amount_invalid"
    if not sepa_name(transfer.creditor_name, NAME_MAX):
        yield "payment_name_missing"
    if code := _code_of_iban(transfer.creditor_iban):
        yield code
    if (transfer.free_text is None) == (transfer.structured_reference is None):
        yield "payment_text_invalid"
    elif transfer.free_text is not None:
        if not 0 < len(sepa_text(transfer.free_text)) <= TEXT_MAX:
            yield "payment_text_invalid"
    elif not _is_structured(transfer.structured_reference or ""):
        yield "structured_reference_invalid"


def _is_structured(text: str) -> bool:
    return len(text) <= NUMBER_MAX and bool(ogm_vcs.is_valid(text))


def _code_of_iban(text: str) -> OrderCode | None:
    try:
        iban.validate(text)
    except BankFileProblem as problem:
        return "iban_not_sepa" if problem.code == "iban_not_sepa" else "iban_invalid"
    return None


def _group_header(body: etree._Element, order: PaymentOrder) -> None:
    header = _add(body, "GrpHdr")
    _add(header, "MsgId", order.message_id)
    moment = order.created_at.astimezone(_BRUSSELS).replace(microsecond=0)
    _add(header, "CreDtTm", moment.isoformat())
    _sums(header, order.transfers)
    party = _add(header, "InitgPty")
    _add(party, "Nm", sepa_name(order.initiator_name, NAME_MAX))
    other = _path(party, "Id", "OrgId", "Othr")
    _add(other, "Id", vat.compact(order.kbo))
    _add(other, "Issr", "KBO-BCE")


def _payment_header(body: etree._Element, order: PaymentOrder) -> etree._Element:
    payment = _add(body, "PmtInf")
    _add(payment, "PmtInfId", order.message_id)
    _add(payment, "PmtMtd", "TRF")
    _add(payment, "BtchBookg", "true" if order.batch_booking else "false")
    _sums(payment, order.transfers)
    _add(_path(payment, "PmtTpInf", "SvcLvl"), "Cd", "SEPA")
    _add(_add(payment, "ReqdExctnDt"), "Dt", order.execution_day.isoformat())
    _add(_add(payment, "Dbtr"), "Nm", sepa_name(order.debtor_name, NAME_MAX))
    account = _add(payment, "DbtrAcct")
    _add(_add(account, "Id"), "IBAN", iban.normalise(order.debtor_iban))
    _add(account, "Ccy", "EUR")
    # The schema wants the bank named; so the European rules write it where the number says it.
    _add(_path(payment, "DbtrAgt", "FinInstnId", "Othr"), "Id", "NOTPROVIDED")
    _add(payment, "ChrgBr", "SLEV")
    return payment


def _sums(parent: etree._Element, transfers: Sequence[Transfer]) -> None:
    _add(parent, "NbOfTxs", str(len(transfers)))
    _add(parent, "CtrlSum", euros(sum(transfer.cents for transfer in transfers)))


def _transfer(payment: etree._Element, transfer: Transfer) -> None:
    line = _add(payment, "CdtTrfTxInf")
    _add(_add(line, "PmtId"), "EndToEndId", transfer.end_to_end_id)
    _add(_add(line, "Amt"), "InstdAmt", euros(transfer.cents)).set("Ccy", "EUR")
    _add(_add(line, "Cdtr"), "Nm", sepa_name(transfer.creditor_name, NAME_MAX))
    _add(_path(line, "CdtrAcct", "Id"), "IBAN", iban.normalise(transfer.creditor_iban))
    remittance = _add(line, "RmtInf")
    if transfer.structured_reference is None:
        _add(remittance, "Ustrd", sepa_text(transfer.free_text or ""))
        return
    reference = _path(remittance, "Strd", "CdtrRefInf")
    kind = _add(reference, "Tp")
    _add(_add(kind, "CdOrPrtry"), "Cd", "SCOR")
    _add(kind, "Issr", "BBA")
    _add(reference, "Ref", ogm_vcs.compact(transfer.structured_reference))


def _path(parent: etree._Element, *names: str) -> etree._Element:
    for name in names:
        parent = _add(parent, name)
    return parent


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element
