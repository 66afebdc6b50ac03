"""Views of what comes after a decision: ratification, appeal, late facts, recoveries."""

from collections.abc import Iterable
from dataclasses import replace

from services.budget.contracts.events import Decision as Decided
from services.budget.contracts.recoveries import debt_of
from services.cards.contracts.events import (
    AppealDecided,
    AppealLodged,
    DecisionRatified,
    LateFactLearned,
    RecoveryDecided,
)
from services.gateway.views.case_rows import Decision, LateFact, Recovery
from services.gateway.views.correction_rows import Correction
from services.gateway.views.debt_rows import Debt
from services.gateway.views.debts import of_holder
from services.gateway.views.living import municipality_of
from services.gateway.views.rows import Holder, Participation
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

OfDecision = AppealDecided | AppealLodged | DecisionRatified
OfHolder = LateFactLearned | RecoveryDecided


def needs_decision(event: OfDecision, _context: Context, _state: State) -> Iterable[Place]:
    """The decision."""
    return (Decision.at(event.decision_id),)


def ratified(event: DecisionRatified, _context: Context, state: State) -> Iterable[Change]:
    """It awaits nothing any more; refused, it entitles to nothing."""
    if found := state.get(Decision, event.decision_id):
        yield replace(
            found,
            awaits=None,
            ratified=event.ratified,
            ratified_on=event.decided_on,
            payer=event.payer,
            outcome=found.outcome if event.ratified else "not_entitled",
            right_id=str(event.right_id) if event.ratified and event.right_id else found.right_id,
        )


def appeal_lodged(event: AppealLodged, _context: Context, state: State) -> Iterable[Change]:
    """An appeal runs."""
    if found := state.get(Decision, event.decision_id):
        yield replace(
            found,
            appeal="open",
            appealed_on=event.lodged_on,
            appeal_oral=event.oral,
            grounds=event.grounds,
            body=event.body,
            explained_until=event.explained_until,
        )


def appeal_decided(event: AppealDecided, _context: Context, state: State) -> Iterable[Change]:
    """The appeal is over."""
    if found := state.get(Decision, event.decision_id):
        yield replace(
            found,
            appeal="upheld" if event.upheld else "rejected",
            appeal_decided_on=event.decided_on,
            reason=event.reason,
            explained_until=event.explained_until,
            outcome="entitled" if event.upheld else found.outcome,
            right_id=str(event.right_id) if event.right_id else found.right_id,
        )


def needs_holder(event: OfHolder, _context: Context, _state: State) -> Iterable[Place]:
    """The person."""
    return (Holder.at(event.holder_id),)


def learned(event: LateFactLearned, context: Context, state: State) -> Iterable[Change]:
    """A fact with both times."""
    yield LateFact(
        key=str(event.fact_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        scheme_id=str(event.scheme_id),
        right_id=str(event.right_id),
        fact=event.fact,
        true_until=event.true_until,
        learned_on=event.learned_on,
        made_at=context.time,
    )


def recovered(event: RecoveryDecided, context: Context, state: State) -> Iterable[Change]:
    """Who pays back what."""
    yield Recovery(
        key=str(event.recovery_id),
        holder_id=str(event.holder_id),
        municipality=municipality_of(event.holder_id, state),
        right_id=str(event.right_id),
        payer=event.payer,
        cents=sum(part.cents for part in event.parts),
        participation_ids=tuple(str(part.participation_id) for part in event.parts),
        made_at=context.time,
        reason=event.reason,
    )
    town = municipality_of(event.holder_id, state)
    for part in event.parts:
        yield of_holder(debt_of(part.participation_id), str(event.holder_id), town, state)
    if event.payer == "provider" and event.decision is not None:
        yield from _corrections(event, event.decision, context, state)


def needs_recovery(event: RecoveryDecided, context: Context, state: State) -> Iterable[Place]:
    """The person; what was used, and its correction where a provider bears it."""
    yield from needs_holder(event, context, state)
    for part in event.parts:
        yield Participation.at(part.participation_id)
        yield Correction.at(debt_of(part.participation_id))
        yield Debt.at(debt_of(part.participation_id))


def _corrections(
    event: RecoveryDecided, decision: Decided, context: Context, state: State
) -> Iterable[Change]:
    """By whose decision a provider bears it: what goes off its statement is a correction."""
    for part in event.parts:
        own = debt_of(part.participation_id)
        row = state.get(Correction, own) or Correction(key=str(own))
        about = state.get(Participation, part.participation_id)
        yield replace(
            row,
            participation_id=str(part.participation_id),
            municipality=None if about is None else about.municipality,
            organisation_id=None if about is None else about.organisation_id,
            reason="late_fact",
            body=decision.body,
            decided_on=decision.on,
            reference=decision.reference,
            repriced=True,
            made_at=context.time,
        )
