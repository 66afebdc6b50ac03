"""A guarantee slip: the network's share of a price is held for the provider of an offer. Pure.

So the provider is sure of it and the holder need not advance it. Whoever shows a slip that does
not work learns nothing of why: unknown, used, taken back, over, or of another provider.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import IssueSlip, RedeemSlip, VoidSlip
from services.cards.contracts.events import (
    ResolutionRequested,
    SlipIssued,
    SlipRedeemed,
)
from services.cards.domain.buying import Purchase
from services.cards.domain.calendar import BRUSSELS, day_of, within_a_year
from services.cards.domain.card_terms import known_scheme
from services.cards.domain.copies import Offer
from services.cards.domain.holder import known_holder
from services.cards.domain.numbers import SlipByToken, free_numbers, places_of_numbers
from services.cards.domain.participation import Participation
from services.cards.domain.purchase import (
    bought_for,
    check_price,
    entitled_standing,
    known_offer,
    needs_of_purchase,
)
from services.cards.domain.requesting import request_of
from services.cards.domain.slip_price import price_of_less
from services.cards.domain.slip_state import Slip
from services.cards.domain.usage import Usage, key_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State

DAYS_MAX: Final = 180
"""So long a slip is good at most: what it holds nobody else can use."""


def end_of(day: date) -> datetime:
    """The instant at which a day is over in Brussels."""
    return datetime.combine(day + timedelta(days=1), time(), BRUSSELS).astimezone(UTC)


def needs_of_issue(command: IssueSlip, context: Context, state: State) -> Iterable[Place]:
    """Whether the numbers are free, and all that the price depends on."""
    holder_id = str(command.holder_id)
    purchase = Purchase(offer_id=command.offer_id, on=command.on)
    yield from places_of_numbers(context)
    yield from needs_of_purchase(purchase, holder_id, command.scheme_id, holder_id, state)


def issue(command: IssueSlip, context: Context, state: State) -> Sequence[Event]:
    """Guarantee the network's share of a price until a day."""
    holder = known_holder(command.holder_id, state)
    scheme, offer = known_scheme(command.scheme_id, state), known_offer(command.offer_id, state)
    check_terms(command, offer, context)
    standing = entitled_standing(holder, scheme, command.on, state, bearer_id=holder.key)
    purchase = Purchase(offer_id=command.offer_id, on=command.on)
    bought = bought_for(purchase, command.price_cents, standing, offer, state)
    [number] = free_numbers(context, state)
    slip_id = context.make_id("slip")
    request = request_of(
        bought,
        offer,
        participation_id=context.make_id("participation"),
        on=command.on,
        slip_id=slip_id,
        hold_until=end_of(command.valid_until),
        payer_network_id=bought.network_on(command.on, context.stream),
    )
    issued = SlipIssued(
        slip_id=slip_id,
        participation_id=request.participation_id,
        holder_id=command.holder_id,
        scheme_id=command.scheme_id,
        offer_id=command.offer_id,
        organisation_id=request.organisation_id,
        on=command.on,
        price_cents=request.price_cents,
        holder_cents=request.holder_cents,
        organisation_cents=request.organisation_cents,
        network_cents=request.network_cents,
        valid_until=command.valid_until,
        token=number.token,
        number=number.number_sealed,
        by=command.by,
    )
    return [issued, request]


def check_terms(command: IssueSlip, offer: Offer, context: Context) -> None:
    """Refuse an offer, a price or days for which nothing can be guaranteed."""
    if offer.withdrawn:
        raise Refusal("offer_withdrawn", "offer_id")
    check_price(command.price_cents, "price_cents")
    if not within_a_year(command.on, context.time):
        raise Refusal("day_out_of_range", "on")
    today = day_of(context.time)
    if not today <= command.valid_until <= today + timedelta(days=DAYS_MAX):
        raise Refusal("slip_until_invalid", "valid_until", days_max=DAYS_MAX)


def needs_of_redeeming(command: RedeemSlip, _context: Context, state: State) -> Iterable[Place]:
    """The slip by its number, and what it holds; then what less would cost."""
    yield from (SlipByToken.at(command.slip_token), Offer.at(command.offer_id))
    found = state.peek(SlipByToken, command.slip_token)
    if found is None:
        return
    yield from (Slip.at(found.slip_id), Participation.at(found.participation_id))
    purchase = Purchase(offer_id=command.offer_id, on=found.day)
    yield from needs_of_purchase(purchase, found.holder_id, found.scheme_id, found.holder_id, state)
    held = state.peek(Participation, found.participation_id)
    if held is not None:
        yield from (Usage.at(key_of(count)) for count in held.counts)


def redeem(command: RedeemSlip, context: Context, state: State) -> Sequence[Event]:
    """The provider asked this price, or less than was guaranteed: it is paid its share."""
    found = state.get(SlipByToken, command.slip_token)
    slip = None if found is None else state.get(Slip, found.slip_id)
    if (
        slip is None
        or slip.status != "held"
        or slip.offer_id != str(command.offer_id)
        or context.time >= end_of(slip.valid_until)
    ):
        raise Refusal("slip_not_valid", "slip_token")
    if not 0 < command.price_cents <= slip.price_cents:
        raise Refusal("price_above_slip", "price_cents", price_cents=slip.price_cents)
    held = state.get(Participation, slip.participation_id)
    assert held is not None
    offer, participation_id = known_offer(command.offer_id, state), UUID(held.key)
    taken, counts = price_of_less(command.price_cents, slip, held, offer, state)
    redeemed = SlipRedeemed(
        slip_id=UUID(slip.key), participation_id=participation_id, counts=counts, **dict(taken)
    )
    return [
        redeemed,
        ResolutionRequested(participation_id=participation_id, action="confirm", taken=taken),
    ]


def needs(command: VoidSlip, _context: Context, _state: State) -> Iterable[Place]:
    """The slip."""
    return [Slip.at(command.slip_id)]


def void(command: VoidSlip, _context: Context, state: State) -> Sequence[Event]:
    """Take it back while it was not used."""
    slip = state.get(Slip, command.slip_id)
    if slip is None:
        raise Refusal("slip_unknown", "slip_id")
    if slip.status != "held":
        raise Refusal("slip_closed", "slip_id")
    participation_id = UUID(slip.participation_id)
    return [ResolutionRequested(participation_id=participation_id, action="void")]
