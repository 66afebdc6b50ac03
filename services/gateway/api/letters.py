"""What the letter about a decision says: the decision in plain Dutch, and the way to appeal."""

from uuid import UUID

from services.cards.contracts.regulation.reading import read
from services.gateway.api import cases
from services.gateway.api.application_types import DecisionOutcome
from services.gateway.api.context import RequestContext
from services.gateway.api.file_types import LetterOfDecision
from services.gateway.api.reads import read_row


async def letter_of(
    context: RequestContext, network: str, decision: str
) -> LetterOfDecision | None:
    """The facts of one letter; None once why it was decided is destroyed."""
    found = await cases.decision(context, network, decision)
    if found is None or found.explanation is None:
        return None
    regulation = await read_row(context, network, "regulations", str(found.regulation))
    if regulation is None:
        return None
    document = read(regulation["document"])
    return LetterOfDecision(
        decision=UUID(decision),
        holder=found.holder,
        scheme_name=document.scheme,
        entitled=found.outcome is DecisionOutcome.ENTITLED,
        decided_on=found.decided_on,
        valid_until=found.valid_until,
        sentences=found.explanation.sentences,
        appeal_until=found.appeal_until,
        appeal_body=document.deciding.appeal_body,
    )
