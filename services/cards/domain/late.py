"""What happened while a desk was offline: judged by the rules of its own time. Pure.

It is never refused for what the rules say: what they do not cover is uncovered, and waits for a
person. The holder owes no more than the desk took.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from services.cards.contracts.commands import RegisterLate, RegisterParticipation
from services.cards.contracts.events import ParticipationRequested, UsageCount, WorkItemOpened
from services.cards.contracts.regulation.counting import Used
from services.cards.contracts.regulation.pricing import (
    NotSold,
    Priced,
    PriceStep,
    full_price,
    price,
)
from services.cards.domain import participation, usage
from services.cards.domain.buying import (
    Bought,
    offered,
    ordinary,
    right_on,
    same_day_keys,
    used_of,
    works,
)
from services.cards.domain.calendar import day_of, within_a_year
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.copies import Offer
from services.cards.domain.moving import home_of, lives_on
from services.cards.domain.participation import SameDay, left_cents, right_day_key
from services.cards.domain.right import Right
from services.cards.domain.standing import Standing, standing_of
from services.kernel.contract import Event
from services.kernel.money import Shares, share_price
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State

CLOCK_AHEAD_MAX: Final = timedelta(minutes=5)
"""By so much the clock of a device may be ahead of ours."""

Uncoverable = Literal["card_not_valid", "conflicting_upload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """What was sold to whom: shares within every limit, and what else the request says."""

    holder_id: UUID
    right_id: UUID
    shares: Shares
    capped: bool
    more: dict[str, Any]


def needs(command: RegisterLate, context: Context, state: State) -> Iterable[Place]:
    """As for who takes part at once."""
    return participation.needs(as_wish(command), context, state)


def as_wish(command: RegisterLate) -> RegisterParticipation:
    """The same, as it would have been asked on its day in Brussels."""
    return RegisterParticipation(
        card_token=command.card_token,
        offer_id=command.offer_id,
        on=day_of(command.happened_at),
    )


def register(command: RegisterLate, context: Context, state: State) -> Sequence[Event]:
    """Take in what happened. Refuses only what cannot have happened so."""
    check_instant(command, context)
    offer = state.get(Offer, command.offer_id)
    if offer is None:
        raise Refusal("offer_unknown", "offer_id")
    if not 0 <= command.taken_cents <= offer.price_cents:
        raise Refusal("taken_cents_invalid", "taken_cents", price_cents=offer.price_cents)
    found = state.get(CardByToken, command.card_token)
    then = replace(context, time=command.happened_at)
    if found is None:
        return [waiting("card_not_valid", command, offer, context)]
    if found.right_id is None:
        return [late_in_scheme(command, found, offer, then, state)]
    return [late_by_right(command, found, offer, then, state)]


def check_instant(command: RegisterLate, context: Context) -> None:
    """Refuse an instant of the future, or of more than a year ago."""
    if command.happened_at.tzinfo is None or command.happened_at > context.time + CLOCK_AHEAD_MAX:
        raise Refusal("happened_at_invalid", "happened_at")
    if not within_a_year(day_of(command.happened_at), context.time):
        raise Refusal("day_out_of_range", "happened_at")


def late_in_scheme(
    command: RegisterLate, found: CardByToken, offer: Offer, then: Context, state: State
) -> Event:
    """With a card of a scheme: whoever holds it, at the price of her standing on that day."""
    on = day_of(command.happened_at)
    standing = standing_of(found, on, state)
    if standing is None or not works(standing.card, on, then):
        return waiting("card_not_valid", command, offer, then)
    before = told_before(same_day_keys(standing, command.offer_id, on), state)
    if before is not None:
        return waiting("conflicting_upload", command, offer, then, before)
    bought = bought_anyway(standing, offer, str(command.offer_id), on, state)
    regulation = standing.regulation_id
    sold = Sold(
        holder_id=UUID(standing.bearer_id),
        right_id=standing.right_id,
        shares=bought.priced.shares,
        capped=bought.priced.ceiling_applied,
        more={
            "card_id": UUID(standing.card.key),
            "scheme_id": UUID(standing.scheme_id),
            "regulation_id": None if regulation is None else UUID(regulation),
            "counts": bought.counts,
            "steps": bought.priced.steps,
            "sources": standing.right.sources if standing.right is not None else (),
            "payer_municipality": bought.payer_on(on),
            "municipality": lives_on(standing.holder, on),
            "payer_network_id": bought.network_on(on, then.stream),
        },
    )
    return requested(command, offer, sold, then)


def late_by_right(
    command: RegisterLate, found: CardByToken, offer: Offer, then: Context, state: State
) -> Event:
    """With a card that carries one right."""
    on = day_of(command.happened_at)
    card, right = state.get(Card, found.card_id), state.get(Right, found.right_id)
    assert card is not None
    assert right is not None
    if not card.works_at(then.time) or not right.valid_on(on):
        return waiting("card_not_valid", command, offer, then)
    key = right_day_key(right_id=right.key, offer_id=str(command.offer_id), day=on)
    before = told_before([key], state)
    if before is not None:
        return waiting("conflicting_upload", command, offer, then, before)
    full = share_price(offer.price_cents, offer.split)
    shares = full.capped(left_cents(right, on, state))
    sold = Sold(
        holder_id=UUID(right.holder_id),
        right_id=UUID(right.key),
        shares=shares,
        capped=shares != full,
        more={"municipality": home_of(right.holder_id, on, then, state)},
    )
    return requested(command, offer, sold, then)


def told_before(keys: Iterable[str], state: State) -> UUID | None:
    """The participation that was told before of the same person, offer and day."""
    found = (state.get(SameDay, key) for key in keys)
    return next((UUID(one.participation_id) for one in found if one is not None), None)


def bought_anyway(
    standing: Standing, offer: Offer, offer_id: str, on: date, state: State
) -> Bought:
    """The price of that day; where nothing would have been sold, nothing of it is covered."""
    if standing.document is None or standing.right is None:
        try:
            return ordinary(standing, offer)
        except Refusal:
            return Bought(standing=standing, priced=full_price(offered(offer)))
    counting = standing.counting(offer_id, offer)
    right, benefit = right_on(standing, standing.right), standing.document.benefit
    used = used_of(standing, counting, on, state)
    made = price(benefit, offered(offer), right, used, on=on)
    if isinstance(made, Priced):
        counts: tuple[UsageCount, ...] = usage.as_counts(made.counts, counting)
        return Bought(standing=standing, priced=made, counts=counts)
    whole = price(benefit, offered(offer), right, Used(cents={}, times={}), on=on)
    return Bought(standing=standing, priced=beyond(made, whole, offer))


def beyond(why: NotSold, whole: Priced | NotSold, offer: Offer) -> Priced:
    """The price where a limit was reached: the network's share of it is nobody's."""
    if isinstance(whole, NotSold):
        return full_price(offered(offer))
    over = whole.shares.network_cents
    clause = why.facts.get("clause")
    step = PriceStep(
        kind=why.code, clause=None if clause is None else str(clause), cents=over, left_cents=0
    )
    first = tuple(one for one in whole.steps if one.kind not in ("ceiling", "vouchers"))
    return replace(
        whole, shares=whole.shares.capped(0), ceiling_applied=True, steps=(*first, step), counts=()
    )


def requested(
    command: RegisterLate, offer: Offer, sold: Sold, context: Context
) -> ParticipationRequested:
    """The request to budget: what the holder did not pay and nothing covers is uncovered."""
    shares = sold.shares
    uncovered = max(shares.holder_cents - command.taken_cents, 0)
    return ParticipationRequested(
        participation_id=context.make_id("participation"),
        holder_id=sold.holder_id,
        right_id=sold.right_id,
        offer_id=command.offer_id,
        organisation_id=UUID(offer.organisation_id),
        on=day_of(command.happened_at),
        price_cents=offer.price_cents,
        holder_cents=shares.holder_cents - uncovered,
        organisation_cents=shares.organisation_cents,
        network_cents=shares.network_cents + uncovered,
        ceiling_applied=sold.capped,
        happened_at=command.happened_at,
        taken_cents=command.taken_cents,
        uncovered_cents=uncovered,
        **sold.more,
    )


def waiting(
    kind: Uncoverable,
    command: RegisterLate,
    offer: Offer,
    context: Context,
    before: UUID | None = None,
) -> WorkItemOpened:
    """It happened, and no rule can answer it: a person decides."""
    return WorkItemOpened(
        item_id=context.make_id("work"),
        kind=kind,
        organisation_id=UUID(offer.organisation_id),
        offer_id=command.offer_id,
        on=day_of(command.happened_at),
        cents=command.taken_cents,
        participation_id=before,
        happened_at=command.happened_at,
    )
