"""Before rules run: facts of a case are opened, with a sealer for what leaves the decision.

The sealer's key belongs to the decision alone, so that why it was made can be forgotten by itself.
"""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from pydantic import ValidationError

from services.cards.contracts.commands import DecideCase
from services.cards.contracts.keys import key_owner
from services.cards.contracts.regulation.facts import Person
from services.cards.domain.casework import decision_role
from services.cards.domain.decision import DECISION
from services.cards.domain.prepared import OpenedCase, OpenedCases
from services.cards.storage.keyring import Keyring
from services.kernel.ids import made_by
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, PersonKey, Sealer, open_sealed

Keys = Mapping[UUID, PersonKey | None]


async def prepare_cases(
    keyring: Keyring, private_key: bytes, messages: Sequence[Incoming]
) -> Mapping[UUID, Any]:
    """The cases in these messages, opened. Raises asyncpg errors and Unavailable."""
    deciding = [incoming for incoming in messages if persons_in(incoming)]
    persons = {person for incoming in deciding for person in persons_in(incoming)}
    living = {p for p, key in (await keyring.keys(persons)).items() if key is not None}
    owners = [
        decision_owner(incoming, person)
        for incoming in deciding
        for person in persons_in(incoming)
        if person in living
    ]
    keys = await keyring.keys(owners, make=owners)
    found: dict[UUID, Any] = {}
    for incoming in deciding:
        # Where it cannot be opened, the rule finds nothing prepared: an internal error, shown to
        # operators.
        with contextlib.suppress(CannotOpen):
            found[incoming.envelope.id] = open_cases(incoming, keys, private_key)
    return found


def persons_in(incoming: Incoming) -> tuple[UUID, ...]:
    """The persons about whom a message decides."""
    message = incoming.message
    return (message.holder_id,) if isinstance(message, DecideCase) else ()


def decision_owner(incoming: Incoming, person: UUID) -> UUID:
    """Whose key seals why a message decides so about a person."""
    return key_owner(made_by(incoming.envelope.id, decision_role(person)), DECISION)


def open_cases(incoming: Incoming, keys: Keys, private_key: bytes) -> OpenedCases:
    """The opened cases of a message. Raises CannotOpen."""
    message = incoming.message
    assert isinstance(message, DecideCase)
    said = _object(open_sealed(private_key, message.case))
    return OpenedCases({message.holder_id: _case(incoming, message.holder_id, said, keys)})


def _case(
    incoming: Incoming, person: UUID, said: Mapping[str, Any], keys: Keys
) -> OpenedCase | None:
    key = keys.get(decision_owner(incoming, person))
    if key is None:
        return None
    reason = said.get("reason")
    return OpenedCase(
        facts=_facts(said.get("facts")),
        reason=reason if isinstance(reason, str) else None,
        sealer=Sealer(key, incoming.envelope.id),
    )


def _object(opened: bytes) -> Mapping[str, Any]:
    try:
        said = orjson.loads(opened)
    except orjson.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def _facts(said: object) -> Person | None:
    try:
        return Person.model_validate_json(orjson.dumps(said), strict=True)
    except ValidationError:
        return None
