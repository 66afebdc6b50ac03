"""Facts about participations: what the network pays for each, to the cent."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.budget.contracts.events.ledger import Payee, Transfer
from services.kernel.contract import Cents, Event


class ParticipationHeld(
    Event,
    name="budget.participation_held.v2",
    formerly=("budget.participation_held.v1",),
    public=True,
):
    """The network's share is set aside until `hold_until`; the shares are as when confirmed.

    `group_id`: the answer is to a whole group, of which this is one. `payee`: whether it will be
    payable to the provider, or to the holder who paid first. `envelope_id`: that of the action
    that pays.
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
    envelope_id: UUID | None = None


class ParticipationConfirmed(
    Event,
    name="budget.participation_confirmed.v2",
    formerly=("budget.participation_confirmed.v1",),
    public=True,
):
    """The network's share is posted to what is payable to the provider, or to the holder.

    The three shares sum to the price; the transfers that post sum to the network's share.
    `uncovered_cents` of them come from the account `uncovered`: there was no limit, ceiling or
    money for them (in version 1 they were not transferred). Where less is taken than was held,
    others release the rest. `group_id`: the answer is to a whole group, of which this is one.
    `envelope_id`: that of the action that pays. `bucket_id`: the lines among which the provider
    is settled with for it. `sources`: only these kinds may cover what is uncovered; none: all.
    `beyond_cents` of what is uncovered lie beyond a ceiling or limit: no money that comes in covers
    them, only a decision about them.
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
    envelope_id: UUID | None = None
    bucket_id: UUID | None = None
    sources: tuple[str, ...] = ()
    beyond_cents: Cents = 0


class ParticipationVoided(
    Event,
    name="budget.participation_voided.v2",
    formerly=("budget.participation_voided.v1",),
    public=True,
):
    """The hold is given back: by wish (`voided`) or because its time ran out (`expired`).

    One that waited for money waits no more: withdrawn, or its day was over. It has no transfers.
    """

    participation_id: UUID
    organisation_id: UUID
    reason: Literal["voided", "expired"]
    transfers: tuple[Transfer, ...]
    group_id: UUID | None = None


class ParticipationReversed(
    Event,
    name="budget.participation_reversed.v2",
    formerly=("budget.participation_reversed.v1",),
    public=True,
):
    """A confirmed participation is undone; each transfer names the one that it reverses.

    `bucket_id`: the lines among which it is taken off what the provider is owed.
    """

    participation_id: UUID
    organisation_id: UUID
    transfers: tuple[Transfer, ...]
    group_id: UUID | None = None
    bucket_id: UUID | None = None


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
