"""What of a guaranteed price is taken where the provider asks less. Pure.

The regulation prices what is asked anew, as if the slip held nothing; where it cannot, because
her right or file changed meanwhile, the shares that are guaranteed shrink alike.
"""

from dataclasses import replace

from services.cards.contracts.events import SharesTaken, UsageCount
from services.cards.domain.buying import Bought, buy
from services.cards.domain.copies import Offer
from services.cards.domain.holder import Holder
from services.cards.domain.participation import Participation
from services.cards.domain.scheme import Scheme
from services.cards.domain.slip_state import Slip
from services.cards.domain.standing import standing_in
from services.cards.domain.usage import recounted
from services.kernel.refusal import Refusal
from services.kernel.state import State

Taken = tuple[SharesTaken, tuple[UsageCount, ...]]


def price_of_less(
    price_cents: int, slip: Slip, held: Participation, offer: Offer, state: State
) -> Taken:
    """The shares of what is asked, at most what is guaranteed, and what they count on."""
    if price_cents == slip.price_cents:
        return _shares(slip, price_cents), held.counts
    bought = _priced_anew(price_cents, slip, held, offer, state)
    if bought is None or bought.priced.shares.network_cents > slip.network_cents:
        shrunk = tuple(
            count.model_copy(update={"cents": count.cents * price_cents // slip.price_cents})
            for count in held.counts
        )
        return _shares(slip, price_cents), shrunk
    shares = bought.priced.shares
    taken = SharesTaken(
        price_cents=price_cents,
        holder_cents=shares.holder_cents,
        organisation_cents=shares.organisation_cents,
        network_cents=shares.network_cents,
    )
    return taken, bought.counts


def _shares(slip: Slip, price_cents: int) -> SharesTaken:
    organisation = slip.organisation_cents * price_cents // slip.price_cents
    network = slip.network_cents * price_cents // slip.price_cents
    return SharesTaken(
        price_cents=price_cents,
        holder_cents=price_cents - organisation - network,
        organisation_cents=organisation,
        network_cents=network,
    )


def _priced_anew(
    price_cents: int, slip: Slip, held: Participation, offer: Offer, state: State
) -> Bought | None:
    holder, scheme = state.get(Holder, slip.holder_id), state.get(Scheme, slip.scheme_id)
    if holder is None or scheme is None or holder.erased or holder.merged_into_id is not None:
        return None
    standing = standing_in(holder, scheme, slip.day, state, bearer_id=holder.key)
    if standing.right is None or standing.document is None:
        return None
    mark = state.mark()
    state.apply(recounted((held.counts, held.stage), (held.counts, "undone"), state))
    try:
        return buy(slip.purchase, standing, replace(offer, price_cents=price_cents), state)
    except Refusal:
        return None
    finally:
        state.revert(mark)
