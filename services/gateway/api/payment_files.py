"""Taking in what a bank or an accounting package says of a run: each payment its own operation.

Nobody keeps the file. The key of what is recorded follows from the payment and what is said of it,
so that the same file, or another that says the same, happens once.
"""

import base64
import binascii
from typing import Final
from uuid import UUID

import orjson

from services.budget.contracts.bank.problems import BankFileProblem
from services.budget.contracts.commands import RecordPaymentBounced, RecordPaymentExecuted
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.payment_file_types import (
    PaymentFileLine,
    PaymentFileRead,
    PaymentNews,
    PaymentNewsStatus,
)
from services.gateway.api.payment_types import BounceReason
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
        sent = await _sent(context, network, run)
        found = steps(news_in(content, run, sent), sent)
    except Coded as problem:
        return rejected(problem.code, problem.argument)
    except (UnicodeEncodeError, binascii.Error):
        return rejected("file_unreadable", "file")
    except BankFileProblem as problem:
        return rejected(problem.code, "file", {**problem.facts})
    except UnreadableFile as problem:
        return rejected(problem.code, "file")
    told = {step.news.payment for step in found}
    return PaymentFileRead(
        lines=[await _take(context, network, step) for step in found],
        silent_count=sum(one.id not in told for one in sent),
    )


async def _sent(context: RequestContext, network: UUID, run: UUID) -> list[SentPayment]:
    """The payments of an approved run, in its order. Raises Coded."""
    row = await read_row(context, str(network), "payment_runs", str(run))
    if row is None:
        raise Coded("run_unknown", "run")
    if row["status"] != "approved":
        raise Coded("payment_not_sent", "run")
    ids = row["payment_ids"]
    ids = orjson.loads(ids) if isinstance(ids, str) else ids
    bounds = context.bounds(str(network))
    rows = await lists.read_by_keys(context.gateway.database, bounds, str(network), "payments", ids)
    return [
        SentPayment(UUID(key), rows[key]["reference"], rows[key]["cents"], rows[key]["status"])
        for key in ids
    ]


async def _take(context: RequestContext, network: UUID, step: Step) -> PaymentFileLine:
    news = step.news
    if step.verdict != "record":
        status = PaymentNewsStatus.KNOWN if step.verdict == "known" else PaymentNewsStatus.UNCLEAR
        return _line(news, status)
    match await carry_out(context, _wish(network, news)):
        case Pending():
            return _line(news, PaymentNewsStatus.PENDING)
        case Rejected(code=code):
            again = code in _AGAIN
            status = PaymentNewsStatus.PENDING if again else PaymentNewsStatus.REJECTED
            return _line(news, status, code)
        case _:
            return _line(news, PaymentNewsStatus.RECORDED)


def _wish(network: UUID, news: News) -> Wish:
    payment, on, reason = news.payment, news.on, news.reason or "other"
    assert payment is not None
    key = f"{news.said}:{payment}"
    given = {"network": network, "key": key, "payment": payment}
    scope = Scope(network=str(network))
    if news.said == "paid" and on is not None:
        return Wish(
            OPERATION,
            {**given, "on": on},
            lambda: RecordPaymentExecuted(payment_id=payment, on=on),
            scope,
        )
    return Wish(
        OPERATION,
        {**given, "bouncedFor": BounceReason(reason)},
        lambda: RecordPaymentBounced(payment_id=payment, reason=reason),
        scope,
    )


def _line(news: News, status: PaymentNewsStatus, code: str | None = None) -> PaymentFileLine:
    return PaymentFileLine(
        payment=news.payment,
        row=news.line,
        news=PaymentNews(news.said),
        status=status,
        on=news.on,
        bounced_for=None if news.reason is None else BounceReason(news.reason),
        code=code,
        message=None if code is None else sentence(code, None),
    )
