"""Whatever two files hold, and whatever happens in between: merged and split is as before."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.cards.domain.holder import Holder
from services.cards.domain.merge import Merge
from services.cards.domain.scheme_right import DatedRight, SchemeRights, rights_key
from services.kernel.state import Place, Row
from tests.kit.village import OTHER_SCHEME, SCHEME, YEAR, Village

DAYS = st.integers(min_value=0, max_value=60)
PERIODS = st.lists(st.tuples(DAYS, DAYS), max_size=3)


def laid_out(village: Village, holder: UUID, steps: Sequence[tuple[int, int]], scheme: UUID) -> int:
    """Rights one after another, each so long and so far from the one before; the day after."""
    day = 0
    for gap, length in steps:
        first = YEAR + timedelta(days=day + gap)
        village.a_scheme_right(holder, first, first + timedelta(days=length), scheme)
        day += gap + length + 1
    return day


@given(
    stays_has=PERIODS,
    duplicate_has=PERIODS,
    elsewhere=PERIODS,
    cards=st.integers(min_value=0, max_value=2),
)
def test_merged_and_split_again_is_as_before(
    stays_has: list[tuple[int, int]],
    duplicate_has: list[tuple[int, int]],
    elsewhere: list[tuple[int, int]],
    cards: int,
) -> None:
    village = Village()
    stays, duplicate = village.a_holder(eligible_until=None), village.a_holder()
    laid_out(village, stays, stays_has, SCHEME)
    laid_out(village, duplicate, duplicate_has, SCHEME)
    laid_out(village, duplicate, elsewhere, OTHER_SCHEME)
    for _ in range(cards):
        village.a_scheme_card(duplicate)
    before = village.own_rows()
    village.merge(stays, duplicate)
    held = sorted(village.rights(stays), key=lambda one: one.valid_from)
    for one, other in itertools.pairwise(held):
        assert one.usable_until < other.valid_from
    days = {
        day for one in (*stays_days(before, stays), *stays_days(before, duplicate)) for day in one
    }
    assert days_of(held) <= days
    village.driver.check_folds()
    village.split(duplicate)
    assert village.own_rows() == before
    village.driver.check_folds()


def stays_days(rows: dict[Place, Row], holder: UUID) -> list[set[date]]:
    """The days on which a person's rights in the scheme held."""
    row = rows.get(SchemeRights.at(rights_key(holder, SCHEME)))
    return [days_of([one]) for one in row.rights] if isinstance(row, SchemeRights) else []


def days_of(rights: Sequence[DatedRight]) -> set[date]:
    """The days on which these rights hold."""
    return {
        one.valid_from + timedelta(days=number)
        for one in rights
        for number in range((one.usable_until - one.valid_from).days + 1)
    }


@given(steps=st.lists(st.sampled_from(["grant", "renew", "end", "card"]), max_size=5))
def test_what_happens_in_between_is_kept_by_the_one_whose_it_is(steps: list[str]) -> None:
    village = Village()
    stays, duplicate = village.a_holder(), village.a_holder()
    right = village.a_scheme_right(duplicate, YEAR, date(2026, 6, 30))
    card = village.a_scheme_card(duplicate)
    village.merge(stays, duplicate)
    until, ended, granted, issued = date(2026, 6, 30), None, [], []
    for number, step in enumerate(steps, start=1):
        if step == "grant":
            first = date(2027 + number, 1, 1)
            granted.append(village.a_scheme_right(stays, first, first.replace(month=12)))
        elif step == "renew":
            until, ended = until + timedelta(days=30), None
            village.renew(stays, right, until)
        elif step == "end":
            ended = until - timedelta(days=number)
            village.end(stays, right, ended)
        else:
            issued.append(village.a_scheme_card(stays))
    village.split(duplicate)
    (hers,) = village.rights(duplicate)
    assert (hers.right_id, hers.valid_until, hers.last_day) == (str(right), until, ended)
    assert [one.right_id for one in village.rights(stays)] == [str(one) for one in granted]
    assert village.card_leads_to(card) == str(duplicate)
    assert {village.card_leads_to(one) for one in issued} <= {str(stays)}
    row = village.driver.row("cards", village.stream, Holder, stays)
    assert row.card_ids == tuple(str(one.card_id) for one in issued)
    assert Merge.at(duplicate) not in village.own_rows()
    village.driver.check_folds()
