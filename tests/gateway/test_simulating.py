"""A changed key over a past period: what it would have cost whom, beside what was paid. Pure."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.regulation.benefit import Benefit
from services.cards.contracts.regulation.counting import RightOn
from services.gateway.domain.listed import euros
from services.gateway.domain.simulating import Past, Simulation, as_lines, counts_from
from services.kernel.money import Shares, Split, share_price
from tests.kit.benefits import RIGHT, a_benefit, an_offer, percent_off, yearly

SINCE = date(2026, 2, 1)
NETWORK_PAYS = {"organisation_percent": 0}


def a_past(
    cents: int, on: date = date(2026, 3, 5), *, person: str = "zeynep", **more: object
) -> Past:
    known: dict[str, object] = {
        "household": None,
        "right": RIGHT,
        "offer": "swimming",
        "organisation": "club",
        "provider": "Zwemclub",
        "offered": an_offer(cents, category="lesson_series"),
        "paid": share_price(cents, Split(2_000, 0, 8_000)),
    }
    return Past(person=person, on=on, **{**known, **more})  # type: ignore[arg-type]


def run(benefit: Benefit, *pasts: Past, mates: dict[str, RightOn] | None = None) -> Simulation:
    made = Simulation(benefit, SINCE)
    for past in pasts:
        made.run(past, mates or {})
    return made


def test_the_counters_of_a_ceiling_run_again_in_order() -> None:
    """Story 4: 60.00 and 70.00 at 80%, 100.00 a year: 48.00 and 52.00; a third is not sold."""
    benefit = a_benefit(percent_off(80, **NETWORK_PAYS), ceilings=[yearly(10_000)])
    made = run(benefit, a_past(6_000), a_past(7_000), a_past(9_000))
    assert made.total.simulated == (1_200 + 1_800, 0, 10_000)
    assert made.total.paid == (4_400, 0, 17_600)
    assert (made.total.participations, made.total.not_sold) == (3, 1)


def test_what_lies_before_the_period_only_counts() -> None:
    benefit = a_benefit(percent_off(80, **NETWORK_PAYS), ceilings=[yearly(10_000)])
    made = run(benefit, a_past(6_000, date(2026, 1, 31)), a_past(7_000, SINCE))
    assert made.total.participations == 1
    assert made.total.simulated == (1_800, 0, 5_200)


def test_a_ceiling_of_a_person_is_hers_and_of_a_household_is_theirs() -> None:
    two = [a_past(10_000, person=who, household="home") for who in ("zeynep", "joke")]
    own = a_benefit(percent_off(80, **NETWORK_PAYS), ceilings=[yearly(10_000)])
    assert run(own, *two).total.simulated == (4_000, 0, 16_000)
    shared = a_benefit(percent_off(80, **NETWORK_PAYS), ceilings=[yearly(10_000, per="household")])
    assert run(shared, *two).total.simulated == (10_000, 0, 10_000)


def test_a_pooled_ceiling_may_use_what_a_housemate_leaves() -> None:
    benefit = a_benefit(percent_off(100, **NETWORK_PAYS), ceilings=[yearly(10_000, pooled=True)])
    past = a_past(15_000, household="home")
    assert run(benefit, past, mates={"joke": RIGHT}).total.simulated == (0, 0, 15_000)
    assert run(benefit, past).total.simulated == (5_000, 0, 10_000)


def test_without_a_right_the_price_is_full() -> None:
    made = run(a_benefit(percent_off(80)), a_past(1_000, right=None))
    assert made.total.simulated == (1_000, 0, 0)


def test_a_buying_limit_counts_per_offer() -> None:
    limit = {"name": "once", "times": 1, "per": "year"}
    benefit = a_benefit(percent_off(80, **NETWORK_PAYS), buying_limits=[limit])
    made = run(benefit, a_past(1_000), a_past(1_000), a_past(1_000, offer="judo"))
    assert (made.total.not_sold, made.total.simulated) == (1, (400, 0, 1_600))


def test_counters_that_outlive_a_year_begin_at_the_beginning() -> None:
    assert counts_from(a_benefit(ceilings=[yearly(100)]), SINCE) == date(2026, 1, 1)
    once = yearly(100, period="once")
    assert counts_from(a_benefit(ceilings=[once]), SINCE) == date.min


@given(
    st.lists(
        st.tuples(
            st.integers(0, 20_000),
            st.sampled_from(["zeynep", "joke"]),
            st.sampled_from(["Zwemclub", "Judo"]),
            st.sampled_from(["camp", "lesson_series"]),
        ),
        max_size=12,
    )
)
def test_every_cent_is_in_the_total_and_once_in_each_table(
    bought: list[tuple[int, str, str, str]],
) -> None:
    benefit = a_benefit(percent_off(73.5), ceilings=[yearly(9_000)])
    made = run(
        benefit,
        *[
            a_past(
                cents,
                person=who,
                organisation=club,
                provider=club,
                offered=an_offer(cents, category=kind),
            )
            for cents, who, club, kind in bought
        ],
    )
    for parts in (made.by_category.values(), made.by_provider.values()):
        for cells in ("paid", "simulated"):
            sums = tuple(sum(getattr(one, cells)[n] for one in parts) for n in range(3))
            assert sums == getattr(made.total, cells)
        assert sum(one.participations for one in parts) == len(bought)
    assert sum(made.total.paid) == sum(cents for cents, *_ in bought)
    assert made.total.simulated[2] <= 2 * 9_000
    if made.total.not_sold == 0:
        assert sum(made.total.simulated) == sum(made.total.paid)


def test_the_table_has_the_total_then_each_kind_and_each_provider() -> None:
    made = run(a_benefit(percent_off(80)), a_past(11_900, paid=Shares(11_900, 0, 0)))
    amounts = ("119,00", "0,00", "0,00", "23,80", "47,60", "47,60")
    assert list(as_lines(made, euros)) == [
        ("totaal", "totaal", 1, 0, *amounts),
        ("actie", "lessenreeksen", 1, 0, *amounts),
        ("aanbieder", "Zwemclub", 1, 0, *amounts),
    ]
