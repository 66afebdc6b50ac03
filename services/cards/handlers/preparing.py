"""Before rules run: personal fields are opened and sealed again with the person's own key.

Rules then find sealed values in `context.prepared` and need no key and no randomness.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from stdnum import luhn

from services.cards.contracts.commands import (
    DecideEligibility,
    DestroyKey,
    IssueCard,
    IssueSchemeCard,
    RegisterHolder,
)
from services.cards.domain.prepared import (
    Candidate,
    CardCandidates,
    PersonErased,
    SealedGround,
    SealedIdentity,
)
from services.cards.storage.keyring import Keyring
from services.kernel.ids import made_by
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, PersonKey, keyed_hash, open_sealed

CANDIDATES: Final = 3
SERIAL_DIGITS: Final = 12


@dataclass
class Preparing:
    """Makes ready what the rules of cards may use.

    `private_key` opens what was sealed to cards; `number_key` draws card numbers that nobody
    can guess; `lookup_key` hashes them, so that a card is found without its number.
    """

    keyring: Keyring
    private_key: bytes
    number_key: bytes
    lookup_key: bytes

    async def __call__(self, messages: Sequence[Incoming]) -> Mapping[UUID, Any]:
        """What each message needs, by its id. Raises asyncpg errors and Unavailable."""
        await self.keyring.destroy(
            m.message.holder_id for m in messages if isinstance(m.message, DestroyKey)
        )
        persons = {m.envelope.id: person for m in messages if (person := _person(m)) is not None}
        make = [persons[m.envelope.id] for m in messages if isinstance(m.message, RegisterHolder)]
        keys = await self.keyring.keys(persons.values(), make=make)
        found: dict[UUID, Any] = {}
        for message in messages:
            person = persons.get(message.envelope.id)
            if person is None:
                continue
            key = keys[person]
            try:
                found[message.envelope.id] = (
                    PersonErased() if key is None else self._prepare(message, key)
                )
            except CannotOpen:
                continue  # the rule finds nothing prepared: an internal error, shown to operators
        return found

    def _prepare(self, incoming: Incoming, key: PersonKey) -> Any:
        match incoming.message:
            case RegisterHolder(identity=identity):
                return SealedIdentity(key.seal(open_sealed(self.private_key, identity)))
            case DecideEligibility(ground=ground):
                return SealedGround(key.seal(open_sealed(self.private_key, ground)))
            case _:
                return CardCandidates(tuple(self._candidates(incoming, key)))

    def _candidates(self, incoming: Incoming, key: PersonKey) -> list[Candidate]:
        envelope = incoming.envelope
        numbers = [card_number(self.number_key, envelope.id, n) for n in range(CANDIDATES)]
        return [
            Candidate(
                token=keyed_hash(self.lookup_key, envelope.stream, number),
                number_sealed=key.seal(number.encode()),
            )
            for number in numbers
        ]


def _person(incoming: Incoming) -> UUID | None:
    match incoming.message:
        case RegisterHolder():
            return made_by(incoming.envelope.id, "holder")
        case (
            DecideEligibility(holder_id=holder_id)
            | IssueCard(holder_id=holder_id)
            | IssueSchemeCard(holder_id=holder_id)
        ):
            return holder_id
        case _:
            return None


def card_number(number_key: bytes, command_id: UUID, attempt: int) -> str:
    """Thirteen digits: twelve drawn with a secret key, one Luhn check digit.

    The same on every attempt at the same command, so that a retry prints no second card.
    """
    drawn = hmac.new(number_key, f"{command_id}:{attempt}".encode(), hashlib.sha256).digest()
    serial = f"{int.from_bytes(drawn) % 10**SERIAL_DIGITS:0{SERIAL_DIGITS}d}"
    return serial + str(luhn.calc_check_digit(serial))
