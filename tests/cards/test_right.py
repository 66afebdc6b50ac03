"""Rules of granting a right. Pure."""

from datetime import date
from uuid import UUID

import pytest

from services.cards.contracts.commands import GrantRight
from services.cards.contracts.events import RightGranted
from services.kernel.contract import Event
from tests.kit.town import YEAR_END, YEAR_START, Town, an_id, code_of, expect


def granted(
    town: Town,
    holder: UUID,
    *,
    ceiling_cents: int = 20_000,
    first: date = YEAR_START,
    last: date = YEAR_END,
) -> Event:
    return town.ask(
        GrantRight(
            holder_id=holder,
            yearly_ceiling_cents=ceiling_cents,
            valid_from=first,
            valid_until=last,
        )
    )


def test_a_right_may_last_until_the_last_day_of_eligibility() -> None:
    town = Town()
    holder = town.a_holder(eligible_until=YEAR_END)
    expect(granted(town, holder, last=YEAR_END), RightGranted)


def test_one_day_beyond_eligibility_is_refused_and_says_until_when() -> None:
    town = Town()
    holder = town.a_holder(eligible_until=date(2026, 12, 30))
    refusal = granted(town, holder, last=YEAR_END)
    assert code_of(refusal) == "beyond_eligibility"
    assert refusal.model_dump()["facts"] == {"until": "2026-12-30"}


@pytest.mark.parametrize("eligible_until", [None, date(2025, 12, 31)])
def test_who_is_not_or_no_longer_eligible_is_granted_nothing(eligible_until: date | None) -> None:
    town = Town()
    holder = town.a_holder(eligible_until=eligible_until)
    assert code_of(granted(town, holder)) == "not_eligible"


@pytest.mark.parametrize("ceiling_cents", [1, 100_000_000])
def test_a_ceiling_within_its_limits_is_good(ceiling_cents: int) -> None:
    town = Town()
    expect(granted(town, town.a_holder(), ceiling_cents=ceiling_cents), RightGranted)


@pytest.mark.parametrize("ceiling_cents", [-1, 0, 100_000_001])
def test_a_ceiling_beyond_its_limits_is_refused(ceiling_cents: int) -> None:
    town = Town()
    refusal = granted(town, town.a_holder(), ceiling_cents=ceiling_cents)
    assert code_of(refusal) == "ceiling_invalid"


def test_a_right_of_one_day_is_good_and_one_that_ends_before_it_starts_is_not() -> None:
    town = Town()
    expect(granted(town, town.a_holder(), first=YEAR_START, last=YEAR_START), RightGranted)
    backwards = granted(town, town.a_holder(), first=date(2026, 1, 2), last=YEAR_START)
    assert code_of(backwards) == "period_invalid"


def test_the_next_right_starts_after_the_one_before_it_ends() -> None:
    town = Town()
    holder = town.a_holder()
    june, july = date(2026, 6, 30), date(2026, 7, 1)
    expect(granted(town, holder, last=june), RightGranted)
    assert code_of(granted(town, holder, first=june)) == "right_overlaps"
    expect(granted(town, holder, first=july), RightGranted)


def test_a_stranger_is_granted_nothing() -> None:
    assert code_of(granted(Town(), an_id("stranger"))) == "holder_unknown"
