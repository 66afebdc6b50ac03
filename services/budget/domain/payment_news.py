"""What a file of the bank says of the payments of a run: all of it is noted, or nothing. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.budget.contracts.commands import NEWS_MAX, RecordPaymentNews
from services.budget.domain.payment import (
    PaymentRow,
    came_back,
    needs_of_sent,
    still_sent,
    was_executed,
)
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs(command: RecordPaymentNews, _context: Context, state: State) -> Iterable[Place]:
    """Each payment and all that it touches."""
    for one in command.news[:NEWS_MAX]:
        yield from needs_of_sent(one.payment_id, state)


def record(command: RecordPaymentNews, context: Context, state: State) -> Sequence[Event]:
    """Note each in its order: what was executed may come back in the same file."""
    if not 0 < len(command.news) <= NEWS_MAX:
        raise Refusal("list_invalid", "news")
    now: dict[str, PaymentRow] = {}
    made: list[Event] = []
    for one in command.news:
        own = str(one.payment_id)
        found = still_sent(now.get(own) or state.get(PaymentRow, own))
        if found.run_id != str(command.run_id):
            raise Refusal("payment_unknown", "payment_id")
        if one.on is not None:
            made.append(was_executed(found, one.on, context))
            now[own] = replace(found, status="executed")
        else:
            reason = one.reason or "other"
            made.append(came_back(found, reason, context, state, part=f"{own}:"))
            now[own] = replace(found, status="bounced")
    return made
