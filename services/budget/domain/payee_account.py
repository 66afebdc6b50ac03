"""The accounts to which providers, and networks that claim, are paid: told, confirmed by another
person and way, and, where one takes the place of another, paid to only after some days. Pure.

The number is sealed to the gateway: here nobody reads it. Whether an account is paid to follows
from days, never from a clock that ticked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final, Literal
from uuid import UUID

from services.budget.contracts.commands import (
    ConfirmPayeeAccount,
    ProposePayeeAccount,
    RecordPayeeNotice,
    SetCoolingOff,
    StopPayeeAccount,
)
from services.budget.contracts.events import (
    CoolingOffSet,
    PayeeAccountConfirmed,
    PayeeAccountProposed,
    PayeeAccountStopped,
    PayeeNoticeRecorded,
)
from services.budget.domain.calendar import day_of
from services.budget.domain.copies import SELF, Partner
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

DAYS_USUAL: Final = 7
DAYS_MAX: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccount(Row):
    """One account of a payee. `organisation_id`: the provider, or the other network that claims.
    `proposed_by` is an opaque id."""

    table: ClassVar[str] = "payee_accounts"
    organisation_id: str
    heard_through: str
    proposed_by: str
    status: Literal["proposed", "confirmed", "stopped"] = "proposed"
    notice: Literal["none", "due", "given"] = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee(Row):
    """To which account a payee is paid, and which one comes. Key: the provider, or another network
    from its first claim on.

    `coming_from`: the day from which it is paid to the one that comes; none: it is not confirmed.
    `ever`: it was paid to an account before, so that a next one is a change.
    """

    table: ClassVar[str] = "payees"
    active_id: str | None = None
    coming_id: str | None = None
    coming_from: date | None = None
    ever: bool = False

    def has_come(self, day: date) -> bool:
        """Whether what comes is there."""
        return self.coming_from is not None and self.coming_from <= day

    def account_on(self, day: date) -> str | None:
        """The account that is paid to on a day; None: to none."""
        return self.coming_id if self.has_come(day) else self.active_id


@dataclass(frozen=True, slots=True, kw_only=True)
class CoolingOff(Row):
    """For how many days a changed account waits. Key: `network`."""

    table: ClassVar[str] = "cooling_offs"
    days: int


def set_cooling_off(command: SetCoolingOff, context: Context, _state: State) -> Sequence[Event]:
    """For whatever is confirmed from now on."""
    if not 0 <= command.days <= DAYS_MAX:
        raise Refusal("days_invalid", "cooling_off_days")
    return [CoolingOffSet(network_id=UUID(context.stream), days=command.days)]


def cooling_off_set(event: CoolingOffSet, _context: Context, _state: State) -> Iterable[Change]:
    """So many days."""
    yield CoolingOff(key=SELF, days=event.days)


def needs_of_proposing(
    command: ProposePayeeAccount, _context: Context, _state: State
) -> Iterable[Place]:
    """The provider and its accounts."""
    return [Partner.at(command.organisation_id), Payee.at(command.organisation_id)]


def propose(command: ProposePayeeAccount, context: Context, state: State) -> Sequence[Event]:
    """Note it. While one waits, no other takes its place: it has to be stopped first."""
    payee = state.get(Payee, command.organisation_id)
    if payee is None and state.get(Partner, command.organisation_id) is None:
        raise Refusal("provider_unknown", "organisation_id")
    waits = payee is not None and payee.coming_id is not None
    if payee is not None and waits and not payee.has_come(day_of(context.time)):
        raise Refusal("payee_account_pending", "organisation_id")
    return [
        PayeeAccountProposed(
            payee_account_id=context.make_id("payee_account"),
            organisation_id=command.organisation_id,
            account_sealed=command.account_sealed,
            heard_through=command.heard_through,
            proposed_by=context.actor or "",
        )
    ]


OfAccount = ConfirmPayeeAccount | StopPayeeAccount | RecordPayeeNotice


def needs_of_account(message: OfAccount, _context: Context, state: State) -> Iterable[Place]:
    """The account, then its provider."""
    yield PayeeAccount.at(message.payee_account_id)
    yield CoolingOff.at(SELF)
    found = state.peek(PayeeAccount, message.payee_account_id)
    if found is not None:
        yield Payee.at(found.organisation_id)


def known(own_id: UUID, state: State) -> tuple[PayeeAccount, Payee]:
    """An account and its provider. Refuses one that is unknown."""
    found = state.get(PayeeAccount, own_id)
    payee = None if found is None else state.get(Payee, found.organisation_id)
    if found is None or payee is None:
        raise Refusal("payee_account_unknown", "payee_account_id")
    return found, payee


def confirm(command: ConfirmPayeeAccount, context: Context, state: State) -> Sequence[Event]:
    """Somebody else heard it by another way. The first account of a provider is paid to at once;
    one that takes the place of another after the days in which the provider can say no."""
    found, payee = known(command.payee_account_id, state)
    if found.status == "stopped":
        raise Refusal("payee_account_stopped", "payee_account_id")
    if found.status == "confirmed":
        raise Refusal("payee_account_confirmed", "payee_account_id")
    if context.actor is None or context.actor == found.proposed_by:
        raise Refusal("maker_cannot_approve", "payee_account_id")
    if command.confirmed_through == found.heard_through:
        raise Refusal("same_channel", "confirmed_through")
    setting = state.get(CoolingOff, SELF)
    days = DAYS_USUAL if setting is None else setting.days
    today = day_of(context.time)
    return [
        PayeeAccountConfirmed(
            payee_account_id=command.payee_account_id,
            organisation_id=UUID(found.organisation_id),
            confirmed_through=command.confirmed_through,
            note_sealed=command.note_sealed,
            confirmed_by=context.actor,
            active_from=today + timedelta(days=days) if payee.ever else today,
            replaces=None if payee.active_id is None else UUID(payee.active_id),
        )
    ]


def stop(command: StopPayeeAccount, context: Context, state: State) -> Sequence[Event]:
    """Pay nothing to it; at any time, by one person: who doubts must not wait for another."""
    found, _payee = known(command.payee_account_id, state)
    if found.status == "stopped":
        raise Refusal("payee_account_stopped", "payee_account_id")
    return [
        PayeeAccountStopped(
            payee_account_id=command.payee_account_id,
            organisation_id=UUID(found.organisation_id),
            stopped_for=command.stopped_for,
            stopped_by=context.actor or "",
        )
    ]


def record_notice(command: RecordPayeeNotice, context: Context, state: State) -> Sequence[Event]:
    """The provider was told of the change: once."""
    found, _payee = known(command.payee_account_id, state)
    if found.notice != "due":
        raise Refusal("notice_not_due", "payee_account_id")
    if command.notified_on > day_of(context.time):
        raise Refusal("day_out_of_range", "notified_on")
    return [
        PayeeNoticeRecorded(
            payee_account_id=command.payee_account_id,
            notified_through=command.notified_through,
            notified_on=command.notified_on,
            recorded_by=context.actor or "",
        )
    ]


# -- what happened ----------------------------------------------------------------------------


def proposed(event: PayeeAccountProposed, context: Context, state: State) -> Iterable[Change]:
    """It waits for a second person."""
    own_id, organisation = str(event.payee_account_id), str(event.organisation_id)
    yield PayeeAccount(
        key=own_id,
        organisation_id=organisation,
        heard_through=event.heard_through,
        proposed_by=event.proposed_by,
    )
    payee = state.get(Payee, organisation) or Payee(key=organisation)
    active = payee.account_on(day_of(context.time))
    yield replace(payee, active_id=active, coming_id=own_id, coming_from=None)


def confirmed(event: PayeeAccountConfirmed, _context: Context, state: State) -> Iterable[Change]:
    """It is paid to from its day."""
    found = state.get(PayeeAccount, event.payee_account_id)
    if found is not None:
        notice: Literal["none", "due"] = "none" if event.replaces is None else "due"
        yield replace(found, status="confirmed", notice=notice)
    payee = state.get(Payee, event.organisation_id) or Payee(key=str(event.organisation_id))
    own_id = str(event.payee_account_id)
    yield replace(payee, coming_id=own_id, coming_from=event.active_from, ever=True)


def stopped(event: PayeeAccountStopped, context: Context, state: State) -> Iterable[Change]:
    """Nothing is paid to it. One that it had replaced by then does not come back."""
    own_id = str(event.payee_account_id)
    found = state.get(PayeeAccount, own_id)
    if found is not None:
        yield replace(found, status="stopped")
    payee = state.get(Payee, event.organisation_id)
    if payee is None:
        return
    if payee.coming_id == own_id:
        kept = None if payee.has_come(day_of(context.time)) else payee.active_id
        yield replace(payee, active_id=kept, coming_id=None, coming_from=None)
    elif payee.active_id == own_id:
        yield replace(payee, active_id=None)


def notice_recorded(
    event: PayeeNoticeRecorded, _context: Context, state: State
) -> Iterable[Change]:
    """It was told."""
    found = state.get(PayeeAccount, event.payee_account_id)
    if found is not None:
        yield replace(found, notice="given")
