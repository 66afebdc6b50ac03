"""Keeping what a statement books that is no payment of ours.

What the other side wrote is sealed and kept first, so that no line is ever without it. A line has
the same id in every file, so that overlapping statements keep it once.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.budget.contracts.bank import iban
from services.budget.contracts.bank.camt053 import Statement
from services.budget.contracts.commands import (
    BANK_LINES_MAX,
    BankLineTold,
    BankStatementTold,
    TakeBankLines,
)
from services.gateway.api.context import RequestContext
from services.gateway.api.payment_files import OPERATION, SentRun
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.sealing import sealed_to_us
from services.gateway.api.sending import Wish, carry_out
from services.gateway.domain.access import Scope, allowed
from services.gateway.domain.bank_lines import UnknownLine, days_of, ours, parts_of, unknown_in
from services.gateway.storage import lists
from services.gateway.storage.bank_texts import keep_texts


async def take_lines(
    context: RequestContext,
    network: UUID,
    statements: Sequence[Statement],
    runs: Mapping[UUID, SentRun],
    payers: Mapping[str, UUID],
) -> list[dict[str, Any]]:
    """What became of the lines of each statement of an account of ours (`payers`, by number).

    Who sees the payments of one municipality alone cannot tell what no payment explains: none.
    """
    grant = context.grant
    if grant is None or not allowed(grant, "allotBankLine", Scope(network=str(network))):
        return []
    found = []
    for one in statements:
        payer = payers.get(one.account_iban)
        if payer is not None:
            paid = {run: sent.payments for run, sent in runs.items() if _pays(sent, one)}
            lines = unknown_in(one, network, ours(paid))
            found.append(await _take(context, network, payer, one, lines))
    return found


def _pays(sent: SentRun, statement: Statement) -> bool:
    return sent.account in (None, statement.account_iban)


async def _take(
    context: RequestContext,
    network: UUID,
    payer: UUID,
    statement: Statement,
    lines: Sequence[UnknownLine],
) -> dict[str, Any]:
    database, bounds = context.gateway.database, context.bounds(str(network))
    ids = [str(one.id) for one in lines]
    known = await lists.read_by_keys(database, bounds, str(network), "bank_lines", ids)
    new = [one for one in lines if str(one.id) not in known]
    sealed = {str(one.id): sealed_to_us(context, dict(one.told)) for one in new if one.told}
    await keep_texts(database, str(network), sealed)
    commands = _commands(payer, statement, new)
    said = [await carry_out(context, _wish(network, one)) for one in commands]
    code = next((one.code for one in said if isinstance(one, Rejected)), None)
    waits = any(isinstance(one, Pending) for one in said)
    return {
        "account": iban.printed(statement.account_iban),
        "status": "REJECTED" if code else "PENDING" if waits else "RECORDED",
        "code": code,
        "newLines": len(new),
        "knownLines": len(known),
    }


def _commands(
    payer: UUID, statement: Statement, lines: Sequence[UnknownLine]
) -> list[TakeBankLines]:
    """The lines in parts; the balance comes with the last of them, when all are there."""
    parts = [
        TakeBankLines(
            payer_id=payer,
            lines=tuple(
                BankLineTold(line_id=one.id, on=one.on, cents=one.cents, reference=one.reference)
                for one in part
            ),
        )
        for part in parts_of(lines, BANK_LINES_MAX)
    ]
    last = parts[-1].model_copy(update={"statement": _balance(statement)})
    return [one for one in (*parts[:-1], last) if one.lines or one.statement is not None]


def _balance(statement: Statement) -> BankStatementTold | None:
    days, opening, closing = days_of(statement), statement.opening_cents, statement.closing_cents
    if days is None or opening is None or closing is None:
        return None
    return BankStatementTold(
        first_day=days[0], last_day=days[1], opening_cents=opening, closing_cents=closing
    )


def _wish(network: UUID, command: TakeBankLines) -> Wish:
    """The key follows from what is told, so that telling it again is the same wish."""
    told = hashlib.sha256(command.model_dump_json().encode()).hexdigest()
    given = {"network": network, "key": f"lines:{told}"}
    return Wish(OPERATION, given, lambda: command, Scope(network=str(network)))
