"""Group passes: tickets per year for an organisation. Pure; amounts are invented."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.cards.contracts.commands import (
    BlockGroupPass,
    CancelGroupVisit,
    IssueGroupPass,
    RegisterGroupVisit,
)
from services.cards.contracts.events import (
    GroupPassBlocked,
    GroupPassIssued,
    GroupVisitCancelled,
    GroupVisitRegistered,
)
from services.cards.domain.group_pass import PassYear
from services.kernel.contract import Event
from tests.kit.card_desk import CardDesk
from tests.kit.rules import NOON
from tests.kit.town import SUMMER, an_id, code_of, expect


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
    seen = expect(visit(desk, issued, offer, 12), GroupVisitRegistered)
    shares = (seen.holder_cents, seen.organisation_cents, seen.network_cents)
    assert (seen.price_cents, shares) == (12_000, (2_400, 4_800, 4_800))
    refused = visit(desk, issued, offer, 9)
    assert code_of(refused) == "tickets_used_up"
    assert refused.facts == {"tickets_left": 8}  # type: ignore[attr-defined]
    expect(visit(desk, issued, offer, 8), GroupVisitRegistered)
    assert code_of(visit(desk, issued, offer, 1)) == "tickets_used_up"
    desk.driver.check_folds()


def test_the_next_year_has_tickets_of_its_own() -> None:
    desk = CardDesk()
    issued, offer = a_pass(desk), desk.an_offer(1_000)
    expect(visit(desk, issued, offer, 20), GroupVisitRegistered)
    expect(visit(desk, issued, offer, 1, date(2027, 1, 1)), GroupVisitRegistered)
    assert (used(desk, issued), used(desk, issued, 2027)) == (20, 1)


def test_a_visit_that_did_not_happen_frees_its_tickets_once() -> None:
    desk = CardDesk()
    issued, offer = a_pass(desk), desk.an_offer(1_000)
    seen = expect(visit(desk, issued, offer, 20), GroupVisitRegistered)
    cancel = CancelGroupVisit(visit_id=seen.visit_id)
    assert expect(desk.ask(cancel), GroupVisitCancelled).tickets == 20
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
    expect(visit(desk, issued, offer, 1), GroupVisitRegistered)


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
