"""What is owed to a network, and what came back, made through the public API."""

import json

from services.budget.contracts.recoveries import debt_of
from tests.kit.city import City, today
from tests.kit.client import Json
from tests.kit.regulations import document_data
from tests.kit.scheme_town import eighty_percent
from tests.kit.waiting import eventually

HELD: Json = {"statuses": [{"name": "increased_reimbursement"}]}
LOST = "2026-01-31"


async def comes_back(city: City, participation: str, *, times: int = 1) -> Json:
    """A cent of what is owed for it comes in, so many times, in cash; ids by argument."""
    own = str(debt_of(participation))

    async def owed() -> bool:
        return own in [one["id"] for one in await city.pages("debts")]

    await eventually(owed, bool)
    paid = {"debt": own, "cents": 1, "way": "CASH", "on": str(today())}
    made = [await city.make("receiveRepayment", **paid) for _ in range(times)]
    return {"debt": own, "repayment": made[-1]["id"]}


async def three_debts(city: City, provider: str) -> dict[str, Json]:
    """Three debts, of one of which three parts came in; by list what to ask it with."""
    document = json.dumps(document_data(benefit=eighty_percent()))
    about: Json = {"scheme": (await city.make("adoptRegulation", document=document))["scheme"]}
    about["holder"] = await city.a_holder()
    await city.make("decideCase", facts=HELD, **about)
    card, used = await city.make("issueSchemeCard", **about), []
    for _ in range(3):
        offer = await city.an_offer(provider=provider)
        used.append((await city.register(card, offer)).made["id"])
    right = (await city.make("learnLate", fact="STATUS_LOST", trueUntil=LOST, **about))["id"]
    who = {"holder": about["holder"], "right": right, "payer": "HOLDER", "reason": "gekend"}
    await city.make("decideRecovery", participations=used, **who)
    for own in used[1:]:
        await comes_back(city, own)
    return {"repayments": {"debt": (await comes_back(city, used[0], times=3))["debt"]}}
