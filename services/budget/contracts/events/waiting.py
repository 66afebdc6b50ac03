"""Facts about who waits for money of an envelope."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.budget.contracts.events.participations import ParticipationConfirmed
from services.kernel.contract import Cents, Event


class CountedOn(BaseModel):
    """So much of what is set aside for a right pays for it once it is its turn: which allowance,
    and in which envelope that is held; none: in what is not set apart."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    allowance_id: UUID
    envelope_id: UUID | None
    cents: Cents


class ParticipationWaitlisted(Event, name="budget.participation_waitlisted.v1"):
    """Its envelope has too little left, or others wait before it: it waits for its turn.

    The shares are those that were asked, and stay so. `year`: the books in which the envelope
    stands. `number`: its own in this list, for ever; `place`: how many waited then, with it.
    `sources`: only these kinds may pay; none: all. `municipality` (REFNIS): its sources may pay
    beside those of the whole network. `counts_on`: what is set aside that pays first; absent:
    nothing. Not public, since it tells where a person lives.
    """

    participation_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    year: int
    envelope_id: UUID
    number: int
    place: int
    sources: tuple[str, ...] = ()
    municipality: str | None = None
    counts_on: tuple[CountedOn, ...] = ()


class ParticipationPromoted(
    ParticipationConfirmed,
    name="budget.participation_promoted.v1",
    public=True,
    terminal=False,
):
    """One that waited is confirmed after all: money came, and it was the first in order.

    It is nobody's outcome: whoever asked was told that it waits. `number`: that in the list.
    """

    number: int
