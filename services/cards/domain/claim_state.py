"""How far a claim is: it follows from what was decided, and from its participation. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final, Literal
from uuid import UUID

from services.cards.contracts.events import (
    ClaimClosed,
    ClaimCompleted,
    ClaimDecided,
    ClaimFiled,
    ClaimIncomplete,
    ClaimProofsSeen,
    ClaimReopened,
)
from services.cards.contracts.regulation.words import ClaimProof
from services.cards.domain.buying import Purchase
from services.kernel.rules import Context
from services.kernel.state import Change, Row, State

Status = Literal[
    "incomplete",
    "requested",
    "open",
    "unheld",
    "granting",
    "refusing",
    "withdrawing",
    "reversing",
    "granted",
    "refused",
    "withdrawn",
    "reversed",
]
"""`unheld`: complete, but nothing is held; there was no money, or it took too long."""
Outcome = Literal["granted", "refused", "withdrawn", "reversed"]

PENDING: Final[dict[Outcome, Status]] = {
    "granted": "granting",
    "refused": "refusing",
    "withdrawn": "withdrawing",
    "reversed": "reversing",
}
ENDED: Final[dict[Status, Status]] = {"refusing": "refused", "withdrawing": "withdrawn"}
SETTLED: Final[dict[str, Status]] = {
    "held": "open",
    "confirmed": "granted",
    "declined": "unheld",
    "expired": "unheld",
    "cancelled": "reversed",
}
"""What a claim is once its participation is so; one that is voided has ended as was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Row):
    """What she paid on a day, what was seen of it, and how far it is. In cents."""

    table: ClassVar[str] = "claims"
    holder_id: str
    scheme_id: str
    offer_id: str
    day: date
    paid_cents: int
    other_help_cents: int
    required: tuple[ClaimProof, ...]
    seen: tuple[ClaimProof, ...] = ()
    status: Status = "incomplete"
    participation_id: str | None = None

    @property
    def purchase(self) -> Purchase:
        """What was bought."""
        return Purchase(
            offer_id=UUID(self.offer_id), on=self.day, other_help_cents=self.other_help_cents
        )


def claim_of(event: ClaimFiled) -> Claim:
    """The claim as it was filed."""
    return Claim(
        key=str(event.claim_id),
        holder_id=str(event.holder_id),
        scheme_id=str(event.scheme_id),
        offer_id=str(event.offer_id),
        day=event.on,
        paid_cents=event.paid_cents,
        other_help_cents=event.other_help_cents,
        required=event.required,
    )


def filed(event: ClaimFiled, _context: Context, _state: State) -> Iterable[Change]:
    """It is there; nothing was seen yet."""
    yield claim_of(event)


def proofs_seen(event: ClaimProofsSeen, _context: Context, state: State) -> Iterable[Change]:
    """So much was seen of it."""
    if claim := state.get(Claim, event.claim_id):
        yield replace(claim, seen=event.seen)


def incomplete(_event: ClaimIncomplete, _context: Context, _state: State) -> Iterable[Change]:
    """It waits, as it did."""
    return ()


def completed(event: ClaimCompleted, _context: Context, state: State) -> Iterable[Change]:
    """Its share is asked for."""
    if claim := state.get(Claim, event.claim_id):
        yield replace(claim, status="requested", participation_id=str(event.participation_id))


def decided(event: ClaimDecided, _context: Context, state: State) -> Iterable[Change]:
    """It awaits what budget says of it."""
    if claim := state.get(Claim, event.claim_id):
        yield replace(claim, status=PENDING[event.outcome])


def closed(event: ClaimClosed, _context: Context, state: State) -> Iterable[Change]:
    """Nothing was held: what was decided is so."""
    claim = state.get(Claim, event.claim_id)
    if claim is not None and claim.status in ENDED:
        yield replace(claim, status=ENDED[claim.status])


def reopened(event: ClaimReopened, _context: Context, state: State) -> Iterable[Change]:
    """It stands as before it was decided."""
    if claim := state.get(Claim, event.claim_id):
        yield replace(claim, status="granted" if claim.status == "reversing" else "open")


def followed(claim_id: str, participation_id: str, settled: str, state: State) -> Iterable[Change]:
    """The claim once its participation is settled so; one that is voided ended as decided."""
    claim = state.get(Claim, claim_id)
    if claim is None or claim.participation_id != participation_id:
        return
    status = SETTLED.get(settled) or ENDED.get(claim.status) or "unheld"
    yield replace(claim, status=status)


def not_carried_out(claim_id: str, state: State) -> list[ClaimReopened]:
    """Budget declined what was decided about a claim."""
    claim = state.get(Claim, claim_id)
    if claim is None or claim.status not in PENDING.values():
        return []
    return [ClaimReopened(claim_id=UUID(claim_id))]
