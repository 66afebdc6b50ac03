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
from services.kernel.rules import Context
from services.kernel.state import Change, Row, State

TransferKind = Literal["posted", "held", "taken", "released", "reversal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow(Row):
    """An account with the sums of its transfers: posted, and set aside, on either side."""

    table: ClassVar[str] = "accounts"
    kind: AccountKind
    year: int
    organisation_id: str | None
    posted_debit_cents: int = 0
    posted_credit_cents: int = 0
    held_debit_cents: int = 0
    held_credit_cents: int = 0

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
            organisation_id=None if self.organisation_id is None else UUID(self.organisation_id),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow(Row):
    """One transfer, once and for ever. `names` is the one that it takes, frees or reverses.

    It is for a participation, for a visit with a group pass, or fills a source.
    """

    table: ClassVar[str] = "transfers"
    kind: TransferKind
    debit_id: str
    credit_id: str
    cents: int
    names: str | None
    participation_id: str | None
    visit_id: str | None = None


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


def account_id(
    *, stream: str, kind: AccountKind, year: int, organisation: str | None = None
) -> UUID:
    """The id of an account: the same wherever and whenever it is needed."""
    return uuid5(SAMENSPEL, json.dumps(["account", stream, kind, year, organisation]))


@lru_cache(maxsize=16_384)
def account(
    *, stream: str, kind: AccountKind, year: int, organisation: str | None = None
) -> Account:
    """An account of a network, as events name it."""
    return Account(
        account_id=account_id(stream=stream, kind=kind, year=year, organisation=organisation),
        kind=kind,
        year=year,
        organisation_id=None if organisation is None else UUID(organisation),
    )


def account_row(named: Account, state: State) -> AccountRow:
    """The account's row; empty where there is none yet."""
    organisation = named.organisation_id
    return state.get(AccountRow, named.account_id) or AccountRow(
        key=str(named.account_id),
        kind=named.kind,
        year=named.year,
        organisation_id=None if organisation is None else str(organisation),
    )


def follow_up(
    rows: Sequence[TransferRow],
    kind: Literal["taken", "released", "reversal"],
    context: Context,
    state: State,
) -> tuple[Transfer, ...]:
    """One transfer for each of `rows`, which it names; a reversal goes the other way."""
    made = []
    for place, row in enumerate(rows):
        debit, credit = state.get(AccountRow, row.debit_id), state.get(AccountRow, row.credit_id)
        assert debit is not None
        assert credit is not None
        if kind == "reversal":
            debit, credit = credit, debit
        made.append(
            Transfer(
                transfer_id=context.make_id(f"{kind}:{place}"),
                kind=kind,
                debit=debit.as_account(),
                credit=credit.as_account(),
                cents=row.cents,
                names=UUID(row.key),
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


def booked(
    transfers: Iterable[Transfer],
    participation_id: str | None,
    state: State,
    *,
    visit_id: str | None = None,
) -> Iterable[Change]:
    """The transfers, and their accounts with the sums that follow."""
    accounts: dict[UUID, AccountRow] = {}
    for transfer in transfers:
        yield TransferRow(
            key=str(transfer.transfer_id),
            kind=transfer.kind,
            debit_id=str(transfer.debit.account_id),
            credit_id=str(transfer.credit.account_id),
            cents=transfer.cents,
            names=None if transfer.names is None else str(transfer.names),
            participation_id=participation_id,
            visit_id=visit_id,
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
