"""Counters, lines, statements and payments that tell of other money than the ledger. Pure."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from deploy.audit.findings import Invariant
from deploy.audit.picture import Picture
from deploy.audit.services import GATEWAY
from services.budget.contracts import commands
from services.budget.contracts.events import (
    BooksClosing,
    BooksLocked,
    Decision,
    DisputeSettled,
    EnvelopeOpened,
    ExpenseBooked,
    LineDisputed,
    MoneyMoved,
    ParticipationConfirmed,
    PaymentBounced,
    PaymentRunApproved,
    PaymentRunProposed,
    StatementDrawnUp,
)
from services.budget.domain.bucket import Bucket, ProviderYear
from services.budget.domain.ledger import AccountRow
from services.budget.domain.payable import PayableItem
from services.budget.domain.payment import PaymentRow
from services.cards.contracts.commands import CancelGroupVisit, CancelParticipation
from services.gateway.views.ledger_rows import AccountDay, StatementLine
from services.gateway.views.settlement_rows import DrawnUp
from services.gateway.views.year_rows import Reach, Spending
from services.kernel.state import Row
from tests.audit.judging import a_row, failing
from tests.audit.story import WatchedTown, with_row, without_row
from tests.budget.test_late_visit import Visited
from tests.budget.test_statement import Club
from tests.kit.town import expect

DECIDED = Decision(body="municipal_council", on=date(2026, 6, 1))


def a_settled_year(*, locked: bool = False) -> Picture:
    """Lines in two months: settled, paid, come back, disputed, cancelled late; an expense."""
    town = WatchedTown()
    town.at(datetime(2026, 12, 31, 12, tzinfo=UTC))
    club = town.a_provider()
    opening = commands.OpenEnvelope(
        year=2026, action="Kaarten", category="participation", pays_for=("all",)
    )
    own = expect(town.ask(opening), EnvelopeOpened).envelope_id
    moving = commands.MoveMoney(year=2026, to_envelope=own, cents=9_000, decision=DECIDED)
    expect(town.ask(moving), MoneyMoved)
    card, days = town.a_card(), (date(2026, 3, 1), date(2026, 3, 2), date(2026, 4, 1))
    offers = [town.an_offer(cents, provider=club) for cents in (500, 1_000, 1_500)]
    lines = [
        expect(town.register(card, offer, on=day), ParticipationConfirmed).participation_id
        for offer, day in zip(offers, days, strict=True)
    ]
    expect(town.ask(commands.DisputeLine(participation_id=lines[0], reason="price")), LineDisputed)
    _pays(town, club)
    expect(town.ask(commands.SettleDispute(participation_id=lines[0])), DisputeSettled)
    town.ask(CancelParticipation(participation_id=lines[1]))
    expense = commands.BookExpense(
        envelope_id=own, kind="invoice", on=date(2026, 12, 1), document="F-1", cents=700
    )
    expect(town.ask(expense), ExpenseBooked)
    if locked:
        _locks(town)
        town.ask(CancelParticipation(participation_id=lines[2]))
    return town.picture()


def _pays(town: WatchedTown, club: Any) -> None:
    drawing = commands.DrawUpStatements(
        organisation_ids=(club,), year=2026, until=date(2026, 12, 31)
    )
    item = expect(town.ask(drawing), StatementDrawnUp).statement_id
    proposal = commands.ProposePaymentRun(item_ids=(item,), execution_on=date(2026, 12, 31))
    for bounces in (True, False):
        town.driver.actor = "an"
        run = expect(town.ask(proposal), PaymentRunProposed)
        town.driver.actor = "bo"
        expect(town.ask(commands.ApprovePaymentRun(run_id=run.run_id)), PaymentRunApproved)
        bounce = commands.RecordPaymentBounced(
            payment_id=run.payments[0].payment_id, reason="returned"
        )
        if bounces:
            expect(town.ask(bounce), PaymentBounced)


def _locks(town: WatchedTown) -> None:
    expect(town.ask(commands.CloseBooks(year=2026)), BooksClosing)
    town.at(datetime(2027, 1, 15, 9, tzinfo=UTC))
    lock = commands.LockBooks(
        year=2026, drawing_right="returned", other_sources="returned", decision=DECIDED
    )
    expect(town.ask(lock), BooksLocked)


YEAR = a_settled_year()


@pytest.mark.parametrize("locked", [False, True])
def test_a_settled_year_is_sound(locked: bool) -> None:
    assert failing(a_settled_year(locked=locked)) == {}


def test_what_was_owed_over_the_end_of_a_year_comes_with_the_next_years_statement() -> None:
    """Cancelled after it was settled: it is taken off the first statement of the next year."""
    town = WatchedTown(period=(date(2026, 1, 1), date(2027, 12, 31)))
    club = Club(town)
    right = town.a_right(30_000, period=(date(2026, 1, 1), date(2027, 12, 31)))
    ticket = club.sells(11_900)
    club.drawn()
    town.at(datetime(2027, 2, 1, 12, tzinfo=UTC))
    town.ask(CancelParticipation(participation_id=ticket))
    club.drawn()
    club.sells(15_900, date(2027, 2, 1), town.a_card(right))
    assert club.drawn(date(2027, 2, 1), year=2027).transfers
    assert failing(town.picture()) == {}


def test_a_late_visit_is_owed_while_it_waits_and_however_it_is_decided() -> None:
    town = WatchedTown()
    club = Visited(town)
    admitted, refused, cancelled = club.visit(), club.visit(), club.visit()
    assert failing(town.picture()) == {}
    club.decided(admitted.visit_id, admitted=True)
    club.decided(refused.visit_id, admitted=False)
    town.ask(CancelGroupVisit(visit_id=cancelled.visit_id))
    assert failing(town.picture()) == {}
    club.drawn()
    assert failing(town.picture()) == {}


def _one(service: str, table: type[Row], **like: Any) -> Any:
    return a_row(YEAR, service, table, **like)


CHANGED: list[tuple[str, type[Row], dict[str, Any], dict[str, Any], str]] = [
    (GATEWAY, Spending, {}, {"cents": 1}, "spending_differs"),
    (GATEWAY, AccountDay, {}, {"debit_cents": 1}, "days_differ"),
    (GATEWAY, Reach, {}, {"people": 7}, "reach_differs"),
    (GATEWAY, Reach, {"envelope": None}, {"participations": 0}, "reach_differs"),
    (GATEWAY, StatementLine, {}, {"network_cents": 1}, "statement_is_not_its_lines"),
    (GATEWAY, StatementLine, {}, {"bucket_id": None}, "line_in_no_bucket"),
    (GATEWAY, StatementLine, {}, {"bucket_id": "x"}, "lines_never_settled"),
    (GATEWAY, DrawnUp, {}, {"payable_cents": 1}, "statement_does_not_add_up"),
    (GATEWAY, DrawnUp, {}, {"number": 2}, "gap_in_statements"),
    (GATEWAY, DrawnUp, {}, {"key": "x"}, "lines_settled_twice"),
    ("budget", Bucket, {}, {"cents": 1}, "bucket_is_not_its_lines"),
    ("budget", Bucket, {"cents": -400}, {"generation": 9}, "lines_never_settled"),
    ("budget", ProviderYear, {}, {"carried_cents": 5}, "payable_is_not_what_is_owed"),
    ("budget", PayableItem, {}, {"status": "open"}, "item_not_paid_once"),
    ("budget", PayableItem, {}, {"cents": 1}, "item_not_paid_once"),
    ("budget", PaymentRow, {"status": "bounced"}, {"status": "approved"}, "item_not_paid_once"),
    ("budget", AccountRow, {"kind": "payable"}, {"posted_credit_cents": 1}, "payable_is_not"),
]


@pytest.mark.parametrize(("service", "table", "like", "changes", "kind"), CHANGED)
def test_what_differs_is_found(
    service: str,
    table: type[Row],
    like: dict[str, Any],
    changes: dict[str, Any],
    kind: str,
) -> None:
    wrong = with_row(YEAR, service, replace(_one(service, table, **like), **changes))
    found = failing(wrong)[Invariant.TOTALS_AGREE]
    assert any(one.startswith(kind) for one in found), found


@pytest.mark.parametrize(
    ("service", "table", "kind"),
    [
        (GATEWAY, Spending, "spending_differs"),
        (GATEWAY, Reach, "reach_differs"),
        (GATEWAY, DrawnUp, "lines_never_settled"),
        ("budget", PaymentRow, "item_not_paid_once"),
    ],
)
def test_what_is_gone_is_found(service: str, table: type[Row], kind: str) -> None:
    like = {"status": "approved"} if table is PaymentRow else {}
    wrong = without_row(YEAR, service, _one(service, table, **like))
    assert kind in failing(wrong)[Invariant.TOTALS_AGREE]
