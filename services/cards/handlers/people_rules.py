"""Persons, households and files entered twice: what can be asked, and what happened."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import (
    AgreeCoParenting,
    ChangeMember,
    CorrectHolder,
    EndCoParenting,
    FoundHousehold,
    JoinHousehold,
    LeaveHousehold,
    MergeHolders,
    MoveHolder,
    SetAddressSecret,
    SetContact,
    SettleNumber,
    SplitHolders,
)
from services.cards.contracts.events import (
    AddressSecretSet,
    ContactSet,
    CoParentingAgreed,
    CoParentingEnded,
    HolderCorrected,
    HolderMoved,
    HoldersMerged,
    HoldersSplit,
    HouseholdFounded,
    HouseholdJoined,
    HouseholdLeft,
    MemberChanged,
    MergedHolderErased,
)
from services.cards.domain import (
    co_parenting,
    correcting,
    erasure,
    household,
    merging,
    moving,
    splitting,
)
from services.kernel.contract import Command, Event
from services.kernel.rules import Decider, Evolve

PEOPLE_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    SettleNumber: Decider(erasure.number_settled),
    CorrectHolder: Decider(correcting.correct, correcting.needs_of_correction),
    SetContact: Decider(correcting.set_contact, correcting.needs_of_contact),
    MoveHolder: Decider(moving.move, moving.needs_of_move),
    SetAddressSecret: Decider(moving.set_secret, moving.needs_of_secret),
    FoundHousehold: Decider(household.found, household.needs_of_founding),
    JoinHousehold: Decider(household.join, household.needs_of_member),
    ChangeMember: Decider(household.change, household.needs_of_member),
    LeaveHousehold: Decider(household.leave, household.needs_of_member),
    AgreeCoParenting: Decider(co_parenting.agree, co_parenting.needs_of_co_parenting),
    EndCoParenting: Decider(co_parenting.end_co_parenting, co_parenting.needs_of_co_parenting),
    MergeHolders: Decider(merging.merge, merging.needs_of_merge),
    SplitHolders: Decider(splitting.split, splitting.needs_of_split),
}
PEOPLE_EVENTS: Final[Mapping[type[Event], Evolve]] = {
    HolderCorrected: correcting.corrected,
    ContactSet: correcting.contact_set,
    HolderMoved: moving.moved,
    AddressSecretSet: moving.secret_set,
    HouseholdFounded: household.founded,
    HouseholdJoined: household.joined,
    MemberChanged: household.changed,
    HouseholdLeft: household.left,
    CoParentingAgreed: co_parenting.agreed,
    CoParentingEnded: co_parenting.co_parenting_ended,
    HoldersMerged: merging.merged,
    HoldersSplit: splitting.was_split,
    MergedHolderErased: erasure.erased,
}
