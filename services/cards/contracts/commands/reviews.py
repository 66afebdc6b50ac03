"""What can be asked after a decision: ratify, appeal, correct, and learn late."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.budget.contracts.events import Decision
from services.kernel.contract import Command, Sealed

LateFact = Literal["status_lost", "moved"]
"""What may be learned late."""

Payer = Literal["holder", "provider"]
"""Who may have to pay back."""


class RatifyDecisions(Command, name="cards.ratify_decisions.v1"):
    """What a committee decided about the decisions that await it, in one list."""

    ratified: tuple[UUID, ...] = ()
    refused: tuple[UUID, ...] = ()


class LodgeAppeal(Command, name="cards.lodge_appeal.v1"):
    """Appeal against a decision. `grounds` is sealed to cards: what was said, and by which helper
    it was noted where it was said aloud (`oral`)."""

    holder_id: UUID
    decision_id: UUID
    grounds: Sealed
    oral: bool = False


class DecideAppeal(Command, name="cards.decide_appeal.v1"):
    """What the body of appeal decided. `reason` is sealed to cards."""

    holder_id: UUID
    decision_id: UUID
    upheld: bool
    reason: Sealed
    valid_until: date | None = None


class CorrectDecision(Command, name="cards.correct_decision.v1"):
    """Decide again where a decision was wrong: the first one stays in the books.

    `case` is sealed to cards, as in `DecideCase`; its reason is what was wrong.
    """

    holder_id: UUID
    decision_id: UUID
    case: Sealed
    mandate: str | None = None
    valid_until: date | None = None


class LearnLate(Command, name="cards.learn_late.v1"):
    """A status ended or a person moved, and it is known only now. `true_until` is the last day on
    which it was still so."""

    holder_id: UUID
    scheme_id: UUID
    fact: LateFact
    true_until: date


class DecideRecovery(Command, name="cards.decide_recovery.v1"):
    """Somebody pays back what was used after a right had ended. `reason` is sealed to cards.

    `decision`: by whose decision, where one was recorded.
    """

    holder_id: UUID
    right_id: UUID
    participation_ids: tuple[UUID, ...]
    payer: Payer
    reason: Sealed
    decision: Decision | None = None
