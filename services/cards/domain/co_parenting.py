"""A child who lives in two networks: one yearly cap, shared between them, and who pays. Pure.

The networks share no data: each records on its own side the share that was agreed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.cards.contracts.commands import AgreeCoParenting, EndCoParenting
from services.cards.contracts.events import CoParentingAgreed, CoParentingEnded
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.household import WHOLE
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs_of_co_parenting(
    command: AgreeCoParenting | EndCoParenting, _context: Context, _state: State
) -> Iterable[Place]:
    """The child."""
    return [Holder.at(command.holder_id)]


def agree(command: AgreeCoParenting, context: Context, state: State) -> Sequence[Event]:
    """One yearly cap over two networks: this one's share of it, and which of them pays."""
    known_holder(command.holder_id, state)
    if not 0 <= command.share_percent <= WHOLE:
        raise Refusal("share_invalid", "share_percent")
    if str(command.other_network_id) == context.stream:
        raise Refusal("same_network", "other_network_id")
    if str(command.payer_network_id) not in (context.stream, str(command.other_network_id)):
        raise Refusal("payer_invalid", "payer_network_id")
    return [CoParentingAgreed(**command.model_dump())]


def agreed(event: CoParentingAgreed, _context: Context, state: State) -> Iterable[Change]:
    """Her cap here is that share of the whole."""
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield replace(
            holder,
            cap_share_percent=event.share_percent,
            other_network_id=str(event.other_network_id),
            payer_network_id=str(event.payer_network_id),
        )


def end_co_parenting(command: EndCoParenting, _context: Context, state: State) -> Sequence[Event]:
    """The whole cap is this network's again."""
    if known_holder(command.holder_id, state).other_network_id is None:
        raise Refusal("not_co_parented", "holder_id")
    return [CoParentingEnded(holder_id=command.holder_id)]


def co_parenting_ended(
    event: CoParentingEnded, _context: Context, state: State
) -> Iterable[Change]:
    """Her cap here is the whole."""
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield replace(holder, cap_share_percent=WHOLE, other_network_id=None, payer_network_id=None)
