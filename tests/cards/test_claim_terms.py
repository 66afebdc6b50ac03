"""What a regulation asks of who paid first: proofs, and until when. Pure."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.budget.contracts.events import ParticipationHeld
from services.cards.contracts.events import ClaimFiled, ClaimIncomplete
from services.cards.contracts.regulation.claiming import last_day
from services.cards.contracts.regulation.document import Claims
from tests.cards.test_claim import CLUB_CENTS, OneMember
from tests.kit.rules import NOON
from tests.kit.scheme_town import eighty_percent
from tests.kit.town import SUMMER, expect


def with_terms(**claims: Any) -> OneMember:
    """A member of a scheme whose regulation says what who paid first must show, and when."""
    one = OneMember()
    one.town.adopt(eighty_percent(), date(2026, 1, 1), claims=claims)
    return one


def test_the_regulation_says_which_proofs_are_wanted_whatever_the_desk_names() -> None:
    one = with_terms(proofs=["payment", "attendance"])
    said = one.town.file(one.holder, one.offer, CLUB_CENTS, required=(), seen=("payment",))
    assert expect(said, ClaimIncomplete).missing == ("attendance",)
    stamped = one.town.file(one.holder, one.offer, CLUB_CENTS, required=("stamp",), seen=("stamp",))
    assert expect(stamped, ClaimIncomplete).missing == ("attendance", "payment")


@pytest.mark.parametrize(("days", "late"), [(30, False), (31, True)])
def test_a_claim_after_the_term_is_late_and_not_refused(days: int, late: bool) -> None:
    one = with_terms(within_days=30)
    one.town.at(NOON + (SUMMER - NOON.date()) + timedelta(days=days))
    expect(one.town.file(one.holder, one.offer, CLUB_CENTS), ParticipationHeld)
    filed = [f.event for f in one.town.driver.journal if isinstance(f.event, ClaimFiled)]
    assert [each.late for each in filed] == [late]


def test_a_term_may_end_on_a_day_of_the_next_year() -> None:
    until = {"kind": "fixed_end", "day": 15, "month": 1, "years_ahead": 1}
    claims = Claims.model_validate({"until": until})
    assert last_day(claims, date(2026, 12, 14)) == date(2027, 1, 15)
    both = Claims.model_validate({"until": until, "within_days": 10})
    assert last_day(both, date(2026, 12, 14)) == date(2026, 12, 24)
    assert last_day(Claims(), date(2026, 12, 14)) is None
