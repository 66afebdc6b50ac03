"""Before rules run: numbers of cards are drawn, or read from a card in stock, and sealed.

A number is drawn with a secret key from the command's id, so that a retry prints no second card.
It is sealed with the key of whoever will carry it: a person, a pack in stock, or a group pass.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from stdnum import luhn

from services.cards.contracts.commands import (
    DecideClaim,
    IssueCard,
    IssueGroupPass,
    IssueSchemeCard,
    IssueSlip,
    LiftRevocation,
    OrderPack,
    ReplaceCard,
    ResolveWorkItem,
    ReverseClaim,
    RevokeCards,
    SwapCard,
)
from services.cards.contracts.commands.desk import WORK
from services.cards.contracts.commands.group_passes import NUMBER
from services.cards.contracts.commands.stock import PRINTING
from services.cards.contracts.keys import key_owner
from services.cards.domain.prepared import (
    Candidate,
    CardCandidates,
    PersonErased,
    SealedReason,
)
from services.cards.domain.stocking import PACK_CARDS_MAX
from services.cards.storage.keyring import Keyring
from services.kernel.ids import made_by
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, PersonKey, keyed_hash, open_sealed

CANDIDATES: Final = 3
SERIAL_DIGITS: Final = 12


@dataclass(frozen=True)
class Numbers:
    """Draws and reads numbers. `private_key` opens what was sealed to cards; `number_key` draws
    numbers that nobody can guess; `lookup_key` hashes them, so that a card is found without one.
    """

    keyring: Keyring
    private_key: bytes
    number_key: bytes
    lookup_key: bytes

    async def prepare(self, messages: Sequence[Incoming]) -> Mapping[UUID, Any]:
        """What these messages need, by their ids. Raises asyncpg errors and Unavailable."""
        owners = {m.envelope.id: owner for m in messages if (owner := _owner(m)) is not None}
        if not owners:
            return {}
        make = [owners[m.envelope.id] for m in messages if _is_new(m)]
        keys = await self.keyring.keys(owners.values(), make=make)
        found: dict[UUID, Any] = {}
        for message in messages:
            owner = owners.get(message.envelope.id)
            if owner is None:
                continue
            key = keys[owner]
            try:
                ready = PersonErased() if key is None else self._ready(message, key)
            except CannotOpen:
                continue  # the rule finds nothing prepared: an internal error, shown to operators
            found[message.envelope.id] = ready
        return found

    def _ready(self, incoming: Incoming, key: PersonKey) -> Any:
        match incoming.message:
            case (
                RevokeCards(reason=reason)
                | LiftRevocation(reason=reason)
                | ResolveWorkItem(reason=reason)
                | DecideClaim(reason=str(reason))
                | ReverseClaim(reason=reason)
            ):
                return SealedReason(key.seal(open_sealed(self.private_key, reason)))
            case (
                IssueSchemeCard(number=str(sealed))
                | ReplaceCard(number=str(sealed))
                | SwapCard(number=str(sealed))
            ):
                number = open_sealed(self.private_key, sealed).decode()
                return CardCandidates((self._candidate(incoming, number, key),))
            case OrderPack(count=count):
                wanted = min(max(count, 0), PACK_CARDS_MAX) + CANDIDATES
            case _:
                wanted = CANDIDATES
        drawn = [card_number(self.number_key, incoming.envelope.id, n) for n in range(wanted)]
        different = list(dict.fromkeys(drawn))
        return CardCandidates(tuple(self._candidate(incoming, one, key) for one in different))

    def _candidate(self, incoming: Incoming, number: str, key: PersonKey) -> Candidate:
        return Candidate(
            token=keyed_hash(self.lookup_key, incoming.envelope.stream, number),
            number_sealed=key.seal(number.encode()),
        )


def _owner(incoming: Incoming) -> UUID | None:
    """Whose key seals what the message needs; None where it needs nothing."""
    match incoming.message:
        case OrderPack():
            return key_owner(made_by(incoming.envelope.id, "pack"), PRINTING)
        case ResolveWorkItem(item_id=item_id):
            return key_owner(item_id, WORK)
        case IssueGroupPass():
            return key_owner(made_by(incoming.envelope.id, "pass"), NUMBER)
        case (
            IssueCard(holder_id=holder_id)
            | IssueSchemeCard(holder_id=holder_id)
            | ReplaceCard(holder_id=holder_id)
            | SwapCard(holder_id=holder_id)
            | RevokeCards(holder_id=holder_id)
            | LiftRevocation(holder_id=holder_id)
            | DecideClaim(holder_id=holder_id, reason=str())
            | ReverseClaim(holder_id=holder_id)
            | IssueSlip(holder_id=holder_id)
        ):
            return holder_id
        case _:
            return None


def _is_new(incoming: Incoming) -> bool:
    return isinstance(incoming.message, OrderPack | IssueGroupPass | ResolveWorkItem)


def card_number(number_key: bytes, command_id: UUID, attempt: int) -> str:
    """Thirteen digits: twelve drawn with a secret key, one Luhn check digit.

    The same on every attempt at the same command, so that a retry prints no second card.
    """
    drawn = hmac.new(number_key, f"{command_id}:{attempt}".encode(), hashlib.sha256).digest()
    serial = f"{int.from_bytes(drawn) % 10**SERIAL_DIGITS:0{SERIAL_DIGITS}d}"
    return serial + str(luhn.calc_check_digit(serial))
