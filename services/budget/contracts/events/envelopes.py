"""Facts about envelopes: the money that is set apart for an action. Not public: staff name them."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.budget.contracts.events.ledger import Decision, Transfer
from services.kernel.contract import Cents, Event

ALL_OFFERS = "all"
"""In `pays_for`: whatever the category of an offer is."""


class FundingPart(BaseModel):
    """One of the parts in which a price is divided over funding sources.

    `weight`: how large, beside the others. `sources`: kinds, in the order in which they are drawn.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    weight: int = Field(ge=1)
    sources: tuple[str, ...]


class EnvelopeTerms(BaseModel):
    """What an envelope is for, and how it is spent.

    `action`: the title of the action in the network agreement. `category`: of eligible cost
    (`participation`, `support`, `other`). `municipality` (REFNIS): whose it is; none: everybody's.
    `bbc`: its code in the municipal books. `pays_for`: the categories of offers whose
    participations it pays, `all` for every one; none: only what is booked on it by hand.
    `when_empty`: `refuse`, or `own_contribution`, which then steps in.
    `funding`: none: all sources of the year, in their order. `warn_at_percent` of what was set
    apart: when that much is spent, somebody is told.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    envelope_id: UUID
    year: int
    action: str
    category: str
    municipality: str | None = None
    bbc: str | None = None
    pays_for: tuple[str, ...] = ()
    when_empty: str = "refuse"
    funding: tuple[FundingPart, ...] = ()
    warn_at_percent: tuple[int, ...] = ()


class EnvelopeOpened(Event, name="budget.envelope_opened.v1"):
    """There is an envelope, empty as yet."""

    envelope_id: UUID
    terms: EnvelopeTerms


class EnvelopeChanged(Event, name="budget.envelope_changed.v1"):
    """An envelope has these terms from now on; year, action and municipality stay."""

    envelope_id: UUID
    terms: EnvelopeTerms


class UncoveredCovered(Event, name="budget.uncovered_covered.v1", terminal=False):
    """What was owed without money for a participation is paid from its envelope after all.

    `envelope_id`: none for what no envelope pays. The transfers sum to the cents.
    """

    participation_id: UUID
    year: int
    envelope_id: UUID | None
    cents: Cents
    transfers: tuple[Transfer, ...]


class MoneyMoved(Event, name="budget.money_moved.v1"):
    """Money was set apart, given back, or moved between actions, source by source.

    `from_envelope` or `to_envelope` is none for what is not set apart.
    """

    move_id: UUID
    year: int
    from_envelope: UUID | None
    to_envelope: UUID | None
    cents: Cents
    decision: Decision
    transfers: tuple[Transfer, ...]
