"""Rules of households and of children who live in two of them, or in two networks. Pure."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from services.cards.contracts.commands import (
    AgreeCoParenting,
    ChangeMember,
    EndCoParenting,
    EraseHolder,
    FoundHousehold,
    JoinHousehold,
    LeaveHousehold,
)
from services.cards.contracts.events import (
    CoParentingAgreed,
    CoParentingEnded,
    HouseholdFounded,
    HouseholdJoined,
    HouseholdLeft,
    MemberChanged,
)
from services.cards.contracts.events.households import HouseholdMember, MemberRole
from services.cards.domain.holder import Holder
from services.cards.domain.household import Household
from tests.kit.town import Town, an_id, code_of, expect


def a_member(holder: UUID, role: MemberRole = "adult", share_percent: int = 100) -> HouseholdMember:
    return HouseholdMember(holder_id=holder, role=role, share_percent=share_percent)


def a_household(town: Town, *members: HouseholdMember) -> UUID:
    made = town.ask(FoundHousehold(members=members))
    return expect(made, HouseholdFounded).household_id


def members_of(town: Town, household: UUID) -> list[tuple[str, str, int]]:
    row = town.driver.row("cards", town.stream, Household, household)
    return [(one.holder_id, one.role, one.share_percent) for one in row.members]


def households_of(town: Town, holder: UUID) -> tuple[str, ...]:
    return town.driver.row("cards", town.stream, Holder, holder).household_ids


def test_persons_who_live_together_know_it() -> None:
    town = Town()
    mother, child = town.a_holder(), town.a_holder()
    household = a_household(town, a_member(mother), a_member(child, "child"))
    told = [(str(child), "child", 100), (str(mother), "adult", 100)]
    assert members_of(town, household) == sorted(told)
    assert households_of(town, mother) == households_of(town, child) == (str(household),)


def test_a_household_has_an_adult_and_nobody_twice() -> None:
    town = Town()
    child = town.a_holder()
    wrong: dict[str, Sequence[HouseholdMember]] = {
        "no_adult": [a_member(child, "child")],
        "member_twice": [a_member(child), a_member(child, "child")],
        "holder_unknown": [a_member(an_id("nobody"))],
    }
    for code, members in wrong.items():
        assert code_of(town.ask(FoundHousehold(members=tuple(members)))) == code


def test_an_adult_is_in_one_household_and_a_dependant_follows_whole() -> None:
    town = Town()
    mother, grandmother = town.a_holder(), town.a_holder()
    a_household(town, a_member(mother), a_member(grandmother, "dependant"))
    again = FoundHousehold(members=(a_member(mother),))
    assert code_of(town.ask(again)) == "already_in_household"
    other = a_household(town, a_member(town.a_holder()))
    wish = JoinHousehold(
        household_id=other, holder_id=town.a_holder(), role="dependant", share_percent=50
    )
    assert code_of(town.ask(wish)) == "share_of_child_only"


@pytest.mark.parametrize(("shares", "code"), [((50, 50), None), ((50, 51), "share_exceeded")])
def test_a_child_of_parents_who_live_apart_has_no_more_than_one_whole(
    shares: tuple[int, int], code: str | None
) -> None:
    town = Town()
    child, mother, father = town.a_holder(), town.a_holder(), town.a_holder()
    first = a_household(town, a_member(mother), a_member(child, "child", shares[0]))
    second = a_household(town, a_member(father))
    wish = JoinHousehold(
        household_id=second, holder_id=child, role="child", share_percent=shares[1]
    )
    if code is not None:
        refusal = town.ask(wish)
        assert code_of(refusal) == code
        assert getattr(refusal, "facts", None) == {"left_percent": 50}
        return
    expect(town.ask(wish), HouseholdJoined)
    assert households_of(town, child) == (str(first), str(second))
    third = a_household(town, a_member(town.a_holder()))
    wish = JoinHousehold(household_id=third, holder_id=child, role="child", share_percent=1)
    assert code_of(town.ask(wish)) == "already_in_household"
    town.driver.check_folds()


@pytest.mark.parametrize("share", [-1, 0, 101])
def test_a_share_is_some_part_of_the_whole(share: int) -> None:
    town = Town()
    wish = FoundHousehold(
        members=(a_member(town.a_holder()), a_member(town.a_holder(), "child", share))
    )
    assert code_of(town.ask(wish)) == "share_invalid"


def test_a_share_is_changed_where_the_other_household_leaves_room() -> None:
    town = Town()
    child, mother, father = town.a_holder(), town.a_holder(), town.a_holder()
    first = a_household(town, a_member(mother), a_member(child, "child", 60))
    a_household(town, a_member(father), a_member(child, "child", 40))
    wider = ChangeMember(household_id=first, holder_id=child, role="child", share_percent=61)
    assert code_of(town.ask(wider)) == "share_exceeded"
    expect(
        town.ask(wider.model_copy(update={"share_percent": 20})),
        MemberChanged,
    )
    assert (str(child), "child", 20) in members_of(town, first)


def test_who_leaves_her_first_household_counts_on_the_other() -> None:
    town = Town()
    child, mother, father = town.a_holder(), town.a_holder(), town.a_holder()
    first = a_household(town, a_member(mother), a_member(child, "child", 50))
    second = a_household(town, a_member(father), a_member(child, "child", 50))
    expect(town.ask(LeaveHousehold(household_id=first, holder_id=child)), HouseholdLeft)
    assert households_of(town, child) == (str(second),)
    row = town.driver.row("cards", town.stream, Holder, child)
    assert row.household_id == str(second)
    again = town.ask(LeaveHousehold(household_id=first, holder_id=child))
    assert code_of(again) == "not_in_household"
    unknown = LeaveHousehold(household_id=an_id("none"), holder_id=child)
    assert code_of(town.ask(unknown)) == "household_unknown"
    town.driver.check_folds()


def test_who_is_erased_is_part_of_no_household() -> None:
    town = Town()
    mother, child = town.a_holder(), town.a_holder()
    household = a_household(town, a_member(mother), a_member(child, "child"))
    town.ask(EraseHolder(holder_id=child))
    assert members_of(town, household) == [(str(mother), "adult", 100)]
    assert households_of(town, child) == ()
    town.driver.check_folds()


def test_a_child_of_two_networks_has_its_share_of_one_cap_here() -> None:
    town = Town()
    child, other, own = town.a_holder(), an_id("other network"), UUID(town.stream)
    wish = AgreeCoParenting(
        holder_id=child, share_percent=50, other_network_id=other, payer_network_id=other
    )
    expect(town.ask(wish), CoParentingAgreed)
    row = town.driver.row("cards", town.stream, Holder, child)
    assert (row.cap_share_percent, row.payer_network_id) == (50, str(other))
    wrong: dict[str, dict[str, object]] = {
        "share_invalid": {"share_percent": 101},
        "same_network": {"other_network_id": own},
        "payer_invalid": {"payer_network_id": an_id("a third network")},
    }
    for code, change in wrong.items():
        assert code_of(town.ask(wish.model_copy(update=change))) == code
    expect(town.ask(EndCoParenting(holder_id=child)), CoParentingEnded)
    row = town.driver.row("cards", town.stream, Holder, child)
    assert (row.cap_share_percent, row.other_network_id) == (100, None)
    assert code_of(town.ask(EndCoParenting(holder_id=child))) == "not_co_parented"
    town.driver.check_folds()
