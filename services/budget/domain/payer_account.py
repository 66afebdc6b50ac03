"""The accounts from which is paid: one per legal entity, and one of the network as a whole. Pure.

Each is that of a public body. A payment file names one of them: where several pay, each has runs
of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from stdnum.be import vat

from services.budget.contracts.bank import iban
from services.budget.contracts.bank.characters import sepa_name
from services.budget.contracts.bank.problems import BankFileProblem
from services.budget.contracts.commands import SetPayerAccount
from services.budget.contracts.events import PayerAccountSet
from services.budget.domain.funding import LegalEntity
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

HOLDER_MAX: Final = 70
"""Characters of a name that banks pass on."""
NUMBER_MAX: Final = 35
"""Longer texts the library reads into one integer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerAccount(Row):
    """From which account is paid. Key: the legal entity, or the network."""

    table: ClassVar[str] = "payer_accounts"
    name: str
    kbo: str
    iban: str


def needs(command: SetPayerAccount, _context: Context, _state: State) -> Iterable[Place]:
    """The legal entity."""
    if command.entity_id is not None:
        yield LegalEntity.at(command.entity_id)


def set_account(command: SetPayerAccount, context: Context, state: State) -> Sequence[Event]:
    """From now on it is paid from there."""
    if command.entity_id is not None and state.get(LegalEntity, command.entity_id) is None:
        raise Refusal("legal_entity_unknown", "entity_id")
    name = command.name.strip()
    if len(name) > HOLDER_MAX or not sepa_name(name, HOLDER_MAX):
        raise Refusal("account_holder_invalid", "name")
    if len(command.kbo) > NUMBER_MAX or not vat.is_valid(command.kbo):
        raise Refusal("kbo_invalid", "kbo")
    return [
        PayerAccountSet(
            payer_id=command.entity_id or UUID(context.stream),
            entity_id=command.entity_id,
            name=name,
            kbo=vat.compact(command.kbo),
            iban=checked_iban(command.iban),
        )
    ]


def checked_iban(text: str) -> str:
    """An account to which a European transfer can go, as it is kept. Refuses any other."""
    try:
        return iban.validate(text)
    except BankFileProblem as problem:
        if problem.code == "iban_not_sepa":
            raise Refusal("iban_not_sepa", "iban") from None
        raise Refusal("iban_invalid", "iban") from None


def account_set(event: PayerAccountSet, _context: Context, _state: State) -> Iterable[Change]:
    """It is paid from there."""
    yield PayerAccount(key=str(event.payer_id), name=event.name, kbo=event.kbo, iban=event.iban)
