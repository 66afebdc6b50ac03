"""Facts about applications and decisions. Why somebody is entitled stands sealed in them."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.cards.contracts.commands.applications import Channel, Level
from services.cards.contracts.regulation.document import Source
from services.kernel.contract import Event, Sealed


class Proposed(BaseModel):
    """The right that follows once it is ratified, and who pays what was used of a provisional one
    if it is not."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    valid_until: date
    grace_until: date | None = None
    birth_year: int | None = None
    sources: tuple[Source, ...] = ()
    payer_if_refused: Source


class CaseDecided(Event, name="cards.case_decided.v1", terminal=False):
    """A person is entitled in a scheme, or not.

    `explanation` holds route, predicates, figures, limits, clauses, version and reason, sealed
    with a key of this decision alone (`key_owner(decision_id, "decision")`). That key is destroyed
    after `explained_until`: the term of appeal, or what stands in for it. `awaits`: a committee
    (`body`) has to ratify it; `proposed` is the right that follows when it does.
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
    application_id: UUID | None = None
    corrects: UUID | None = None
    awaits: Literal["ratification"] | None = None
    body: str | None = None
    proposed: Proposed | None = None


class DecisionsMade(Event, name="cards.decisions_made.v1"):
    """The outcome of a command that decides: which decisions it made."""

    decision_id: UUID
    decision_ids: tuple[UUID, ...]


class DraftSaved(Event, name="cards.draft_saved.v1"):
    """An application as far as it is known. `content` is sealed with the application's own key
    (`key_owner(application_id, "application")`). `saves` counts from 1."""

    application_id: UUID
    scheme_id: UUID
    holder_ids: tuple[UUID, ...]
    channel: Channel
    content: Sealed
    saves: int
    forgotten_after: date
    referrer_id: UUID | None = None


class ApplicationSubmitted(Event, name="cards.application_submitted.v1"):
    """The application is handed in. `decide_by` is the last day of the term, where there is one."""

    application_id: UUID
    submitted_on: date
    decide_by: date | None = None
    referrer_id: UUID | None = None


class ProofRecorded(Event, name="cards.proof_recorded.v1"):
    """A proof was seen. `proof` is sealed with the application's key.

    `document_id`: a copy of it is kept, sealed with the same key, beside the gateway's views.
    """

    application_id: UUID
    proof: Sealed
    seen_on: date
    document_id: UUID | None = None


class ProofAsked(Event, name="cards.proof_asked.v1"):
    """Proofs are missing. `asked` is sealed with the application's key."""

    application_id: UUID
    asked: Sealed
    until: date


class ApplicationAssigned(Event, name="cards.application_assigned.v1"):
    """Somebody goes on with it: her opaque id."""

    application_id: UUID
    assignee: str


class ApplicationWithdrawn(Event, name="cards.application_withdrawn.v1"):
    """The applicant no longer asks; what the application held is destroyed."""

    application_id: UUID


class Undecided(BaseModel):
    """A person about whom nothing was decided, and why: a code, and the facts that are missing."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    holder_id: UUID
    code: str
    missing: str | None = None


class ApplicationDecided(Event, name="cards.application_decided.v1"):
    """What an application of one or more persons led to; `undecided` still wait for something."""

    application_id: UUID
    scheme_id: UUID
    holder_ids: tuple[UUID, ...]
    channel: Channel
    decision_ids: tuple[UUID, ...]
    undecided: tuple[Undecided, ...] = ()
    forgotten_after: date


class MandateGiven(Event, name="cards.mandate_given.v1"):
    """How far a referrer may go from now on."""

    referrer_id: UUID
    level: Level


class AttestsIssued(Event, name="cards.attests_issued.v1"):
    """Blank attests, numbered 1 to `count`, lie with an organisation."""

    series_id: UUID
    referrer_id: UUID
    scheme_id: UUID
    count: int


class AttestFilled(Event, name="cards.attest_filled.v1"):
    """One attest is used, once and for all: a person's application is handed in with it.

    `content` is what it says, sealed with the application's key.
    """

    series_id: UUID
    number: int
    application_id: UUID
    holder_id: UUID
    scheme_id: UUID
    referrer_id: UUID
    content: Sealed
    submitted_on: date
    forgotten_after: date
    decide_by: date | None = None


class AttestsRevoked(Event, name="cards.attests_revoked.v1"):
    """What was still blank of a series is worth nothing."""

    series_id: UUID


class ContentForgotten(Event, name="cards.content_forgotten.v1"):
    """The key of an application's content is destroyed."""

    application_id: UUID


class ExplanationForgotten(Event, name="cards.explanation_forgotten.v1"):
    """The key of a decision's explanation is destroyed; outcome and dates stay."""

    decision_id: UUID
    holder_id: UUID
