"""What can be asked about several people at once: all of them, or nobody."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.cards.contracts.events.participations import Resolution
from services.kernel.contract import Cents, Command

LINES_MAX: Final = 50
"""So many people can take part in one request."""


class GroupLine(BaseModel):
    """One of several people: as when she takes part alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    card_token: str
    offer_id: UUID
    on: date
    other_help_cents: Cents = 0


class RegisterGroup(Command, name="cards.register_group.v1"):
    """Several people take part, all or none; with `hold_until` their shares are only held."""

    lines: tuple[GroupLine, ...]
    hold_until: datetime | None = None


class ResolveGroup(Command, name="cards.resolve_group.v1"):
    """Confirm, void or cancel what stands of a group, all of it or nothing."""

    group_id: UUID
    action: Resolution
