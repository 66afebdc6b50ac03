"""Instalments and refunds: parts of a price that was shared, in the ratio in which it was. Pure.

What the payers bear of the first so many cents is counted by the method of Sainte-Laguë: each
further cent goes to whose share is furthest behind. A largest remainder of each part alone would
drift away from the ratio, one of what has been paid so far could ask a payer to give back a cent
(the Alabama paradox). So no payer ever gets less by a further part, all parts together are the
shares to the cent, and of two or three payers none is ever a whole cent off the ratio.
"""

from collections.abc import Iterable

from services.kernel.money import Shares, largest_remainder


def portion(shares: tuple[int, ...], before_cents: int, cents: int) -> tuple[int, ...]:
    """What each bears of the next `cents`, after the first `before_cents` of a sum of shares.

    Ties fall in the order of the shares. Not more than the sum can be divided.
    """
    earlier = _of_first(shares, before_cents)
    later = _of_first(shares, before_cents + cents)
    return tuple(now - then for now, then in zip(later, earlier, strict=True))


def instalments(shares: Shares, parts_cents: Iterable[int]) -> tuple[Shares, ...]:
    """What each payer bears of every instalment. The instalments sum to at most the price."""
    made, before = [], 0
    for cents in parts_cents:
        made.append(refund(shares, cents, before))
        before += cents
    return tuple(made)


def equal_parts(price_cents: int, times: int) -> tuple[int, ...]:
    """A price in so many instalments; the cents that are left over fall to the first."""
    return largest_remainder(price_cents, (1,) * times)


def refund(shares: Shares, cents: int, refunded_cents: int = 0) -> Shares:
    """What goes back to each payer when `cents` go back, after `refunded_cents` of the price."""
    of_price = (shares.holder_cents, shares.organisation_cents, shares.network_cents)
    holder, organisation, network = portion(of_price, refunded_cents, cents)
    return Shares(holder, organisation, network)


def _of_first(shares: tuple[int, ...], cents: int) -> tuple[int, ...]:
    """The parts of the first `cents`, each cent to the highest share / (2 x what it has + 1)."""
    whole = sum(shares)
    if not 0 <= cents <= whole:
        raise ValueError(f"{cents} cents of {whole}")
    if whole == 0:
        return shares
    # No payer is ever so many cents behind the ratio as there are payers: begin there.
    parts = [max(share * cents // whole - len(shares), 0) for share in shares]
    for _ in range(cents - sum(parts)):
        place = 0
        for other in range(1, len(shares)):
            if shares[other] * (2 * parts[place] + 1) > shares[place] * (2 * parts[other] + 1):
                place = other
        parts[place] += 1
    return tuple(parts)
