"""Where a person lives: moves within the network and out of it, dated twice. Pure.

A move is recorded with the day since which it is true and the day on which it was learned. What
it does to a right is decided apart. Outside the network her last municipality keeps her file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from services.cards.contracts.commands import MoveHolder, SetAddressSecret
from services.cards.contracts.events import AddressSecretSet, HolderMoved
from services.cards.domain.calendar import day_of
from services.cards.domain.copies import Network
from services.cards.domain.holder import Holder, Stay, known_holder
from services.cards.domain.prepared import SealedResidence, prepared
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs_of_move(command: MoveHolder, context: Context, _state: State) -> Iterable[Place]:
    """The holder and the network."""
    return [Holder.at(command.holder_id), Network.at(context.stream)]


def move(command: MoveHolder, context: Context, state: State) -> Sequence[Event]:
    """A person lives elsewhere since a day that has come; it may be learned late."""
    holder = known_holder(command.holder_id, state)
    network = state.get(Network, context.stream)
    assert network is not None
    if command.municipality is not None and command.municipality not in network.municipalities:
        raise Refusal("municipality_not_in_network", "municipality")
    _elsewhere(command, context)
    today = day_of(context.time)
    if command.since > today:
        raise Refusal("day_in_future", "since")
    residence = prepared(context, SealedResidence).residence
    if residence is None and lives_on(holder, command.since) == command.municipality:
        raise Refusal("lives_there", "municipality")
    return [
        HolderMoved(
            holder_id=command.holder_id,
            municipality=command.municipality,
            since=command.since,
            learned_on=today,
            residence=residence,
            network_id=command.network_id,
        )
    ]


def _elsewhere(command: MoveHolder, context: Context) -> None:
    """Refuses another network for who lives in this one."""
    if command.network_id is None:
        return
    if command.municipality is not None or str(command.network_id) == context.stream:
        raise Refusal("same_network", "network_id")


def lives_on(holder: Holder, day: date) -> str | None:
    """The municipality of the network where a person lives on a day; None: outside."""
    return stay_on(holder, day).municipality


def stay_on(holder: Holder, day: date) -> Stay:
    """Where a person lives on a day."""
    return [stay for stay in stays_of(holder) if (stay.since or day) <= day][-1]


def in_several(context: Context, state: State) -> bool:
    """Whether the network is known to be of several municipalities."""
    network = state.peek(Network, context.stream)
    return network is not None and len(network.municipalities) > 1


def home_of(holder_id: str, on: date, context: Context, state: State) -> str | None:
    """Where in a network of several municipalities a person lived on a day."""
    if not in_several(context, state):
        return None
    holder = state.get(Holder, holder_id)
    return None if holder is None else lives_on(holder, on)


def stays_of(holder: Holder) -> tuple[Stay, ...]:
    """Where she has lived, in order of days. Before any move it is where she was registered."""
    return holder.stays or (Stay(municipality=holder.municipality),)


def moved(event: HolderMoved, _context: Context, state: State) -> Iterable[Change]:
    """The latest stay by its day counts; one that is learned late may lie before it."""
    holder = state.get(Holder, event.holder_id)
    if holder is None:
        return
    stay = Stay(
        municipality=event.municipality,
        since=event.since,
        learned_on=event.learned_on,
        network_id=None if event.network_id is None else str(event.network_id),
    )
    others = [one for one in stays_of(holder) if one.since != stay.since]
    stays = tuple(sorted((*others, stay), key=lambda one: one.since or date.min))
    now = stays[-1]
    yield replace(
        holder,
        stays=stays,
        municipality=now.municipality or holder.municipality,
        left_on=now.since if now.municipality is None else None,
        residence=event.residence if now == stay else holder.residence,
    )


def needs_of_secret(command: SetAddressSecret, _context: Context, _state: State) -> Iterable[Place]:
    """The holder."""
    return [Holder.at(command.holder_id)]


def set_secret(command: SetAddressSecret, _context: Context, state: State) -> Sequence[Event]:
    """Keep from all but a few where and with whom a person lives, or no longer."""
    known_holder(command.holder_id, state)
    return [AddressSecretSet(holder_id=command.holder_id, secret=command.secret)]


def secret_set(event: AddressSecretSet, _context: Context, state: State) -> Iterable[Change]:
    """What was said last counts."""
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield replace(holder, secret_address=event.secret)
