"""Account statements that come in whole: `POST /payment-files?network=…`, the file as the body.

One statement of the bank may tell of several runs: it is read once, and onto each of them. What
is no payment of ours is kept as lines that wait for a person (`bank_line_uploads.py`). Reports and
lists are about one run: those go with `readPaymentFile`, and so can a small statement.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from services.budget.contracts.bank.camt053 import Statement, read_statements
from services.budget.contracts.bank.problems import BankFileProblem
from services.gateway.api.bank_line_uploads import take_lines
from services.gateway.api.context import Coded, Gateway, RequestContext
from services.gateway.api.payment_file_types import PaymentFileLine, PaymentFileRead
from services.gateway.api.payment_files import OPERATION, SentRun, record, sent_run
from services.gateway.api.plain import as_json, asked, content_of, permitted, refusal
from services.gateway.domain.checks import BadInput
from services.gateway.domain.payment_news import Named, named_in, of_statements
from services.gateway.storage import lists
from services.gateway.storage.reading import DATABASE_AWAY

BYTES_MAX: Final = 8 * 1024 * 1024
RUNS_MAX: Final = 50
"""Runs of one file: more is no month of any network."""
READING: Final = asyncio.Semaphore(1)
"""Reading a file keeps a core busy: files wait for each other, the event loop for none."""
_PAYERS: Final = "select key, iban from payer_accounts where stream = $1 order by made_at desc, key"


async def payment_files(request: Request) -> Response:
    """Read a statement of the bank onto the runs that it tells of."""
    gateway: Gateway = request.app.state.gateway
    named = frozenset({"network"})
    try:
        given = asked(request.query_params, named, ids=named, needed=named)
        context = await permitted(gateway, request, OPERATION, given["network"])
        content = await content_of(request, BYTES_MAX)
        if content is None:
            return refusal("file_too_large", "file")
        async with READING:
            statements = await asyncio.to_thread(read_statements, content)
        return as_json(await _taken(context, given["network"], statements))
    except Coded as problem:
        return refusal(problem.code, problem.argument)
    except BadInput as problem:
        return refusal(problem.code, problem.field)
    except BankFileProblem as problem:
        return refusal(problem.code, "file")
    except DATABASE_AWAY:
        return refusal("unavailable", None)


async def _taken(
    context: RequestContext, network: UUID, statements: Sequence[Statement]
) -> dict[str, Any]:
    """What became of each run that is named. Raises Coded."""
    payers = await _payers(context, network, statements)
    named = named_in(statements)
    runs = await _runs(context, network, named)
    if len(runs) > RUNS_MAX:
        raise Coded("file_too_large", "file")
    found, paid = {}, {}
    for run in sorted(runs):
        paid[run] = sent = await sent_run(context, network, run)
        news = of_statements(_of_its_account(statements, sent), run, sent.payments)
        found[run] = await record(context, network, sent, news)
    told = {line.payment for read in found.values() for line in read.lines}
    return {
        "runs": [_shown(run, read) for run, read in found.items()],
        "others": len(named.payments - told),
        "statements": await take_lines(context, network, statements, paid, payers),
    }


async def _payers(
    context: RequestContext, network: UUID, statements: Sequence[Statement]
) -> dict[str, UUID]:
    """Who pays from which account, by its number; of two with the same, who was set first.

    Refuses a file of other accounts only, where the network said from which it pays.
    """
    database, bounds = context.gateway.database, context.bounds(str(network))
    rows = await database.fetch(bounds, _PAYERS, str(network))
    ours = {row["iban"]: UUID(row["key"]) for row in rows}
    if ours and not any(one.account_iban in ours for one in statements):
        raise BankFileProblem("bank_file_other_account")
    return ours


def _of_its_account(statements: Sequence[Statement], sent: SentRun) -> list[Statement]:
    return [one for one in statements if sent.account in (None, one.account_iban)]


async def _runs(context: RequestContext, network: UUID, named: Named) -> set[UUID]:
    """The approved runs of this network that are named, or of which a payment is."""
    database, bounds = context.gateway.database, context.bounds(str(network))
    payments = await lists.read_by_keys(
        database, bounds, str(network), "payments", [str(one) for one in named.payments]
    )
    keys = {str(one) for one in named.runs}
    keys |= {row["run_id"] for row in payments.values() if row["run_id"] is not None}
    runs = await lists.read_by_keys(database, bounds, str(network), "payment_runs", keys)
    return {UUID(key) for key, row in runs.items() if row["status"] == "approved"}


def _shown(run: UUID, read: PaymentFileRead) -> dict[str, Any]:
    return {
        "run": str(run),
        "silentCount": read.silent_count,
        "lines": [_line(one) for one in read.lines],
    }


def _line(one: PaymentFileLine) -> dict[str, Any]:
    return {
        "payment": None if one.payment is None else str(one.payment),
        "news": one.news.name,
        "status": one.status.name,
        "on": None if one.on is None else one.on.isoformat(),
        "bouncedFor": None if one.bounced_for is None else one.bounced_for.name,
        "code": one.code,
        "message": one.message,
    }
