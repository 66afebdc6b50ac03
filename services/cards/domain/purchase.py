"""Buying without a card at hand: a price that a holder paid already, or one that is guaranteed.

It is the regulation's price, judged by the rules of the day of taking part. Pure.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from services.cards.domain.buying import (
    Bought,
    Purchase,
    buy,
    needs_of_use,
    same_day_key,
    same_day_keys,
)
from services.cards.domain.copies import Offer
from services.cards.domain.holder import Holder
from services.cards.domain.participation import SameDay, check_first_use
from services.cards.domain.pooling import needs_of_household
from services.cards.domain.scheme import Scheme
from services.cards.domain.standing import Standing, counting_of, needs_in_scheme, standing_in
from services.kernel.refusal import Refusal
from services.kernel.state import Place, State

PRICE_CENTS_MAX: Final = 1_000_000_00


def needs_of_purchase(
    purchase: Purchase, holder_id: object, scheme_id: object, bearer_id: str, state: State
) -> Iterable[Place]:
    """The offer and her standing; then what is used, and a use of the same day: three rounds."""
    on = purchase.on
    yield Offer.at(purchase.offer_id)
    yield from needs_in_scheme(holder_id, scheme_id, on, state)
    holder, offer = state.peek(Holder, holder_id), state.peek(Offer, purchase.offer_id)
    if holder is None or offer is None:
        return
    counting = counting_of(bearer_id, holder, str(scheme_id), offer.key, offer)
    yield from needs_of_use(counting, holder, on)
    for person in {bearer_id, holder.key, *holder.merged_ids}:
        yield SameDay.at(same_day_key(person, scheme_id, offer.key, on))
    scheme = state.peek(Scheme, scheme_id)
    if scheme is not None and all(
        state.has(place) for place in needs_in_scheme(holder_id, scheme_id, on, state)
    ):
        standing = standing_in(holder, scheme, on, state, bearer_id=bearer_id)
        yield from needs_of_household(standing, on, state)


def entitled_standing(
    holder: Holder, scheme: Scheme, on: date, state: State, *, bearer_id: str
) -> Standing:
    """Her standing on a day. Refuses where she has no right then: the network bears nothing."""
    standing = standing_in(holder, scheme, on, state, bearer_id=bearer_id)
    if standing.right is None or standing.document is None:
        raise Refusal("not_entitled_then", "on")
    return standing


def known_offer(offer_id: UUID, state: State) -> Offer:
    """The offer, also one that is no longer published. Refuses one that is unknown."""
    offer = state.get(Offer, offer_id)
    if offer is None:
        raise Refusal("offer_unknown", "offer_id")
    return offer


def check_price(price_cents: int, field: str) -> None:
    """Refuse a price that nobody asks."""
    if not 0 < price_cents <= PRICE_CENTS_MAX:
        raise Refusal("price_invalid", field)


def bought_for(
    purchase: Purchase, price_cents: int, standing: Standing, offer: Offer, state: State
) -> Bought:
    """The price, for the first use of the day. Refuses where the network bears nothing of it."""
    check_first_use(same_day_keys(standing, purchase.offer_id, purchase.on), state)
    bought = buy(purchase, standing, replace(offer, price_cents=price_cents), state)
    if bought.priced.shares.network_cents == 0:
        raise Refusal("nothing_borne", "offer_id")
    return bought
