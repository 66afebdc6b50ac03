"""What the clock asks about holds."""

from uuid import UUID

from services.kernel.contract import Command


class ExpireHold(Command, name="budget.expire_hold.v1", internal=True):
    """From the clock: the hold of this participation is due."""

    participation_id: UUID
