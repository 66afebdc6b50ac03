"""Households: who lives with whom. A child may be in two, with a share of her in each. Pure.

Ceilings of a household count on the first household of a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final
from uuid import UUID

from services.cards.contracts.commands import (
    ChangeMember,
    FoundHousehold,
    JoinHousehold,
    LeaveHousehold,
)
from services.cards.contracts.events import (
    HouseholdFounded,
    HouseholdJoined,
    HouseholdLeft,
    MemberChanged,
)
from services.cards.contracts.events.households import HouseholdMember, MemberRole
from services.cards.domain.holder import Holder, known_holder
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

MEMBERS_MAX: Final = 30
WHOLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a household; a share under 100 percent is a child's of two households.

    `merged_ids` are the files that became hers: who pools with her counts what was used on them.
    """

    holder_id: str
    role: MemberRole
    share_percent: int = WHOLE
    merged_ids: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Under whatever file she was, hers first."""
        return (self.holder_id, *self.merged_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Row):
    """Its members in order of their ids. One that everybody left stays, empty."""

    table: ClassVar[str] = "households"
    members: tuple[Member, ...] = ()

    def find(self, holder_id: object) -> Member | None:
        """A member by the person's id."""
        return next((one for one in self.members if one.holder_id == str(holder_id)), None)

    def having(self, member: Member) -> "Household":
        """The same with a member, new or changed."""
        others = self.without(member.holder_id).members
        members = sorted((*others, member), key=lambda one: one.holder_id)
        return replace(self, members=tuple(members))

    def without(self, holder_id: object) -> "Household":
        """The same without a person."""
        left = tuple(one for one in self.members if one.holder_id != str(holder_id))
        return replace(self, members=left)


def in_household(holder: Holder, household_id: str) -> Holder:
    """The person with one household more: her first, or the other one of a child."""
    if household_id in holder.household_ids:
        return holder
    if holder.household_id is None:
        return replace(holder, household_id=household_id)
    return replace(holder, other_household_id=household_id)


def out_of_household(holder: Holder, household_id: str) -> Holder:
    """The person without this household; the other one becomes her first."""
    left = [one for one in holder.household_ids if one != household_id]
    first, second = (*left, None, None)[:2]
    return replace(holder, household_id=first, other_household_id=second)


def needs_of_founding(command: FoundHousehold, _context: Context, state: State) -> Iterable[Place]:
    """The persons and the households in which they are."""
    for member in command.members:
        yield from _with_households(member.holder_id, state)


def _with_households(holder_id: UUID, state: State) -> Iterable[Place]:
    yield Holder.at(holder_id)
    holder = state.peek(Holder, holder_id)
    if holder is not None:
        yield from (Household.at(one) for one in holder.household_ids)


def found(command: FoundHousehold, context: Context, state: State) -> Sequence[Event]:
    """Persons form a household, an adult among them."""
    ids = {member.holder_id for member in command.members}
    if len(ids) < len(command.members):
        raise Refusal("member_twice", "members")
    if len(ids) > MEMBERS_MAX:
        raise Refusal("too_many_members", "members", members_max=MEMBERS_MAX)
    if not any(member.role == "adult" for member in command.members):
        raise Refusal("no_adult", "members")
    for member in command.members:
        check_place(member, state)
    return [HouseholdFounded(household_id=context.make_id("household"), members=command.members)]


def check_place(member: HouseholdMember, state: State, *, within: str | None = None) -> None:
    """Refuse a place that a person cannot have beside those that she has.

    `within` is the household in which she has the place already.
    """
    holder = known_holder(member.holder_id, state)
    if not 1 <= member.share_percent <= WHOLE:
        raise Refusal("share_invalid", "share_percent")
    if member.role != "child" and member.share_percent != WHOLE:
        raise Refusal("share_of_child_only", "share_percent")
    others = [one for one in holder.household_ids if one != within]
    if len(others) > 1 or (others and member.role != "child"):
        raise Refusal("already_in_household", "holder_id")
    for household_id in others:
        household = state.get(Household, household_id)
        there = household.find(holder.key) if household else None
        if there is not None and there.share_percent + member.share_percent > WHOLE:
            left = WHOLE - there.share_percent
            raise Refusal("share_exceeded", "share_percent", left_percent=left)


def founded(event: HouseholdFounded, _context: Context, state: State) -> Iterable[Change]:
    """The household is there, and its members know it."""
    household_id = str(event.household_id)
    household = Household(key=household_id)
    for member in event.members:
        holder = state.get(Holder, member.holder_id)
        household = household.having(_member(member, holder))
        if holder is not None:
            yield in_household(holder, household_id)
    yield household


def _member(
    said: HouseholdMember | HouseholdJoined | MemberChanged, holder: Holder | None
) -> Member:
    return Member(
        holder_id=str(said.holder_id),
        role=said.role,
        share_percent=said.share_percent,
        merged_ids=holder.merged_ids if holder is not None else (),
    )


def with_her_files(
    holder: Holder, changed: Iterable[Household], state: State
) -> Iterable[Household]:
    """Households that changed, each once; hers too, once other files became hers or are so no
    longer: what is said of one household twice would be said of two states of it."""
    rows = {household.key: household for household in changed}
    for household_id in holder.household_ids:
        household = rows.get(household_id) or state.get(Household, household_id)
        member = household.find(holder.key) if household is not None else None
        if household is not None and member is not None:
            rows[household_id] = household.having(replace(member, merged_ids=holder.merged_ids))
    return rows.values()


Place_ = JoinHousehold | ChangeMember | LeaveHousehold


def needs_of_member(command: Place_, _context: Context, state: State) -> Iterable[Place]:
    """The household, and the person with all her households."""
    yield Household.at(command.household_id)
    yield from _with_households(command.holder_id, state)


def join(command: JoinHousehold, _context: Context, state: State) -> Sequence[Event]:
    """A person is part of a household too."""
    household = _known_household(command.household_id, state)
    if household.find(command.holder_id) is not None:
        raise Refusal("already_in_household", "holder_id")
    if len(household.members) >= MEMBERS_MAX:
        raise Refusal("too_many_members", "holder_id", members_max=MEMBERS_MAX)
    check_place(_asked(command), state)
    return [HouseholdJoined(**command.model_dump())]


def _known_household(household_id: UUID, state: State) -> Household:
    household = state.get(Household, household_id)
    if household is None:
        raise Refusal("household_unknown", "household_id")
    return household


def _asked(command: JoinHousehold | ChangeMember) -> HouseholdMember:
    return HouseholdMember(
        holder_id=command.holder_id, role=command.role, share_percent=command.share_percent
    )


def joined(event: HouseholdJoined, _context: Context, state: State) -> Iterable[Change]:
    """She is a member, and knows it."""
    household = state.get(Household, event.household_id)
    holder = state.get(Holder, event.holder_id)
    if household is not None:
        yield household.having(_member(event, holder))
    if holder is not None:
        yield in_household(holder, str(event.household_id))


def change(command: ChangeMember, _context: Context, state: State) -> Sequence[Event]:
    """A member is something else, or her share there is another."""
    household = _known_household(command.household_id, state)
    _known_member(household, command.holder_id)
    check_place(_asked(command), state, within=household.key)
    return [MemberChanged(**command.model_dump())]


def _known_member(household: Household, holder_id: UUID) -> None:
    if household.find(holder_id) is None:
        raise Refusal("not_in_household", "holder_id")


def changed(event: MemberChanged, _context: Context, state: State) -> Iterable[Change]:
    """What was said last counts."""
    household = state.get(Household, event.household_id)
    if household is not None:
        yield household.having(_member(event, state.get(Holder, event.holder_id)))


def leave(command: LeaveHousehold, _context: Context, state: State) -> Sequence[Event]:
    """A person is no longer part of a household; whoever she is, even erased."""
    _known_member(_known_household(command.household_id, state), command.holder_id)
    return [HouseholdLeft(**command.model_dump())]


def left(event: HouseholdLeft, _context: Context, state: State) -> Iterable[Change]:
    """She is no member any more; the other household of a child becomes her first."""
    household = state.get(Household, event.household_id)
    if household is not None:
        yield household.without(event.holder_id)
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield out_of_household(holder, str(event.household_id))
