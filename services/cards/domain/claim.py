"""A holder paid first and asks back what the network bears of it. Pure.

Her claim is a participation of that day whose share is payable to her: held as soon as all proofs
are seen, posted when the desk grants it, free again when it refuses.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import (
    CompleteClaim,
    DecideClaim,
    FileClaim,
    ReverseClaim,
    WithdrawClaim,
)
from services.cards.contracts.events import (
    ClaimClosed,
    ClaimCompleted,
    ClaimDecided,
    ClaimFiled,
    ClaimIncomplete,
    ClaimProofsSeen,
    Resolution,
    ResolutionRequested,
)
from services.cards.contracts.regulation.claiming import last_day
from services.cards.contracts.regulation.document import Claims
from services.cards.contracts.regulation.words import ClaimProof
from services.cards.domain.buying import Purchase
from services.cards.domain.calendar import day_of, within_a_year
from services.cards.domain.card_terms import known_scheme
from services.cards.domain.claim_state import Claim, Outcome, claim_of
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.prepared import SealedReason, prepared
from services.cards.domain.purchase import (
    bought_for,
    check_price,
    entitled_standing,
    known_offer,
    needs_of_purchase,
)
from services.cards.domain.requesting import request_of
from services.cards.domain.scheme import Scheme
from services.cards.domain.standing import standing_in
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State

HELD: Final = timedelta(days=90)
"""So long a share is held for a claim: the desk decides within it, or asks to hold it again."""
ALWAYS: Final[tuple[ClaimProof, ...]] = ("payment",)
"""What is wanted where nobody says what: that she paid."""

Wish = CompleteClaim | DecideClaim | ReverseClaim | WithdrawClaim

ACTIONS: Final[dict[Outcome, Resolution]] = {
    "granted": "confirm",
    "refused": "void",
    "withdrawn": "void",
    "reversed": "cancel",
}


def needs_of_filing(command: FileClaim, _context: Context, state: State) -> Iterable[Place]:
    """All that the price depends on."""
    holder_id = str(command.holder_id)
    purchase = _purchase(command)
    yield from needs_of_purchase(purchase, holder_id, command.scheme_id, holder_id, state)


def needs(command: Wish, _context: Context, state: State) -> Iterable[Place]:
    """The claim and the person; for one that may become complete, all that its price hangs on."""
    yield from (Claim.at(command.claim_id), Holder.at(command.holder_id))
    claim = state.peek(Claim, command.claim_id)
    if claim is not None and isinstance(command, CompleteClaim):
        yield from needs_of_purchase(
            claim.purchase, command.holder_id, claim.scheme_id, claim.holder_id, state
        )


def _purchase(command: FileClaim) -> Purchase:
    return Purchase(
        offer_id=command.offer_id, on=command.on, other_help_cents=command.other_help_cents
    )


def file_claim(command: FileClaim, context: Context, state: State) -> Sequence[Event]:
    """Take a claim in. Where all proofs are seen its share is held at once, else nothing is."""
    holder = known_holder(command.holder_id, state)
    scheme, offer = known_scheme(command.scheme_id, state), known_offer(command.offer_id, state)
    check_price(command.paid_cents, "paid_cents")
    if not 0 <= command.other_help_cents <= command.paid_cents:
        raise Refusal("other_help_invalid", "other_help_cents", price_cents=command.paid_cents)
    if not within_a_year(command.on, context.time):
        raise Refusal("day_out_of_range", "on")
    terms = terms_of(holder, scheme, command.on, state)
    last = last_day(terms, command.on)
    required = terms.proofs or command.required or ALWAYS
    claim_id = context.make_id("claim")
    filed = ClaimFiled(
        claim_id=claim_id,
        holder_id=command.holder_id,
        scheme_id=command.scheme_id,
        offer_id=command.offer_id,
        organisation_id=UUID(offer.organisation_id),
        on=command.on,
        paid_cents=command.paid_cents,
        other_help_cents=command.other_help_cents,
        required=_sorted(required),
        late=last is not None and day_of(context.time) > last,
        by=command.by,
    )
    claim = claim_of(filed)
    return [filed, *_seen(claim, command.seen, command, holder, context, state)]


def terms_of(holder: Holder, scheme: Scheme, on: date, state: State) -> Claims:
    """What the regulation of a day asks of who paid first; nothing where none holds."""
    document = standing_in(holder, scheme, on, state, bearer_id=holder.key).document
    return Claims() if document is None else document.claims


def complete(command: CompleteClaim, context: Context, state: State) -> Sequence[Event]:
    """Note what more was seen; once that is all, hold the share."""
    holder, claim = known_claim(command, state)
    if claim.status not in ("incomplete", "unheld"):
        raise not_now(claim)
    return _seen(claim, command.seen, command, holder, context, state)


def _seen(
    claim: Claim,
    more: Iterable[ClaimProof],
    command: FileClaim | CompleteClaim,
    holder: Holder,
    context: Context,
    state: State,
) -> Sequence[Event]:
    seen, claim_id = _sorted({*claim.seen, *more}), UUID(claim.key)
    noted: list[Event] = [ClaimProofsSeen(claim_id=claim_id, seen=seen, by=command.by)]
    missing = _sorted(set(claim.required) - set(seen))
    if missing:
        return [*noted, ClaimIncomplete(claim_id=claim_id, missing=missing)]
    scheme, offer = known_scheme(claim.scheme_id, state), known_offer(UUID(claim.offer_id), state)
    standing = entitled_standing(holder, scheme, claim.day, state, bearer_id=claim.holder_id)
    bought = bought_for(claim.purchase, claim.paid_cents, standing, offer, state)
    request = request_of(
        bought,
        offer,
        participation_id=context.make_id("participation"),
        on=claim.day,
        claim_id=claim_id,
        payee="holder",
        hold_until=context.time + HELD,
        payer_network_id=bought.network_on(claim.day, context.stream),
    )
    completed = ClaimCompleted(claim_id=claim_id, participation_id=request.participation_id)
    return [*noted, completed, request]


def decide(command: DecideClaim, context: Context, state: State) -> Sequence[Event]:
    """Grant it, or refuse it with a reason."""
    _holder, claim = known_claim(command, state)
    if command.granted:
        if claim.status != "open":
            raise not_now(claim)
        reason = None if command.reason is None else prepared(context, SealedReason).reason
        return ended(claim, "granted", command, reason)
    if command.reason is None:
        raise Refusal("reason_missing", "reason")
    check_undecided(claim)
    return ended(claim, "refused", command, prepared(context, SealedReason).reason)


def withdraw(command: WithdrawClaim, _context: Context, state: State) -> Sequence[Event]:
    """She wants it no longer."""
    _holder, claim = known_claim(command, state)
    check_undecided(claim)
    return ended(claim, "withdrawn", command, None)


def reverse(command: ReverseClaim, context: Context, state: State) -> Sequence[Event]:
    """It should not have been granted: what was payable to her is no longer."""
    _holder, claim = known_claim(command, state)
    if claim.status != "granted":
        raise Refusal("claim_not_granted", "claim_id")
    return ended(claim, "reversed", command, prepared(context, SealedReason).reason)


def ended(
    claim: Claim,
    outcome: Outcome,
    command: DecideClaim | WithdrawClaim | ReverseClaim,
    reason: str | None,
) -> Sequence[Event]:
    """What was decided, and what budget is asked where it holds or posted something."""
    decided = ClaimDecided(claim_id=command.claim_id, outcome=outcome, reason=reason, by=command.by)
    if claim.status not in ("open", "granted") or claim.participation_id is None:
        return [decided, ClaimClosed(claim_id=command.claim_id)]
    participation_id = UUID(claim.participation_id)
    return [
        decided,
        ResolutionRequested(participation_id=participation_id, action=ACTIONS[outcome]),
    ]


def known_claim(command: Wish, state: State) -> tuple[Holder, Claim]:
    """The person, and a claim of hers. Refuses one that is another's as one that is unknown."""
    holder, claim = known_holder(command.holder_id, state), state.get(Claim, command.claim_id)
    if claim is None or claim.holder_id not in (holder.key, *holder.merged_ids):
        raise Refusal("claim_unknown", "claim_id")
    return holder, claim


def check_undecided(claim: Claim) -> None:
    """Refuse what is decided, or on its way."""
    if claim.status not in ("incomplete", "open", "unheld"):
        raise not_now(claim)


def not_now(claim: Claim) -> Refusal:
    """Why nothing can be done about a claim as it is."""
    match claim.status:
        case "incomplete":
            return Refusal("claim_incomplete", "claim_id")
        case "unheld":
            return Refusal("claim_not_held", "claim_id")
        case "open":
            return Refusal("claim_complete", "claim_id")
        case "granted" | "refused" | "withdrawn" | "reversed":
            return Refusal("claim_decided", "claim_id")
        case _:
            return Refusal("claim_in_progress", "claim_id")


def _sorted(proofs: Iterable[ClaimProof]) -> tuple[ClaimProof, ...]:
    return tuple(sorted(set(proofs)))
