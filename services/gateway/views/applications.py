"""Views of applications, mandates and attests, as cards tells of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from services.cards.contracts.events import (
    ApplicationAssigned,
    ApplicationDecided,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    AttestFilled,
    AttestsIssued,
    AttestsRevoked,
    ContentForgotten,
    DraftSaved,
    MandateGiven,
    ProofAsked,
    ProofRecorded,
)
from services.gateway.views.case_rows import Application, AttestSeries, Mandate
from services.gateway.views.living import municipality_of
from services.gateway.views.rows import Holder
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

NO_TERM: Final = date(9999, 12, 30)
"""No term to decide: behind all others. The very last day, sent to the database, is infinity."""

OfApplication = (
    ApplicationAssigned
    | ApplicationSubmitted
    | ApplicationWithdrawn
    | ContentForgotten
    | ProofAsked
    | ProofRecorded
)


def needs_saved(
    event: DraftSaved | ApplicationDecided, _context: Context, _state: State
) -> Iterable[Place]:
    """The application, and the first of its persons: she says whose municipality it is."""
    return (Application.at(event.application_id), Holder.at(event.holder_ids[0]))


def saved(event: DraftSaved, context: Context, state: State) -> Iterable[Change]:
    """The latest save stands in for those before it."""
    before = state.get(Application, event.application_id)
    holders = tuple(str(holder_id) for holder_id in event.holder_ids)
    if before is not None:
        yield replace(
            before,
            scheme_id=str(event.scheme_id),
            holder_ids=holders,
            municipality=municipality_of(event.holder_ids[0], state),
            channel=event.channel,
            content=event.content,
            saves=event.saves,
        )
        return
    yield Application(
        key=str(event.application_id),
        scheme_id=str(event.scheme_id),
        holder_ids=holders,
        municipality=municipality_of(event.holder_ids[0], state),
        status="draft",
        channel=event.channel,
        due_on=NO_TERM,
        made_at=context.time,
        made_by=context.actor,
        content=event.content,
        saves=event.saves,
        referrer_id=_text(event.referrer_id),
    )


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


def needs_application(event: OfApplication, _context: Context, _state: State) -> Iterable[Place]:
    """The application."""
    return (Application.at(event.application_id),)


def submitted(event: ApplicationSubmitted, _context: Context, state: State) -> Iterable[Change]:
    """It waits for a decision."""
    if found := state.get(Application, event.application_id):
        yield replace(
            found,
            status="submitted",
            submitted_on=event.submitted_on,
            due_on=event.decide_by or NO_TERM,
        )


def proof_recorded(event: ProofRecorded, context: Context, state: State) -> Iterable[Change]:
    """One more proof was seen: when and by whom."""
    if found := state.get(Application, event.application_id):
        seen = {
            "proof": event.proof,
            "seen_on": event.seen_on.isoformat(),
            "seen_by": context.actor,
        }
        if event.document_id is not None:
            seen["document"] = str(event.document_id)
        status = "submitted" if found.status == "proof_missing" else found.status
        yield replace(found, proofs=(*found.proofs, seen), status=status)


def proof_asked(event: ProofAsked, _context: Context, state: State) -> Iterable[Change]:
    """It waits for the applicant."""
    if found := state.get(Application, event.application_id):
        yield replace(found, status="proof_missing", asked=event.asked, asked_until=event.until)


def assigned(event: ApplicationAssigned, _context: Context, state: State) -> Iterable[Change]:
    """Somebody goes on with it."""
    if found := state.get(Application, event.application_id):
        yield replace(found, assignee=event.assignee)


def withdrawn(event: ApplicationWithdrawn, _context: Context, state: State) -> Iterable[Change]:
    """It is closed, and holds nothing."""
    if found := state.get(Application, event.application_id):
        yield replace(found, status="withdrawn", content=None, proofs=(), asked=None)


def forgotten(event: ContentForgotten, _context: Context, state: State) -> Iterable[Change]:
    """What it held is gone; a draft that nobody went on with is withdrawn."""
    if found := state.get(Application, event.application_id):
        status = "decided" if found.status == "decided" else "withdrawn"
        yield replace(found, status=status, content=None, proofs=(), asked=None)


def decided(event: ApplicationDecided, context: Context, state: State) -> Iterable[Change]:
    """It is closed, or waits for what could not be decided yet."""
    found = state.get(Application, event.application_id) or Application(
        key=str(event.application_id),
        scheme_id=str(event.scheme_id),
        holder_ids=tuple(str(holder_id) for holder_id in event.holder_ids),
        municipality=municipality_of(event.holder_ids[0], state),
        status="submitted",
        channel=event.channel,
        due_on=NO_TERM,
        made_at=context.time,
        made_by=context.actor,
    )
    made = tuple(str(decision_id) for decision_id in event.decision_ids)
    yield replace(
        found,
        status="proof_missing" if event.undecided else "decided",
        decision_ids=(*found.decision_ids, *made),
        undecided=tuple(one.model_dump(mode="json") for one in event.undecided),
    )


# -- mandates and attests -------------------------------------------------------------------------


def mandate_given(event: MandateGiven, context: Context, _state: State) -> Iterable[Change]:
    """The last word counts."""
    yield Mandate(key=str(event.referrer_id), level=event.level, made_at=context.time)


def attests_issued(event: AttestsIssued, context: Context, _state: State) -> Iterable[Change]:
    """A series lies with an organisation."""
    yield AttestSeries(
        key=str(event.series_id),
        referrer_id=str(event.referrer_id),
        scheme_id=str(event.scheme_id),
        count=event.count,
        made_at=context.time,
    )


def needs_attest(event: AttestFilled, _context: Context, _state: State) -> Iterable[Place]:
    """The series, and the person."""
    return (AttestSeries.at(event.series_id), Holder.at(event.holder_id))


def attest_filled(event: AttestFilled, context: Context, state: State) -> Iterable[Change]:
    """One attest is used, and is an application that is handed in."""
    if series := state.get(AttestSeries, event.series_id):
        yield replace(series, filled=(*series.filled, event.number))
    yield Application(
        key=str(event.application_id),
        scheme_id=str(event.scheme_id),
        holder_ids=(str(event.holder_id),),
        municipality=municipality_of(event.holder_id, state),
        status="submitted",
        channel="attest",
        due_on=event.decide_by or NO_TERM,
        made_at=context.time,
        made_by=context.actor,
        content=event.content,
        saves=1,
        submitted_on=event.submitted_on,
        referrer_id=str(event.referrer_id),
    )


def needs_series(event: AttestsRevoked, _context: Context, _state: State) -> Iterable[Place]:
    """The series."""
    return (AttestSeries.at(event.series_id),)


def attests_revoked(event: AttestsRevoked, _context: Context, state: State) -> Iterable[Change]:
    """What was blank is worth nothing."""
    if series := state.get(AttestSeries, event.series_id):
        yield replace(series, revoked=True)
