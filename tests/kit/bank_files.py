"""What a Belgian bank sends back, as a bank writes it: status reports and account statements.

The shapes follow pain.002.001.03 and camt.053.001.02 (what most banks sent for years) and
camt.053.001.08 (what they send now); they are valid against those schemas.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

ACCOUNT = "BE62510007547061"
"""The municipality's."""
CLUB = "BE71096123456769"
MEDIATOR = "BE68539007547034"
ISO = "urn:iso:std:iso:20022:tech:xsd"


@dataclass(frozen=True, slots=True)
class Part:
    """One payment within a booking, in cents without sign."""

    cents: int
    end_to_end_id: str | None = None
    name: str = "KSV Kortrijk"
    iban: str = CLUB
    text: str | None = "Netwerk Kortrijk afrekening 2016-0001"
    ogm: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking of a statement: signed cents."""

    cents: int
    parts: Sequence[Part] = ()
    batch_id: str | None = None
    batch_count: int | None = None
    is_reversal: bool = False
    status: str = "BOOK"
    returned: bool = False
    reference: str = "C6I20PGCW0BA0XNS"


def statement(
    bookings: Sequence[Booking],
    *,
    opening: int = 1_000_000,
    closing: int | None = None,
    account: str = ACCOUNT,
    statement_id: str = "2016-09-20-001",
    version: str = "08",
    currency: str = "EUR",
    notice: bool = False,
) -> bytes:
    """A file with one statement, or with `notice` one notice, of an account."""
    one = _statement(bookings, opening, closing, account, statement_id, version, notice=notice)
    return statements(one.replace('Ccy="EUR"', f'Ccy="{currency}"'), version, notice=notice)


def statements(inner: str, version: str = "08", *, notice: bool = False) -> bytes:
    """A file around statements."""
    kind = f"camt.05{4 if notice else 3}.001.{version}"
    body = "BkToCstmrDbtCdtNtfctn" if notice else "BkToCstmrStmt"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{ISO}:{kind}"><{body}>'
        "<GrpHdr><MsgId>KRED160920</MsgId><CreDtTm>2016-09-20T06:12:44+02:00</CreDtTm></GrpHdr>"
        f"{inner}</{body}></Document>"
    ).encode()


def _statement(
    bookings: Sequence[Booking],
    opening: int,
    closing: int | None,
    account: str,
    statement_id: str,
    version: str,
    *,
    notice: bool,
) -> str:
    booked = [booking.cents for booking in bookings if booking.status == "BOOK"]
    end = opening + sum(booked) if closing is None else closing
    balances = "" if notice else _balance("OPBD", opening) + _balance("CLBD", end)
    name = "Ntfctn" if notice else "Stmt"
    entries = "".join(_booking(booking, version) for booking in bookings)
    return (
        f"<{name}><Id>{statement_id}</Id><ElctrncSeqNb>183</ElctrncSeqNb>"
        "<CreDtTm>2016-09-20T06:12:44+02:00</CreDtTm>"
        "<FrToDt><FrDtTm>2016-09-20T00:00:00</FrDtTm><ToDtTm>2016-09-20T23:59:59</ToDtTm></FrToDt>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>{balances}"
        f"<TxsSummry><TtlNtries><NbOfNtries>{len(bookings)}</NbOfNtries></TtlNtries></TxsSummry>"
        f"{entries}</{name}>"
    )


def two_statements(*, first: str, second: str, account: str, other: str) -> bytes:
    """A file with two statements, each of its own account and id."""
    made = [
        _statement([Booking(-100)], 500, None, iban, name, "08", notice=False)
        for name, iban in ((first, account), (second, other))
    ]
    return statements("".join(made))


def _money(cents: int) -> str:
    return f'<Amt Ccy="EUR">{abs(cents) // 100}.{abs(cents) % 100:02d}</Amt>'


def _direction(cents: int) -> str:
    return f"<CdtDbtInd>{'CRDT' if cents >= 0 else 'DBIT'}</CdtDbtInd>"


def _balance(kind: str, cents: int) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_money(cents)}{_direction(cents)}"
        "<Dt><Dt>2016-09-20</Dt></Dt></Bal>"
    )


def _booking(booking: Booking, version: str) -> str:
    new = version >= "08"
    status = f"<Cd>{booking.status}</Cd>" if new else booking.status
    family = ("RCDT", "RRTN") if booking.returned else ("ICDT", "ESCT")
    batch = ""
    if booking.batch_id:
        count = booking.batch_count
        numbered = "" if count is None else f"<NbOfTxs>{count}</NbOfTxs>"
        batch = f"<Btch><PmtInfId>{booking.batch_id}</PmtInfId>{numbered}</Btch>"
    parts = "".join(_part(part, booking, version) for part in booking.parts)
    details = f"<NtryDtls>{batch}{parts}</NtryDtls>" if batch or parts else ""
    return (
        f"<Ntry><NtryRef>0001</NtryRef>{_money(booking.cents)}{_direction(booking.cents)}"
        f"<RvslInd>{'true' if booking.is_reversal else 'false'}</RvslInd><Sts>{status}</Sts>"
        "<BookgDt><Dt>2016-09-20</Dt></BookgDt><ValDt><Dt>2016-09-20</Dt></ValDt>"
        f"<AcctSvcrRef>{booking.reference}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd>"
        f"<Fmly><Cd>{family[0]}</Cd><SubFmlyCd>{family[1]}</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"{details}</Ntry>"
    )


def _part(part: Part, booking: Booking, version: str) -> str:
    new = version >= "08"
    reference = part.end_to_end_id or "NOTPROVIDED"
    amount = (
        f"{_money(part.cents)}{_direction(booking.cents)}"
        if version != "02"
        else f"<AmtDtls><TxAmt>{_money(part.cents)}</TxAmt></AmtDtls>"
    )
    # What came back keeps the parties of the payment that left.
    left = booking.cents < 0 or booking.returned
    debtor, creditor = (("Stad Kortrijk", ACCOUNT), (part.name, part.iban))
    if not left:
        debtor, creditor = creditor, debtor
    reason = f"<RtrInf><Rsn><Cd>{part.reason}</Cd></Rsn></RtrInf>" if part.reason else ""
    return (
        f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{amount}"
        f"<RltdPties>{_party('Dbtr', *debtor, new=new)}{_party('Cdtr', *creditor, new=new)}"
        f"</RltdPties>{_remittance(part)}{reason}</TxDtls>"
    )


def _remittance(part: Part) -> str:
    if part.ogm:
        return (
            "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>BBA</Issr>"
            f"</Tp><Ref>{part.ogm}</Ref></CdtrRefInf></Strd></RmtInf>"
        )
    return f"<RmtInf><Ustrd>{escape(part.text)}</Ustrd></RmtInf>" if part.text else ""


def _party(role: str, name: str, iban: str, *, new: bool) -> str:
    named = f"<Nm>{escape(name)}</Nm>"
    return (
        f"<{role}>{f'<Pty>{named}</Pty>' if new else named}</{role}>"
        f"<{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>"
    )


def status_report(
    message_id: str,
    lines: Sequence[tuple[str, str, str | None]] = (),
    *,
    group: str | None = None,
    payment: str | None = None,
    reason: str | None = None,
    rejected: int | None = None,
    report_id: str = "STS20160920001",
    version: str = "03",
    about: str = "pain.001.001.09",
) -> bytes:
    """A report: a status of the file, of its payment, and of lines (id, status, reason)."""
    counted = (
        ""
        if rejected is None
        else (
            f"<NbOfTxsPerSts><DtldNbOfTxs>{rejected}</DtldNbOfTxs><DtldSts>RJCT</DtldSts>"
            "</NbOfTxsPerSts>"
        )
    )
    of_payment = f"<PmtInfSts>{payment}</PmtInfSts>" if payment else ""
    inner = "".join(_line(*line) for line in lines)
    payments = (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{message_id}</OrgnlPmtInfId>{of_payment}{counted}"
        f"{inner}</OrgnlPmtInfAndSts>"
        if inner or payment
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{ISO}:pain.002.001.{version}">'
        f"<CstmrPmtStsRpt><GrpHdr><MsgId>{report_id}</MsgId>"
        "<CreDtTm>2016-09-20T09:00:00</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{message_id}</OrgnlMsgId>"
        f"<OrgnlMsgNmId>{about}</OrgnlMsgNmId>{f'<GrpSts>{group}</GrpSts>' if group else ''}"
        f"{_reason(reason)}</OrgnlGrpInfAndSts>{payments}</CstmrPmtStsRpt></Document>"
    ).encode()


def _line(end_to_end_id: str, status: str, reason: str | None) -> str:
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{end_to_end_id}</OrgnlEndToEndId><TxSts>{status}</TxSts>"
        f"{_reason(reason)}</TxInfAndSts>"
    )


def _reason(code: str | None) -> str:
    return f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>" if code else ""
