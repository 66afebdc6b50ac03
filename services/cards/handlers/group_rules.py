"""Several people at once: what can be asked, and how rows follow."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import RegisterGroup, ResolveGroup
from services.cards.contracts.events import GroupRequested, GroupResolutionRequested
from services.cards.domain import group
from services.kernel.contract import Command, Event
from services.kernel.rules import Decider, Evolve

GROUP_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    RegisterGroup: Decider(group.register, group.needs),
    ResolveGroup: Decider(group.resolve, group.needs_of_resolution),
}
GROUP_EVENTS: Final[Mapping[type[Event], Evolve]] = {
    GroupRequested: group.requested,
    GroupResolutionRequested: group.resolution_requested,
}
