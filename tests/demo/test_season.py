"""The plan of a season is pure, complete and the same for a seed."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.be import nn

from deploy.demo import first_round
from deploy.demo.organisations import KORTRIJK_PAYEES
from deploy.demo.people import check_digits, fictive_national_number, invent_person
from deploy.demo.plan import FIRST_DAY, LAST_DAY, Course, NetworkPlan, Season
from deploy.demo.season import DEFAULT, LARGEST, plan_season
from services.kernel.money import share_price

sizes = st.integers(min_value=50, max_value=600)
seeds = st.integers(min_value=0, max_value=10_000)


def drawn(season: Season) -> list[NetworkPlan]:
    return [plan for plan in season.plans if plan.network.slug != first_round.PLACE]


def numbers(season: Season) -> list[int]:
    return sorted(each.number for plan in drawn(season) for each in plan.participations)


def network_cents(plan: NetworkPlan) -> int:
    """What the network would pay if nothing refused it, in cents."""
    offers = plan.network.offers
    return sum(
        share_price(offers[each.offer].price_cents, offers[each.offer].split).network_cents
        for each in plan.participations
        if each.course in (Course.AT_ONCE, Course.CONFIRMED)
    )


@settings(max_examples=20, deadline=None)
@given(size=sizes, seed=seeds)
def test_a_season_has_its_size_and_is_the_same_for_its_seed(size: int, seed: int) -> None:
    season = plan_season(size, seed)
    assert numbers(season) == list(range(size))
    assert season == plan_season(size, seed)


@settings(max_examples=20, deadline=None)
@given(size=sizes, more=st.integers(min_value=1, max_value=300), seed=seeds)
def test_a_larger_season_begins_with_the_smaller(size: int, more: int, seed: int) -> None:
    small, large = plan_season(size, seed), plan_season(size + more, seed)
    for before, after in zip(small.plans, large.plans, strict=True):
        kept = [each for each in after.participations if not size <= each.number < size + more]
        assert before.participations == kept
        assert before.holders == after.holders[: len(before.holders)]


def test_seeds_differ() -> None:
    assert plan_season(50, 1) != plan_season(50, 2)


@pytest.mark.parametrize("size", [0, 49, LARGEST + 1])
def test_a_size_out_of_range_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="from 50 to 100000"):
        plan_season(size)


def test_every_network_is_there_even_where_nobody_takes_part() -> None:
    assert len(plan_season(50).plans) == 119


def test_the_default_season_reaches_every_network() -> None:
    season = plan_season()
    assert numbers(season) == list(range(DEFAULT))
    assert all(plan.participations for plan in season.plans)
    busiest = max(season.plans, key=lambda plan: len(plan.participations))
    assert busiest.network.slug == "antwerpen"


@given(seed=seeds)
@settings(max_examples=10, deadline=None)
def test_kortrijk_has_what_its_first_round_repaid_to_the_cent(seed: int) -> None:
    [plan] = [each for each in plan_season(50, seed).plans if each.network.slug == "kortrijk"]
    owners = [one.name for one in plan.network.organisations for _ in one.offers]
    repaid: Counter[str] = Counter()
    for each in plan.participations:
        assert not plan.holders[each.holder].empty_handed
        offer = plan.network.offers[each.offer]
        repaid[owners[each.offer]] += share_price(offer.price_cents, offer.split).network_cents
    assert repaid == KORTRIJK_PAYEES
    assert sum(repaid.values()) == network_cents(plan) == 4_601_20


def test_a_large_season_gives_every_network_a_few_holders() -> None:
    season = plan_season(20_000)
    assert min(len(plan.holders) for plan in season.plans) >= 5
    holders = sum(len(plan.holders) for plan in season.plans)
    assert 4 < 20_000 / holders < 5


def test_summer_peaks() -> None:
    season = plan_season(5_000)
    months = Counter(each.on.month for plan in season.plans for each in plan.participations)
    assert {month for month, _ in months.most_common(2)} == {7, 8}
    assert months[7] + months[8] > 5_000 / 3
    assert set(months) == set(range(1, 13))


def test_every_course_is_taken() -> None:
    season = plan_season()
    courses = Counter(each.course for plan in season.plans for each in plan.participations)
    assert set(courses) == set(Course)
    assert courses[Course.AT_ONCE] > DEFAULT / 2


def test_some_envelopes_cannot_pay_for_all() -> None:
    poor = [
        plan.network.slug
        for plan in plan_season().plans
        if network_cents(plan)
        > plan.network.drawing_right.cents + plan.network.own_contribution.cents
    ]
    assert 3 <= len(poor) <= 12


def test_days_lie_in_the_year_and_in_the_months_of_the_offer() -> None:
    for plan in plan_season(3_000).plans:
        assert plan.participations == sorted(
            plan.participations, key=lambda each: (each.on, each.number)
        )
        for each in plan.participations:
            assert FIRST_DAY <= each.on <= LAST_DAY
            assert each.on.month in plan.network.offers[each.offer].months


def test_nobody_takes_part_in_the_same_thing_twice_on_a_day() -> None:
    for plan in plan_season(5_000).plans:
        visits = Counter((each.holder, each.offer, each.on) for each in plan.participations)
        assert set(visits.values()) <= {1}


def test_holders_live_in_their_network_and_are_numbered_from_0() -> None:
    for plan in drawn(plan_season(3_000)):
        assert [holder.number for holder in plan.holders] == list(range(len(plan.holders)))
        assert all(each.municipality in plan.network.municipalities for each in plan.holders)
        assert {each.holder for each in plan.participations} == set(range(len(plan.holders)))


def test_fictive_national_numbers_are_all_different() -> None:
    people = [holder.person for plan in plan_season(20_000).plans for holder in plan.holders]
    assert len({person.national_number for person in people}) == len(people)


@given(born=st.dates(date(1938, 1, 1), date(2022, 12, 31)), serial=st.integers(1, 998))
def test_fictive_national_numbers_are_plainly_fictive_with_valid_check_digits(
    born: date, serial: int
) -> None:
    number = fictive_national_number(born, serial)
    assert 61 <= int(number[2:4]) <= 72
    assert nn.get_birth_date(number) == born
    assert not nn.is_valid(number)


def test_check_digits_of_a_known_number() -> None:
    assert check_digits("850730033", 1985) == "28"
    assert check_digits("170730033", 2017) == "84"


def test_an_invented_person_has_a_number_that_is_not_taken() -> None:
    taken: set[str] = set()
    first = invent_person(Random("a"), taken)
    second = invent_person(Random("a"), taken)
    assert taken == {first.national_number, second.national_number}
