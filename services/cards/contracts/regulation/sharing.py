"""How a reduction divides a price over holder, organisation and network. Pure.

Rounded by the largest remainder, ties in the order holder, organisation, network: so the shares
always sum to the price. Percents count to four decimals.
"""

from typing import Final

from services.cards.contracts.regulation.benefit import (
    AmountOff,
    AsOffered,
    BenefitRule,
    HolderPays,
    PercentOff,
)
from services.cards.contracts.regulation.fitting import Offered
from services.kernel.money import BASIS_POINTS, Shares, largest_remainder

WHOLE: Final = 1_000_000
"""A hundred percent, in millionths."""

PAYERS: Final = ("holder", "organisation", "network")

Weights = tuple[int, int, int]


def millionths(percent: float) -> int:
    """A percentage in millionths."""
    return round(percent * (WHOLE // 100))


def share_by(
    rule: BenefitRule, price_cents: int, offered: Offered
) -> tuple[Shares, tuple[str, ...]]:
    """The shares that a rule makes of a price, before any bound, and who bore a rounding cent."""
    weights = weights_of(rule, offered)
    if weights is None:
        holder = _fixed_share(rule, price_cents)
        return _with_holder(rule, price_cents, holder, offered)
    if rule.organisation_cents is not None:
        holder = largest_remainder(price_cents, weights)[0]
        return _with_holder(rule, price_cents, holder, offered)
    return _divided(0, price_cents, weights)


def _divided(
    holder_cents: int, rest_cents: int, weights: Weights
) -> tuple[Shares, tuple[str, ...]]:
    """What is left beside a fixed share of the holder, divided by weights."""
    holder, organisation, network = parts = largest_remainder(rest_cents, weights)
    shares = Shares(holder_cents + holder, organisation, network)
    return shares, who_bore_rounding(rest_cents, weights, parts)


def who_bore_rounding(
    cents: int, weights: tuple[int, ...], parts: tuple[int, ...]
) -> tuple[str, ...]:
    """Who pays more than the exact part of an amount that was divided by weights."""
    whole = sum(weights)
    return tuple(
        payer
        for payer, part, weight in zip(PAYERS, parts, weights, strict=True)
        if part * whole > cents * weight
    )


def bounded_by_holder(
    rule: BenefitRule, price_cents: int, shares: Shares, offered: Offered
) -> tuple[Shares, tuple[str, ...]] | None:
    """The shares where the holder pays at least what the rule says, to the nearest cent, and who
    bore a rounding cent of the rest; None where she pays that much by the rule itself.
    """
    percent = millionths(rule.holder_at_least_percent or 0)
    least = (price_cents * percent + WHOLE // 2) // WHOLE
    least = min(max(least, rule.holder_at_least_cents or 0), price_cents)
    if shares.holder_cents >= least:
        return None
    return _with_holder(rule, price_cents, least, offered)


def weights_of(rule: BenefitRule, offered: Offered) -> Weights | None:
    """The parts of a price by a rule in percents; None for one that fixes what is paid."""
    match rule.reduction:
        case PercentOff(percent=percent):
            holder = WHOLE - millionths(percent)
        case AsOffered(percent_at_least=least, percent_at_most=most):
            offers = WHOLE - offered.split.holder_bp * (WHOLE // BASIS_POINTS)
            holder = WHOLE - min(max(offers, millionths(least)), millionths(most))
        case HolderPays() | AmountOff():
            return None
        case _:
            holder = 0
    reduction = WHOLE - holder
    if rule.organisation_percent is not None:
        organisation = min(millionths(rule.organisation_percent), reduction)
        return holder, organisation, reduction - organisation
    if rule.network_percent is not None:
        network = min(millionths(rule.network_percent), reduction)
        return holder, reduction - network, network
    ours, theirs = _ratio(rule, offered)
    return holder * (ours + theirs), reduction * theirs, reduction * ours


def _ratio(rule: BenefitRule, offered: Offered) -> tuple[int, int]:
    """How network and organisation divide what the holder does not pay."""
    if rule.organisation_rest_percent is not None:
        theirs = millionths(rule.organisation_rest_percent)
        return WHOLE - theirs, theirs
    ours, theirs = offered.split.network_bp, offered.split.organisation_bp
    return (ours, theirs) if ours + theirs > 0 else (1, 0)


def _fixed_share(rule: BenefitRule, price_cents: int) -> int:
    match rule.reduction:
        case HolderPays(cents=cents):
            return min(cents, price_cents)
        case AmountOff(cents=cents):
            return max(price_cents - cents, 0)
        case _:
            raise AssertionError(rule.reduction.kind)


def _with_holder(
    rule: BenefitRule, price_cents: int, holder_cents: int, offered: Offered
) -> tuple[Shares, tuple[str, ...]]:
    """The holder pays so much; the rest is divided."""
    rest = price_cents - holder_cents
    if rest == 0:
        return Shares(holder_cents, 0, 0), ()
    ours, theirs = _parts_of_rest(rule, price_cents, rest, offered)
    return _divided(holder_cents, rest, (0, theirs, ours))


def _parts_of_rest(
    rule: BenefitRule, price_cents: int, rest_cents: int, offered: Offered
) -> tuple[int, int]:
    """The weights of network and organisation in what the holder does not pay."""
    whole = rest_cents * WHOLE
    if rule.organisation_percent is not None:
        theirs = min(price_cents * millionths(rule.organisation_percent), whole)
    elif rule.organisation_cents is not None:
        theirs = min(rule.organisation_cents * WHOLE, whole)
    elif rule.network_percent is not None:
        theirs = whole - min(price_cents * millionths(rule.network_percent), whole)
    else:
        return _ratio(rule, offered)
    return whole - theirs, theirs
