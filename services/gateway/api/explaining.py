"""Why a price is what it is, for who may know: the key that shared it, told from its steps."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from services.cards.contracts.regulation.naming import Language
from services.cards.contracts.regulation.pricing import PriceStep
from services.cards.contracts.regulation.telling import (
    PriceKey,
    PriceTold,
    steps_by_offer,
    told,
)
from services.gateway.api.budget_types import SourceKind
from services.gateway.api.context import RequestContext
from services.gateway.api.scalars import Cents
from services.gateway.api.standing_types import PaidFrom, PriceExplanation
from services.gateway.domain.access import ADDRESS_IS_SHOWN, Role
from services.gateway.domain.paid_words import paid_from
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
    aside_cents: int = 0
    payer: str | None = None
    participation: str | None = None
    payer_network: str | None = None


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
        aside_cents=row["aside_cents"],
        payer=row["payer_municipality"],
        participation=row["key"],
        payer_network=row["payer_network"],
    )


async def of_participation(
    context: RequestContext, network: str, price: ToldOf
) -> PriceExplanation | None:
    """The explanation; None for who is only told the price. It names nobody."""
    role = None if context.grant is None else context.grant.role
    if not (price.person or role is Role.FINANCE_OFFICER):
        return None
    found = await explained(context, network, price)
    if found is not None and role in PAYER_IS_SHOWN and price.participation is not None:
        rows = await context.loaders.paid_from.load((network, price.participation))
        found.paid_from = [_paid_from(row) for row in rows]
        found.lines += [_paid_line(one, "nl") for one in found.paid_from]
        found.lines_in_english += [_paid_line(one, "en") for one in found.paid_from]
    return found


def _paid_from(row: Row) -> PaidFrom:
    return PaidFrom(
        source=SourceKind(row["source"]),
        municipality=row["municipality"],
        cents=Cents(row["cents"]),
    )


def _paid_line(one: PaidFrom, language: Language) -> str:
    """What one source paid, in a sentence."""
    town = None if one.municipality is None else MUNICIPALITIES.get(one.municipality)
    return paid_from(one.source.value, town, one.cents, language)


async def explained(
    context: RequestContext, network: str, price: ToldOf
) -> PriceExplanation | None:
    """The explanation by the regulation of a scheme, else by the offer's own split."""
    loaders = context.loaders
    if price.scheme is not None:
        row = None
        if price.regulation is not None:
            row = await loaders.regulations.load((network, price.regulation))
        if not _payer_is_shown(context):
            price = replace(price, payer=None, payer_network=None)
        network_name = None
        if price.payer_network is not None:
            network_name = await loaders.network_names.load(price.payer_network)
        return _by_regulation(row, price, network_name)
    row = await loaders.offers.load((network, price.offer))
    return None if row is None else by_offer(row, price)


def _payer_is_shown(context: RequestContext) -> bool:
    grant = context.grant
    return grant is not None and grant.role in PAYER_IS_SHOWN


def _by_regulation(row: Row | None, price: ToldOf, network_name: str | None) -> PriceExplanation:
    key, payer = None, price.payer
    if row is not None:
        key = PriceKey(title=row["title"], version=row["version"], valid_from=row["valid_from"])
    said = PriceTold(
        shares=price.shares,
        steps=price.steps,
        uncovered_cents=price.uncovered_cents,
        aside_cents=price.aside_cents,
        payer=None if payer is None else MUNICIPALITIES.get(payer, payer),
        payer_network=network_name,
    )
    return PriceExplanation(
        regulation=None if row is None else UUID(row["key"]),
        offer=None,
        title=None if key is None else key.title,
        version=None if key is None else key.version,
        valid_from=None if key is None else key.valid_from,
        payer_municipality=payer,
        payer_network=None if price.payer_network is None else UUID(price.payer_network),
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
        payer_network=None,
        lines=list(told(key, said, "nl")),
        lines_in_english=list(told(key, said, "en")),
    )
