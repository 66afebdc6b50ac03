"""Instalments that were let go: what she may use again. Pure."""

from collections.abc import Iterable, Sequence

from services.budget.contracts.events import InstalmentsStopped
from services.cards.contracts.events import CorrectionSettled
from services.cards.domain.participation import Participation, needs_of_counts
from services.cards.domain.price_correction import within
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs(answer: InstalmentsStopped, _context: Context, state: State) -> Iterable[Place]:
    """The participation, and what it counts on."""
    yield Participation.at(answer.participation_id)
    found = state.peek(Participation, answer.participation_id)
    if found is not None:
        yield from needs_of_counts(found)


def stopped(answer: InstalmentsStopped, context: Context, state: State) -> Sequence[Event]:
    """It counts on what was confirmed, and no more."""
    found = state.get(Participation, answer.participation_id)
    if found is None:
        return []
    return [
        CorrectionSettled(
            correction_id=context.make_id("stopped"),
            participation_id=answer.participation_id,
            network_cents=answer.network_cents,
            uncovered_cents=found.uncovered_cents,
            counts=within(found.counts, found.network_cents, answer.network_cents),
        )
    ]
