"""Why a price is what it is, for who may know: the key that shared it, told from its steps."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.cards.contracts.regulation.pricing import PriceStep
from services.cards.contracts.regulation.telling import (
    PriceKey,
    PriceTold,
    steps_by_offer,
    told,
)
from services.gateway.api.context import RequestContext
from services.gateway.api.standing_types import PriceExplanation
from services.gateway.domain.access import ADDRESS_IS_SHOWN, Role
from services.gateway.storage.reading import Row
from services.kernel.money import Shares, Split
from services.partners.contracts.municipalities import MUNICIPALITIES

PAYER_IS_SHOWN: Final = ADDRESS_IS_SHOWN | {Role.FINANCE_OFFICER}
"""Who reads which municipality pays: it is the one where she lives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOf:
    """What is to be told of one price. `person`: whether who asks may know whose it is."""

    person: bool
    offer: str
    scheme: str | None
    regulation: str | None
    shares: Shares
    steps: tuple[PriceStep, ...] = ()
    uncovered_cents: int = 0
    payer: str | None = None


def told_of(row: Row, *, person: bool) -> ToldOf:
    """What a participation's row has of its price."""
    uncovered = row["unposted_cents"]
    return ToldOf(
        person=person,
        offer=row["offer_id"],
        scheme=row["scheme_id"],
        regulation=row["regulation_id"],
        shares=Shares(row["holder_cents"], row["organisation_cents"], row["network_cents"]),
        steps=tuple(PriceStep.model_validate(one) for one in row["steps"]),
        uncovered_cents=row["uncovered_cents"] if uncovered is None else uncovered,
        payer=row["payer_municipality"],
    )


async def of_participation(
    context: RequestContext, network: str, price: ToldOf
) -> PriceExplanation | None:
    """The explanation; None for who is only told the price. It names nobody."""
    role = None if context.grant is None else context.grant.role
    if not (price.person or role is Role.FINANCE_OFFICER):
        return None
    return await explained(context, network, price)


async def explained(
    context: RequestContext, network: str, price: ToldOf
) -> PriceExplanation | None:
    """The explanation by the regulation of a scheme, else by the offer's own split."""
    loaders = context.loaders
    if price.scheme is not None:
        row = None
        if price.regulation is not None:
            row = await loaders.regulations.load((network, price.regulation))
        return _by_regulation(row, price, _payer_of(context, price))
    row = await loaders.offers.load((network, price.offer))
    return None if row is None else by_offer(row, price)


def _payer_of(context: RequestContext, price: ToldOf) -> str | None:
    grant = context.grant
    return price.payer if grant is not None and grant.role in PAYER_IS_SHOWN else None


def _by_regulation(row: Row | None, price: ToldOf, payer: str | None) -> PriceExplanation:
    key = None
    if row is not None:
        key = PriceKey(title=row["title"], version=row["version"], valid_from=row["valid_from"])
    said = PriceTold(
        shares=price.shares,
        steps=price.steps,
        uncovered_cents=price.uncovered_cents,
        payer=None if payer is None else MUNICIPALITIES.get(payer, payer),
    )
    return PriceExplanation(
        regulation=None if row is None else UUID(row["key"]),
        offer=None,
        title=None if key is None else key.title,
        version=None if key is None else key.version,
        valid_from=None if key is None else key.valid_from,
        payer_municipality=payer,
        lines=list(told(key, said, "nl")),
        lines_in_english=list(told(key, said, "en")),
    )


def by_offer(row: Row, price: ToldOf) -> PriceExplanation:
    """The explanation by the split of an offer itself, within the yearly ceiling of a right."""
    split = Split(row["holder_bp"], row["organisation_bp"], row["network_bp"])
    key = PriceKey(title=row["title"], split=split)
    shares, over = price.shares, price.uncovered_cents
    within = Shares(
        shares.holder_cents + over, shares.organisation_cents, shares.network_cents - over
    )
    said = PriceTold(
        shares=shares, steps=steps_by_offer(split, within), uncovered_cents=price.uncovered_cents
    )
    return PriceExplanation(
        regulation=None,
        offer=UUID(row["key"]),
        title=row["title"],
        version=None,
        valid_from=None,
        payer_municipality=None,
        lines=list(told(key, said, "nl")),
        lines_in_english=list(told(key, said, "en")),
    )
