"""Facts about money. Topic: budget.events. Key: network. Integer cents; transfers balance."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.kernel.contract import Cents, Event, Rejection

Payee = Literal["organisation", "holder"]
"""To whom a network's share is payable."""
AccountKind = Literal["external", "drawing_right", "own_contribution", "payable"]


class Account(BaseModel):
    """An account of the ledger. `payable` to a provider has an organisation; the others have none.

    `payable` without one is what is owed to holders who paid first: events that anybody may read
    name no person, so whom it is owed to is told by the participation that a transfer belongs to.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    account_id: UUID
    kind: AccountKind
    year: int
    organisation_id: UUID | None = None


class Transfer(BaseModel):
    """One amount from one account to another, once and for ever.

    `posted` moves money; `held` sets it aside; `taken` posts and `released` frees a hold, which
    `names` says; a `reversal` moves it back and names what it reverses.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    transfer_id: UUID
    kind: Literal["posted", "held", "taken", "released", "reversal"]
    debit: Account
    credit: Account
    cents: Cents
    names: UUID | None = None


class YearOpened(Event, name="budget.year_opened.v1", public=True, terminal=False):
    """The two funding sources of a year, each filled by a transfer from outside.

    `accounts` are there from now on, also where nothing is transferred to them.
    """

    year: int
    accounts: tuple[Account, ...]
    transfers: tuple[Transfer, ...]


class ParticipationHeld(Event, name="budget.participation_held.v1", public=True):
    """The network's share is set aside until `hold_until`; the shares are as when confirmed.

    `group_id`: the answer is to a whole group, of which this is one. `payee`: whether it will be
    payable to the provider, or to the holder who paid first.
    """

    participation_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    hold_until: datetime
    transfers: tuple[Transfer, ...]
    group_id: UUID | None = None
    payee: Payee = "organisation"


class ParticipationConfirmed(Event, name="budget.participation_confirmed.v1", public=True):
    """The network's share is posted to what is payable to the provider, or to the holder.

    The three shares sum to the price; the transfers that post sum to the network's share less
    `uncovered_cents`, for which there was no limit, ceiling or money. Where less is taken than
    was held, others release the rest. `group_id`: the answer is to a whole group, of which this
    is one.
    """

    participation_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    transfers: tuple[Transfer, ...]
    uncovered_cents: Cents = 0
    group_id: UUID | None = None
    payee: Payee = "organisation"


class ParticipationVoided(Event, name="budget.participation_voided.v1", public=True):
    """The hold is given back: by wish (`voided`) or because its time ran out (`expired`)."""

    participation_id: UUID
    organisation_id: UUID
    reason: Literal["voided", "expired"]
    transfers: tuple[Transfer, ...]
    group_id: UUID | None = None


class ParticipationReversed(Event, name="budget.participation_reversed.v1", public=True):
    """A confirmed participation is undone; each transfer names the one that it reverses."""

    participation_id: UUID
    organisation_id: UUID
    transfers: tuple[Transfer, ...]
    group_id: UUID | None = None


class ParticipationDeclined(Event, name="budget.participation_declined.v1", declines=True):
    """Budget says no to a request, a confirmation, a void or a cancel."""

    participation_id: UUID
    action: Literal["request", "confirm", "void", "cancel"]
    code: str
    field: str | None = None
    facts: dict[str, int | str | None] = Field(default_factory=dict)


class GroupDeclined(Event, name="budget.group_declined.v1", declines=True):
    """Budget says no to a whole group, or to a wish about it: nothing of it happened.

    The fact `line` names the first that could not be, counted from 1.
    """

    group_id: UUID
    participation_ids: tuple[UUID, ...]
    action: Literal["request", "confirm", "void", "cancel"]
    code: str
    field: str | None = None
    facts: dict[str, int | str | None] = Field(default_factory=dict)


class GroupVisitConfirmed(Event, name="budget.group_visit_confirmed.v1", public=True):
    """The network's share of a visit with a group pass is posted to what is payable.

    `organisation_id` is the provider that is paid. The amounts are for all tickets together: the
    three shares sum to the price, the transfers to the network's share.
    """

    visit_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    tickets: int
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    transfers: tuple[Transfer, ...]


class GroupVisitReversed(Event, name="budget.group_visit_reversed.v1", public=True):
    """The group did not come; each transfer names the one that it reverses."""

    visit_id: UUID
    organisation_id: UUID
    transfers: tuple[Transfer, ...]


class GroupVisitDeclined(Event, name="budget.group_visit_declined.v1", declines=True):
    """Budget says no to a visit with a group pass, or to its cancel."""

    visit_id: UUID
    action: Literal["request", "cancel"]
    code: str
    field: str | None = None
    facts: dict[str, int | str | None] = Field(default_factory=dict)


class CommandRejected(Rejection, name="budget.command_rejected.v1"):
    """A refusal by budget."""
