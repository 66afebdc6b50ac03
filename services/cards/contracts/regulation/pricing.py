"""What a participation costs whom under a regulation, and every step that led there. Pure.

Cards decides with it and the gateway quotes with it, so that a quote is what would be decided.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from services.cards.contracts.regulation.benefit import (
    Benefit,
    BenefitRule,
    BuyingLimit,
    Ceiling,
    Full,
)
from services.cards.contracts.regulation.counting import (
    Counted,
    RightOn,
    Used,
    left_of,
    tally_of,
    tally_of_limit,
)
from services.cards.contracts.regulation.fitting import Offered, age_reached, fits
from services.cards.contracts.regulation.sharing import bounded_by_holder, share_by
from services.cards.contracts.regulation.vouchers import pay_by_vouchers
from services.kernel.money import Shares

Facts = dict[str, int | str | None]
StepKind = Literal[
    "full_price",
    "no_rule",
    "other_help",
    "rule",
    "rounding",
    "holder_at_least",
    "network_at_most",
    "ceiling",
    "vouchers",
]


class PriceStep(BaseModel):
    """One step towards a price: which part of the regulation did what, by how many cents.

    `cents` is what the step takes off for the holder or, for a bound, what it puts on her.
    `left_cents`: of a ceiling or vouchers, what is left after it. `borne_by`: who bore the cent
    of rounding.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    kind: str = Field(description=f"One of {', '.join(get_args(StepKind))}; more may come.")
    name: str | None = None
    clause: str | None = None
    cents: int = 0
    left_cents: int | None = None
    borne_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A price with its three shares, which sum to it, in cents.

    What other help pays is part of the holder's share. `ceiling_applied`: the network would have
    paid more.
    """

    price_cents: int
    shares: Shares
    other_help_cents: int = 0
    ceiling_applied: bool = False
    steps: tuple[PriceStep, ...] = ()
    counts: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class NotSold:
    """Why it is not to be had on this card: a code of cards, and what its sentence says."""

    code: Literal["offer_excluded", "ceiling_reached", "allowance_withheld", "buying_limit_reached"]
    facts: Facts


@dataclass(slots=True)
class _Sale:
    """A price on its way: the shares so far, the steps, what will count."""

    benefit: Benefit
    offered: Offered
    right: RightOn
    used: Used
    on: date
    shares: Shares
    steps: list[PriceStep] = field(default_factory=list)
    counts: list[Counted] = field(default_factory=list)
    capped: bool = False

    @property
    def age(self) -> int | None:
        return age_reached(self.right.birth_year, self.on)

    def step(self, kind: StepKind, part: BenefitRule | Ceiling, cents: int) -> None:
        self.steps.append(PriceStep(kind=kind, name=part.name, clause=part.clause, cents=cents))


def price(
    benefit: Benefit,
    offered: Offered,
    right: RightOn,
    used: Used,
    *,
    on: date,
    other_help_cents: int = 0,
) -> Priced | NotSold:
    """The price of an offer on a day for somebody with a right, or why it is not sold so.

    The first rule that fits holds; then the holder's least and the network's most, other help,
    ceilings and vouchers. What is over a ceiling the holder pays; where nothing at all is left
    of it, nothing is sold.
    """
    refused = excluded(benefit, offered, age_reached(right.birth_year, on))
    if refused is not None:
        return refused
    helped = min(other_help_cents, offered.price_cents) if benefit.other_help_first else 0
    net = offered.price_cents - helped
    sale = _Sale(benefit, offered, right, used, on, Shares(net, 0, 0))
    if helped:
        sale.steps.append(PriceStep(kind="other_help", cents=helped))
    rule = next((r for r in benefit.rules if fits(r.fits, offered, sale.age)), None)
    refused = _reduce(sale, rule, net) or _pay_rest(sale, rule)
    if refused is not None:
        return refused
    shares = replace(sale.shares, holder_cents=sale.shares.holder_cents + helped)
    return Priced(
        price_cents=offered.price_cents,
        shares=shares,
        other_help_cents=helped,
        ceiling_applied=sale.capped,
        steps=tuple(sale.steps),
        counts=tuple(sale.counts),
    )


def full_price(offered: Offered) -> Priced:
    """What an ordinary card pays: the whole price, nothing of anybody else."""
    return Priced(
        price_cents=offered.price_cents,
        shares=Shares(offered.price_cents, 0, 0),
        steps=(PriceStep(kind="full_price"),),
    )


def excluded(benefit: Benefit, offered: Offered, age: int | None = None) -> NotSold | None:
    """Whether the regulation leaves this offer out, for whoever holds the card."""
    for exclusion in benefit.exclusions:
        if fits(exclusion.fits, offered, age):
            return NotSold("offer_excluded", {"clause": exclusion.clause or exclusion.label})
    return None


def _reduce(sale: _Sale, rule: BenefitRule | None, net: int) -> NotSold | None:
    """Divide the price by the rule, within what the rule itself bounds, and within ceilings."""
    if rule is None:
        sale.steps.append(PriceStep(kind="no_rule"))
        return None
    if isinstance(rule.reduction, Full) and sale.benefit.vouchers is not None:
        sale.step("rule", rule, 0)
        return None
    shares, rounded = share_by(rule, net, sale.offered)
    sale.step("rule", rule, net - shares.holder_cents)
    bounded = bounded_by_holder(rule, net, shares, sale.offered)
    if bounded is not None:
        before, (shares, rounded) = shares.holder_cents, bounded
        sale.step("holder_at_least", rule, shares.holder_cents - before)
    if rounded:
        sale.steps.append(PriceStep(kind="rounding", borne_by=rounded))
    sale.shares = shares
    if rule.network_at_most_cents is not None:
        sale.shares = shares.capped(rule.network_at_most_cents)
        if sale.shares != shares:
            sale.step("network_at_most", rule, sale.shares.holder_cents - shares.holder_cents)
    return _cap(sale)


def _cap(sale: _Sale) -> NotSold | None:
    """Let the network pay no more than every ceiling leaves, and count what it pays on them."""
    ceilings = [c for c in sale.benefit.ceilings if fits(c.fits, sale.offered, sale.age)]
    if not ceilings or sale.shares.network_cents == 0:
        return None
    for ceiling in ceilings:
        if not sale.right.gives(tally_of(ceiling, sale.right, sale.on)):
            return NotSold("allowance_withheld", {"clause": ceiling.clause or ceiling.name})
    left = {
        c.name: left_of(c, sale.right, sale.used, sale.offered.category, sale.on) for c in ceilings
    }
    tightest = min(ceilings, key=lambda c: left[c.name])
    if left[tightest.name] == 0:
        facts: Facts = {
            "left_cents": 0,
            "ceiling": tightest.name,
            "clause": tightest.clause or tightest.name,
        }
        return NotSold("ceiling_reached", facts)
    before, sale.shares = sale.shares, sale.shares.capped(left[tightest.name])
    sale.capped = sale.shares != before
    paid = sale.shares.network_cents
    for ceiling in ceilings:
        sale.counts.append(Counted(tally=tally_of(ceiling, sale.right, sale.on), cents=paid))
        over = before.network_cents - paid if ceiling is tightest else 0
        sale.step("ceiling", ceiling, over)
        sale.steps[-1] = sale.steps[-1].model_copy(update={"left_cents": left[ceiling.name] - paid})
    return None


def _pay_rest(sale: _Sale, rule: BenefitRule | None) -> NotSold | None:
    """Pay by vouchers what the holder would pay still, and count how often she buys."""
    vouchers = sale.benefit.vouchers
    if vouchers is not None and fits(vouchers.fits, sale.offered, sale.age):
        _use_vouchers(sale)
    if rule is None:
        return None
    for limit in sale.benefit.buying_limits:
        if not fits(limit.fits, sale.offered, sale.age):
            continue
        tally = tally_of_limit(limit, sale.on)
        if sale.used.times.get(tally, 0) >= limit.times:
            return _bought_enough(limit)
        sale.counts.append(Counted(tally=tally, times=1))
    return None


def _use_vouchers(sale: _Sale) -> None:
    assert sale.benefit.vouchers is not None
    used = pay_by_vouchers(
        sale.benefit.vouchers, sale.shares.holder_cents, sale.right, sale.used, sale.on
    )
    if not used.counts:
        return
    paid = sum(counted.cents for counted in used.counts)
    sale.shares = Shares(
        sale.shares.holder_cents - paid,
        sale.shares.organisation_cents,
        sale.shares.network_cents + paid,
    )
    sale.counts += used.counts
    sale.steps.append(PriceStep(kind="vouchers", cents=paid, left_cents=used.left_cents))


def _bought_enough(limit: BuyingLimit) -> NotSold:
    facts: Facts = {
        "limit": limit.name,
        "clause": limit.clause or limit.name,
        "times": limit.times,
        "per": limit.per,
    }
    return NotSold("buying_limit_reached", facts)
