"""What can be asked where a holder paid first, or wants a slip so that she need not."""

from datetime import date
from uuid import UUID

from services.cards.contracts.commands.cards import By
from services.cards.contracts.regulation.words import ClaimProof
from services.kernel.contract import Cents, Command, Sealed


class FileClaim(Command, name="cards.file_claim.v1"):
    """A holder paid an offer herself and asks back what the network bears of it.

    `paid_cents` is what she paid, `other_help_cents` what others pay of that. `required` are the
    proofs that are wanted where the regulation names none, `seen` those that were seen: once all
    are, the share is held.
    """

    holder_id: UUID
    scheme_id: UUID
    offer_id: UUID
    on: date
    paid_cents: Cents
    other_help_cents: Cents = 0
    required: tuple[ClaimProof, ...] = ()
    seen: tuple[ClaimProof, ...] = ()
    by: By | None = None


class CompleteClaim(Command, name="cards.complete_claim.v1"):
    """More proofs were seen. Without any: hold the share again, where nothing is held any more."""

    holder_id: UUID
    claim_id: UUID
    seen: tuple[ClaimProof, ...] = ()
    by: By | None = None


class DecideClaim(Command, name="cards.decide_claim.v1"):
    """Grant a claim, or refuse it with a reason, sealed to cards."""

    holder_id: UUID
    claim_id: UUID
    granted: bool
    reason: Sealed | None = None
    by: By | None = None


class ReverseClaim(Command, name="cards.reverse_claim.v1"):
    """Undo a claim that was granted by mistake. `reason` is sealed to cards."""

    holder_id: UUID
    claim_id: UUID
    reason: Sealed
    by: By | None = None


class WithdrawClaim(Command, name="cards.withdraw_claim.v1"):
    """She asks it back no longer: what was held is free again."""

    holder_id: UUID
    claim_id: UUID
    by: By | None = None


class IssueSlip(Command, name="cards.issue_slip.v1"):
    """Guarantee a provider the network's share of a price, so that the holder pays only hers.

    Until `valid_until`, that day included, in Brussels.
    """

    holder_id: UUID
    scheme_id: UUID
    offer_id: UUID
    on: date
    price_cents: Cents
    valid_until: date
    by: By | None = None


class RedeemSlip(Command, name="cards.redeem_slip.v1"):
    """The provider of the offer asked this price. `slip_token` hashes the number on the slip."""

    slip_token: str
    offer_id: UUID
    price_cents: Cents


class VoidSlip(Command, name="cards.void_slip.v1"):
    """Take a slip back that was not used: what was held is free again."""

    slip_id: UUID
