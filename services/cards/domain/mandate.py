"""How far a referrer may go: signpost, fill in, attest, decide. Pure.

`LEAST` is the table of what may be done from which level on; the network's staff may do all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, get_args
from uuid import UUID

from services.cards.contracts.commands import GiveMandate
from services.cards.contracts.commands.applications import Level
from services.cards.contracts.events import MandateGiven
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

Deed = Literal["draft", "submit", "prove", "decide"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
LEAST: Final[Mapping[Deed, Level]] = {
    "draft": "fill_in",
    "submit": "fill_in",
    "prove": "attest",
    "decide": "decide",
}
"""Who signposts sends people on and writes nothing down."""

OF_OWN_WORKERS: Final[Level] = "attest"
"""Of the network's own outreach workers, until it says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate(Row):
    """How far one referrer may go. Key: the organisation, or the network for its own workers."""

    table: ClassVar[str] = "mandates"
    level: Level


def needs_of_mandate(referrer_id: UUID | None) -> Iterable[Place]:
    """The mandate of who acts."""
    return [] if referrer_id is None else [Mandate.at(referrer_id)]


def check_level(referrer_id: UUID | None, deed: Deed, context: Context, state: State) -> None:
    """Refuse what goes beyond the mandate of who acts; none acts but staff where it is None."""
    if referrer_id is None:
        return
    mandate = state.get(Mandate, referrer_id)
    own = str(referrer_id) == context.stream
    level = mandate.level if mandate else (OF_OWN_WORKERS if own else "signpost")
    if LEVELS.index(level) < LEVELS.index(LEAST[deed]):
        raise Refusal("beyond_mandate")


def give(command: GiveMandate, _context: Context, _state: State) -> Sequence[Event]:
    """Say how far a referrer may go; the last word counts."""
    return [MandateGiven(referrer_id=command.referrer_id, level=command.level)]


def given(event: MandateGiven, _context: Context, _state: State) -> Iterable[Change]:
    """The mandate stands."""
    yield Mandate(key=str(event.referrer_id), level=event.level)
