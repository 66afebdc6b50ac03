"""What can be asked about a participation whose price turns out to be another."""

from uuid import UUID

from services.budget.contracts.events import Decision
from services.cards.contracts.events.corrections import CorrectionReason
from services.kernel.contract import Cents, Command


class CorrectParticipation(Command, name="cards.correct_participation.v1"):
    """Take part of the price of a confirmed participation back, also after it was paid.

    Exactly one of two. `refund_cents`: so much of the price goes back, to each payer in the ratio
    in which it was shared. `price_cents`: the price was this, and is shared under the rule that
    held on its day; `other_help_cents` of it were paid by others.

    `recover`: a holder who was paid too much pays it back; without it the network absorbs that.
    """

    participation_id: UUID
    refund_cents: Cents | None = None
    price_cents: Cents | None = None
    other_help_cents: Cents = 0
    reason: CorrectionReason
    decision: Decision
    recover: bool = False
