"""Identities before rules run: names sealed with the person's key, the number into the vault."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from services.cards.domain.prepared import SealedIdentity
from services.cards.storage.vault import NumberGiven, Vault
from services.kernel.envelope import Envelope
from services.kernel.ids import made_by
from services.kernel.sealing import CannotOpen, PersonKey

NUMBER: Final = "national_number"


@dataclass(frozen=True, slots=True)
class GivenIdentity:
    """An identity as it was given: sealed without the number, and the number by itself."""

    sealed: str
    number: NumberGiven | None


def read_identity(
    envelope: Envelope, person: UUID, key: PersonKey, opened: bytes, *, settled: bool = True
) -> GivenIdentity:
    """What a command gives of a person. Raises CannotOpen where it is no identity."""
    try:
        said: dict[str, Any] = orjson.loads(opened)
        number = said.pop(NUMBER, None)
    except (ValueError, AttributeError, TypeError) as problem:
        raise CannotOpen(type(problem).__name__) from None
    given = None
    if isinstance(number, str):
        given = NumberGiven(
            number_id=made_by(envelope.id, "number"),
            stream=envelope.stream,
            person=person,
            number=number,
            key=key,
            settled=settled,
        )
    return GivenIdentity(key.seal(orjson.dumps(said)), given)


async def seal_identities(
    vault: Vault, identities: Mapping[UUID, GivenIdentity]
) -> dict[UUID, SealedIdentity]:
    """What the rules find: the numbers are in the vault, with all who were entered with them.

    Raises asyncpg errors.
    """
    claims = await vault.claim([one.number for one in identities.values() if one.number])
    return {
        message: SealedIdentity(
            identity=one.sealed,
            number_id=str(one.number.number_id) if one.number else None,
            claims=claims[one.number.number_id] if one.number else (),
        )
        for message, one in identities.items()
    }
