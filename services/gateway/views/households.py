"""Views of households, and of files of one person that became one."""

from collections.abc import Iterable
from dataclasses import replace

from services.cards.contracts.events import (
    CoParentingAgreed,
    CoParentingEnded,
    HoldersMerged,
    HoldersSplit,
    HouseholdFounded,
    HouseholdJoined,
    HouseholdLeft,
    MemberChanged,
)
from services.cards.contracts.events.merging import RightTaken
from services.gateway.views.case_rows import SchemeRight
from services.gateway.views.people_rows import Household, Member
from services.gateway.views.rows import Holder
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

OfMember = HouseholdJoined | MemberChanged | HouseholdLeft
OfBoth = HoldersMerged | HoldersSplit


def needs_founded(event: HouseholdFounded, _context: Context, _state: State) -> Iterable[Place]:
    """The members."""
    return [Holder.at(member.holder_id) for member in event.members]


def founded(event: HouseholdFounded, _context: Context, state: State) -> Iterable[Change]:
    """The household is there."""
    members = [
        Member(holder=str(one.holder_id), role=one.role, share_percent=one.share_percent)
        for one in event.members
    ]
    yield Household(
        key=str(event.household_id), members=tuple(sorted(members, key=lambda one: one.holder))
    )
    for member in event.members:
        if holder := state.get(Holder, member.holder_id):
            yield _living_in(holder, str(event.household_id))


def _living_in(holder: Holder, household: str) -> Holder:
    others = [one for one in holder.households if one != household]
    return replace(holder, households=(*others, household))


def _not_in(holder: Holder, household: str) -> Holder:
    return replace(holder, households=tuple(one for one in holder.households if one != household))


def needs_member(event: OfMember, _context: Context, _state: State) -> Iterable[Place]:
    """The household and the person."""
    return (Household.at(event.household_id), Holder.at(event.holder_id))


def joined(
    event: HouseholdJoined | MemberChanged, _context: Context, state: State
) -> Iterable[Change]:
    """She is a member, or another than before."""
    household = state.get(Household, event.household_id)
    holder = state.get(Holder, event.holder_id)
    if household is not None:
        member = Member(
            holder=str(event.holder_id), role=event.role, share_percent=event.share_percent
        )
        yield _with_member(household, member)
    if holder is not None:
        yield _living_in(holder, str(event.household_id))


def _with_member(household: Household, member: Member) -> Household:
    members = (*_without_member(household, member.holder).members, member)
    return replace(household, members=tuple(sorted(members, key=lambda one: one.holder)))


def _without_member(household: Household, holder: str) -> Household:
    return replace(
        household, members=tuple(one for one in household.members if one.holder != holder)
    )


def left(event: HouseholdLeft, _context: Context, state: State) -> Iterable[Change]:
    """She is no member any more."""
    household = state.get(Household, event.household_id)
    holder = state.get(Holder, event.holder_id)
    if household is not None:
        yield _without_member(household, str(event.holder_id))
    if holder is not None:
        yield _not_in(holder, str(event.household_id))


def needs_person(
    event: CoParentingAgreed | CoParentingEnded, _context: Context, _state: State
) -> Iterable[Place]:
    """The child."""
    return (Holder.at(event.holder_id),)


def co_parenting_agreed(
    event: CoParentingAgreed, _context: Context, state: State
) -> Iterable[Change]:
    """So much of her yearly cap is this network's."""
    if holder := state.get(Holder, event.holder_id):
        yield replace(
            holder,
            cap_share_percent=event.share_percent,
            other_network=str(event.other_network_id),
            payer_network=str(event.payer_network_id),
        )


def co_parenting_ended(
    event: CoParentingEnded, _context: Context, state: State
) -> Iterable[Change]:
    """The whole cap is this network's again."""
    if holder := state.get(Holder, event.holder_id):
        yield replace(holder, cap_share_percent=100, other_network=None, payer_network=None)


# -- files of one person --------------------------------------------------------------------------


def needs_both(event: OfBoth, _context: Context, state: State) -> Iterable[Place]:
    """Both persons, those merged before, their households, and the rights that go over."""
    yield from (Holder.at(event.holder_id), Holder.at(event.duplicate_id))
    yield from (SchemeRight.at(one.right_id) for one in event.rights)
    if isinstance(event, HoldersSplit):
        yield from (Household.at(one.household_id) for one in event.places)
    if duplicate := state.peek(Holder, event.duplicate_id):
        yield from (Holder.at(one) for one in duplicate.merged)
        yield from (Household.at(one) for one in duplicate.households)


def merged(event: HoldersMerged, _context: Context, state: State) -> Iterable[Change]:
    """The one who stays shows what the other has."""
    stays, duplicate = state.get(Holder, event.holder_id), state.get(Holder, event.duplicate_id)
    if stays is None or duplicate is None:
        return
    persons = (duplicate.key, *duplicate.merged)
    for person in persons:
        if row := state.get(Holder, person):
            yield replace(row, merged_into=stays.key)
    taken = {str(one) for one in event.households}
    for key in duplicate.households:
        household = state.get(Household, key)
        place = _place(household, duplicate.key)
        if household is None or place is None:
            continue
        household = _without_member(household, duplicate.key)
        if key in taken:
            household = _with_member(household, replace(place, holder=stays.key))
            stays = _living_in(stays, key)
        yield household
    yield from _rights_of(event.rights, stays, state)
    yield replace(stays, merged=(*stays.merged, *persons))


def _place(household: Household | None, holder: str) -> Member | None:
    members = household.members if household is not None else ()
    return next((one for one in members if one.holder == holder), None)


def _rights_of(rights: Iterable[RightTaken], holder: Holder, state: State) -> Iterable[Change]:
    """These rights are hers now, on these days."""
    for one in rights:
        if right := state.get(SchemeRight, one.right_id):
            yield replace(
                right,
                holder_id=holder.key,
                municipality=holder.municipality,
                valid_from=one.valid_from,
                last_day=one.last_day,
            )


def split(event: HoldersSplit, _context: Context, state: State) -> Iterable[Change]:
    """Each shows what is hers."""
    stayed, duplicate = state.get(Holder, event.holder_id), state.get(Holder, event.duplicate_id)
    if stayed is None or duplicate is None:
        return
    persons = {duplicate.key, *duplicate.merged}
    for person in duplicate.merged:
        if row := state.get(Holder, person):
            yield replace(row, merged_into=duplicate.key)
    for one in event.places:
        household = state.get(Household, one.household_id)
        if household is None:
            continue
        member = Member(holder=duplicate.key, role=one.role, share_percent=one.share_percent)
        if one.given_back:
            household = _without_member(household, stayed.key)
            stayed = _not_in(stayed, household.key)
        yield _with_member(household, member)
    yield from _rights_of(event.rights, duplicate, state)
    yield replace(duplicate, merged_into=None)
    yield replace(stayed, merged=tuple(one for one in stayed.merged if one not in persons))
