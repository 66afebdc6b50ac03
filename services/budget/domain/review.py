"""What a person finds of a pattern or a sample in a statement: it is recorded, with who. Pure.

What was found is reckoned where it is shown, from lines that do not change; a run with what is odd
is approved once it is judged (decision 32). Who finds that a line is to be disputed sets it aside.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from services.budget.contracts.commands import DisputeLine, JudgeFinding
from services.budget.contracts.commands.settlement import DisputeReason
from services.budget.contracts.events import FindingJudged
from services.budget.contracts.reviews import judgement_id
from services.budget.domain import dispute
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

REASONS: Final[dict[str, DisputeReason]] = {
    "price_differs": "price",
    "price_at_ceiling": "price",
    "card_twice_a_day": "registered_twice",
}
"""For what a line is disputed; for another finding: for another reason."""


def needs(command: JudgeFinding, context: Context, state: State) -> Iterable[Place]:
    """What disputing the line reads."""
    wish = _disputed(command)
    return [] if wish is None else dispute.needs_of_dispute(wish, context, state)


def judge(command: JudgeFinding, context: Context, state: State) -> Sequence[Event]:
    """Record it; a line that is to be disputed is set aside as well."""
    if command.judgement == "dispute" and command.participation_id is None:
        raise Refusal("no_line", "participation_id")
    wish = _disputed(command)
    aside = [] if wish is None else dispute.dispute(wish, context, state)
    own = judgement_id(command.statement_id, command.finding, command.participation_id)
    judged = FindingJudged(
        judgement_id=own,
        statement_id=command.statement_id,
        finding=command.finding,
        participation_id=command.participation_id,
        judgement=command.judgement,
        by=context.actor or "",
    )
    return [*aside, judged]


def _disputed(command: JudgeFinding) -> DisputeLine | None:
    """The wish to set the line aside, where that is what was found."""
    if command.judgement != "dispute" or command.participation_id is None:
        return None
    reason = REASONS.get(command.finding, "other")
    return DisputeLine(participation_id=command.participation_id, reason=reason)


def judged(_event: FindingJudged, _context: Context, _state: State) -> Iterable[Change]:
    """Nothing here hangs on it."""
    return ()
