"""Confirm, void or cancel: a wish that budget resolves, in order. Pure.

Cards says no only where its own knowledge is final; else budget has the last word.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    VoidParticipation,
)
from services.cards.contracts.events import Resolution, ResolutionRequested
from services.cards.domain.participation import Participation
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

Wish = ConfirmParticipation | VoidParticipation | CancelParticipation

ACTIONS: Final[dict[type[Wish], Resolution]] = {
    ConfirmParticipation: "confirm",
    VoidParticipation: "void",
    CancelParticipation: "cancel",
}
FINAL_REFUSALS: Final[dict[str, dict[Resolution, str]]] = {
    "declined": {
        "confirm": "participation_unknown",
        "void": "participation_unknown",
        "cancel": "participation_unknown",
    },
    "voided": {"confirm": "not_held", "void": "already_voided", "cancel": "not_confirmed"},
    "expired": {"confirm": "hold_expired", "void": "hold_expired", "cancel": "not_confirmed"},
    "cancelled": {"confirm": "not_held", "void": "not_held", "cancel": "already_cancelled"},
}
"""By status that never changes again, then by wish. Budget answers the same for the same state."""


def needs(command: Wish, _context: Context, _state: State) -> Iterable[Place]:
    """The participation."""
    return [Participation.at(command.participation_id)]


def request(command: Wish, _context: Context, state: State) -> Sequence[Event]:
    """Pass the wish on to budget."""
    participation = state.get(Participation, command.participation_id)
    if participation is None:
        raise Refusal("participation_unknown", "participation_id")
    action = ACTIONS[type(command)]
    if participation.claim_id is not None or (
        participation.slip_id is not None and action != "cancel"
    ):
        raise Refusal("decided_elsewhere", "participation_id")
    refusals = FINAL_REFUSALS.get(participation.status)
    if refusals is not None:
        raise Refusal(refusals[action], "participation_id")
    return [ResolutionRequested(participation_id=command.participation_id, action=action)]


def requested(_event: ResolutionRequested, _context: Context, _state: State) -> Iterable[Change]:
    """Nothing changes before budget has answered."""
    return ()
