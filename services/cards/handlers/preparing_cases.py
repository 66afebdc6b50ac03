"""Before rules run: facts of a case are opened, with a sealer for what leaves the decision.

The sealer's key belongs to the decision alone, so that why it was made can be forgotten by itself.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson
from pydantic import ValidationError

from services.cards.contracts.commands import (
    CorrectDecision,
    DecideCase,
    DecideHousehold,
    RenewByStatus,
)
from services.cards.contracts.keys import key_owner
from services.cards.contracts.regulation.facts import Person
from services.cards.domain.application import MEMBERS_MAX
from services.cards.domain.casework import decision_role
from services.cards.domain.decision import DECISION
from services.cards.domain.prepared import OpenedCase, OpenedCases, Reader
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
    own = await keyring.keys(persons)
    living = {p for p, key in own.items() if key is not None}
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
            cases = open_cases(incoming, keys, private_key)
            found[incoming.envelope.id] = _readable(incoming, cases, own)
    return found


def _readable(incoming: Incoming, opened: OpenedCases, own: Keys) -> OpenedCases:
    """Where nobody fills in a case, the rule reads the birth date that is on file."""
    if not isinstance(incoming.message, RenewByStatus):
        return opened
    return OpenedCases(
        {
            person: None if case is None or key is None else replace(case, reader=Reader(key))
            for person, case in opened.cases.items()
            for key in (own.get(person),)
        }
    )


def persons_in(incoming: Incoming) -> tuple[UUID, ...]:
    """The persons about whom a message decides."""
    match incoming.message:
        case (
            DecideCase(holder_id=holder_id)
            | CorrectDecision(holder_id=holder_id)
            | RenewByStatus(holder_id=holder_id)
        ):
            return (holder_id,)
        case DecideHousehold(holder_ids=holder_ids):
            return tuple(dict.fromkeys(holder_ids))[:MEMBERS_MAX]
        case _:
            return ()


def decision_owner(incoming: Incoming, person: UUID) -> UUID:
    """Whose key seals why a message decides so about a person."""
    return key_owner(made_by(incoming.envelope.id, decision_role(person)), DECISION)


def open_cases(incoming: Incoming, keys: Keys, private_key: bytes) -> OpenedCases:
    """The opened cases of a message. Raises CannotOpen."""
    persons = persons_in(incoming)
    cases: Mapping[str, Any]
    match incoming.message:
        case DecideCase(case=sealed) | CorrectDecision(case=sealed) | RenewByStatus(case=sealed):
            said = _object(open_sealed(private_key, sealed))
            cases = {str(persons[0]): said}
        case DecideHousehold(cases=sealed):
            said = _object(open_sealed(private_key, sealed))
            cases = _object_of(said.get("cases"))
        case _:
            raise AssertionError("decides about nobody")
    reason = said.get("reason")
    return OpenedCases(
        {
            person: _case(incoming, person, _object_of(cases.get(str(person))), reason, keys)
            for person in persons
        }
    )


def _case(
    incoming: Incoming, person: UUID, said: Mapping[str, Any], reason: object, keys: Keys
) -> OpenedCase | None:
    key = keys.get(decision_owner(incoming, person))
    if key is None:
        return None
    return OpenedCase(
        facts=_facts(said.get("facts")),
        reason=reason if isinstance(reason, str) else None,
        sealer=Sealer(key, incoming.envelope.id),
        follows=said.get("follows") is True,
    )


def _object_of(said: object) -> Mapping[str, Any]:
    return said if isinstance(said, dict) else {}


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
