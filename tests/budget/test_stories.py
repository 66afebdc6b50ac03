"""The acceptance stories, to the cent, as far as the backbone's rules reach. Pure.

`*` in a docstring marks invented input, as in `stories.md`.
"""

from datetime import UTC, date, datetime

from services.budget.contracts.events import ParticipationConfirmed, ParticipationReversed
from services.cards.contracts.commands import BlockCard, CancelParticipation
from services.kernel.contract import Event
from tests.kit.town import Town, an_opening, code_of, expect

YEAR_2025 = (date(2025, 1, 1), date(2025, 12, 31))


def shares(outcome: Event) -> tuple[int, int, int]:
    """Holder, organisation, network of what was confirmed, in cents."""
    done = expect(outcome, ParticipationConfirmed)
    return done.holder_cents, done.organisation_cents, done.network_cents


def on(day: date, hour_utc: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour_utc, minute, tzinfo=UTC)


def test_1_heist_op_den_berg_pays_a_swimming_lesson_from_its_drawing_right() -> None:
    """Drawing right 7,344.00, own contribution 14,688.00; swimming 47.50*."""
    town = Town(an_opening(period=YEAR_2025))
    town.at(on(date(2025, 9, 3)))
    card = town.a_card(town.a_right(50_000, period=YEAR_2025))
    outcome = town.register(card, town.an_offer(4_750), on=date(2025, 9, 3))
    assert shares(outcome) == (950, 0, 3_800)
    assert town.balances(2025)["drawing_right"] == 734_400 - 3_800


def test_2_kortrijk_cents() -> None:
    """20 holder / 40 organiser / 40 city: lines, not totals, are shared."""
    town = Town(an_opening(slug="kortrijk", municipalities=["34022"]))
    card = town.a_card(town.a_right(50_000))
    outcomes = [
        town.register(card, town.an_offer(price_cents, split_percent=(20, 40, 40)))
        for price_cents in (11_900, 15_900, 1_400, 1_700)
    ]
    assert [shares(outcome)[0] for outcome in outcomes] == [2_380, 3_180, 280, 340]
    assert [shares(outcome)[2] for outcome in outcomes] == [4_760, 6_360, 560, 680]
    assert town.balances()["payable"] == 12_360
    first = expect(outcomes[0], ParticipationConfirmed)
    undone = town.ask(CancelParticipation(participation_id=first.participation_id))
    expect(undone, ParticipationReversed)
    assert town.balances()["payable"] == 12_360 - 4_760
    town.driver.check_folds()


def test_3_beveren_counts_by_the_day_of_participation_over_thirteen_months() -> None:
    """80/20, 200.00 per calendar year*, 190.00 used of 2025; a price of 25.00*."""
    town = Town(an_opening(period=(date(2025, 1, 1), date(2026, 12, 31))))
    town.at(on(date(2025, 12, 1)))
    right = town.a_right(20_000, period=(date(2025, 1, 1), date(2026, 1, 31)))
    old, session = town.a_card(right), town.an_offer(2_500)
    town.register(old, town.an_offer(23_750), on=date(2025, 12, 1))
    assert town.left_cents(right, 2025) == 1_000

    town.at(on(date(2025, 12, 30)))
    assert shares(town.register(old, session, on=date(2025, 12, 30))) == (1_500, 0, 1_000)

    town.at(on(date(2026, 1, 5)))
    new = town.a_card(right)
    town.at(on(date(2026, 1, 15)))
    assert shares(town.register(old, session, on=date(2026, 1, 15))) == (500, 0, 2_000)
    assert town.left_cents(right, 2026) == 18_000
    again = town.register(new, session, on=date(2026, 1, 15))
    assert code_of(again) == "already_registered"

    town.at(on(date(2025, 12, 31), hour_utc=23, minute=10))
    assert shares(town.register(old, session, on=date(2026, 1, 1))) == (500, 0, 2_000)
    assert town.left_cents(right, 2026) == 16_000
    town.driver.check_folds()


def test_4_antwerp_a_lost_card_and_a_ceiling() -> None:
    """80%, 100.00 per calendar year; fees 60.00 and 70.00*."""
    town = Town(an_opening(period=YEAR_2025))
    town.at(on(date(2025, 2, 3)))
    right = town.a_right(10_000, period=YEAR_2025)
    old = town.a_card(right)
    assert shares(town.register(old, town.an_offer(6_000), on=date(2025, 2, 3)))[2] == 4_800
    assert town.left_cents(right, 2025) == 5_200

    blocked_at = on(date(2025, 2, 10), hour_utc=9, minute=2)
    town.at(blocked_at)
    town.ask(BlockCard(card_id=old.card_id, reason="lost"))
    new = town.a_card(right)
    assert town.left_cents(right, 2025) == 5_200
    town.at(on(date(2025, 2, 10), hour_utc=9, minute=3))
    refusal = town.register(old, town.an_offer(100), on=date(2025, 2, 10))
    assert (code_of(refusal), refusal.model_dump()["facts"]) == ("card_not_valid", {})

    town.at(on(date(2025, 2, 8)))
    unpaid = town.an_offer(100, split_percent=(100, 0, 0))
    expect(town.register(old, unpaid, on=date(2025, 2, 8)), ParticipationConfirmed)

    town.at(on(date(2025, 3, 5)))
    assert shares(town.register(new, town.an_offer(7_000), on=date(2025, 3, 5))) == (
        1_800,
        0,
        5_200,
    )
    assert town.last_request().ceiling_applied
    assert town.left_cents(right, 2025) == 0
    full = town.register(new, town.an_offer(7_000), on=date(2025, 3, 6))
    assert code_of(full) == "ceiling_reached"


def test_5_an_envelope_that_empties_on_a_saturday() -> None:
    """An envelope of 50.00*, a fee of 40.00* at 20/40/40: 8 / 16 / 16."""
    saturday = date(2025, 7, 5)
    opening = an_opening(period=YEAR_2025, drawing_right_cents=0, own_contribution_cents=5_000)
    town = Town(opening)
    town.at(on(saturday, hour_utc=7, minute=58))
    offer = town.an_offer(4_000, split_percent=(20, 40, 40))
    children = [town.a_card(town.a_right(20_000, period=YEAR_2025)) for _ in range(4)]
    outcomes = [town.register(child, offer, on=saturday) for child in children]
    assert [shares(outcome) for outcome in outcomes[:3]] == [(800, 1_600, 1_600)] * 3
    assert code_of(outcomes[3]) == "envelope_empty"
    assert town.available_cents(2025) == 200
    first = expect(outcomes[0], ParticipationConfirmed)
    town.ask(CancelParticipation(participation_id=first.participation_id))
    expect(town.register(children[3], offer, on=saturday), ParticipationConfirmed)
    assert town.available_cents(2025) == 200
