"""How a provider is settled with: its period, minimum and deadlines. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.commands import SetSettlementTerms
from services.budget.contracts.events import SettlementTermsSet
from services.budget.contracts.periods import claimed_until
from services.budget.domain.copies import Partner
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

DAYS_MAX: Final = 366
MINIMUM_MAX: Final = 100_000
"""A thousand euro: what is below a minimum payout is small money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Row):
    """How a provider is settled with. Key: organisation."""

    table: ClassVar[str] = "settlement_terms"
    period: str
    minimum_cents: int
    pay_within_days: int
    claim_within_days: int


USUAL: Final = Terms(
    key="usual", period="month", minimum_cents=0, pay_within_days=30, claim_within_days=31
)
"""How a provider is settled with about whom nothing was agreed."""


def needs_of_terms(command: SetSettlementTerms, _context: Context, _state: State) -> list[Place]:
    """The provider."""
    return [Partner.at(command.organisation_id), Terms.at(command.organisation_id)]


def set_terms(command: SetSettlementTerms, _context: Context, state: State) -> Sequence[Event]:
    """They hold for what is drawn up from now on."""
    provider(command.organisation_id, state)
    if not 0 <= command.minimum_cents <= MINIMUM_MAX:
        raise Refusal("total_invalid", "minimum_cents")
    for field in ("pay_within_days", "claim_within_days"):
        if not 0 <= getattr(command, field) <= DAYS_MAX:
            raise Refusal("days_invalid", field)
    return [SettlementTermsSet(**command.model_dump())]


def provider(organisation: UUID, state: State) -> Partner:
    """The provider. Refuses who is none of the network."""
    found = state.get(Partner, organisation)
    if found is None:
        raise Refusal("provider_unknown", "organisation_id")
    return found


def terms_set(event: SettlementTermsSet, _context: Context, _state: State) -> Iterable[Change]:
    """The terms are so."""
    yield Terms(key=str(event.organisation_id), **event.model_dump(exclude={"organisation_id"}))


def comes_late(organisation: str, day: date, today: date, state: State) -> bool:
    """Whether a line of a day is later than was agreed. Where nothing was agreed none is."""
    terms = state.get(Terms, organisation)
    if terms is None:
        return False
    return today > claimed_until(terms.period, day, terms.claim_within_days)
