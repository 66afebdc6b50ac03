"""The price of a participation turns out to be another: what cards asks budget for. Pure.

Part of the price goes back in the ratio in which it was shared, which budget knows; or the price
was another one, and is shared under the rule that held on its day, with what was left of every
limit as if she had not taken part yet. No payer ever bears more by a correction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.events import ParticipationCorrected
from services.cards.contracts.commands import CorrectParticipation
from services.cards.contracts.events import (
    CorrectionRequested,
    CorrectionSettled,
    SharesTaken,
    UsageCount,
)
from services.cards.domain.buying import Bought, Purchase, buy
from services.cards.domain.copies import Offer
from services.cards.domain.holder import known_holder
from services.cards.domain.participation import Participation, counted, left_cents, needs_of_counts
from services.cards.domain.purchase import known_offer, needs_of_purchase
from services.cards.domain.right import Right
from services.cards.domain.scheme import Scheme
from services.cards.domain.standing import standing_in
from services.cards.domain.work import WorkItem, item_of, lapse
from services.kernel.contract import Event
from services.kernel.money import Shares, share_price
from services.kernel.portions import portion
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, Row, State

OVER: Final = {"declined": "participation_unknown", "cancelled": "already_cancelled"}
"""Why nothing can be corrected any more, by status that never changes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Row):
    """What a correction asked. `repriced`: under the rule, and it then counts on `counts`."""

    table: ClassVar[str] = "corrections"
    participation_id: str
    repriced: bool
    counts: tuple[UsageCount, ...] = ()


def needs(command: CorrectParticipation, _context: Context, state: State) -> Iterable[Place]:
    """The participation; for a new price, all that its price depended on."""
    yield Participation.at(command.participation_id)
    found = state.peek(Participation, command.participation_id)
    if found is None or command.price_cents is None:
        return
    yield from needs_of_counts(found)
    if found.scheme_id is None:
        yield from (Right.at(found.right_id), Offer.at(found.offer_id))
        return
    yield from needs_of_purchase(
        _purchase(command, found), found.holder_id, found.scheme_id, str(found.holder_id), state
    )


def _purchase(command: CorrectParticipation, found: Participation) -> Purchase:
    return Purchase(
        offer_id=UUID(found.offer_id), on=found.day, other_help_cents=command.other_help_cents
    )


def request(command: CorrectParticipation, context: Context, state: State) -> Sequence[Event]:
    """Ask budget for it. Refuses what cannot be meant, and what is over."""
    found = state.get(Participation, command.participation_id)
    if found is None:
        raise Refusal("participation_unknown", "participation_id")
    if found.status in ("voided", "expired"):
        raise Refusal("not_confirmed", "participation_id")
    if found.status in OVER:
        raise Refusal(OVER[found.status], "participation_id")
    if (command.refund_cents is None) == (command.price_cents is None):
        raise Refusal("correction_unclear", "refund_cents")
    asked = CorrectionRequested(
        correction_id=context.make_id("correction"),
        participation_id=command.participation_id,
        refund_cents=command.refund_cents,
        reason=command.reason,
        decision=command.decision,
        recover=command.recover,
    )
    if command.price_cents is None:
        if command.refund_cents is not None and command.refund_cents <= 0:
            raise Refusal("refund_invalid", "refund_cents")
        return [asked]
    return [_repriced(asked, command, command.price_cents, found, state)]


def _repriced(
    asked: CorrectionRequested,
    command: CorrectParticipation,
    price_cents: int,
    found: Participation,
    state: State,
) -> CorrectionRequested:
    """The same, with the new price shared under the rule of its day."""
    if price_cents <= 0:
        raise Refusal("price_invalid", "price_cents")
    without = Overlay(state)
    without.apply(counted(found, replace(found, status="cancelled"), without))
    most = found.network_cents - found.uncovered_cents
    if found.scheme_id is None:
        offer, right = known_offer(UUID(found.offer_id), state), state.get(Right, found.right_id)
        assert right is not None
        full = share_price(price_cents, offer.split)
        shares = full.capped(min(left_cents(right, found.day, without), most))
        return asked.model_copy(update={"shares": _told(price_cents, shares)})
    bought = _bought(command, price_cents, found, without)
    shares = bought.priced.shares.capped(most)
    return asked.model_copy(
        update={
            "shares": _told(price_cents, shares),
            "counts": within(
                bought.counts, bought.priced.shares.network_cents, shares.network_cents
            ),
            "steps": bought.priced.steps,
            "regulation_id": _id(bought.standing.regulation_id),
        }
    )


def _bought(
    command: CorrectParticipation, price_cents: int, found: Participation, without: State
) -> Bought:
    """The price under the regulation of its day; who had no right then bears it all."""
    holder = known_holder(found.holder_id, without)
    scheme = without.get(Scheme, found.scheme_id)
    assert scheme is not None
    standing = standing_in(holder, scheme, found.day, without, bearer_id=holder.key)
    purchase = _purchase(command, found)
    offer = replace(known_offer(purchase.offer_id, without), price_cents=price_cents)
    return buy(purchase, standing, offer, without)


def _told(price_cents: int, shares: Shares) -> SharesTaken:
    return SharesTaken(
        price_cents=price_cents,
        holder_cents=shares.holder_cents,
        organisation_cents=shares.organisation_cents,
        network_cents=shares.network_cents,
    )


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def within(
    counts: Iterable[UsageCount], network_cents: int, left_cents: int
) -> tuple[UsageCount, ...]:
    """The counts of a participation whose network's share goes from one amount to a lower one:
    each keeps its part of it. How often she bought stays."""
    if left_cents == network_cents:
        return tuple(counts)
    return tuple(
        one.model_copy(update={"cents": _part(one.cents, network_cents, left_cents)})
        for one in counts
    )


def _part(cents: int, whole: int, left: int) -> int:
    if not 0 < cents <= whole:
        return min(cents, left)
    return portion((cents, whole - cents), 0, left)[0]


def requested(event: CorrectionRequested, _context: Context, _state: State) -> Iterable[Change]:
    """It awaits what budget says."""
    yield Correction(
        key=str(event.correction_id),
        participation_id=str(event.participation_id),
        repriced=event.shares is not None,
        counts=event.counts,
    )


def needs_of_answer(
    answer: ParticipationCorrected, _context: Context, state: State
) -> Iterable[Place]:
    """The participation, what was asked, and where both count."""
    yield from (Participation.at(answer.participation_id), Correction.at(answer.correction_id))
    yield WorkItem.at(item_of(answer.participation_id))
    found = state.peek(Participation, answer.participation_id)
    asked = state.peek(Correction, answer.correction_id)
    if found is not None:
        yield from needs_of_counts(found)
        if asked is not None:
            yield from needs_of_counts(replace(found, counts=asked.counts))


def corrected(answer: ParticipationCorrected, _context: Context, state: State) -> Sequence[Event]:
    """What it counts on after it; who waits for money waits no more where none is missing."""
    found = state.get(Participation, answer.participation_id)
    if found is None:
        return []
    back = found.network_cents - answer.network_cents
    uncovered = max(found.uncovered_cents - back, 0)
    asked = state.get(Correction, answer.correction_id)
    if asked is not None and asked.repriced:
        counts = asked.counts
    else:
        before = found.network_cents - found.uncovered_cents
        counts = within(found.counts, before, answer.network_cents - uncovered)
    settled = CorrectionSettled(
        correction_id=answer.correction_id,
        participation_id=answer.participation_id,
        network_cents=answer.network_cents,
        uncovered_cents=uncovered,
        counts=counts,
    )
    lapsed = [] if answer.uncovered_cents else lapse(item_of(answer.participation_id), state)
    return [settled, *lapsed]


def settled(event: CorrectionSettled, _context: Context, state: State) -> Iterable[Change]:
    """What is free again can be used."""
    before = state.get(Participation, event.participation_id)
    if before is None:
        return
    after = replace(
        before,
        network_cents=event.network_cents,
        uncovered_cents=event.uncovered_cents,
        counts=event.counts,
    )
    yield after
    yield from counted(before, after, state)
