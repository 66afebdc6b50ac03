"""How a person is written and reached: put right, or given. Pure; it is sealed all the way."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.cards.contracts.commands import CorrectHolder, SetContact, SettleNumber
from services.cards.contracts.events import ContactSet, HolderCorrected
from services.cards.domain.holder import Holder, check_number, claimants, known_holder
from services.cards.domain.prepared import SealedContact, SealedIdentity, prepared
from services.kernel.contract import Event
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Place, State


def needs_of_correction(command: CorrectHolder, context: Context, _state: State) -> Iterable[Place]:
    """The holder, and who may have the national number already."""
    yield Holder.at(command.holder_id)
    yield from claimants(context)


def correct(command: CorrectHolder, context: Context, state: State) -> Sequence[Event | Addressed]:
    """Put right how a person is written; the vault then keeps the new number alone."""
    known_holder(command.holder_id, state)
    ready = prepared(context, SealedIdentity)
    check_number(command.holder_id, ready, state)
    number_id = None if ready.number_id is None else UUID(ready.number_id)
    corrected = HolderCorrected(
        holder_id=command.holder_id, identity=ready.identity, number_id=number_id
    )
    if number_id is None:
        return [corrected]
    settle = SettleNumber(holder_id=command.holder_id, number_id=number_id)
    return [
        corrected,
        Addressed(service="cards", stream=context.stream, command=settle, role="settle"),
    ]


def corrected(event: HolderCorrected, _context: Context, state: State) -> Iterable[Change]:
    """She is written so from now on."""
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        number_id = holder.number_id if event.number_id is None else str(event.number_id)
        yield replace(holder, identity=event.identity, number_id=number_id)


def needs_of_contact(command: SetContact, _context: Context, _state: State) -> Iterable[Place]:
    """The holder."""
    return [Holder.at(command.holder_id)]


def set_contact(command: SetContact, context: Context, state: State) -> Sequence[Event]:
    """Say how a person is reached."""
    known_holder(command.holder_id, state)
    contact = prepared(context, SealedContact).contact
    return [ContactSet(holder_id=command.holder_id, contact=contact)]


def contact_set(event: ContactSet, _context: Context, state: State) -> Iterable[Change]:
    """What was said last counts."""
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield replace(holder, contact=event.contact)
