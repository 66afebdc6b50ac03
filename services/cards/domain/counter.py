"""A decision at once, at the counter. Pure."""

from collections.abc import Iterable, Sequence

from services.cards.contracts.commands import DecideCase
from services.cards.contracts.events import DecisionsMade
from services.cards.domain.casework import (
    Wish,
    decision_id_of,
    needs_of_case,
    opened_case,
    settle,
)
from services.cards.domain.holder import known_holder
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs(command: DecideCase, context: Context, state: State) -> Iterable[Place]:
    """What one case is decided on."""
    return needs_of_case(command.holder_id, command.scheme_id, context, state, command.applied_on)


def decide_case(command: DecideCase, context: Context, state: State) -> Sequence[Event]:
    """Decide about one person in a scheme, by the regulation of the day she applied."""
    known_holder(command.holder_id, state)
    wish = Wish(
        holder_id=command.holder_id,
        scheme_id=command.scheme_id,
        channel=command.channel,
        mandate=command.mandate,
        derogation=command.derogation,
        valid_until=command.valid_until,
        applied_on=command.applied_on,
    )
    made = settle(wish, opened_case(command.holder_id, context), context, state)
    decision_id = decision_id_of(command.holder_id, context)
    return [*made, DecisionsMade(decision_id=decision_id, decision_ids=(decision_id,))]
