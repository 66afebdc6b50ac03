"""Facts about several people who take part together, as far as cards decides."""

from uuid import UUID

from services.cards.contracts.events.participations import ParticipationRequested, Resolution
from services.kernel.contract import Event


class GroupRequested(Event, name="cards.group_requested.v1", terminal=False):
    """Cards, rights and limits allow all of them together; budget answers for all or none.

    `lines` are in the order that was asked. Each counts as if it had been asked alone after those
    before it.
    """

    group_id: UUID
    lines: tuple[ParticipationRequested, ...]


class GroupResolutionRequested(Event, name="cards.group_resolution_requested.v1", terminal=False):
    """A wish about a whole group that budget resolves, in order."""

    group_id: UUID
    participation_ids: tuple[UUID, ...]
    action: Resolution
