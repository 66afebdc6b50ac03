"""A quote: what cards would decide now, from the views. Nothing is set aside by it.

A provider is told whether the card is valid and the price to ask: unknown, blocked, expired and
other networks' cards get the same answer, after the same reading.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.fitting import Offered
from services.cards.contracts.regulation.pricing import NotSold, Priced
from services.cards.contracts.regulation.reading import read
from services.gateway.api.cards import card_token
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.explaining import ToldOf, by_offer, explained
from services.gateway.api.reads import read_row
from services.gateway.api.replies import Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import rejected
from services.gateway.api.standing_types import (
    CeilingUse,
    Quote,
    QuoteForDesk,
    SchemeUse,
    price_step,
)
from services.gateway.api.trying import looking_up
from services.gateway.api.validity import checked
from services.gateway.domain.access import Role, Scope
from services.gateway.domain.standing import read_standing
from services.gateway.storage.reading import Bounds, Row
from services.kernel.money import Split, share_price

_STANDING: Final = "select operations.standing_v2($1, $2, $3, $4, $5, $6) as found"
_DESK_CARD: Final = "select operations.desk_card_v4($1, $2, $3, $4, $5) as found"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a desk asks about: a card by its token, an offer, a day, what others pay of it."""

    network: str
    token: str
    offer: Row
    on: date
    other_help_cents: int

    @property
    def offered(self) -> Offered:
        """The offer, as regulations see it."""
        return offered_in(self.offer)


def offered_in(offer: Row) -> Offered:
    """The offer of a row, as regulations see it."""
    half_days = offer["half_days"]
    return Offered(
        price_cents=offer["price_cents"],
        split=Split(offer["holder_bp"], offer["organisation_bp"], offer["network_bp"]),
        category=offer["category"],
        tags=tuple(offer["tags"]),
        days=None if half_days is None else half_days / 2,
        provided_by=offer["provided_by"],
    )


NOT_VALID: Final = "card_not_valid"


async def quote(
    context: RequestContext,
    network: UUID,
    card_number: str,
    offer: UUID,
    on: date,
    other_help_cents: int = 0,
) -> Quote | QuoteForDesk | Rejected:
    """The shares of an offer's price for a card on a day, or why not."""
    try:
        checked(
            network=network,
            card_number=card_number,
            offer=offer,
            on=on,
            other_help_cents=other_help_cents,
        )
        context.permit("quote", Scope(network=str(network)))
    except Coded as problem:
        return rejected(problem.code, problem.argument)
    found = await read_row(context, str(network), "offers", str(offer))
    if found is None:
        return rejected("offer_unknown", "offer")
    if found["withdrawn"]:
        return rejected("offer_withdrawn", "offer")
    if not 0 <= other_help_cents <= found["price_cents"]:
        return rejected("other_help_invalid", "otherHelpCents")
    token = card_token(context, network, card_number)
    asked = Asked(str(network), token, found, on, other_help_cents)
    try:
        async with looking_up(context, str(network)) as lookup:
            said = await _quoted(context, asked)
            if isinstance(said, Rejected) and said.code == NOT_VALID:
                await lookup.not_valid()
    except Coded as problem:
        return rejected(problem.code, facts=problem.facts)
    if context.grant is not None and context.grant.role is Role.PROVIDER:
        return _for_desk(said, found["price_cents"])
    return said


async def _quoted(context: RequestContext, asked: Asked) -> Quote | Rejected:
    """What cards would decide, with everything that explains it."""
    offer = asked.offer
    rows = await context.gateway.database.call(
        _DESK_CARD, asked.network, asked.token, asked.on, offer["key"], offer["organisation_id"]
    )
    card = rows[0]["found"]
    works = card is not None and _works(card, asked.on)
    if not works or card["scheme"] is None:
        # The same reading as for a card that leads to a regulation.
        await documents_of(context, asked.network, [offer["key"]])
        if not works:
            return rejected(NOT_VALID, "cardNumber")
        return _by_right(card["right"], asked)
    standing = read_standing(
        card["standing"], asked.on, offer=offer["key"], organisation=offer["organisation_id"]
    )
    documents = await documents_of(context, asked.network, standing.candidates())
    made = standing.price(asked.offered, asked.other_help_cents, documents.get)
    if isinstance(made, NotSold):
        return rejected(made.code, _FIELDS[made.code], made.facts)
    quoted = _shown(made)
    document = standing.document(documents.get)
    told = ToldOf(
        person=True,
        offer=offer["key"],
        scheme=card["scheme"],
        regulation=standing.regulation(documents.get),
        shares=made.shares,
        steps=made.steps,
        payer=_payer(document, card["home"], asked.on),
    )
    quoted.explanation = await explained(context, asked.network, told)
    return quoted


def _payer(
    document: RegulationDocument | None, home: Mapping[str, Any] | None, on: date
) -> str | None:
    """Which municipality pays, as cards would say; None also for a day before her last move."""
    if document is None or document.benefit.payer != "domicile" or home is None:
        return None
    lives_here = (home["since"] or "") <= str(on) < (home["left_on"] or "9999")
    return str(home["municipality"]) if lives_here else None


_FIELDS: Final[Mapping[str, str | None]] = {
    "offer_excluded": "offer",
    "buying_limit_reached": "offer",
    "ceiling_reached": None,
    "allowance_withheld": None,
}


def _works(card: Mapping[str, Any], on: date) -> bool:
    last = card["grace_until"] or card["valid_until"]
    if card["blocked"] or card["standing"]["erased"]:
        return False
    if card["scheme"] is None:
        right = card["right"]
        return right is not None and right["valid_from"] <= str(on) <= right["valid_until"]
    return last is None or str(on) <= last


async def documents_of(
    context: RequestContext, network: str, versions: Iterable[str]
) -> dict[str, RegulationDocument]:
    """The documents of these versions."""
    keys = list(versions)
    rows = await asyncio.gather(*(read_row(context, network, "regulations", key) for key in keys))
    return {
        key: read(row["document"]) for key, row in zip(keys, rows, strict=True) if row is not None
    }


def _by_right(right: Mapping[str, Any], asked: Asked) -> Quote | Rejected:
    """The price for a card that carries one right, as in networks without a scheme."""
    whole = share_price(asked.offered.price_cents, asked.offered.split)
    left = max(right["left_cents"], 0)
    if whole.network_cents > 0 and left == 0:
        return rejected("ceiling_reached", facts={"left_cents": 0})
    shares = whole.capped(left)
    told = ToldOf(
        person=True, offer=asked.offer["key"], scheme=None, regulation=None, shares=shares
    )
    return Quote(
        price_cents=Cents(asked.offered.price_cents),
        holder_cents=Cents(shares.holder_cents),
        organisation_cents=Cents(shares.organisation_cents),
        network_cents=Cents(shares.network_cents),
        ceiling_applied=shares != whole,
        left_cents=Cents(left - shares.network_cents),
        steps=[],
        explanation=by_offer(asked.offer, told),
    )


def _shown(made: Priced) -> Quote:
    lefts = [step.left_cents for step in made.steps if step.left_cents is not None]
    return Quote(
        price_cents=Cents(made.price_cents),
        holder_cents=Cents(made.shares.holder_cents),
        organisation_cents=Cents(made.shares.organisation_cents),
        network_cents=Cents(made.shares.network_cents),
        ceiling_applied=made.ceiling_applied,
        left_cents=Cents(min(lefts, default=0)),
        steps=[price_step(step) for step in made.steps],
    )


def _for_desk(said: Quote | Rejected, price_cents: int) -> QuoteForDesk:
    """Valid or not, and the price to ask: the full one where nothing is taken off."""
    if isinstance(said, Quote):
        return QuoteForDesk(valid=True, ask_cents=said.holder_cents)
    if said.code == NOT_VALID:
        return QuoteForDesk(valid=False, ask_cents=None)
    return QuoteForDesk(valid=True, ask_cents=Cents(price_cents))


async def scheme_use(
    context: RequestContext, network: UUID, holder: UUID, scheme: UUID, on: date
) -> SchemeUse | None:
    """What a person has used of every ceiling; None where who asks does not see her."""
    stream = str(network)
    if await read_row(context, stream, "holders", str(holder)) is None:
        return None
    arguments = (stream, str(holder), str(scheme), on, "", "")
    rows = await context.gateway.database.fetch(Bounds(stream), _STANDING, *arguments)
    standing = read_standing(rows[0]["found"], on, offer="", organisation="")
    documents = await documents_of(context, stream, standing.candidates())
    return SchemeUse(
        holder=holder,
        scheme=scheme,
        on=on,
        entitled=standing.right is not None,
        ceilings=[
            CeilingUse(
                name=use.ceiling.name,
                clause=use.ceiling.clause,
                per=use.ceiling.per,
                period=use.ceiling.period,
                amount_cents=Cents(use.amount_cents),
                taken_cents=Cents(use.taken_cents),
                left_cents=Cents(use.left_cents),
            )
            for use in standing.ceilings(documents.get)
        ],
    )
