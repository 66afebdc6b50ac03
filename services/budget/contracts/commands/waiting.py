"""What the clock asks about envelopes: who waits for their money, and how far they are spent."""

from uuid import UUID

from services.kernel.contract import Command


class LapseWaiting(Command, name="budget.lapse_waiting.v1", internal=True):
    """From the clock: the day of this participation, which still waits, is over."""

    participation_id: UUID


class PromoteWaiting(Command, name="budget.promote_waiting.v1", internal=True):
    """From the clock: money may have come to an envelope on which somebody waits.

    `first`: nobody with a lower number waits.
    """

    year: int
    envelope_id: UUID
    first: int


class GoOnCovering(Command, name="budget.go_on_covering.v1", internal=True):
    """From the clock: money that came may cover more of what waits for it.

    As `CoveringAdvanced` says; nothing happens where another step was taken meanwhile.
    """

    year: int
    envelope_id: UUID | None
    step_id: UUID


class LookAtEnvelope(Command, name="budget.look_at_envelope.v1", internal=True):
    """From the clock: the money of an envelope changed, perhaps beyond a level of warning."""

    year: int
    envelope_id: UUID
