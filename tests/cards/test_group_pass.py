"""Group passes: tickets per year for an organisation. Pure; amounts are invented."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.contracts.examples import example
from services.budget.contracts.commands import EnterFunding
from services.budget.contracts.events import (
    FundingEntered,
    GroupVisitConfirmed,
    GroupVisitDeclined,
    GroupVisitReversed,
)
from services.cards.contracts.commands import (
    BlockGroupPass,
    CancelGroupVisit,
    IssueGroupPass,
    RegisterGroupVisit,
)
from services.cards.contracts.events import (
    GroupPassBlocked,
    GroupPassIssued,
    GroupVisitRegistered,
)
from services.cards.domain.group_pass import PassYear
from services.kernel.contract import Event
from services.kernel.state import WholeState
from tests.kit.card_desk import CardDesk
from tests.kit.rules import NOON
from tests.kit.town import HEIST, SUMMER, an_id, an_opening, code_of, expect


def issue(desk: CardDesk, **wish: Any) -> Event:
    given = {
        "organisation_id": desk.a_provider("poverty_association", name="Den Draai"),
        "scheme_id": desk.scheme,
        "tickets_per_year": 20,
        "valid_until": date(2027, 12, 31),
        **wish,
    }
    return desk.ask(IssueGroupPass(**given), desk.fresh())


def a_pass(desk: CardDesk, **wish: Any) -> GroupPassIssued:
    return expect(issue(desk, **wish), GroupPassIssued)


def visit(
    desk: CardDesk, used: GroupPassIssued, offer: UUID, tickets: int, on: date = SUMMER
) -> Event:
    return desk.ask(
        RegisterGroupVisit(pass_token=used.token, offer_id=offer, on=on, tickets=tickets)
    )


def used(desk: CardDesk, issued: GroupPassIssued, year: int = 2026) -> int:
    return desk.driver.row("cards", desk.stream, PassYear, f"{issued.pass_id}:{year}").used


def test_a_group_uses_tickets_until_there_are_none() -> None:
    desk = CardDesk()
    issued, offer = a_pass(desk), desk.an_offer(1_000, split_percent=(20, 40, 40))
    seen = expect(visit(desk, issued, offer, 12), GroupVisitConfirmed)
    shares = (seen.holder_cents, seen.organisation_cents, seen.network_cents)
    assert (seen.price_cents, shares) == (12_000, (2_400, 4_800, 4_800))
    refused = visit(desk, issued, offer, 9)
    assert code_of(refused) == "tickets_used_up"
    assert refused.facts == {"tickets_left": 8}  # type: ignore[attr-defined]
    expect(visit(desk, issued, offer, 8), GroupVisitConfirmed)
    assert code_of(visit(desk, issued, offer, 1)) == "tickets_used_up"
    desk.driver.check_folds()


def test_the_next_year_has_tickets_of_its_own() -> None:
    desk = CardDesk()
    free = desk.an_offer(1_000, split_percent=(100, 0, 0))
    issued, offer = a_pass(desk), desk.an_offer(1_000)
    expect(visit(desk, issued, offer, 20), GroupVisitConfirmed)
    expect(visit(desk, issued, free, 1, date(2027, 1, 1)), GroupVisitConfirmed)
    assert (used(desk, issued), used(desk, issued, 2027)) == (20, 1)


def test_a_visit_that_did_not_happen_frees_its_tickets_once() -> None:
    desk = CardDesk()
    issued, offer = a_pass(desk), desk.an_offer(1_000)
    seen = expect(visit(desk, issued, offer, 20), GroupVisitConfirmed)
    cancel = CancelGroupVisit(visit_id=seen.visit_id)
    expect(desk.ask(cancel), GroupVisitReversed)
    assert used(desk, issued) == 0
    assert code_of(desk.ask(cancel)) == "already_cancelled"
    assert code_of(desk.ask(CancelGroupVisit(visit_id=an_id("none")))) == "visit_unknown"


def test_unknown_blocked_and_expired_passes_get_the_same_answer() -> None:
    desk = CardDesk()
    issued, offer = a_pass(desk, valid_until=date(2026, 12, 31)), desk.an_offer(1_000)
    unknown = issued.model_copy(update={"token": "no such token"})
    assert code_of(visit(desk, unknown, offer, 1)) == "pass_not_valid"
    assert code_of(visit(desk, issued, offer, 1, date(2027, 1, 1))) == "pass_not_valid"
    desk.at(datetime(2026, 12, 31, 23, 0, tzinfo=UTC))
    assert code_of(visit(desk, issued, offer, 1)) == "pass_not_valid"
    desk.at(NOON)
    block = BlockGroupPass(pass_id=issued.pass_id, reason="lost")
    expect(desk.ask(block), GroupPassBlocked)
    assert code_of(visit(desk, issued, offer, 1)) == "pass_not_valid"
    assert code_of(desk.ask(block)) == "already_blocked"
    assert code_of(desk.ask(BlockGroupPass(pass_id=an_id("none"), reason="lost"))) == "pass_unknown"
    desk.at(NOON - timedelta(hours=1))
    expect(visit(desk, issued, offer, 1), GroupVisitConfirmed)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"tickets_per_year": 0}, "tickets_invalid"),
        ({"tickets_per_year": 100_001}, "tickets_invalid"),
        ({"valid_until": date(2026, 6, 30)}, "period_invalid"),
        ({"organisation_id": an_id("nobody")}, "organisation_unknown"),
        ({"scheme_id": an_id("nothing")}, "scheme_unknown"),
    ],
)
def test_a_pass_is_for_a_partner_and_some_tickets(wish: dict[str, Any], code: str) -> None:
    assert code_of(issue(CardDesk(), **wish)) == code


@pytest.mark.parametrize("tickets", [0, -1, 100_001])
def test_a_visit_takes_some_tickets(tickets: int) -> None:
    desk = CardDesk()
    assert code_of(visit(desk, a_pass(desk), desk.an_offer(1_000), tickets)) == "tickets_invalid"


def test_a_visit_is_at_an_offer_of_the_network_and_near_in_time() -> None:
    desk = CardDesk()
    issued = a_pass(desk)
    assert code_of(visit(desk, issued, an_id("no offer"), 1)) == "offer_unknown"
    far = visit(desk, issued, desk.an_offer(1_000), 1, date(2027, 12, 31))
    assert code_of(far) == "day_out_of_range"


# -- the network's share ------------------------------------------------------------------------


def test_the_networks_share_is_payable_to_the_provider_and_back_once_the_group_did_not_come() -> (
    None
):
    desk = CardDesk()
    issued, offer = a_pass(desk), desk.an_offer(1_000, split_percent=(20, 40, 40))
    before = desk.available_cents()
    seen = expect(visit(desk, issued, offer, 12), GroupVisitConfirmed)
    assert (desk.balances()["payable"], before - desk.available_cents()) == (4_800, 4_800)
    expect(desk.ask(CancelGroupVisit(visit_id=seen.visit_id)), GroupVisitReversed)
    assert (desk.balances()["payable"], desk.available_cents()) == (0, before)
    desk.driver.check_folds()


def test_a_visit_that_cannot_be_paid_takes_no_tickets() -> None:
    desk = CardDesk()
    issued, dear = a_pass(desk), desk.an_offer(10_000_000)
    declined = expect(visit(desk, issued, dear, 2), GroupVisitDeclined)
    assert (declined.code, declined.action) == ("envelope_empty", "request")
    assert (used(desk, issued), desk.balances()["payable"]) == (0, 0)
    other = visit(desk, issued, desk.an_offer(1_000), 1, date(2027, 1, 1))
    assert code_of(other) == "no_budget_for_year"
    assert used(desk, issued, 2027) == 0
    assert code_of(desk.ask(CancelGroupVisit(visit_id=declined.visit_id))) == "already_cancelled"
    desk.driver.check_folds()


def test_a_visit_from_before_shares_were_posted_is_cancelled_without_money() -> None:
    desk = CardDesk()
    issued = a_pass(desk)
    told = GroupVisitRegistered.model_validate(
        example(GroupVisitRegistered)
        | {"visit_id": an_id("old"), "pass_id": issued.pass_id, "on": SUMMER, "tickets": 3}
    )
    rules, rows = desk.driver.services["cards"], desk.driver.rows["cards", desk.stream]
    context = desk.driver.fresh_context(desk.stream, None)
    desk.driver.emit(rules, [told], context, WholeState(rows), answers=False)
    desk.driver.settle()
    assert used(desk, issued) == 3
    cancel = CancelGroupVisit(visit_id=told.visit_id)
    assert expect(desk.ask(cancel), GroupVisitReversed).transfers == ()
    assert used(desk, issued) == 0
    assert code_of(desk.ask(cancel)) == "already_cancelled"
    desk.driver.check_folds()


def test_two_cancels_while_budget_is_away_free_the_tickets_once() -> None:
    desk = CardDesk()
    issued, offer = a_pass(desk), desk.an_offer(1_000)
    seen = expect(visit(desk, issued, offer, 5), GroupVisitConfirmed)
    desk.driver.pause("budget")
    wish = CancelGroupVisit(visit_id=seen.visit_id)
    sent = [desk.driver.send(wish, stream=desk.stream) for _ in range(2)]
    desk.driver.resume("budget")
    first, second = (desk.driver.outcomes[own_id] for own_id in sent)
    expect(first, GroupVisitReversed)
    assert code_of(second) == "already_cancelled"
    assert (used(desk, issued), desk.balances()["payable"]) == (0, 0)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 9), st.booleans()), max_size=12),
)
def test_tickets_and_money_are_those_of_the_visits_that_stand(steps: list[Any]) -> None:
    desk = CardDesk()
    issued = a_pass(desk)
    offers = [desk.an_offer(cents) for cents in (300, 999, 40_000_00)]
    standing: list[GroupVisitConfirmed] = []
    for which, tickets, cancelled in steps:
        made = visit(desk, issued, offers[which], tickets)
        if isinstance(made, GroupVisitConfirmed):
            standing.append(made)
            if cancelled:
                desk.ask(CancelGroupVisit(visit_id=standing.pop(0).visit_id))
    rows = desk.driver.all_rows("cards", desk.stream, PassYear)
    assert sum(row.used for row in rows) == sum(one.tickets for one in standing)
    assert desk.balances()["payable"] == sum(one.network_cents for one in standing)
    desk.driver.check_folds()


# -- whose money pays -----------------------------------------------------------------------------


def test_a_pass_of_a_municipality_is_paid_for_with_its_own_money_first() -> None:
    desk = CardDesk(opening=an_opening(municipalities=(HEIST, "12029")))
    for town in (HEIST, "12029"):
        wish = EnterFunding(
            year=2026, source="own_contribution", total_cents=1_000, municipality=town
        )
        expect(desk.ask(wish), FundingEntered)
    offer = desk.an_offer(1_000)
    own = expect(visit(desk, a_pass(desk, municipality="12029"), offer, 2), GroupVisitConfirmed)
    assert [(one.debit.municipality, one.cents) for one in own.transfers] == [
        ("12029", 1_000),
        (None, 600),
    ]
    everybodys = expect(visit(desk, a_pass(desk), offer, 1), GroupVisitConfirmed)
    assert [one.debit.municipality for one in everybodys.transfers] == [None]
    assert code_of(issue(desk, municipality="11002")) == "municipality_not_in_network"
