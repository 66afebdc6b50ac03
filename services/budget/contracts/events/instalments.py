"""Facts about participations that are paid in instalments, to the cent."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.budget.contracts.events.ledger import Transfer
from services.kernel.contract import Cents, Event

ConfirmedBy = Literal["provider", "due_day"]
"""What makes an instalment payable: the provider confirms it, or its day has come."""


class InstalmentWish(BaseModel):
    """One instalment that is asked for: its first day, and its part of the price in cents."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    due: date
    cents: Cents


class InstalmentTerms(BaseModel):
    """What is agreed. Either `times` equal parts, a month apart from `first_due` on; or `parts`,
    which sum to the price."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    confirmed_by: ConfirmedBy
    times: int | None = None
    first_due: date | None = None
    parts: tuple[InstalmentWish, ...] = ()


class Instalment(BaseModel):
    """A part of a price, and what each bears of it; the three sum to it. `hold_ids`: the transfers
    that set the network's part aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    due: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    hold_ids: tuple[UUID, ...] = ()


class InstalmentsAgreed(Event, name="budget.instalments_agreed.v1", public=True):
    """What is held for a participation is held in parts, each to be confirmed from its day on.

    The instalments sum to the price and its three shares. The transfers free what was held, and
    hold it anew, instalment by instalment, until `hold_until`.
    """

    participation_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    instalments: tuple[Instalment, ...]
    confirmed_by: ConfirmedBy
    hold_until: datetime
    transfers: tuple[Transfer, ...]


class InstalmentConfirmed(Event, name="budget.instalment_confirmed.v1", public=True):
    """An instalment is payable to the provider: number so many of `times`.

    The first one confirms the participation, which counts once, with its whole price. The amounts
    are this instalment's. `on`: the day of the participation; `line_on`: that of the line.
    `bucket_id`: the lines among which the provider is settled with for it.
    """

    participation_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    number: int
    times: int
    line_on: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    transfers: tuple[Transfer, ...]
    envelope_id: UUID | None = None
    bucket_id: UUID | None = None


class InstalmentsCarried(Event, name="budget.instalments_carried.v1"):
    """What is held for instalments that fall due after a year is held in the next one's books.

    `book_year`: the year whose money held it. `envelope_id`: the envelope of the next year it is
    held in, where that has one of the same action. `instalments`: all of them, with their holds
    now. The transfers free what was held, move it on from each source to the same one of the next
    year, and hold it there for the same payee.
    """

    participation_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    book_year: int
    envelope_id: UUID | None = None
    instalments: tuple[Instalment, ...]
    transfers: tuple[Transfer, ...]


class InstalmentsStopped(Event, name="budget.instalments_stopped.v1", public=True):
    """The instalments that were not confirmed are let go: by wish (`stopped`), or because nobody
    confirmed them in time (`expired`).

    `confirmed` of them stay; price and shares are theirs together. The transfers free the rest.
    """

    participation_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    reason: Literal["stopped", "expired"]
    confirmed: int
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    transfers: tuple[Transfer, ...]
