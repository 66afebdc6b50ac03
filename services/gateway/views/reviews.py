"""Views of what comes after a decision: ratification, appeal, late facts, recoveries."""

from collections.abc import Iterable
from dataclasses import replace

from services.cards.contracts.events import (
    AppealDecided,
    AppealLodged,
    DecisionRatified,
    LateFactLearned,
    RecoveryDecided,
)
from services.gateway.views.case_rows import Decision, LateFact, Recovery
from services.gateway.views.living import municipality_of
from services.gateway.views.rows import Holder
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
