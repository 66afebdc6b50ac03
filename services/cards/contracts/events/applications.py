"""Facts about applications and decisions. Why somebody is entitled stands sealed in them."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.cards.contracts.commands.applications import Channel
from services.kernel.contract import Event, Sealed


class CaseDecided(Event, name="cards.case_decided.v1", terminal=False):
    """A person is entitled in a scheme, or not.

    `explanation` holds route, predicates, figures, limits, clauses, version and reason, sealed
    with a key of this decision alone (`key_owner(decision_id, "decision")`). That key is destroyed
    after `explained_until`: the term of appeal, or what stands in for it.
    """

    decision_id: UUID
    holder_id: UUID
    scheme_id: UUID
    regulation_id: UUID
    outcome: Literal["entitled", "not_entitled"]
    decided_on: date
    explanation: Sealed
    explained_until: date
    appeal_until: date | None = None
    channel: Channel = "counter"
    right_id: UUID | None = None
    valid_until: date | None = None


class DecisionsMade(Event, name="cards.decisions_made.v1"):
    """The outcome of a command that decides: which decisions it made."""

    decision_id: UUID
    decision_ids: tuple[UUID, ...]


class ExplanationForgotten(Event, name="cards.explanation_forgotten.v1"):
    """The key of a decision's explanation is destroyed; outcome and dates stay."""

    decision_id: UUID
    holder_id: UUID
