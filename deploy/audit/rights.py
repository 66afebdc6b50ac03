"""Rights follow from decisions, one a day; cards are used while they work. Pure.

A use is judged by what stood in the journal before it and by its own time, as it was decided: what
was told late of a card that was blocked since is right.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from uuid import UUID

from deploy.audit.findings import Finding, Invariant
from deploy.audit.folds import FoldState
from deploy.audit.picture import Part, Picture, Told
from deploy.audit.services import AUDITED
from services.cards.contracts.events import (
    CaseDecided,
    ExplanationForgotten,
    GroupRequested,
    ParticipationRequested,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.contracts.keys import key_owner
from services.cards.domain.card import Card
from services.cards.domain.scheme_right import SchemeRights

CARDS: Final = "cards"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """An explanation of a decision that was forgotten; `owner` is whose its key was."""

    stream: str
    decision_id: UUID
    owner: UUID


def judge_rights(picture: Picture) -> Finding:
    """The rights of all holders and the decisions behind them."""
    finding = Finding(Invariant.RIGHTS_FOLLOW)
    part = picture.part(CARDS)
    _judge_days(picture.stream, part, finding)
    _judge_decisions(picture.stream, part, finding)
    return finding


def forgotten_in(picture: Picture) -> list[Forgotten]:
    """The explanations that were forgotten in one stream."""
    told = (one.event for one in picture.part(CARDS).journal)
    decided = [event.decision_id for event in told if isinstance(event, ExplanationForgotten)]
    return [Forgotten(picture.stream, one, key_owner(one, "decision")) for one in decided]


def judge_forgotten(forgotten: Collection[Forgotten], keys_left: Collection[UUID]) -> Finding:
    """No explanation that was forgotten has a key. `keys_left`: the owners that still have one."""
    finding = Finding(Invariant.RIGHTS_FOLLOW)
    for one in forgotten:
        finding.looked["explanations forgotten"] += 1
        if one.owner in keys_left:
            finding.fault("explanation_has_a_key", CARDS, one.stream, one.decision_id)
    return finding


def _judge_days(stream: str, part: Part, finding: Finding) -> None:
    """Nobody has two rights in one scheme that can be used on the same day."""
    for row in part.table(SchemeRights).values():
        held = [one for one in row.rights if one.valid_from <= one.usable_until]
        finding.looked["rights"] += len(held)
        for one, other in pairwise(sorted(held, key=lambda right: right.valid_from)):
            if other.valid_from <= one.usable_until:
                finding.fault("two_rights_on_a_day", CARDS, stream, row.key, str(other.valid_from))


def _judge_decisions(stream: str, part: Part, finding: Finding) -> None:
    """A right that names a decision names one that was made before it, about the same person."""
    decided: dict[UUID, CaseDecided] = {}
    for told in part.journal:
        event = told.event
        if isinstance(event, CaseDecided):
            finding.looked["decisions"] += 1
            decided[event.decision_id] = event
            if not event.explanation:
                finding.fault("decision_without_explanation", CARDS, stream, event.decision_id)
        elif isinstance(event, SchemeRightGranted | SchemeRightRenewed) and event.decision_id:
            by = decided.get(event.decision_id)
            if by is None or (by.holder_id, by.scheme_id) != (event.holder_id, event.scheme_id):
                finding.fault("right_without_decision", CARDS, stream, event.right_id)


def judge_uses(picture: Picture) -> Finding:
    """No card is used after it stopped working, by the time of the use."""
    finding = Finding(Invariant.RIGHTS_FOLLOW)
    rules, part, state = AUDITED[CARDS].rules, picture.part(CARDS), FoldState()
    for told in part.journal:
        for use in _uses(told):
            finding.looked["uses of cards"] += 1
            card = state.get(Card, use.card_id)
            at = use.happened_at or told.envelope.time
            if card is not None and not card.works_at(at):
                finding.fault("used_after_block", CARDS, picture.stream, use.participation_id)
        evolve = rules.events.get(type(told.event))  # type: ignore[arg-type]
        if evolve is not None and told.event is not None:
            state.apply(list(evolve(told.event, told.context, state)))
    return finding


def _uses(told: Told) -> Iterator[ParticipationRequested]:
    event = told.event
    lines: Iterable[ParticipationRequested] = ()
    if isinstance(event, ParticipationRequested):
        lines = (event,)
    elif isinstance(event, GroupRequested):
        lines = event.lines
    # A claim and a guarantee slip are a person's, whatever became of her card.
    promised = (one for one in lines if one.claim_id is None and one.slip_id is None)
    return (one for one in promised if one.card_id is not None)
