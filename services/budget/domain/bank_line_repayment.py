"""A bank line by which a provider paid back what its last statement says that it owes. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.commands import AllotBankLine
from services.budget.contracts.events import BankLineAllotted, BankLineFreed
from services.budget.domain.bucket import ProviderYear
from services.kernel.refusal import Refusal
from services.kernel.state import Change, Place, State


def needs_of_debtor(organisation: UUID | str | None, year: int | None) -> Iterable[Place]:
    """What the provider owes, where a line is said to be of one."""
    return () if organisation is None else (ProviderYear.at(f"{organisation}:{year}"),)


def check_owed(command: AllotBankLine, cents: int, state: State) -> None:
    """It pays back at most what it owes."""
    if command.organisation_id is None or command.year is None:
        raise Refusal("provider_unknown", "organisation_id")
    own = state.get(ProviderYear, f"{command.organisation_id}:{command.year}")
    owed = 0 if own is None else max(-own.carried_cents, 0)
    if not 0 < cents <= owed:
        raise Refusal("more_than_debt", "organisation_id", owed_cents=owed)


def owes_less(
    event: BankLineAllotted | BankLineFreed, less_cents: int, state: State
) -> Iterable[Change]:
    """A provider owes so much less, so that its next statements do not take it off again."""
    if event.organisation_id is not None:
        key = f"{event.organisation_id}:{event.year}"
        own = state.get(ProviderYear, key) or ProviderYear(key=key)
        yield replace(own, carried_cents=own.carried_cents + less_cents)
