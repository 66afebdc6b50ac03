"""What who keeps the books of a network does, in a network made through the public API."""

import base64
from datetime import timedelta
from typing import Final

from tests.kit.city import City, pay_day, today
from tests.kit.client import Json
from tests.kit.in_instalments import IN_TWO, pays_in_instalments
from tests.kit.keeping_bank import OF_BANK, in_cash, lines_are_found_out, the_bank_books
from tests.kit.keeping_expenses import has_expenses
from tests.kit.keeping_statements import (
    a_list,
    a_statement,
    is_let_in,
    looked_into,
    waiting_and_late,
)
from tests.kit.neighbours import has_neighbours, with_a_neighbour
from tests.kit.owing import three_debts
from tests.kit.payees import A_KBO, ABOUT_ACCOUNTS, changes_its_account, has_an_account
from tests.kit.promised import is_promised
from tests.kit.uncovered import is_told_late, is_uncovered
from tests.kit.waiting_books import is_warned, noticed, one_waits, three_wait

FAR_ABOVE_CENTS: Final = 13_000
"""A price by which a statement is far above what its provider usually asks."""
DECIDED: Final[Json] = {"body": "COORDINATOR", "decidedOn": str(today())}
ABOUT_MONEY: Final[Json] = {
    "action": "Nieuwe actie",
    "bbc": "0740-01",
    "paysFor": ["CAMP"],
    "paysForAll": False,
    "whenEmpty": "OWN_CONTRIBUTION",
    "funding": [{"weight": 1, "sources": ["GIFT"]}],
    "warnAtPercent": [80, 95],
    "cents": 100,
    "body": "MUNICIPAL_COUNCIL",
    "decidedOn": str(today()),
    "reference": "2026/114",
    "totalCents": 1_000_000,
    "period": "HALF_YEAR",
    "minimumCents": 100,
    "payWithinDays": 30,
    "claimWithinDays": 15,
    "clear": True,
    "admitted": True,
    "onlyDue": False,
    "finding": "SAMPLE",
    "judgement": "FINE",
    "firstDay": str(today()),
    "lastDay": str(today()),
    "executionOn": str(pay_day()),
    "bouncedFor": "RETURNED",
    "way": "CASH",
    "file": base64.b64encode(b"afrekening;bedrag;status\n2016-0001;1,00;geboekt\n").decode(),
    **ABOUT_ACCOUNTS,
    "headCount": 20,
    "targetCount": 6,
    "ratioTenths": 20,
    "variant": "PRO_RATA",
    "applicant": "COOPERATION",
    "drawingRight": "RETURNED",
    "otherSources": "CARRIED",
    "reportText": "Een tekst.",
    "step": "SUBMITTED",
    "part": "ADVANCE",
    "objection": "NOT_OURS",
    "direction": "OUT",
    "settledCents": 100,
    "recover": False,
    "instalments": IN_TWO,
    "instalment": 1,
    "confirmedBy": "PROVIDER",
}
"""Right values of the arguments about money that name nothing."""


def of_money(books: Json) -> dict[str, Json]:
    """Where a name means something else in one operation."""
    return {
        "query.paymentFile": {"run": books["paidRun"]},
        "query.payablesFile": {"run": books["paidRun"]},
        "query.cashReceipt": {"payment": books["inCash"]},
        "mutation.setPayerAccount": {"kbo": A_KBO},
        "mutation.registerLegalEntity": {"kind": "MUNICIPALITY"},
        "mutation.enterFunding": {"source": "OWN_CONTRIBUTION"},
        "mutation.moveMoney": {"source": "OWN_CONTRIBUTION"},
        "mutation.coverUncovered": {"reason": "LIMIT", "source": "OWN_CONTRIBUTION"},
        "query.uncoveredAmounts": {"reason": "LIMIT", "status": "OPEN"},
        "mutation.openEnvelope": {"category": "SUPPORT"},
        "mutation.setRatio": {"regulation": "PARTICIPATION_DECREE"},
        "mutation.bookExpense": {"kind": "EVENT", "source": "GIFT"},
        "query.bookYear": {"year": today().year - 1},
        "mutation.changeEnvelope": {"category": "OTHER"},
        "mutation.drawUpStatements": {"until": str(today())},
        "mutation.disputeLine": {"reason": "PRICE"},
        "query.payableItems": {"status": "OPEN"},
        "query.statementLines": {"statement": books["statement"]},
        "query.statementFile": {"statement": books["statement"]},
        "query.claimListReport": {"claimList": books["claimList"], "result": "MATCHED"},
        "mutation.compareClaimList": {"file": a_list("2026-01-02;10,00;0417;")},
        "query.statementReviews": {"statements": [books["statement"]]},
        "mutation.judgeFinding": {
            "statement": books["statement"],
            "participation": books["sampled"],
        },
        "query.allowances": {"status": "REFUSED"},
        "query.lateLines": {"status": "ADMITTED"},
        "query.overdueStatements": {"on": str(today() + timedelta(days=366))},
        "query.payments": {"run": books["run"]},
        "query.debts": {"status": "OPEN"},
        "mutation.recordReceipt": {"source": "OWN_CONTRIBUTION"},
        "mutation.answerClearing": {"clearing": books["claimed"], "disputed": []},
        "mutation.settleClearingDispute": {"way": "AGAIN"},
        "query.participations": {"waiting": False},
        "query.waitingList": {"envelope": books["queue"]},
        **OF_BANK,
    }


async def keeps_books(
    city: City,
    here: str,
    mark: str,
    provider: str,
    holder: str,
    card: Json,
    participation: str,
) -> Json:
    """A legal entity and its money, an envelope, statements, payments; ids by argument names."""
    entity = await _an_entity(city, here, mark)
    envelope = await _an_envelope(city, here, mark)
    await is_let_in(city, provider, card)
    await city.make("setSettlementTerms", organisation=provider, period="MONTH", minimumCents=1)
    paid, bounced, waiting = [await a_statement(city, provider, card) for _ in range(3)]
    await pays_in_instalments(city, provider, card)
    left = await a_statement(city, provider, card, price_cents=FAR_ABOVE_CENTS)
    await is_uncovered(city, card, provider, envelope)
    queue = await one_waits(city, here, mark, provider, card)
    allowance = await is_promised(city, holder, here)
    await is_warned(city, here, mark)
    expense = await has_expenses(city, here, mark, provider, entity["id"], participation)
    return {
        "payeeAccount": await changes_its_account(city, provider),
        **dict.fromkeys(("entity", "payer"), entity["id"]),
        "allowance": allowance,
        "envelope": envelope,
        "bankLine": await lines_are_found_out(city, entity["id"], mark, provider, card),
        "inCash": await in_cash(city, provider, card),
        "expense": expense,
        "queue": queue,
        "fromEnvelope": envelope,
        "providers": [provider],
        **await looked_into(city, provider, left),
        "statement": left,
        "items": [left],
        "payable": left,
        **await has_neighbours(city, here, mark, entity["id"], provider),
        **await _payments(city, entity["id"], paid, bounced, waiting),
        "ownRun": await _own_run(city, entity["id"], expense),
    }


async def _an_entity(city: City, here: str, mark: str) -> Json:
    """A legal entity that pays from an account of its own, and its money."""
    entity = await city.make(
        "registerLegalEntity",
        name=f"OCMW {mark}",
        kind="WELFARE_CENTRE",
        municipality=here,
        kbo=A_KBO,
    )
    payer = {"kbo": A_KBO, "iban": "BE62 5100 0754 7061"}
    await city.make("setPayerAccount", entity=entity["id"], name=f"OCMW {mark}", **payer)
    await city.make(
        "enterFunding",
        year=today().year,
        source="OWN_CONTRIBUTION",
        totalCents=1_000_000,
        municipality=here,
        entity=entity["id"],
    )
    return entity


async def _an_envelope(city: City, here: str, mark: str) -> str:
    """An envelope of a municipality, in which money came and from which some went; its id."""
    given = {"category": "SUPPORT", "municipality": here, "bbc": "0719-00", "paysFor": ["CAMP"]}
    funding = [{"weight": 1, "sources": ["OWN_CONTRIBUTION"]}]
    envelope = await city.make(
        "openEnvelope",
        year=today().year,
        action=f"Actie {mark}",
        funding=funding,
        warnAtPercent=[80],
        **given,
    )
    decided = {"body": "MUNICIPAL_EXECUTIVE", "decidedOn": str(today()), "reference": "2026/7"}
    own = str(envelope["id"])
    await city.make("moveMoney", year=today().year, cents=5_000, toEnvelope=own, **decided)
    await city.make("moveMoney", year=today().year, cents=100, fromEnvelope=own, **decided)
    return own


async def _payments(city: City, payer: str, paid: str, bounced: str, waiting: str) -> Json:
    """A payment that was executed, one that bounced, one that waits for a second person."""
    second = city.token("finance_officer")
    about, runs = [], []
    for item in (paid, bounced):
        wish = {"items": [item], "executionOn": str(pay_day()), "payer": payer}
        run = await city.make("proposePaymentRun", **wish)
        runs.append(run["id"])
        await city.make("approvePaymentRun", token=second, run=run["id"])
        [payment] = await city.pages("payments", run=run["id"])
        about.append(payment["id"])
    await city.make("recordPaymentExecuted", payment=about[0], on=str(today()))
    await city.make("recordPaymentBounced", payment=about[1], bouncedFor="ACCOUNT_CLOSED")
    run = await city.make("proposePaymentRun", items=[waiting], executionOn=str(pay_day()))
    return {"run": run["id"], "payment": about[0], "paidRun": runs[0]}


async def _own_run(city: City, payer: str, expense: str) -> str:
    """A run that only one municipality's money pays, and that was taken back; its id."""
    wish = {"items": [expense], "executionOn": str(pay_day()), "payer": payer}
    run = await city.make("proposePaymentRun", **wish)
    await city.make("cancelPaymentRun", run=run["id"])
    return str(run["id"])


async def three_books(city: City, provider: str) -> dict[str, Json]:
    """Three of everything that who keeps the books can list; by list what to ask it with."""
    providers = [provider, await city.a_provider(), await city.a_provider()]
    card = await city.a_card()
    items, envelopes = [], []
    for number, one in enumerate(providers):
        envelopes.append(await _an_action(city, card, one, number))
        items.append(await _a_provider_settled(city, card, one, number))
    await the_bank_books(city, "Els Peeters")
    run = {"executionOn": str(pay_day())}
    queue = await three_wait(city, provider)
    await is_promised(city, await city.a_holder())
    await noticed(city, 3, *envelopes)
    for item in items:
        made = await city.make("proposePaymentRun", items=[item], **run)
        await city.make("cancelPaymentRun", run=made["id"])
    near = await with_a_neighbour(city, provider, times=3)
    return {
        "clearingClaims": {"direction": "OUT"},
        "clearingLines": {"clearing": near["clearing"]},
        "statementLines": {"statement": items[0]},
        "waitingList": {"envelope": queue},
        **await waiting_and_late(city, providers, card),
        **await three_debts(city, provider),
    }


async def _an_action(city: City, card: Json, provider: str, number: int) -> str:
    """An envelope with money and an expense, and what lacked money in it; its id."""
    wish = {"year": today().year, "action": f"Actie {number}", "category": "OTHER"}
    kind = ("CAMP", "MEAL", "ACTIVITY")[number]
    envelope = await city.make("openEnvelope", paysFor=[kind], warnAtPercent=[5], **wish)
    taking = {"toEnvelope": envelope["id"], "cents": 100, "year": today().year}
    await city.make("moveMoney", **taking, **DECIDED)
    spent = {"kind": "INVOICE", "reference": f"F-{number}", "cents": 10, "on": str(today())}
    await city.make("bookExpense", envelope=envelope["id"], **spent)
    await is_told_late(city, card, provider, category=kind, price_cents=10)
    return str(envelope["id"])


async def _a_provider_settled(city: City, card: Json, provider: str, number: int) -> str:
    """A payer, a provider with an account and lines, one of them corrected; its statement."""
    entity = {"name": f"Entiteit {number}", "kind": "COOPERATION"}
    payer = {"entity": (await city.make("registerLegalEntity", **entity))["id"], "kbo": A_KBO}
    await city.make("setPayerAccount", name="Samen", iban="BE62510007547061", **payer)
    await city.make("setSettlementTerms", organisation=provider, period="ON_REQUEST")
    await has_an_account(city, provider, "BE71096123456769")
    for _line in range(3):
        offer = await city.an_offer(provider=provider)
        taken = await city.register(card, offer)
    part = {"participation": taken.made["id"], "reason": "OTHER", "refundCents": 100}
    await city.make("correctParticipation", **part, **DECIDED)
    return await a_statement(city, provider, card)
