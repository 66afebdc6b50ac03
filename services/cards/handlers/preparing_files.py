"""Before rules run: what applications and appeals hold is sealed again, with the key of the thing.

So a draft can be destroyed without the person, and an appeal together with its decision.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.cards.contracts.commands import (
    AskProof,
    DecideAppeal,
    DecideRecovery,
    FillAttest,
    LodgeAppeal,
    RecordProof,
    SaveDraft,
)
from services.cards.contracts.keys import key_owner
from services.cards.domain.application import APPLICATION
from services.cards.domain.decision import DECISION
from services.cards.domain.prepared import PersonErased, Resealed
from services.cards.storage.keyring import Keyring
from services.kernel.ids import made_by
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, open_sealed


@dataclass(frozen=True, slots=True)
class Sealing:
    """Which key seals a text again. `fresh`: it is made where there is none yet."""

    owner: UUID
    sealed: str
    fresh: bool = False


async def prepare_files(
    keyring: Keyring, private_key: bytes, messages: Sequence[Incoming]
) -> Mapping[UUID, Any]:
    """What these messages hold, sealed again. Raises asyncpg errors and Unavailable."""
    wanted = {m.envelope.id: one for m in messages if (one := sealing_of(m)) is not None}
    keys = await keyring.keys(
        [one.owner for one in wanted.values()],
        make=[one.owner for one in wanted.values() if one.fresh],
    )
    found: dict[UUID, Any] = {}
    for command_id, one in wanted.items():
        key = keys.get(one.owner)
        # Where it cannot be opened, the rule finds nothing prepared: an internal error, shown to
        # operators.
        with contextlib.suppress(CannotOpen):
            found[command_id] = (
                PersonErased()
                if key is None
                else Resealed(key.seal(open_sealed(private_key, one.sealed)))
            )
    return found


def sealing_of(incoming: Incoming) -> Sealing | None:
    """What a message holds, and with whose key it is sealed again."""
    made = made_by(incoming.envelope.id, APPLICATION)
    match incoming.message:
        case SaveDraft(content=content, application_id=None):
            return Sealing(key_owner(made, APPLICATION), content, fresh=True)
        case SaveDraft(content=content, application_id=UUID() as known):
            return Sealing(key_owner(known, APPLICATION), content)
        case FillAttest(statement=statement):
            return Sealing(key_owner(made, APPLICATION), statement, fresh=True)
        case (
            RecordProof(application_id=known, proof=text)
            | AskProof(application_id=known, asked=text)
        ):
            return Sealing(key_owner(known, APPLICATION), text)
        case (
            LodgeAppeal(decision_id=known, grounds=text)
            | DecideAppeal(decision_id=known, reason=text)
        ):
            return Sealing(key_owner(known, DECISION), text)
        case DecideRecovery(holder_id=holder_id, reason=reason):
            return Sealing(holder_id, reason)
        case _:
            return None
