"""The order that a payment file gives the bank, of an approved run: always the same. Pure.

Everything in it was there when the run was approved, or is fixed by it; so the file can be made
again whenever it is asked for, byte for byte, and nobody has to keep it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from services.budget.contracts.bank.bank_days import bank_day_from
from services.budget.contracts.bank.outcomes import end_to_end_id
from services.budget.contracts.bank.pain001 import PaymentOrder, Transfer, free_text
from services.gateway.domain.days import BRUSSELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """From which account, under which name and enterprise number."""

    name: str
    kbo: str
    iban: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One payment, in cents: what it settles (`reference`, over these days), and to whom."""

    payment: UUID
    cents: int
    reference: str
    first_day: date
    last_day: date
    name: str = field(repr=False)
    iban: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedRun:
    """A run as it was approved, of the network with this name."""

    id: UUID
    network: str
    payer: Payer
    execution_on: date
    approved_at: datetime


def order_of(run: ApprovedRun, payments: Sequence[Outgoing]) -> PaymentOrder:
    """The order. Of a run that is approved after its day: for the first bank day there is."""
    approved_on = run.approved_at.astimezone(BRUSSELS).date()
    return PaymentOrder(
        message_id=run.id.hex,
        created_at=run.approved_at,
        initiator_name=run.payer.name,
        kbo=run.payer.kbo,
        execution_day=bank_day_from(max(run.execution_on, approved_on)),
        debtor_name=run.payer.name,
        debtor_iban=run.payer.iban,
        transfers=tuple(_transfer(run.network, one) for one in payments),
    )


def _transfer(network: str, one: Outgoing) -> Transfer:
    return Transfer(
        end_to_end_id=end_to_end_id(one.payment),
        cents=one.cents,
        creditor_name=one.name,
        creditor_iban=one.iban,
        free_text=free_text(network, one.reference, one.first_day, one.last_day),
    )


@dataclass(frozen=True, slots=True)
class AccountSince:
    """An account of a holder, and since when it was hers. What is sealed stays sealed."""

    since: datetime
    sealed: str = field(repr=False)


def account_then(accounts: Sequence[AccountSince], at: datetime) -> AccountSince | None:
    """The one that was hers when the run was approved; before any was: the first that came."""
    ordered = sorted(accounts, key=lambda one: one.since)
    before = [one for one in ordered if one.since <= at]
    return before[-1] if before else next(iter(ordered), None)
