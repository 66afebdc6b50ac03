"""What a walk through whole lives found about merging, each by itself (test_whole_life.py)."""

from datetime import date

from services.cards.contracts.commands import FoundHousehold, MergeHolders, SplitHolders
from services.cards.contracts.events import HoldersMerged, HoldersSplit
from services.cards.domain.household import Household
from services.cards.domain.merge import free_days
from services.cards.domain.scheme_right import DatedRight
from tests.kit.town import Town, expect


def a_right(first: date, last: date, *, grace: date | None = None) -> DatedRight:
    return DatedRight(
        right_id=f"from {first}",
        regulation_id="regulation",
        valid_from=first,
        valid_until=last,
        grace_until=grace,
    )


def members(town: Town) -> list[str]:
    (household,) = town.driver.all_rows("cards", town.stream, Household)
    return [one.holder_id for one in household.members]


def test_who_was_entered_twice_in_one_household_is_in_it_once_and_twice_again() -> None:
    town = Town()
    stays, twice = town.a_holder(), town.a_holder()
    both = [{"holder_id": one, "role": "adult"} for one in (stays, twice)]
    town.ask(FoundHousehold.model_validate({"members": both}))
    expect(town.ask(MergeHolders(holder_id=stays, duplicate_id=twice)), HoldersMerged)
    assert members(town) == [str(stays)]
    town.driver.check_folds()
    expect(town.ask(SplitHolders(duplicate_id=twice)), HoldersSplit)
    assert members(town) == sorted([str(stays), str(twice)])
    town.driver.check_folds()


def test_a_right_goes_over_on_no_day_of_grace_of_another() -> None:
    kept = a_right(date(2026, 1, 1), date(2026, 3, 31), grace=date(2026, 4, 14))
    later = a_right(date(2026, 2, 1), date(2026, 6, 30))
    assert free_days(later, [kept]) == (date(2026, 4, 15), None)
    within = a_right(date(2026, 2, 1), date(2026, 4, 10))
    assert free_days(within, [kept]) is None


def test_a_right_that_goes_over_ends_before_the_next_one_its_grace_included() -> None:
    kept = a_right(date(2026, 4, 1), date(2026, 6, 30))
    before = a_right(date(2026, 1, 1), date(2026, 3, 31), grace=date(2026, 4, 14))
    assert free_days(before, [kept]) == (date(2026, 1, 1), date(2026, 3, 31))
    assert free_days(before, []) == (date(2026, 1, 1), None)
