"""Changed rules over a past period: worked out by hand, and held to what cards would charge. Pure.

Prices and splits are those of story 2 (Kortrijk) unless they are invented (`*` in the stories).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.events import UsageCount
from services.cards.contracts.regulation.counting import Counted, Tally, Used
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.pricing import NotSold, price
from services.gateway.domain.changed_keys import ChangedKey
from services.gateway.domain.simulating import Bought, Change, Sum, simulate
from services.kernel.money import Shares, Split, share_price
from tests.kit.benefits import RIGHT, a_benefit, an_offer, percent_off, yearly
from tests.kit.regulations import a_document

SCHEME, SINCE, UNTIL = str(UUID(int=1)), date(2026, 3, 1), date(2026, 9, 30)
POOL, CLUB, HER, HIM = (str(UUID(int=number)) for number in (10, 11, 20, 21))
NOW = "now"


def a_regulation(*rules: dict[str, Any], **more: Any) -> RegulationDocument:
    benefit = a_benefit(*rules, **more)
    return a_document(benefit=benefit.model_dump(mode="json"))


def bought(cents: int, shares: tuple[int, int, int], **more: Any) -> Bought:
    kind = {"category": "lesson_series", **more.pop("kind", {})}
    said = {
        "offer_id": POOL,
        "organisation_id": CLUB,
        "offered": an_offer(cents, **kind),
        "on": date(2026, 7, 4),
        "shares": Shares(*shares),
        "person": HER,
        "household": HER,
        "scheme": SCHEME,
        "regulation": NOW,
        "right": RIGHT,
    }
    return Bought(**{**said, **more})


def by(document: RegulationDocument | None = None, *keys: ChangedKey) -> Change:
    scheme = None if document is None else SCHEME
    return Change(since=SINCE, until=UNTIL, scheme=scheme, document=document, keys=keys)


def simulated(change: Change, *ones: Bought, now: RegulationDocument | None = None) -> Sum:
    sums = simulate(change, ones, {} if now is None else {NOW: now})
    whole = Sum()
    for one in sums.values():
        whole = whole.plus(one)
    return whole


def test_kortrijk_with_a_quarter_for_the_organiser() -> None:
    """20/40/40 of 119.00, 159.00, 14.00 and 17.00 as it was; 20/20/60 beside it."""
    now = [
        bought(11_900, (2_380, 4_760, 4_760)),
        bought(15_900, (3_180, 6_360, 6_360)),
        bought(1_400, (280, 560, 560)),
        bought(1_700, (340, 680, 680)),
    ]
    quarter = a_regulation(percent_off(80, organisation_percent=20))
    found = simulated(by(quarter), *now)
    assert found.participations == 4
    assert found.paid == Shares(6_180, 12_360, 12_360)
    assert found.simulated == Shares(6_180, 6_180, 18_540)
    assert (found.not_sold, found.not_sold_cents) == (0, 0)


def test_it_is_told_by_category_provider_and_municipality() -> None:
    other = str(UUID(int=12))
    ones = (
        bought(1_000, (200, 400, 400)),
        bought(1_000, (200, 400, 400), organisation_id=other),
        bought(9_000, (1_800, 3_600, 3_600), kind={"category": "camp"}, municipality="13014"),
    )
    found = simulate(by(a_regulation(percent_off(50))), ones, {})
    assert set(found) == {
        ("lesson_series", CLUB, ""),
        ("lesson_series", other, ""),
        ("camp", CLUB, "13014"),
    }
    assert found["camp", CLUB, "13014"].simulated == Shares(4_500, 2_250, 2_250)


def test_a_ceiling_is_reached_in_the_order_in_which_was_bought() -> None:
    """100.00 a year: 48.00 of 60.00, 52.00 of 70.00*, and nothing is left for a third."""
    rule = percent_off(80, organisation_percent=0)
    capped = a_regulation(rule, ceilings=[yearly(10_000)])
    first, second = bought(6_000, (0, 0, 6_000)), bought(7_000, (0, 0, 7_000))
    found = simulated(by(capped), first, second, bought(500, (0, 0, 500)))
    assert found.paid == Shares(0, 0, 13_500)
    assert found.simulated == Shares(1_200 + 1_800, 0, 10_000)
    assert (found.not_sold, found.not_sold_cents) == (1, 500)


def test_what_was_used_before_the_period_counts_as_it_was() -> None:
    used = UsageCount(
        subject=UUID(HER), scheme_id=UUID(SCHEME), period="2026", name="yearly", cents=9_900
    )
    before = bought(12_375, (2_475, 0, 9_900), on=date(2026, 2, 28), counts=(used,))
    rule = percent_off(80, organisation_percent=0)
    capped = a_regulation(rule, ceilings=[yearly(10_000)])
    found = simulated(by(capped), before, bought(1_000, (200, 0, 800)))
    assert found.participations == 1
    assert found.simulated == Shares(900, 0, 100)


def test_a_ceiling_of_a_household_is_of_all_who_live_there() -> None:
    home = str(UUID(int=30))
    family = {"name": "family", "per": "household", "amounts": [{"cents": 1_000}]}
    rule = percent_off(100, organisation_percent=0)
    hers = bought(800, (0, 0, 800), household=home)
    his = bought(800, (0, 0, 800), person=HIM, household=home)
    found = simulated(by(a_regulation(rule, ceilings=[family])), hers, his)
    assert found.simulated == Shares(600, 0, 1_000)
    alone = replace(his, household=HIM)
    assert simulated(by(a_regulation(rule, ceilings=[family])), hers, alone).simulated == Shares(
        0, 0, 1_600
    )


def test_a_pooled_budget_takes_what_a_housemate_leaves() -> None:
    pooled = yearly(1_000, pooled=True)
    document = a_regulation(percent_off(100, organisation_percent=0), ceilings=[pooled])
    one = bought(1_500, (0, 0, 1_500), mates=((HIM, RIGHT),))
    other = bought(800, (0, 0, 800), person=HIM, household=HIM, mates=((HER, RIGHT),))
    assert simulated(by(document), one, other).simulated == Shares(300, 0, 2_000)


def test_who_had_no_right_pays_the_full_price_then_too() -> None:
    one = bought(1_000, (1_000, 0, 0), right=None)
    assert simulated(by(a_regulation(percent_off(80))), one).simulated == Shares(1_000, 0, 0)


def test_what_the_changed_regulation_leaves_out_is_told_apart() -> None:
    camps = {"name": "camps", "label": "Kampen", "fits": {"categories": ["camp"]}}
    camp = bought(9_000, (1_800, 3_600, 3_600), kind={"category": "camp"})
    found = simulated(by(a_regulation(percent_off(80), exclusions=[camps])), camp)
    assert (found.simulated, found.not_sold, found.not_sold_cents) == (Shares(0, 0, 0), 1, 9_000)


def test_a_document_is_about_its_own_scheme_only() -> None:
    other = bought(1_000, (123, 0, 877), scheme=str(UUID(int=2)), regulation="other")
    assert simulated(by(a_regulation(percent_off(80))), other) == Sum()


def test_what_came_too_late_to_be_covered_stays_as_it_was() -> None:
    late = bought(1_000, (123, 0, 877), fixed=True)
    assert simulated(by(a_regulation(percent_off(80))), late).simulated == late.shares


def test_a_buying_limit_counts_per_offer() -> None:
    limit = {"name": "once", "times": 1, "per": "year"}
    document = a_regulation(percent_off(80, organisation_percent=0), buying_limits=[limit])
    one, judo = bought(1_000, (0, 0, 1_000)), bought(1_000, (0, 0, 1_000), offer_id=CLUB)
    found = simulated(by(document), one, one, judo)
    assert (found.not_sold, found.simulated) == (1, Shares(400, 0, 1_600))


# -- keys of offers -------------------------------------------------------------------------------


def a_key(holder: int, organisation: int, network: int, **more: str) -> ChangedKey:
    return ChangedKey(split=Split(holder, organisation, network), **more)


def by_right(cents: int, **more: Any) -> Bought:
    shares = share_price(cents, Split(2_000, 4_000, 4_000))
    parts = (shares.holder_cents, shares.organisation_cents, shares.network_cents)
    said = {"scheme": None, "regulation": None, "right": None, "own_right": "right"}
    return bought(cents, parts, **{**said, "own_ceiling_cents": 100_000, **more})


def test_another_key_for_one_category_leaves_the_others() -> None:
    camps = a_key(2_500, 2_500, 5_000, category="camp")
    camp, lesson = by_right(9_000, kind={"category": "camp"}), by_right(1_000)
    found = simulate(by(None, camps), (camp, lesson), {})
    assert found["camp", CLUB, ""].simulated == Shares(2_250, 2_250, 4_500)
    assert found["lesson_series", CLUB, ""].simulated == lesson.shares


def test_the_first_key_that_fits_holds() -> None:
    keys = (a_key(0, 0, 10_000, offer=POOL), a_key(10_000, 0, 0))
    assert simulated(by(None, *keys), by_right(1_000)).simulated == Shares(0, 0, 1_000)
    else_where = by_right(1_000, offer_id=CLUB)
    assert simulated(by(None, *keys), else_where).simulated == Shares(1_000, 0, 0)


def test_a_document_can_take_the_place_of_the_split_of_offers() -> None:
    change = Change(since=SINCE, until=UNTIL, document=a_regulation(percent_off(80)))
    lesson = by_right(1_000, right=RIGHT)
    found = simulated(change, lesson, bought(1_000, (0, 0, 1_000)))
    assert (found.participations, found.simulated) == (1, Shares(200, 400, 400))


def test_the_ceiling_of_a_right_holds_for_a_changed_key() -> None:
    key = a_key(0, 0, 10_000)
    ones = [by_right(1_000, own_ceiling_cents=1_500) for _ in range(3)]
    found = simulated(by(None, key), *ones)
    assert (found.simulated, found.not_sold) == (Shares(500, 0, 1_500), 1)
    before = replace(ones[0], on=date(2026, 2, 1))
    assert simulated(by(None, key), before, ones[0]).simulated == Shares(0, 0, 1_000)


def test_a_changed_key_goes_through_a_regulation_that_follows_offers() -> None:
    follows = a_regulation({"reduction": {"kind": "as_offered"}})
    one = bought(1_000, (200, 400, 400))
    found = simulated(by(None, a_key(5_000, 0, 5_000)), one, now=follows)
    assert found.simulated == Shares(500, 0, 500)


# -- the same as cards ----------------------------------------------------------------------------

SALES = st.lists(
    st.tuples(st.integers(0, 20_000), st.integers(0, 200), st.sampled_from([HER, HIM])),
    max_size=12,
)


def sold_by_cards(
    document: RegulationDocument, sales: Sequence[tuple[int, int, str]]
) -> list[Bought]:
    """What cards would have sold in this order; what it refuses never was."""
    used: dict[str, dict[Tally, int]] = {HER: {}, HIM: {}}
    made = []
    for cents, day, person in sales:
        on = SINCE + timedelta(days=day)
        offer = an_offer(cents, category="lesson_series")
        sold = price(document.benefit, offer, RIGHT, Used(cents=used[person]), on=on)
        if isinstance(sold, NotSold):
            continue
        for count in sold.counts:
            used[person][count.tally] = used[person].get(count.tally, 0) + count.cents
        shares = sold.shares
        parts = (shares.holder_cents, shares.organisation_cents, shares.network_cents)
        counts = tuple(_count(person, one) for one in sold.counts)
        made.append(bought(cents, parts, on=on, person=person, household=person, counts=counts))
    return made


def _count(person: str, one: Counted) -> UsageCount:
    return UsageCount(
        subject=UUID(person),
        scheme_id=UUID(SCHEME),
        period=one.tally.row,
        name=one.tally.name,
        cents=one.cents,
        times=one.times,
    )


@given(sales=SALES, percent=st.integers(0, 100), ceiling=st.integers(1, 30_000))
def test_the_rules_that_held_come_to_what_was_paid(
    sales: list[tuple[int, int, str]], percent: int, ceiling: int
) -> None:
    document = a_regulation(percent_off(percent), ceilings=[yearly(ceiling)])
    ones = sold_by_cards(document, sales)
    found = simulated(by(document), *ones)
    assert (found.simulated, found.not_sold) == (found.paid, 0)


@given(
    sales=SALES,
    before=st.integers(0, 100),
    after=st.integers(0, 100),
    ceilings=st.tuples(st.integers(1, 30_000), st.integers(1, 30_000)),
)
def test_no_cent_is_lost_and_no_ceiling_passed(
    sales: list[tuple[int, int, str]], before: int, after: int, ceilings: tuple[int, int]
) -> None:
    now = a_regulation(percent_off(before), ceilings=[yearly(ceilings[0])])
    then = a_regulation(percent_off(after), ceilings=[yearly(ceilings[1])])
    ones = sold_by_cards(now, sales)
    found = simulated(by(then), *ones)
    prices = sum(one.offered.price_cents for one in ones)
    shares = found.simulated
    simulated_cents = shares.holder_cents + shares.organisation_cents + shares.network_cents
    assert simulated_cents + found.not_sold_cents == prices
    assert shares.network_cents <= 2 * ceilings[1]
