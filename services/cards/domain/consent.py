"""Why data of a person may be used, and what she may be written about. Pure.

A legal basis names the version of the text that she was shown; a consent can be taken back.
Choices about messages stand apart: refusing them costs her nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from services.cards.contracts.commands import (
    ChooseContact,
    LiftRestriction,
    RecordLegalBasis,
    WithdrawConsent,
)
from services.cards.contracts.events import (
    ConsentWithdrawn,
    ContactChosen,
    LegalBasisRecorded,
    RestrictionLifted,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.holder import Holder, known_holder
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBasis:
    """One legal basis; `withdrawn_on` is set where a consent was taken back."""

    basis_id: str
    basis: str
    given_on: date
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTerms(Row):
    """On what terms data of a person is used. Key: holder. `restricted`: it is only kept."""

    table: ClassVar[str] = "person_terms"
    bases: tuple[GivenBasis, ...] = ()
    restricted: bool = False

    def find(self, basis_id: object) -> GivenBasis | None:
        """One of the bases by its id."""
        return next((one for one in self.bases if one.basis_id == str(basis_id)), None)


About = RecordLegalBasis | WithdrawConsent | ChooseContact | LiftRestriction


def needs(command: About, _context: Context, _state: State) -> Iterable[Place]:
    """The person and her terms."""
    return [Holder.at(command.holder_id), PersonTerms.at(command.holder_id)]


def terms_of(holder_id: object, state: State) -> PersonTerms:
    """Her terms; none where nothing was recorded. Raises NotLoaded."""
    return state.get(PersonTerms, holder_id) or PersonTerms(key=str(holder_id))


def record(command: RecordLegalBasis, context: Context, state: State) -> Sequence[Event]:
    """Record a legal basis with the version of its text."""
    known_holder(command.holder_id, state)
    if command.given_on > day_of(context.time):
        raise Refusal("day_in_future", "given_on")
    return [LegalBasisRecorded(basis_id=context.make_id("basis"), **command.model_dump())]


def withdraw(command: WithdrawConsent, context: Context, state: State) -> Sequence[Event]:
    """Take a consent back. No other basis can be taken back (GDPR art. 7(3))."""
    known_holder(command.holder_id, state)
    given = terms_of(command.holder_id, state).find(command.basis_id)
    if given is None or given.basis != "consent":
        raise Refusal("consent_unknown", "basis_id")
    if given.withdrawn_on is not None:
        raise Refusal("consent_withdrawn", "basis_id")
    if not given.given_on <= command.withdrawn_on <= day_of(context.time):
        raise Refusal("day_out_of_range", "withdrawn_on")
    return [ConsentWithdrawn(**command.model_dump())]


def choose(command: ChooseContact, _context: Context, state: State) -> Sequence[Event]:
    """Allow one kind of message or channel, or no longer; the latest choice counts."""
    known_holder(command.holder_id, state)
    return [ContactChosen(**command.model_dump())]


def lift(command: LiftRestriction, _context: Context, state: State) -> Sequence[Event]:
    """Let her data be used again. Refuses where it is not restricted."""
    known_holder(command.holder_id, state)
    if not terms_of(command.holder_id, state).restricted:
        raise Refusal("not_restricted", "holder_id")
    return [RestrictionLifted(holder_id=command.holder_id)]


def recorded(event: LegalBasisRecorded, _context: Context, state: State) -> Iterable[Change]:
    """The basis stands."""
    terms = terms_of(event.holder_id, state)
    given = GivenBasis(basis_id=str(event.basis_id), basis=event.basis, given_on=event.given_on)
    yield replace(terms, bases=(*terms.bases, given))


def withdrawn(event: ConsentWithdrawn, _context: Context, state: State) -> Iterable[Change]:
    """The consent holds no longer."""
    terms = terms_of(event.holder_id, state)
    bases = tuple(
        replace(one, withdrawn_on=event.withdrawn_on)
        if one.basis_id == str(event.basis_id)
        else one
        for one in terms.bases
    )
    yield replace(terms, bases=bases)


def lifted(event: RestrictionLifted, _context: Context, state: State) -> Iterable[Change]:
    """Her data may be used again."""
    yield replace(terms_of(event.holder_id, state), restricted=False)
