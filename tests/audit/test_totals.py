"""Participations, totals and statements on which services disagree. Pure."""

from dataclasses import replace
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.audit import folds, participations
from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Aside, CursorAt, Picture
from deploy.audit.services import AUDITED, GATEWAY, SOURCES
from services.budget.domain.ledger import TransferRow
from services.budget.domain.participation import Participation as Posted
from services.cards.domain.participation import Participation as Settled
from services.gateway.views import ledger_rows as ledger
from services.gateway.views import rows as views
from tests.audit.judging import SEASON, a_row, failing
from tests.audit.story import with_part, with_row, without_row


def test_participations_that_differ_are_found() -> None:
    settled = a_row(SEASON, "cards", Settled, status="confirmed")
    posted = a_row(SEASON, "budget", Posted, status="confirmed")
    shown = a_row(SEASON, GATEWAY, views.Participation, status="confirmed")
    wrong = [
        (with_row(SEASON, "cards", replace(settled, status="held")), "budget_differs"),
        (with_row(SEASON, "cards", replace(settled, status="declined")), "posted_but_not_settled"),
        (without_row(SEASON, "cards", settled), "unknown_to_cards"),
        (without_row(SEASON, "budget", posted), "unknown_to_budget"),
        (without_row(SEASON, GATEWAY, shown), "not_in_views"),
        (with_row(SEASON, GATEWAY, replace(shown, status="cancelled")), "view_differs"),
    ]
    for picture, kind in wrong:
        assert kind in failing(picture)[Invariant.PARTICIPATIONS_AGREE]


def test_a_confirmed_participation_without_its_transfers_is_found() -> None:
    settled = a_row(SEASON, "cards", Settled, status="confirmed")
    transfer = a_row(SEASON, "budget", TransferRow, participation_id=settled.key)
    found = failing(without_row(SEASON, "budget", transfer))
    assert "not_transferred" in found[Invariant.PARTICIPATIONS_AGREE]
    assert "transfer_missing" in found[Invariant.TRANSFERS_BALANCE]


def test_a_participation_that_is_set_aside_is_waited_for() -> None:
    settled = a_row(SEASON, "cards", Settled, status="confirmed")
    picture = with_row(SEASON, "cards", replace(settled, status="requested"))
    aside = Aside(uuid4(), uuid4(), "behind", frozenset({settled.key}))
    found = participations.judge_participations(with_part(picture, "cards", aside=[aside]))
    assert (found.failed, found.waiting["still moving"]) == (0, 1)


def test_totals_that_differ_are_found() -> None:
    total = a_row(SEASON, GATEWAY, views.YearTotal)
    statement = a_row(SEASON, GATEWAY, ledger.StatementYear)
    account = a_row(SEASON, GATEWAY, ledger.Account, kind="payable")
    wrong: list[tuple[Picture, str]] = [
        (with_row(SEASON, GATEWAY, replace(total, holders=9)), "total_differs"),
        (with_row(SEASON, GATEWAY, replace(total, network_cents=1)), "total_differs"),
        (without_row(SEASON, GATEWAY, total), "total_differs"),
        (with_row(SEASON, GATEWAY, replace(statement, total_cents=1)), "statement_differs"),
        (with_row(SEASON, GATEWAY, replace(account, credit_cents=1)), "account_differs"),
        (without_row(SEASON, GATEWAY, account), "account_not_shown"),
        (with_row(SEASON, GATEWAY, replace(account, key="x")), "account_never_told"),
    ]
    for picture, kind in wrong:
        assert failing(picture)[Invariant.TOTALS_AGREE] == {kind}
    payment = a_row(SEASON, "budget", TransferRow, kind="posted", cents=952)
    found = failing(with_row(SEASON, "budget", replace(payment, cents=953)))
    assert found[Invariant.TOTALS_AGREE] == {"ledger_total_differs", "spending_differs"}


def test_a_public_event_that_the_feed_lacks_or_has_too_many_is_found() -> None:
    feed = list(SEASON.part(GATEWAY).feed)
    lacking = with_part(SEASON, GATEWAY, feed=feed[1:])
    assert failing(lacking) == {Invariant.VIEWS_ARE_FOLDS: {"feed_lacks_event"}}
    stranger = ("cards", 1, "cards.holder_registered.v1")
    too_many = with_part(SEASON, GATEWAY, feed=[*feed, stranger])
    assert failing(too_many) == {Invariant.VIEWS_ARE_FOLDS: {"feed_has_stranger"}}


def test_a_row_that_cannot_be_read_is_found() -> None:
    picture = with_part(SEASON, "cards", unfit=[("holders", "x")])
    assert failing(picture) == {Invariant.TABLES_ARE_FOLDS: {"row_unreadable"}}


@settings(max_examples=60, deadline=None)
@given(st.tuples(*(st.integers(0, SEASON.part(name).head) for name in SOURCES)))
def test_however_far_the_views_are_there_is_nothing_to_blame(reached: tuple[int, ...]) -> None:
    """While the platform works on, the views have taken in any part of each journal."""
    noted = dict(zip(SOURCES, reached, strict=True))
    cursors = {source: CursorAt(at, at) for source, at in noted.items()}
    partly = replace(with_part(SEASON, GATEWAY, cursors=cursors), noted=noted)
    finding = Finding(Invariant.VIEWS_ARE_FOLDS)
    rows = folds.fold(AUDITED[GATEWAY].rules, partly, finding)
    feed = [event for event in SEASON.part(GATEWAY).feed if event[1] <= noted[event[0]]]
    assert failing(with_part(partly, GATEWAY, rows=rows, feed=feed)) == {}
