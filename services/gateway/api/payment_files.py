"""Taking in what a bank or an accounting package says of a run: one operation for each run.

Nobody keeps the file. What is recorded before is known from the views, and the key of what is new
follows from what is said, so that the same file, or another that says the same, happens once.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import orjson

from services.budget.contracts.bank.problems import BankFileProblem
from services.budget.contracts.commands import PaymentNews, RecordPaymentNews
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.payment_file_types import (
    PaymentFileLine,
    PaymentFileRead,
    PaymentNewsStatus,
)
from services.gateway.api.payment_file_types import PaymentNews as Said
from services.gateway.api.payment_types import BounceReason
from services.gateway.api.payments import payer_told
from services.gateway.api.reads import read_row
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.sending import Wish, carry_out, rejected
from services.gateway.domain.access import Scope
from services.gateway.domain.attempts import SLOWED
from services.gateway.domain.csv_files import UnreadableFile
from services.gateway.domain.payment_news import News, SentPayment, Step, news_in, steps
from services.gateway.domain.sentences import sentence
from services.gateway.storage import lists

OPERATION: Final = "readPaymentFile"
_AGAIN: Final = frozenset({SLOWED, "unavailable"})


async def read_payment_file(
    context: RequestContext, network: UUID, run: UUID, file: str
) -> PaymentFileRead | Rejected:
    """Record what a file (base64) proves of the payments of a run, in its order."""
    try:
        context.permit(OPERATION, Scope(network=str(network)))
        content = base64.b64decode(file.encode("ascii"), validate=True)
        found = await sent_run(context, network, run)
        news = news_in(content, run, found.payments, found.account)
    except Coded as problem:
        return rejected(problem.code, problem.argument)
    except (UnicodeEncodeError, binascii.Error):
        return rejected("file_unreadable", "file")
    except BankFileProblem as problem:
        return rejected(problem.code, "file", {**problem.facts})
    except UnreadableFile as problem:
        return rejected(problem.code, "file")
    return await record(context, network, found, news)


@dataclass(frozen=True, slots=True)
class SentRun:
    """An approved run: its payments in its order, and the account that it is paid from, where a
    payment file is made of it."""

    id: UUID
    payments: Sequence[SentPayment]
    account: str | None


async def record(
    context: RequestContext, network: UUID, run: SentRun, news: Sequence[News]
) -> PaymentFileRead:
    """Record what is said of a run: all that is new in it, or nothing."""
    told = steps(news, run.payments)
    new = [step.news for step in told if step.verdict == "record"]
    became = await _became(context, network, run.id, new)
    named = {one.payment for one in news}
    return PaymentFileRead(
        lines=[_line(step.news, *_of_step(step, became)) for step in told],
        silent_count=sum(one.id not in named for one in run.payments),
    )


Became = tuple[PaymentNewsStatus, str | None]


async def _became(context: RequestContext, network: UUID, run: UUID, new: Sequence[News]) -> Became:
    """What became of all that is new, with the code of a refusal."""
    if not new:
        return PaymentNewsStatus.KNOWN, None
    match await carry_out(context, _wish(network, run, new)):
        case Pending():
            return PaymentNewsStatus.PENDING, None
        case Rejected(code=code):
            again = code in _AGAIN
            return PaymentNewsStatus.PENDING if again else PaymentNewsStatus.REJECTED, code
        case _:
            return PaymentNewsStatus.RECORDED, None


def _of_step(step: Step, became: Became) -> Became:
    if step.verdict == "record":
        return became
    known = step.verdict == "known"
    return PaymentNewsStatus.KNOWN if known else PaymentNewsStatus.UNCLEAR, None


async def sent_run(context: RequestContext, network: UUID, run: UUID) -> SentRun:
    """An approved run. Raises Coded."""
    row = await read_row(context, str(network), "payment_runs", str(run))
    if row is None:
        raise Coded("run_unknown", "run")
    if row["status"] != "approved":
        raise Coded("payment_not_sent", "run")
    ids = row["payment_ids"]
    ids = orjson.loads(ids) if isinstance(ids, str) else ids
    bounds = context.bounds(str(network))
    rows = await lists.read_by_keys(context.gateway.database, bounds, str(network), "payments", ids)
    payments = [
        SentPayment(UUID(key), rows[key]["reference"], rows[key]["cents"], rows[key]["status"])
        for key in ids
    ]
    return SentRun(run, payments, (payer_told(row) or {}).get("iban"))


def _wish(network: UUID, run: UUID, new: Sequence[News]) -> Wish:
    """The key follows from what is told, so that telling it again is the same wish."""
    command = RecordPaymentNews(run_id=run, news=tuple(_told(one) for one in new))
    told = hashlib.sha256(command.model_dump_json().encode()).hexdigest()
    given = {"network": network, "key": f"news:{told}"}
    return Wish(OPERATION, given, lambda: command, Scope(network=str(network)))


def _told(news: News) -> PaymentNews:
    assert news.payment is not None
    if news.said == "paid" and news.on is not None:
        return PaymentNews(payment_id=news.payment, on=news.on)
    return PaymentNews(payment_id=news.payment, reason=news.reason or "other")


def _line(news: News, status: PaymentNewsStatus, code: str | None = None) -> PaymentFileLine:
    return PaymentFileLine(
        payment=news.payment,
        row=news.line,
        news=Said(news.said),
        status=status,
        on=news.on,
        bounced_for=None if news.reason is None else BounceReason(news.reason),
        code=code,
        message=None if code is None else sentence(code, None),
    )
