"""Buying with a card of a scheme: the price that its holder's standing gives. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.cards.contracts.commands import (
    HoldParticipation,
    RegisterInInstalments,
    RegisterParticipation,
)
from services.cards.contracts.events import UsageCount
from services.cards.contracts.regulation.counting import RightOn, Used
from services.cards.contracts.regulation.fitting import Offered
from services.cards.contracts.regulation.pricing import (
    NotSold,
    Priced,
    excluded,
    full_price,
    price,
)
from services.cards.domain import usage
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.copies import Offer
from services.cards.domain.holder import Holder
from services.cards.domain.household import Household
from services.cards.domain.moving import lives_on, stay_on
from services.cards.domain.pooling import housemates, needs_of_household
from services.cards.domain.scheme_right import DatedRight
from services.cards.domain.standing import (
    CardStanding,
    Standing,
    counting_of,
    needs_of_standing,
    standing_of,
)
from services.cards.domain.usage import Counting
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State

Wish = RegisterParticipation | HoldParticipation | RegisterInInstalments


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What is bought without a card: a price that was paid already, or is guaranteed."""

    offer_id: UUID
    on: date
    other_help_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """A price, whose it is, and what it counts on."""

    standing: Standing
    priced: Priced
    counts: tuple[UsageCount, ...] = ()

    def payer_on(self, day: date) -> str | None:
        """The municipality that pays, where the regulation lets that of the domicile pay.

        Where she lived on the day, whatever is known of her today. Who lived outside the network
        is paid for by the network that granted the right.
        """
        document = self.standing.document
        if document is None or document.benefit.payer != "domicile":
            return None
        return lives_on(self.standing.holder, day)

    def network_on(self, day: date, own: str) -> UUID | None:
        """The other network that pays in the end; None where it is this one (`own`).

        As was agreed for a child of two networks; else that of where she lived on the day, where
        the regulation lets the domicile pay. Without a share of this network nobody pays it.
        """
        holder, document = self.standing.holder, self.standing.document
        payer = holder.payer_network_id
        if payer is None and document is not None and document.benefit.payer == "domicile":
            payer = stay_on(holder, day).network_id
        if payer is None or payer == own or not self.priced.shares.network_cents:
            return None
        return UUID(payer)


def offered(offer: Offer) -> Offered:
    """The offer, as regulations see it."""
    return Offered(
        price_cents=offer.price_cents,
        split=offer.split,
        category=offer.category,
        tags=offer.tags,
        days=None if offer.half_days is None else offer.half_days / 2,
        provided_by=offer.provided_by,
    )


def needs_of_buying(wish: Wish, found: CardByToken, state: State) -> Iterable[Place]:
    """All of her standing; then what she and those she counts with have used.

    Where a household pools its ceilings, a fourth round finds its members' rights and use.
    """
    yield from needs_of_standing(found, wish.on, state)
    card, offer = state.peek(Card, found.card_id), state.peek(Offer, wish.offer_id)
    holder = None if found.holder_id is None else state.peek(Holder, found.holder_id)
    if card is None or offer is None or holder is None or found.scheme_id is None:
        return
    counting = counting_of(card.holder_id, holder, found.scheme_id, str(wish.offer_id), offer)
    yield from needs_of_use(counting, holder, wish.on)
    if all(state.has(place) for place in needs_of_standing(found, wish.on, state)):
        standing = standing_of(found, wish.on, state)
        if standing is not None:
            yield from needs_of_household(standing, wish.on, state)


def needs_of_use(counting: Counting, holder: Holder, on: date) -> Iterable[Place]:
    """What she has used, and who lives with her."""
    yield from usage.places(counting, on)
    if holder.household_id is not None:
        yield Household.at(holder.household_id)


def working_standing(
    wish: Wish, found: CardByToken, context: Context, state: State
) -> CardStanding:
    """Her standing. Of a card that does not work no reason is told."""
    standing = standing_of(found, wish.on, state)
    if standing is None or not works(standing.card, wish.on, context):
        raise Refusal("card_not_valid", "card_token")
    return standing


def works(card: Card, on: date, context: Context) -> bool:
    """Whether a card was not blocked by then, and is good on a day."""
    return card.good_on(on) and card.works_at(context.time)


def buy(wish: Wish | Purchase, standing: Standing, offer: Offer, state: State) -> Bought:
    """The price under the regulation that holds. Refuses what it does not sell."""
    if not 0 <= wish.other_help_cents <= offer.price_cents:
        raise Refusal("other_help_invalid", "other_help_cents", price_cents=offer.price_cents)
    if standing.document is None or standing.right is None:
        return ordinary(standing, offer)
    counting = standing.counting(str(wish.offer_id), offer)
    made = price(
        standing.document.benefit,
        offered(offer),
        right_on(standing, standing.right),
        used_of(standing, counting, wish.on, state),
        on=wish.on,
        other_help_cents=wish.other_help_cents,
    )
    if isinstance(made, NotSold):
        raise not_sold(made)
    counts = usage.as_counts(made.counts, counting)
    return Bought(standing=standing, priced=made, counts=counts)


def right_on(standing: Standing, right: DatedRight) -> RightOn:
    """Her right, and how much of its ceilings is this network's."""
    return replace(right.as_right_on(), cap_share_percent=standing.holder.cap_share_percent)


def used_of(standing: Standing, counting: Counting, on: date, state: State) -> Used:
    """What she has used, and what those have left with whom she pools. Raises NotLoaded."""
    return replace(usage.used_by(counting, on, state), housemates=housemates(standing, on, state))


def ordinary(standing: Standing, offer: Offer) -> Bought:
    """The full price. What is excluded is so for everybody: a no tells nothing of the holder."""
    if standing.document is not None:
        refused = excluded(standing.document.benefit, offered(offer))
        if refused is not None:
            raise not_sold(refused)
    return Bought(standing=standing, priced=full_price(offered(offer)))


def not_sold(why: NotSold) -> Refusal:
    """The refusal that says why something is not sold on a card."""
    match why.code:
        case "offer_excluded":
            return Refusal("offer_excluded", "offer_id", **why.facts)
        case "ceiling_reached":
            return Refusal("ceiling_reached", None, **why.facts)
        case "allowance_withheld":
            return Refusal("allowance_withheld", None, **why.facts)
        case "buying_limit_reached":
            return Refusal("buying_limit_reached", "offer_id", **why.facts)


def same_day_keys(standing: Standing, offer_id: UUID, on: date) -> Iterable[str]:
    """Where a use of the same offer on the same day is found, whoever of those merged it was."""
    for person in {standing.bearer_id, standing.holder.key, *standing.holder.merged_ids}:
        yield same_day_key(person, standing.scheme_id, offer_id, on)


def same_day_key(holder_id: object, scheme_id: object, offer_id: object, on: date) -> str:
    """A person takes part once in an offer and a day, with whatever card of the scheme."""
    return f"{holder_id}:{scheme_id}:{offer_id}:{on.isoformat()}"
