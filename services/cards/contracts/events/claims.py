"""Facts about claims of holders who paid first, and about guarantee slips."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.cards.contracts.commands.cards import By
from services.cards.contracts.events.participations import UsageCount
from services.cards.contracts.regulation.words import ClaimProof
from services.kernel.contract import Cents, Event, Sealed


class ClaimFiled(Event, name="cards.claim_filed.v1", terminal=False):
    """A holder paid `paid_cents` herself and claims what the network bears of it.

    `late`: after the term that the regulation sets; it is decided at the desk like any other.
    """

    claim_id: UUID
    holder_id: UUID
    scheme_id: UUID
    offer_id: UUID
    organisation_id: UUID
    on: date
    paid_cents: Cents
    other_help_cents: Cents = 0
    required: tuple[ClaimProof, ...]
    late: bool = False
    by: By | None = None


class ClaimProofsSeen(Event, name="cards.claim_proofs_seen.v1", terminal=False):
    """All that was seen for a claim so far."""

    claim_id: UUID
    seen: tuple[ClaimProof, ...]
    by: By | None = None


class ClaimIncomplete(Event, name="cards.claim_incomplete.v1"):
    """Proofs are missing: nothing is held."""

    claim_id: UUID
    missing: tuple[ClaimProof, ...]


class ClaimCompleted(Event, name="cards.claim_completed.v1", terminal=False):
    """All proofs are seen: a participation asks budget to hold the share until it is decided."""

    claim_id: UUID
    participation_id: UUID


class ClaimDecided(Event, name="cards.claim_decided.v1", terminal=False):
    """What the desk decided; budget has the final word on the money where some is held.

    `reason` is sealed with the holder's key.
    """

    claim_id: UUID
    outcome: Literal["granted", "refused", "withdrawn", "reversed"]
    reason: Sealed | None = None
    by: By | None = None


class ClaimClosed(Event, name="cards.claim_closed.v1"):
    """A claim ended for which nothing was held."""

    claim_id: UUID


class ClaimReopened(Event, name="cards.claim_reopened.v1", terminal=False):
    """Budget did not carry out what was decided: it stands as before the decision."""

    claim_id: UUID


class SlipIssued(Event, name="cards.slip_issued.v1", terminal=False):
    """A slip guarantees a provider the network's share, once budget holds it.

    The holder pays `holder_cents` of the price, which the three shares sum to. `number` is sealed
    with her key; `token` finds the slip.
    """

    slip_id: UUID
    participation_id: UUID
    holder_id: UUID
    scheme_id: UUID
    offer_id: UUID
    organisation_id: UUID
    on: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    valid_until: date
    token: str
    number: Sealed
    by: By | None = None


class SlipRedeemed(Event, name="cards.slip_redeemed.v1", terminal=False):
    """The provider asked this price, which the three shares sum to; budget takes what is held.

    `counts` take the place of what the slip counted on.
    """

    slip_id: UUID
    participation_id: UUID
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    counts: tuple[UsageCount, ...] = ()


class SlipReopened(Event, name="cards.slip_reopened.v1", terminal=False):
    """Budget did not carry out what was asked of the slip: it can be used as before."""

    slip_id: UUID
