"""Two files of one person become one, and two again, exactly. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from services.cards.contracts.commands import (
    BlockCard,
    EraseHolder,
    FoundHousehold,
    MergeHolders,
    RegisterHolder,
    SetAddressSecret,
    SplitHolders,
)
from services.cards.contracts.events import (
    HolderErased,
    HolderRegistered,
    HoldersMerged,
    HouseholdFounded,
    MergedHolderErased,
)
from services.cards.contracts.events.households import HouseholdMember
from services.cards.domain.card import CardByToken
from services.cards.domain.holder import Holder
from services.cards.domain.household import Household
from services.cards.domain.merge import free_days
from services.cards.domain.prepared import (
    NumberClaim,
    SealedIdentity,
)
from services.cards.domain.scheme_right import DatedRight, RightOwner
from tests.kit.town import HEIST, an_id, code_of, expect
from tests.kit.village import YEAR, Village


def a_right(first: int, last: int, *, name: str = "one", ended: int | None = None) -> DatedRight:
    """A right from one day of the year to another."""
    return DatedRight(
        right_id=name,
        regulation_id="r",
        valid_from=YEAR + timedelta(days=first),
        valid_until=YEAR + timedelta(days=last),
        last_day=None if ended is None else YEAR + timedelta(days=ended),
    )


def test_the_duplicates_cards_and_rights_work_for_the_one_who_stays() -> None:
    village = Village()
    stays, duplicate = village.a_holder(), village.a_holder()
    card = village.a_scheme_card(duplicate)
    right = village.a_scheme_right(duplicate, YEAR, date(2026, 12, 31))
    village.merge(stays, duplicate)
    assert village.card_leads_to(card) == str(stays)
    assert [one.right_id for one in village.rights(stays)] == [str(right)]
    row = village.driver.row("cards", village.stream, Holder, stays)
    assert (row.merged_ids, row.card_ids) == ((str(duplicate),), (str(card.card_id),))
    owner = village.driver.row("cards", village.stream, RightOwner, right)
    assert owner.holder_id == str(stays)
    village.driver.check_folds()


def test_there_are_never_two_rights_for_one_period() -> None:
    village = Village()
    stays, duplicate = village.a_holder(), village.a_holder()
    village.a_scheme_right(stays, date(2026, 3, 1), date(2026, 8, 31))
    village.a_scheme_right(duplicate, date(2026, 1, 1), date(2026, 5, 31))
    village.a_scheme_right(duplicate, date(2026, 6, 1), date(2026, 12, 31))
    village.merge(stays, duplicate)
    held = [(one.valid_from, one.usable_until) for one in village.rights(stays)]
    assert held == [
        (date(2026, 1, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 8, 31)),
        (date(2026, 9, 1), date(2026, 12, 31)),
    ]


def test_who_is_merged_is_asked_nothing_more_and_her_number_is_the_others() -> None:
    village = Village()
    register = RegisterHolder(municipality=HEIST, identity="for cards only")
    numbered = SealedIdentity("sealed", str(an_id("entry")))
    duplicate = expect(village.ask(register, numbered), HolderRegistered).holder_id
    stays = village.a_holder()
    village.merge(stays, duplicate)
    again = SealedIdentity(
        "sealed", str(an_id("later")), (NumberClaim(str(an_id("entry")), str(duplicate)),)
    )
    refusal = village.ask(register, again)
    assert code_of(refusal) == "number_taken"
    assert getattr(refusal, "facts", None) == {"holder_id": str(stays)}
    wish = SetAddressSecret(holder_id=duplicate, secret=True)
    assert code_of(village.ask(wish)) == "holder_merged"


def test_what_cannot_be_merged_is_refused() -> None:
    village = Village()
    stays, duplicate, third = village.a_holder(), village.a_holder(), village.a_holder()
    same = MergeHolders(holder_id=stays, duplicate_id=stays)
    assert code_of(village.ask(same)) == "same_person"
    nobody = MergeHolders(holder_id=stays, duplicate_id=an_id("nobody"))
    assert code_of(village.ask(nobody)) == "holder_unknown"
    village.merge(stays, duplicate)
    for wish in (
        MergeHolders(holder_id=third, duplicate_id=duplicate),
        MergeHolders(holder_id=duplicate, duplicate_id=third),
    ):
        assert code_of(village.ask(wish)) == "holder_merged"
    assert code_of(village.ask(SplitHolders(duplicate_id=third))) == "not_merged"
    assert code_of(village.ask(SplitHolders(duplicate_id=an_id("nobody")))) == "holder_unknown"


def test_two_working_cards_each_with_a_ceiling_of_its_own_are_not_merged() -> None:
    village = Village()
    first, second = village.a_card(), village.a_card()
    wish = MergeHolders(holder_id=first.holder_id, duplicate_id=second.holder_id)
    assert code_of(village.ask(wish)) == "right_overlaps"
    village.ask(BlockCard(card_id=second.card_id, reason="ended"))
    expect(village.ask(wish), HoldersMerged)


def test_the_latest_merge_is_undone_first() -> None:
    village = Village()
    first, second, third = (village.a_holder() for _ in range(3))
    before = village.own_rows()
    village.merge(second, first)
    village.merge(third, second)
    row = village.driver.row("cards", village.stream, Holder, third)
    assert row.merged_ids == (str(second), str(first))
    assert code_of(village.ask(SplitHolders(duplicate_id=first))) == "merged_since"
    village.split(second)
    village.split(first)
    assert village.own_rows() == before


def test_she_takes_the_place_in_the_household_and_gives_it_back() -> None:
    village = Village()
    stays, duplicate, mother = (village.a_holder() for _ in range(3))
    members = (
        HouseholdMember(holder_id=mother, role="adult"),
        HouseholdMember(holder_id=duplicate, role="child", share_percent=70),
    )
    household = expect(village.ask(FoundHousehold(members=members)), HouseholdFounded).household_id
    before = village.own_rows()
    village.merge(stays, duplicate)
    row = village.driver.row("cards", village.stream, Household, household)
    assert row.find(duplicate) is None
    assert row.find(stays) is not None
    village.split(duplicate)
    assert village.own_rows() == before
    village.driver.check_folds()


def test_who_is_erased_is_erased_under_every_file_that_she_has() -> None:
    village = Village()
    stays, duplicate = village.a_holder(), village.a_holder()
    card = village.a_scheme_card(duplicate)
    village.merge(stays, duplicate)
    expect(village.ask(EraseHolder(holder_id=stays)), HolderErased)
    told = [fact.event for fact in village.driver.journal if fact.service == "cards"]
    assert [e.holder_id for e in told if isinstance(e, MergedHolderErased)] == [duplicate]
    for person in (stays, duplicate):
        row = village.driver.row("cards", village.stream, Holder, person)
        assert (row.identity, row.erased) == (None, True)
    assert CardByToken.at(card.token) not in village.own_rows()
    assert code_of(village.ask(SplitHolders(duplicate_id=duplicate))) == "holder_erased"
    village.driver.check_folds()


@pytest.mark.parametrize(
    ("kept", "free"),
    [
        ([], (0, None)),
        ([a_right(0, 100)], None),
        ([a_right(20, 200)], (0, 19)),
        ([a_right(0, 40)], (41, None)),
        ([a_right(20, 30)], (31, None)),
        ([a_right(20, 200, ended=60)], (61, None)),
        ([a_right(0, 10), a_right(90, 120)], (11, 89)),
    ],
)
def test_a_right_goes_over_on_days_that_are_free(
    kept: Sequence[DatedRight], free: tuple[int, int | None] | None
) -> None:
    found = free_days(a_right(0, 100), kept)
    days = None if found is None else (found[0], found[1])
    expected = None
    if free is not None:
        last = None if free[1] is None else YEAR + timedelta(days=free[1])
        expected = (YEAR + timedelta(days=free[0]), last)
    assert days == expected
