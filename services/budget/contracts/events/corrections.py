"""Facts about participations whose price turned out to be another, to the cent."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.budget.contracts.events.instalments import Instalment
from services.budget.contracts.events.ledger import Payee, Transfer
from services.kernel.contract import Cents, Event


class ParticipationCorrected(Event, name="budget.participation_corrected.v1", public=True):
    """Part of the price of a confirmed participation went back, to each payer its part.

    The three shares are what they are after it, and sum to the price; `*_back_cents` went back to
    each and sum to what the price is lower. `repriced`: the new price was shared under the rule
    that held; else each got back in the ratio of the shares. Each reversal names the transfer that
    it moves back in part. `uncovered_cents`: what of the network's share is owed without money for
    it still.
    `absorbed_cents` of what should come back to the network were paid to a holder already, and
    stay with her: they are in no transfer. `bucket_id`: the lines among which it is taken off what
    the provider is owed.
    `instalments`: of one whose instalments run, all of them: those that are not confirmed are what
    they are after it, and the transfers free what was held of them and hold it anew. None where
    nothing was held.
    """

    correction_id: UUID
    participation_id: UUID
    organisation_id: UUID
    offer_id: UUID
    on: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    holder_back_cents: Cents
    organisation_back_cents: Cents
    network_back_cents: Cents
    transfers: tuple[Transfer, ...]
    repriced: bool = False
    uncovered_cents: Cents = 0
    absorbed_cents: Cents = 0
    payee: Payee = "organisation"
    envelope_id: UUID | None = None
    bucket_id: UUID | None = None
    instalments: tuple[Instalment, ...] = ()


class CorrectionDeclined(Event, name="budget.correction_declined.v1", declines=True):
    """Budget says no to a correction: all stays as it is."""

    correction_id: UUID
    participation_id: UUID
    code: str
    field: str | None = None
    facts: dict[str, int | str | None] = Field(default_factory=dict)
