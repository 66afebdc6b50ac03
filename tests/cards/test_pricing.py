"""Prices under a regulation, worked out by hand; rules are those of domain.md 3.1. Pure."""

from datetime import date

import pytest

from services.cards.contracts.regulation.counting import (
    Housemate,
    Renewal,
    RightOn,
    Tally,
    Used,
)
from services.cards.contracts.regulation.lasting import months_from
from services.cards.contracts.regulation.pricing import Facts, NotSold, full_price, price
from services.kernel.money import Split
from tests.kit.benefits import (
    DAY,
    RIGHT,
    a_benefit,
    an_offer,
    percent_off,
    shares,
    sold,
    used_of,
    yearly,
)

# -- reductions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (11_900, (2_380, 4_760, 4_760)),
        (15_900, (3_180, 6_360, 6_360)),
        (1_400, (280, 560, 560)),
        (1_700, (340, 680, 680)),
    ],
)
def test_kortrijk_takes_80_percent_off_half_of_it_by_the_organiser(
    cents: int, expected: tuple[int, int, int]
) -> None:
    assert shares(sold(a_benefit(percent_off(80)), an_offer(cents))) == expected


def test_oudenaarde_asks_1_50_for_half_a_day_and_3_00_for_a_day() -> None:
    half = {"reduction": {"kind": "holder_pays", "cents": 150}, "fits": {"days_at_most": 0.5}}
    day = {"reduction": {"kind": "holder_pays", "cents": 300}, "fits": {"days_at_most": 1}}
    split = Split(2_500, 2_500, 5_000)  # association a quarter, welfare centre a half
    benefit = a_benefit(half, day, percent_off(75))
    assert shares(sold(benefit, an_offer(1_200, split, days=0.5))) == (150, 350, 700)
    assert shares(sold(benefit, an_offer(1_200, split, days=1))) == (300, 300, 600)
    assert shares(sold(benefit, an_offer(1_200, split))) == (300, 300, 600)
    assert shares(sold(benefit, an_offer(100, split, days=0.5))) == (100, 0, 0)


def test_geel_takes_25_00_off_a_camp_which_the_organiser_does_not_bear() -> None:
    camp = {"reduction": {"kind": "amount_off", "cents": 2_500}, "organisation_percent": 0}
    assert shares(sold(a_benefit(camp), an_offer(9_000))) == (6_500, 0, 2_500)
    assert shares(sold(a_benefit(camp), an_offer(2_000))) == (0, 0, 2_000)


def test_kortemark_bears_all_of_its_80_percent_itself() -> None:
    own = percent_off(80, organisation_percent=0)
    assert shares(sold(a_benefit(own), an_offer(1_001))) == (200, 0, 801)


def test_vilvoorde_splits_20_40_40_whatever_the_offer_says() -> None:
    rule = percent_off(80, organisation_percent=40)
    benefit = a_benefit(rule)
    assert shares(sold(benefit, an_offer(1_000, Split(10_000, 0, 0)))) == (200, 400, 400)


def test_aalst_pays_half_of_the_price_and_the_organiser_the_rest() -> None:
    fixed = {"reduction": {"kind": "holder_pays", "cents": 150}, "network_percent": 50}
    assert shares(sold(a_benefit(fixed), an_offer(1_001))) == (150, 351, 500)
    assert shares(sold(a_benefit(fixed), an_offer(200))) == (150, 0, 50)
    percent = percent_off(80, network_percent=50)
    assert shares(sold(a_benefit(percent), an_offer(1_000))) == (200, 300, 500)


def test_the_organiser_bears_a_part_of_the_rest_or_a_fixed_amount() -> None:
    third = {
        "reduction": {"kind": "holder_pays", "cents": 150},
        "organisation_rest_percent": 33.3333,
    }
    assert shares(sold(a_benefit(third), an_offer(900))) == (150, 250, 500)
    assert shares(
        sold(a_benefit(percent_off(80, organisation_rest_percent=25)), an_offer(1_000))
    ) == (
        200,
        200,
        600,
    )
    fixed = percent_off(80, organisation_cents=300)
    assert shares(sold(a_benefit(fixed), an_offer(1_000))) == (200, 300, 500)
    assert shares(sold(a_benefit(fixed), an_offer(100))) == (20, 80, 0)


def test_the_offers_own_shares_hold_within_what_the_regulation_bounds() -> None:
    as_offered = {"kind": "as_offered"}
    plain = a_benefit({"reduction": as_offered})
    assert shares(sold(plain, an_offer(1_001))) == (200, 401, 400)
    half = a_benefit({"reduction": as_offered | {"percent_at_least": 50}})
    assert shares(sold(half, an_offer(1_000, Split(8_000, 1_000, 1_000)))) == (500, 250, 250)
    most = a_benefit({"reduction": as_offered | {"percent_at_most": 75}})
    assert shares(sold(most, an_offer(1_000))) == (250, 375, 375)


def test_the_holder_pays_at_least_a_fifth_and_the_network_no_more_than_its_most() -> None:
    full = {"reduction": {"kind": "full"}, "organisation_percent": 0}
    least = a_benefit(full | {"holder_at_least_percent": 20})
    assert shares(sold(least, an_offer(1_001))) == (200, 0, 801)
    most = a_benefit(full | {"network_at_most_cents": 500})
    made = sold(most, an_offer(1_001))
    assert shares(made) == (501, 0, 500)
    assert [step.kind for step in made.steps] == ["rule", "network_at_most"]


def test_gistel_reduces_only_what_costs_more_than_5_00() -> None:
    benefit = a_benefit(percent_off(50, fits={"threshold_cents": 500}))
    assert shares(sold(benefit, an_offer(500)))[0] == 500
    assert shares(sold(benefit, an_offer(501))) == (251, 125, 125)


def test_other_help_comes_first_where_the_regulation_says_so() -> None:
    first = a_benefit(percent_off(80), other_help_first=True)
    made = sold(first, an_offer(5_000), other_help_cents=1_000)
    assert (shares(made), made.other_help_cents) == ((1_800, 1_600, 1_600), 1_000)
    beside = sold(a_benefit(percent_off(80)), an_offer(5_000), other_help_cents=1_000)
    assert (shares(beside), beside.other_help_cents) == ((1_000, 2_000, 2_000), 0)


def test_who_bore_the_cent_of_rounding_is_told() -> None:
    made = sold(a_benefit(percent_off(80)), an_offer(1_001))
    assert shares(made) == (200, 401, 400)
    (rounding,) = [step for step in made.steps if step.kind == "rounding"]
    assert rounding.borne_by == ("organisation",)


def test_the_first_rule_that_fits_holds_and_without_one_the_price_is_full() -> None:
    child = percent_off(90, fits={"reached_age_at_most": 16})
    benefit = a_benefit(child, percent_off(50, fits={"categories": ["membership"]}))
    assert sold(benefit, an_offer(1_000)).steps[0].name == "rule_0"
    adult = RightOn(valid_from=RIGHT.valid_from, valid_until=RIGHT.valid_until, birth_year=1990)
    assert shares(sold(benefit, an_offer(1_000, category="membership"), adult))[0] == 500
    none = sold(benefit, an_offer(1_000), adult)
    assert (shares(none), none.steps[0].kind, none.counts) == ((1_000, 0, 0), "no_rule", ())


# -- exclusions and ceilings ------------------------------------------------------------------


def test_antwerp_sells_no_camp_and_names_the_clause() -> None:
    camps = {
        "name": "camps",
        "label": "Kampen",
        "clause": "camps",
        "fits": {"categories": ["camp"]},
    }
    benefit = a_benefit(percent_off(80), exclusions=[camps])
    refused = price(benefit, an_offer(9_000, category="camp"), RIGHT, Used(), on=DAY)
    assert refused == NotSold("offer_excluded", {"clause": "camps"})


def test_antwerp_pays_52_00_of_56_00_and_names_the_ceiling() -> None:
    benefit = a_benefit(percent_off(80, organisation_percent=0), ceilings=[yearly(10_000)])
    first = sold(benefit, an_offer(6_000))
    assert (shares(first), first.ceiling_applied) == ((1_200, 0, 4_800), False)
    second = sold(benefit, an_offer(7_000), used=used_of("yearly", 4_800))
    assert (shares(second), second.ceiling_applied) == ((1_800, 0, 5_200), True)
    step = second.steps[-1]
    told = (step.kind, step.name, step.clause, step.cents, step.left_cents)
    assert told == ("ceiling", "yearly", "art. 6", 400, 0)
    third = price(benefit, an_offer(7_000), RIGHT, used_of("yearly", 10_000), on=DAY)
    facts: Facts = {"left_cents": 0, "ceiling": "yearly", "clause": "art. 6"}
    assert third == NotSold("ceiling_reached", facts)


def test_brecht_gives_200_up_to_18_and_100_from_19() -> None:
    amounts = [{"reached_age_at_most": 18, "cents": 20_000}, {"cents": 10_000}]
    ceiling = {"name": "yearly", "amounts": amounts}
    benefit = a_benefit(percent_off(80, organisation_percent=0), ceilings=[ceiling])
    for born, most in ((2008, 20_000), (2007, 10_000), (None, 10_000)):
        right = RightOn(valid_from=RIGHT.valid_from, valid_until=RIGHT.valid_until, birth_year=born)
        assert sold(benefit, an_offer(50_000), right).shares.network_cents == most


def test_a_ceiling_of_the_household_counts_for_all_its_members() -> None:
    family = yearly(15_000) | {"name": "family", "per": "household"}
    benefit = a_benefit(percent_off(80, organisation_percent=0), ceilings=[family, yearly(10_000)])
    used = used_of("family", 14_000, of="household")
    made = sold(benefit, an_offer(5_000), used=used)
    assert shares(made)[2] == 1_000
    assert {(c.tally.of, c.cents) for c in made.counts} == {
        ("household", 1_000),
        ("person", 1_000),
    }


def test_izegem_lets_a_child_use_the_parents_budget_for_camps_only() -> None:
    amounts = [{"reached_age_at_most": 18, "cents": 15_000}, {"cents": 8_000}]
    pooled = {"name": "budget", "amounts": amounts, "pooled": True, "pooled_categories": ["camp"]}
    benefit = a_benefit(
        {"reduction": {"kind": "full"}, "organisation_percent": 0}, ceilings=[pooled]
    )
    parent = RightOn(valid_from=RIGHT.valid_from, valid_until=RIGHT.valid_until, birth_year=1985)
    tally = Tally(row="2026", name="budget")
    used = Used(cents={tally: 10_000}, housemates=(Housemate(right=parent, cents={tally: 3_000}),))
    assert shares(sold(benefit, an_offer(30_000, category="camp"), used=used))[2] == 10_000
    assert shares(sold(benefit, an_offer(30_000, category="membership"), used=used))[2] == 5_000
    taken = Used(cents={}, housemates=(Housemate(right=parent, cents={tally: 15_000}),))
    left = sold(benefit, an_offer(30_000, category="membership"), used=taken)
    assert shares(left)[2] == 8_000  # the parent used 7,000 of the child's


def test_a_ceiling_of_the_card_period_begins_again_only_after_the_old_end() -> None:
    ceiling = yearly(10_000, period="card_period")
    benefit = a_benefit(percent_off(80, organisation_percent=0), ceilings=[ceiling])
    renewed = RightOn(
        valid_from=date(2025, 1, 1),
        valid_until=date(2027, 1, 31),
        renewals=(Renewal(on=date(2026, 1, 5), until_before=date(2026, 1, 31)),),
    )
    used = used_of("yearly@2026-01-31", 10_000, row="all")
    january = price(benefit, an_offer(1_000), renewed, used, on=date(2026, 1, 15))
    assert isinstance(january, NotSold)
    february = sold(benefit, an_offer(1_000), renewed, used, on=date(2026, 2, 1))
    assert february.counts[0].tally.name == "yearly@2027-01-31"


def test_buying_limits_count_per_offer_in_their_own_stretch_of_time() -> None:
    weekly = {"name": "weekly", "times": 1, "per": "week", "on": "offer"}
    benefit = a_benefit(percent_off(80), buying_limits=[weekly])
    new_year = date(2027, 1, 1)  # a Friday, in week 53 of 2026
    (counted,) = sold(benefit, an_offer(100), on=new_year).counts
    assert counted.tally == Tally(on="offer", row="2026", name="weekly@2026-W53")
    used = Used(times={counted.tally: 1})
    refused = price(benefit, an_offer(100), RIGHT, used, on=date(2026, 12, 28))
    facts: Facts = {"limit": "weekly", "clause": "weekly", "times": 1, "per": "week"}
    assert refused == NotSold("buying_limit_reached", facts)
    assert sold(benefit, an_offer(100), used=used, on=date(2027, 1, 4)).counts


def test_huldenbergs_vouchers_pay_what_the_holder_would_pay_for_a_year_after_issue() -> None:
    vouchers = {"cents_each": 1_000, "amounts": [{"cents": 10_000}], "valid_months": 12}
    benefit = a_benefit({"reduction": {"kind": "full"}}, vouchers=vouchers)
    right = RightOn(
        valid_from=date(2025, 9, 1),
        valid_until=date(2027, 8, 31),
        birth_year=2015,
        renewals=(Renewal(on=date(2026, 8, 1), until_before=date(2026, 8, 31)),),
    )
    first = sold(benefit, an_offer(7_500), right, on=date(2025, 10, 1))
    assert (shares(first), first.counts[0].tally.name) == (
        (0, 0, 7_500),
        "vouchers@2025-09-01",
    )
    used = used_of("vouchers@2025-09-01", 7_500, row="all")
    august = sold(benefit, an_offer(7_500), right, used, on=date(2026, 8, 15))
    assert [(c.tally.name[-10:], c.cents) for c in august.counts] == [
        ("2025-09-01", 2_500),
        ("2026-08-01", 5_000),
    ]
    september = sold(benefit, an_offer(12_000), right, used, on=date(2026, 9, 1))
    assert shares(september) == (2_000, 0, 10_000)


def test_months_from_a_day_end_the_day_before_it_recurs() -> None:
    assert months_from(date(2026, 1, 1), 12) == date(2026, 12, 31)
    assert months_from(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_from(date(2026, 12, 15), 2) == date(2027, 2, 14)


def test_an_ordinary_card_pays_the_full_price() -> None:
    assert shares(full_price(an_offer(1_250))) == (1_250, 0, 0)
