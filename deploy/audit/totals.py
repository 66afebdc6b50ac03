"""Totals: what the views count is what the ledger says, per network and year. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from deploy.audit.findings import Finding, Invariant
from deploy.audit.ledger import Sums, add, row_of, transfers_of
from deploy.audit.participations import held_cents, of_debt
from deploy.audit.picture import Picture
from deploy.audit.services import GATEWAY
from deploy.audit.shares import requests_of, untransferred
from services.budget.contracts.events import (
    Account,
    ClearingClaimAnswered,
    ExpenseBooked,
    ExpenseCredited,
    ExpenseReversed,
    GroupVisitConfirmed,
    GroupVisitReversed,
    InstalmentConfirmed,
    InstalmentsAgreed,
    InstalmentsStopped,
    PaidBeside,
    ParticipationConfirmed,
    ParticipationCorrected,
    ParticipationReversed,
    PaymentBounced,
    PaymentRunApproved,
    PaymentRunCancelled,
    PaymentRunProposed,
    StatementDrawnUp,
    Transfer,
)
from services.budget.domain.instalment_plan import InstalmentPlan
from services.budget.domain.ledger import EFFECTS, TransferRow
from services.budget.domain.returned import Returned
from services.gateway.views.ledger import booked_in
from services.gateway.views.ledger_rows import Account as ShownAccount
from services.gateway.views.ledger_rows import StatementLine, StatementYear
from services.gateway.views.rows import YearTotal
from services.kernel.contract import Event


@dataclass
class YearSum:
    """What the journals say of a year of participation days."""

    holders: set[str] = field(default_factory=set)
    participations: int = 0
    network_cents: int = 0


@dataclass
class Books:
    """What the journals say, up to where the views have taken them in. Sums by account."""

    years: dict[int, YearSum]
    confirmed: dict[str, ParticipationConfirmed]
    visits: dict[str, GroupVisitConfirmed]
    accounts: dict[str, Account]
    sums: dict[str, Sums]
    owed: dict[tuple[str, int], int]
    """By organisation and year: what was payable to it before anything was paid, in cents."""


def books(picture: Picture) -> Books:
    """Count from the journals of cards and budget, up to the cursors of the views."""
    views = picture.part(GATEWAY)
    holders = {
        str(request.participation_id): str(request.holder_id)
        for told in picture.heard("cards", views.cursor("cards"))
        for request in requests_of(told.event)
    }
    confirmed: dict[str, ParticipationConfirmed] = {}
    agreed: dict[str, InstalmentsAgreed] = {}
    visits: dict[str, GroupVisitConfirmed] = {}
    accounts: dict[str, Account] = {}
    sums: dict[str, Sums] = {}
    owed: dict[tuple[str, int], int] = defaultdict(int)
    for told in picture.heard("budget", views.cursor("budget")):
        event = told.event
        _stand(confirmed, visits, event)
        _stand_in_instalments(confirmed, agreed, event)
        for account in getattr(event, "accounts", ()):
            accounts[str(account.account_id)] = account
        for transfer in transfers_of(event):
            assert event is not None
            for side in (transfer.debit, transfer.credit):
                accounts[str(side.account_id)] = side
            add(sums, row_of(transfer, event))
            if not isinstance(event, APART):
                _owe(owed, transfer)
    return Books(_years(confirmed, holders), confirmed, visits, accounts, sums, owed)


def _stand(
    confirmed: dict[str, ParticipationConfirmed],
    visits: dict[str, GroupVisitConfirmed],
    event: Event | None,
) -> None:
    """What is confirmed after an event."""
    match event:
        case ParticipationConfirmed():
            confirmed[str(event.participation_id)] = event
        case ParticipationCorrected():
            _correct(confirmed, event)
        case ParticipationReversed():
            confirmed.pop(str(event.participation_id), None)
        case GroupVisitConfirmed():
            visits[str(event.visit_id)] = event
        case GroupVisitReversed():
            visits.pop(str(event.visit_id), None)
        case _:
            pass


def _stand_in_instalments(
    confirmed: dict[str, ParticipationConfirmed],
    agreed: dict[str, InstalmentsAgreed],
    event: Event | None,
) -> None:
    """What is confirmed after an event about instalments: with the first, the whole once."""
    match event:
        case InstalmentsAgreed():
            agreed[str(event.participation_id)] = event
        case InstalmentConfirmed(number=1):
            whole = agreed.get(str(event.participation_id), event).model_dump(exclude={"transfers"})
            told = ParticipationConfirmed(**whole, transfers=event.transfers)
            confirmed[str(event.participation_id)] = told
        case InstalmentsStopped():
            _correct(confirmed, event)
        case _:
            pass


def _correct(
    confirmed: dict[str, ParticipationConfirmed],
    event: ParticipationCorrected | InstalmentsStopped,
) -> None:
    """The participation at its new price; what a holder keeps is paid for all the same."""
    key = str(event.participation_id)
    if key in confirmed:
        names = {"price_cents", "holder_cents", "organisation_cents", "network_cents"}
        told = event.model_dump(include={*names, "uncovered_cents"})
        confirmed[key] = confirmed[key].model_copy(update=told)


APART: Final = (
    ClearingClaimAnswered,
    ExpenseBooked,
    ExpenseReversed,
    ExpenseCredited,
    PaymentRunProposed,
    PaymentRunApproved,
    PaymentRunCancelled,
    PaymentBounced,
    PaidBeside,
    StatementDrawnUp,
)
"""Events that pay what is payable or take that back, those of expenses and of other networks'
claims, which are payable one by one, and what a statement brings over from another year: what was
owed in a year does not change by them."""


def _owe(owed: dict[tuple[str, int], int], transfer: Transfer) -> None:
    """What a transfer adds to what an organisation is owed."""
    posted = EFFECTS[transfer.kind].posted * transfer.cents
    for side, sign in ((transfer.credit, 1), (transfer.debit, -1)):
        if side.kind == "payable" and side.organisation_id is not None:
            owed[str(side.organisation_id), side.year] += sign * posted


def _years(
    confirmed: Mapping[str, ParticipationConfirmed], holders: Mapping[str, str]
) -> dict[int, YearSum]:
    years: dict[int, YearSum] = defaultdict(YearSum)
    for key, event in confirmed.items():
        if key not in holders:
            continue  # the views count a participation once they know both halves of it
        total = years[event.on.year]
        total.holders.add(holders[key])
        total.participations += 1
        total.network_cents += event.network_cents
    return years


def judge_totals(picture: Picture) -> Finding:
    """Year totals, accounts and statements of the views against the journals behind them."""
    finding = Finding(Invariant.TOTALS_AGREE)
    told = books(picture)
    _judge_years(picture, told, finding)
    _judge_accounts(picture, told, finding)
    _judge_statements(picture, told, finding)
    _judge_ledger(picture, told, finding)
    return finding


def _judge_years(picture: Picture, told: Books, finding: Finding) -> None:
    shown = picture.part(GATEWAY).table(YearTotal)
    for key in shown.keys() | {str(year) for year in told.years}:
        finding.looked["network-years"] += 1
        expected, row = told.years.get(int(key), YearSum()), shown.get(key)
        pairs = {
            "holders": (row.holders if row else 0, len(expected.holders)),
            "participations": (row.participations if row else 0, expected.participations),
            "network_cents": (row.network_cents if row else 0, expected.network_cents),
        }
        note = ", ".join(f"{n} {a} instead of {b}" for n, (a, b) in pairs.items() if a != b)
        if note:
            finding.fault("total_differs", GATEWAY, picture.stream, key, note)


def _judge_accounts(picture: Picture, told: Books, finding: Finding) -> None:
    shown = picture.part(GATEWAY).table(ShownAccount)
    for key in shown.keys() | told.accounts.keys():
        finding.looked["accounts"] += 1
        row, expected = shown.get(key), told.sums.get(key, Sums())
        if row is None or key not in told.accounts:
            kind = "account_not_shown" if row is None else "account_never_told"
            finding.fault(kind, GATEWAY, picture.stream, key)
            continue
        found = Sums(row.debit_cents, row.credit_cents, row.held_debit_cents, row.held_credit_cents)
        if found != expected:
            finding.fault("account_differs", GATEWAY, picture.stream, key, row.kind)


def _judge_statements(picture: Picture, told: Books, finding: Finding) -> None:
    """A provider's statement sums to what is payable to it, and by municipality to its lines."""
    shown = picture.part(GATEWAY).table(StatementYear)
    payable = {f"{organisation}:{year}": cents for (organisation, year), cents in told.owed.items()}
    payable |= _paid_by_municipalities(picture)
    for key in shown.keys() | payable.keys():
        finding.looked["statements"] += 1
        found = shown[key].total_cents if key in shown else 0
        if found != payable.get(key, 0):
            note = f"{found} instead of {payable.get(key, 0)} cents"
            finding.fault("statement_differs", GATEWAY, picture.stream, key, note)


def _paid_by_municipalities(picture: Picture) -> dict[str, int]:
    """What each municipality pays of a provider's statement: its part of every line."""
    paid: dict[str, int] = defaultdict(int)
    for line in picture.part(GATEWAY).table(StatementLine).values():
        if line.municipality is not None:
            paid[f"{line.organisation_id}:{line.year}:{line.municipality}"] += line.own_cents
    return paid


def _judge_ledger(picture: Picture, told: Books, finding: Finding) -> None:
    """What the ledger's own table posted in a year is what participations of that year cost.

    Only where the views have taken in all that the table holds: else the two are not alike yet.
    """
    budget = picture.part("budget")
    if budget.head != picture.part(GATEWAY).cursor("budget"):
        finding.waiting["moving"] += 1
        return
    by_year: dict[int, int] = defaultdict(int)
    sums: dict[str, Sums] = {}
    aside = {key for key, account in told.accounts.items() if account.kind == "suspense"}
    for transfer in budget.table(TransferRow).values():
        used = transfer.participation_id or transfer.visit_id
        if used and not of_debt(transfer) and not aside & {transfer.debit_id, transfer.credit_id}:
            add(sums, transfer)
    for key, account in told.accounts.items():
        if account.kind == "payable":
            found = sums.get(key, Sums())
            by_year[account.year] += found.posted_credit - found.posted_debit
    expected: dict[int, int] = defaultdict(int)
    returned, plans = budget.table(Returned), budget.table(InstalmentPlan)
    for event in told.confirmed.values():
        expected[booked_in(event)] += event.network_cents - untransferred(event)
        plan = plans.get(str(event.participation_id))
        expected[booked_in(event)] -= 0 if plan is None else held_cents(plan)
        back = returned.get(str(event.participation_id))
        expected[booked_in(event)] += 0 if back is None else back.absorbed_cents
    for visit in told.visits.values():
        expected[booked_in(visit)] += visit.network_cents
    for year in by_year.keys() | expected.keys():
        finding.looked["ledger years"] += 1
        if by_year[year] != expected[year]:
            note = f"{by_year[year]} instead of {expected[year]} cents"
            finding.fault("ledger_total_differs", "budget", picture.stream, year, note)
