"""What is made ready before a rule runs: fields sealed again, with the person's own key. Pure.

A rule needs no randomness: it finds the sealed values in `context.prepared`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

import orjson

from services.cards.contracts.regulation.facts import Person
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.sealing import CannotOpen, PersonKey, Sealer


@dataclass(frozen=True, slots=True)
class NumberClaim:
    """An entry of the identity vault with the same national number: who may have it already.

    Whether she has, her `Holder` row says: an entry that no row names means nothing.
    """

    number_id: str
    holder_id: str


@dataclass(frozen=True, slots=True)
class SealedIdentity:
    """For `RegisterHolder`: names and birth date, sealed; the number is in the vault.

    `number_id` is the entry that was made for it; `claims` are all entries with that number.
    """

    identity: str
    number_id: str | None = None
    claims: tuple[NumberClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class SealedContact:
    """For `SetContact`: how she is reached, sealed."""

    contact: str


@dataclass(frozen=True, slots=True)
class SealedResidence:
    """For `MoveHolder`: how she lives, sealed; None where it was not told."""

    residence: str | None


@dataclass(frozen=True, slots=True)
class SealedGround:
    """For `DecideEligibility`: the ground, sealed."""

    ground: str


@dataclass(frozen=True, slots=True)
class SealedAccount:
    """For `SetPaymentAccount`: the account number, sealed with the person's key for payments."""

    account: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card number that may still be free: its keyed hash, and the number sealed."""

    token: str
    number_sealed: str


@dataclass(frozen=True, slots=True)
class CardCandidates:
    """Numbers, of which the first that are free are taken; of a card from stock, its own."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Opens what a person's row keeps sealed, for a decision that nobody fills in."""

    key: PersonKey = field(repr=False)

    def birth_date(self, identity: str | None) -> date | None:
        """The birth date in a sealed identity; None where there is none to be read."""
        try:
            said = orjson.loads(self.key.open(identity or ""))
            return date.fromisoformat(said["birth_date"])
        except (CannotOpen, ValueError, KeyError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """For a decision: what is known of the person, why whoever decides says so, and a sealer of
    the decision's own key. `facts` None: what came was no facts. `reader`: only where nobody
    decides.
    """

    facts: Person | None
    reason: str | None
    sealer: Sealer
    follows: bool = False
    reader: Reader | None = None

    def with_facts(self, facts: Person) -> "OpenedCase":
        """The same with other facts."""
        return replace(self, facts=facts)


@dataclass(frozen=True, slots=True)
class Resealed:
    """For what an application or an appeal holds: sealed with the key of the thing itself."""

    text: str


@dataclass(frozen=True, slots=True)
class OpenedCases:
    """For commands that decide: a case by holder; None where her key is destroyed."""

    cases: Mapping[UUID, OpenedCase | None]


@dataclass(frozen=True, slots=True)
class SealedReason:
    """For a decision that needs one: the reason in somebody's words, sealed."""

    reason: str


@dataclass(frozen=True, slots=True)
class PersonErased:
    """Instead of any of these: the person's key is destroyed, nothing can be sealed."""


P = TypeVar("P")


def prepared(context: Context, kind: type[P]) -> P:
    """What was made ready for this message. Refuses where the person is erased."""
    if isinstance(context.prepared, PersonErased):
        raise Refusal("holder_erased")
    assert isinstance(context.prepared, kind)
    return context.prepared
