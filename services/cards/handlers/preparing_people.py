"""What is told of a person, before rules run: sealed again with her own key."""

from typing import Any
from uuid import UUID

from services.cards.contracts.commands import (
    CorrectHolder,
    DecideEligibility,
    MoveHolder,
    RegisterHolder,
    SetContact,
)
from services.cards.domain.prepared import SealedContact, SealedGround, SealedResidence
from services.cards.handlers.identities import read_identity
from services.kernel.contract import Message
from services.kernel.ids import made_by
from services.kernel.incoming import Incoming
from services.kernel.sealing import PersonKey, open_sealed


def told_person(incoming: Incoming) -> UUID | None:
    """Of whom a command tells something personal; who is registered by it is made by it."""
    match incoming.message:
        case RegisterHolder():
            return made_by(incoming.envelope.id, "holder")
        case (
            CorrectHolder(holder_id=holder_id)
            | DecideEligibility(holder_id=holder_id)
            | SetContact(holder_id=holder_id)
            | MoveHolder(holder_id=holder_id)
        ):
            return holder_id
        case _:
            return None


def tells_of_person(message: Message | None) -> bool:
    """Whether `prepare_person` is for this message."""
    return isinstance(
        message, RegisterHolder | CorrectHolder | DecideEligibility | SetContact | MoveHolder
    )


def prepare_person(incoming: Incoming, person: UUID, key: PersonKey, private_key: bytes) -> Any:
    """What the rule may use. Raises CannotOpen."""

    def again(sealed: str) -> str:
        return key.seal(open_sealed(private_key, sealed))

    match incoming.message:
        case RegisterHolder(identity=identity):
            opened = open_sealed(private_key, identity)
            return read_identity(incoming.envelope, person, key, opened)
        case CorrectHolder(identity=identity):
            opened = open_sealed(private_key, identity)
            return read_identity(incoming.envelope, person, key, opened, settled=False)
        case DecideEligibility(ground=ground):
            return SealedGround(again(ground))
        case SetContact(contact=contact):
            return SealedContact(again(contact))
        case MoveHolder(residence=residence):
            return SealedResidence(None if residence is None else again(residence))
    raise AssertionError(type(incoming.message).__name__)
