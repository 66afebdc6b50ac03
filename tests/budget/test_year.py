"""The funding sources of a year, and drawing from them in their order. Pure."""

from datetime import date

import pytest

from services.budget.contracts.events import ParticipationConfirmed, YearOpened
from tests.kit.town import YEAR_END, YEAR_START, Town, an_opening, code_of, expect


def a_town(drawing_right_cents: int, own_contribution_cents: int) -> Town:
    opening = an_opening(
        drawing_right_cents=drawing_right_cents, own_contribution_cents=own_contribution_cents
    )
    return Town(opening)


def test_both_sources_are_filled_from_outside_in_every_year_of_the_period() -> None:
    town = Town(an_opening(period=(date(2025, 7, 1), date(2027, 2, 1))))
    opened = [f.event for f in town.driver.journal if isinstance(f.event, YearOpened)]
    assert [event.year for event in opened] == [2025, 2026, 2027]
    assert town.balances(2027) == {
        "external": -2_203_200,
        "drawing_right": 734_400,
        "own_contribution": 1_468_800,
        "payable": 0,
    }


def test_a_source_of_nothing_has_an_account_but_no_transfer() -> None:
    town = a_town(0, 100)
    [opened] = [f.event for f in town.driver.journal if isinstance(f.event, YearOpened)]
    assert [transfer.credit.kind for transfer in opened.transfers] == ["own_contribution"]
    assert len(town.accounts("drawing_right")) == 1
    outcome = expect(town.register(town.a_card(), town.an_offer(125)), ParticipationConfirmed)
    assert [transfer.debit.kind for transfer in outcome.transfers] == ["own_contribution"]


@pytest.mark.parametrize(
    ("drawing_right_cents", "drawn"),
    [
        (400, {"drawing_right": 400}),
        (399, {"drawing_right": 399, "own_contribution": 1}),
        (0, {"own_contribution": 400}),
    ],
)
def test_the_drawing_right_is_drawn_first_and_a_share_may_come_from_both(
    drawing_right_cents: int, drawn: dict[str, int]
) -> None:
    town = a_town(drawing_right_cents, 400)
    outcome = expect(town.register(town.a_card(), town.an_offer(500)), ParticipationConfirmed)
    assert {t.debit.kind: t.cents for t in outcome.transfers} == drawn


def test_the_last_cent_of_both_together_is_spent_and_not_one_more() -> None:
    enough = a_town(199, 201)
    expect(enough.register(enough.a_card(), enough.an_offer(500)), ParticipationConfirmed)
    assert enough.available_cents() == 0
    short = a_town(199, 200)
    refusal = short.register(short.a_card(), short.an_offer(500))
    assert code_of(refusal) == "envelope_empty"
    assert refusal.model_dump()["facts"] == {"left_cents": 399}
    assert short.available_cents() == 399


def test_a_year_outside_the_regulation_period_has_no_budget() -> None:
    town = Town()
    card = town.a_card(town.a_right(period=(date(2025, 12, 31), YEAR_END)))
    offer = town.an_offer(500)
    refusal = town.register(card, offer, on=date(2025, 12, 31))
    assert code_of(refusal) == "no_budget_for_year"
    assert refusal.model_dump()["facts"] == {"year": 2025}
    expect(town.register(card, offer, on=YEAR_START), ParticipationConfirmed)


def test_a_participation_that_costs_the_network_nothing_needs_no_transfer() -> None:
    town = a_town(0, 0)
    offer = town.an_offer(500, split_percent=(50, 50, 0))
    outcome = expect(town.register(town.a_card(), offer), ParticipationConfirmed)
    assert outcome.transfers == ()
