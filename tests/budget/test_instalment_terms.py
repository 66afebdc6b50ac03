"""Which instalments can be agreed. Pure."""

from datetime import date

import pytest

from services.budget.contracts.events import (
    InstalmentsAgreed,
    InstalmentTerms,
    InstalmentWish,
    ParticipationDeclined,
)
from tests.kit.season import Season, terms_of
from tests.kit.town import expect

NEXT = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (terms_of(), "instalments_invalid"),
        (terms_of(times=1, first_due=NEXT), "instalments_invalid"),
        (terms_of(times=13, first_due=NEXT), "instalments_invalid"),
        (terms_of(times=3), "instalments_invalid"),
        (terms_of(times=3, first_due=date(2026, 8, 31)), "instalment_days_invalid"),
        (terms_of(times=3, first_due=date(2027, 8, 31)), "instalment_days_invalid"),
        (terms_of(times=3, first_due=date(9999, 11, 30)), "instalment_days_invalid"),
        (terms_of(parts=(InstalmentWish(due=NEXT, cents=500),)), "instalments_invalid"),
        (
            terms_of(parts=(InstalmentWish(due=NEXT, cents=250),) * 2),
            "instalment_days_invalid",
        ),
        (
            terms_of(
                parts=(
                    InstalmentWish(due=NEXT, cents=501),
                    InstalmentWish(due=date(2026, 11, 1), cents=-1),
                )
            ),
            "instalments_sum",
        ),
        (
            terms_of(
                parts=(
                    InstalmentWish(due=NEXT, cents=200),
                    InstalmentWish(due=date(2026, 11, 1), cents=200),
                )
            ),
            "instalments_sum",
        ),
        (
            terms_of(times=2, first_due=NEXT, parts=(InstalmentWish(due=NEXT, cents=500),) * 2),
            "instalments_invalid",
        ),
    ],
)
def test_terms_that_cannot_be_are_refused_and_nothing_is_held(
    terms: InstalmentTerms, code: str
) -> None:
    club = Season()
    before = club.town.available_cents()
    assert expect(club.asks(500, terms), ParticipationDeclined).code == code
    assert club.town.available_cents() == before
    assert club.town.left_cents(club.right) == 20_000


def test_a_day_that_a_month_has_not_is_its_last_one() -> None:
    club = Season()
    club.registers(terms=terms_of(times=6, first_due=date(2026, 9, 30)))
    [agreed] = club.told(InstalmentsAgreed)
    assert [str(one.due) for one in agreed.instalments][4:] == ["2027-01-30", "2027-02-28"]
