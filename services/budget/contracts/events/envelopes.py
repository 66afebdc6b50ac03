"""Facts about envelopes: the money that is set apart for an action. Not public: staff name them."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.budget.contracts.events.ledger import Decision, Transfer
from services.budget.contracts.uncovered import UncoveredReason
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
    `when_empty`: `refuse`; `own_contribution`, which then steps in; or `waiting_list`.
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

    `envelope_id`: none for what no envelope pays. The transfers sum to the cents. `left_cents`:
    what is uncovered of it still. `line_id`: it is of this line of another network's claim, about
    a participation there.
    """

    participation_id: UUID
    year: int
    envelope_id: UUID | None
    cents: Cents
    transfers: tuple[Transfer, ...]
    left_cents: Cents = 0
    line_id: UUID | None = None


class CoveringPlace(BaseModel):
    """Where covering goes on: in which envelope, none for what no envelope pays; from which number
    of its queue.

    `passed`: for whose municipality somebody before it waits still, so that nobody behind her is
    paid with the same money; empty text: for everybody's.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    envelope_id: UUID | None
    number: int
    passed: tuple[str, ...] = ()


class CoveringAdvanced(Event, name="budget.covering_advanced.v1", terminal=False):
    """More waits for money that came than one decision looks at: the clock goes on at `next`.
    Without it, all has been looked at.

    `envelope_id`: where the money came; none: to what is not set apart. `step_id` is that of the
    next step.
    """

    year: int
    envelope_id: UUID | None
    step_id: UUID
    next: CoveringPlace | None


class UncoveredDecided(Event, name="budget.uncovered_decided.v1"):
    """What was uncovered of a participation is paid by a decision about it alone.

    `uncovered_id`: that of `contracts/uncovered.py`. `year` and `envelope_id`: where it stood.
    `reason`: `money`, or `limit` for what lies beyond a ceiling or limit. `paid_by`: the envelope
    that pays; none: what is not set apart. The transfers sum to the cents. `left_cents`: what is
    uncovered of it still. `line_id`: as in `UncoveredCovered`.
    """

    uncovered_id: UUID
    participation_id: UUID
    year: int
    envelope_id: UUID | None
    reason: UncoveredReason
    paid_by: UUID | None
    cents: Cents
    left_cents: Cents
    decision: Decision
    transfers: tuple[Transfer, ...]
    line_id: UUID | None = None


class EnvelopeWarned(Event, name="budget.envelope_warned.v1", terminal=False):
    """A level of warning is reached: so many percent of what was set apart are spent or held. Or,
    where `reached` is false, no longer, since money came.

    Once for each level and direction. `left_cents`: what is free.
    """

    envelope_id: UUID
    year: int
    percent: int
    reached: bool
    set_apart_cents: Cents
    left_cents: Cents
    municipality: str | None = None


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
