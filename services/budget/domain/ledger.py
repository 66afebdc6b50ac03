"""Accounts and the transfers between them: double entry, in cents, never changed. Pure.

A transfer is posted at once, or held first and then taken or released. A correction is a new
transfer that names what it reverses.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar, Final, Literal
from uuid import UUID, uuid5

from services.budget.contracts.events import Account, AccountKind, Transfer
from services.kernel.ids import SAMENSPEL
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

TransferKind = Literal["posted", "held", "taken", "released", "reversal"]

UNBOUNDED: Final = frozenset({"external", "uncovered", "clearing", "suspense", "bank", "payable"})
"""Accounts that may stand below zero; every other one is money that is there. `payable` does so
where something is cancelled after it was paid: the provider then owes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow(Row):
    """An account with the sums of its transfers: posted, and set aside, on either side."""

    table: ClassVar[str] = "accounts"
    kind: str
    year: int
    organisation_id: str | None
    posted_debit_cents: int = 0
    posted_credit_cents: int = 0
    held_debit_cents: int = 0
    held_credit_cents: int = 0
    envelope_id: str | None = None
    municipality: str | None = None
    entity_id: str | None = None
    source: str | None = None

    @property
    def balance_cents(self) -> int:
        """What has come in less what has gone out."""
        return self.posted_credit_cents - self.posted_debit_cents

    @property
    def available_cents(self) -> int:
        """What may still be spent: the balance less what is set aside."""
        return self.balance_cents - self.held_debit_cents

    def as_account(self) -> Account:
        """The account as events name it."""
        return Account(
            account_id=UUID(self.key),
            kind=self.kind,
            year=self.year,
            organisation_id=_uuid(self.organisation_id),
            envelope_id=_uuid(self.envelope_id),
            municipality=self.municipality,
            entity_id=_uuid(self.entity_id),
            source=self.source,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow(Row):
    """One transfer, once and for ever. `names` is the one that it takes, frees or reverses.

    It is for a participation, for a visit with a group pass, or for another entry of the books:
    what a decision moved, an expense, a payment.
    """

    table: ClassVar[str] = "transfers"
    kind: TransferKind
    debit_id: str
    credit_id: str
    cents: int
    names: str | None
    participation_id: str | None
    visit_id: str | None = None
    entry_id: str | None = None
    bbc: str | None = None
    for_year: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What one kind of transfer adds to the sums of both its accounts, times its cents."""

    posted: int
    held: int


EFFECTS: Final[dict[TransferKind, Effect]] = {
    "posted": Effect(posted=1, held=0),
    "reversal": Effect(posted=1, held=0),
    "held": Effect(posted=0, held=1),
    "taken": Effect(posted=1, held=-1),
    "released": Effect(posted=0, held=-1),
}


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _text(found: UUID | None) -> str | None:
    return None if found is None else str(found)


@lru_cache(maxsize=16_384)
def account(
    *,
    stream: str,
    kind: AccountKind,
    year: int,
    organisation: str | None = None,
    envelope: str | None = None,
    municipality: str | None = None,
    entity: str | None = None,
    source: str | None = None,
) -> Account:
    """An account of a network, as events name it: its id is the same wherever it is needed."""
    told = [envelope, municipality, entity, source]
    parts = ["account", stream, kind, year, organisation, *(told if any(told) else ())]
    return Account(
        account_id=uuid5(SAMENSPEL, json.dumps(parts)),
        kind=kind,
        year=year,
        organisation_id=_uuid(organisation),
        envelope_id=_uuid(envelope),
        municipality=municipality,
        entity_id=_uuid(entity),
        source=source,
    )


def places(accounts: Iterable[Account]) -> list[Place]:
    """Where the rows of these accounts are."""
    return [AccountRow.at(named.account_id) for named in accounts]


def account_row(named: Account, state: State) -> AccountRow:
    """The account's row; empty where there is none yet."""
    return state.get(AccountRow, named.account_id) or AccountRow(
        key=str(named.account_id),
        kind=named.kind,
        year=named.year,
        organisation_id=_text(named.organisation_id),
        envelope_id=_text(named.envelope_id),
        municipality=named.municipality,
        entity_id=_text(named.entity_id),
        source=named.source,
    )


def account_named(key: str, state: State) -> Account:
    """An account that transfers know already."""
    row = state.get(AccountRow, key)
    assert row is not None
    return row.as_account()


def sides_of(rows: Iterable[TransferRow]) -> Iterable[Place]:
    """Where the accounts of transfers are."""
    for row in rows:
        yield from (AccountRow.at(row.debit_id), AccountRow.at(row.credit_id))


def needs_of_transfers(ids: Iterable[str], state: State) -> Iterable[Place]:
    """Transfers, and once they are loaded the accounts on both their sides."""
    for one in ids:
        yield TransferRow.at(one)
        row = state.peek(TransferRow, one)
        if row is not None:
            yield from sides_of([row])


def transfers_named(ids: Iterable[str], state: State) -> list[TransferRow]:
    """The rows of these transfers."""
    rows = (state.get(TransferRow, one) for one in ids)
    return [row for row in rows if row is not None]


def follow_up(
    rows: Sequence[TransferRow],
    kind: Literal["taken", "released", "reversal"],
    context: Context,
    state: State,
    *,
    part: str = "",
) -> tuple[Transfer, ...]:
    """One transfer for each of `rows`, which it names; a reversal goes the other way.

    `part`: of what, where a decision makes several such lists.
    """
    made = []
    for place, row in enumerate(rows):
        debit, credit = account_named(row.debit_id, state), account_named(row.credit_id, state)
        if kind == "reversal":
            debit, credit = credit, debit
        made.append(
            Transfer(
                transfer_id=context.make_id(f"{part}{kind}:{place}"),
                kind=kind,
                debit=debit,
                credit=credit,
                cents=row.cents,
                names=UUID(row.key),
                bbc=row.bbc,
                for_year=row.for_year,
            )
        )
    return tuple(made)


def take_of(
    rows: Sequence[TransferRow], cents: int, context: Context, state: State
) -> tuple[Transfer, ...]:
    """Take so many cents of what `rows` hold, in their order, and release the rest."""
    assert 0 <= cents <= sum(row.cents for row in rows)
    taken, released = [], []
    for row in rows:
        part = min(cents, row.cents)
        cents -= part
        taken.append(replace(row, cents=part))
        released.append(replace(row, cents=row.cents - part))
    made = (
        *follow_up(taken, "taken", context, state),
        *follow_up(released, "released", context, state),
    )
    return tuple(one for one in made if one.cents)


def within_limits(transfers: tuple[Transfer, ...], state: State) -> tuple[Transfer, ...]:
    """The same transfers, which go together. Refuses `account_overdrawn` where one of them, after
    those before it, would take more from an account than may still be spent.
    """
    left: dict[UUID, int] = {}
    for transfer in transfers:
        effect = EFFECTS[transfer.kind]
        for side in (transfer.debit, transfer.credit):
            left.setdefault(side.account_id, account_row(side, state).available_cents)
        left[transfer.debit.account_id] -= (effect.posted + effect.held) * transfer.cents
        left[transfer.credit.account_id] += effect.posted * transfer.cents
        over = left[transfer.debit.account_id]
        if over < 0 and transfer.debit.kind not in UNBOUNDED:
            raise Refusal("account_overdrawn", "cents", left_cents=over + transfer.cents)
    return transfers


def booked(
    transfers: Iterable[Transfer],
    state: State,
    *,
    participation: UUID | None = None,
    visit: UUID | None = None,
    entry: UUID | None = None,
) -> Iterable[Change]:
    """The transfers, and their accounts with the sums that follow. One of them says what for."""
    accounts: dict[UUID, AccountRow] = {}
    for transfer in transfers:
        yield TransferRow(
            key=str(transfer.transfer_id),
            kind=transfer.kind,
            debit_id=str(transfer.debit.account_id),
            credit_id=str(transfer.credit.account_id),
            cents=transfer.cents,
            names=_text(transfer.names),
            participation_id=_text(participation),
            visit_id=_text(visit),
            entry_id=_text(entry),
            bbc=transfer.bbc,
            for_year=transfer.for_year,
        )
        posted = EFFECTS[transfer.kind].posted * transfer.cents
        held = EFFECTS[transfer.kind].held * transfer.cents
        for named in (transfer.debit, transfer.credit):
            accounts.setdefault(named.account_id, account_row(named, state))
        debit = accounts[transfer.debit.account_id]
        accounts[transfer.debit.account_id] = replace(
            debit,
            posted_debit_cents=debit.posted_debit_cents + posted,
            held_debit_cents=debit.held_debit_cents + held,
        )
        credit = accounts[transfer.credit.account_id]
        accounts[transfer.credit.account_id] = replace(
            credit,
            posted_credit_cents=credit.posted_credit_cents + posted,
            held_credit_cents=credit.held_credit_cents + held,
        )
    yield from accounts.values()
