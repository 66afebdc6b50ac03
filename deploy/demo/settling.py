"""The first payment round of a network: statements of its providers, and one run that pays them.

The coordinator proposes, the finance officer approves: nobody pays alone. Sent again it does
nothing twice; on a later day it settles what came since.
"""

from datetime import datetime

from deploy.demo import documents as api
from deploy.demo.client import Call
from deploy.demo.plan import LAST_DAY, YEAR
from deploy.demo.session import Session
from services.budget.contracts.bank.bank_days import bank_day_from
from services.cards.domain.calendar import BRUSSELS


async def settle(session: Session, network: str) -> None:
    """Draw up what was sold so far, and pay it."""
    coordinator = session.token("coordinator", network)
    until = min(datetime.now(BRUSSELS).date(), LAST_DAY)
    found = await session.api.query(api.PROVIDERS, coordinator, network=network)
    providers = [one["id"] for one in found["organisations"]["nodes"]]
    if not providers:
        return
    wish = {"providers": providers, "year": YEAR, "until": until}
    call = Call(f"season-{session.seed}-statements-{until}", wish)
    await session.api.mutate(api.DRAW_UP_STATEMENTS, coordinator, network, [call])
    items = await session.api.query(api.OPEN_ITEMS, coordinator, network=network)
    open_items = items["payableItems"]["nodes"]
    if open_items:
        await _pay(session, network, [one["id"] for one in open_items])
        session.outcome.statements += len(open_items)
        session.outcome.paid_cents += sum(one["cents"] for one in open_items)


async def _pay(session: Session, network: str, items: list[str]) -> None:
    on = bank_day_from(datetime.now(BRUSSELS).date())
    coordinator = session.token("coordinator", network)
    call = Call(f"season-{session.seed}-run-{items[0]}", {"items": items, "executionOn": on})
    [run] = await session.api.mutate(api.PROPOSE_RUN, coordinator, network, [call])
    if session.accepted("payment run", [run]):
        officer = session.token("finance_officer", network)
        approval = Call(
            f"season-{session.seed}-approval-{run.id}", {"run": run.id, "allTheSame": "EXPLAINED"}
        )
        answers = await session.api.mutate(api.APPROVE_RUN, officer, network, [approval])
        session.accepted("approval", answers)
