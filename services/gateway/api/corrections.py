"""Showing corrections, and what one would do, within the bounds of a request."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from services.cards.contracts.regulation.pricing import NotSold, PriceStep
from services.gateway.api.context import RequestContext
from services.gateway.api.correction_types import (
    Correction,
    CorrectionDone,
    CorrectionPreview,
    CorrectionReason,
    PriceShares,
)
from services.gateway.api.quoting import documents_of, offered_in
from services.gateway.api.reads import read_row
from services.gateway.api.replies import Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown, rejected
from services.gateway.api.standing_types import price_step
from services.gateway.domain.correcting import (
    Corrected,
    price_of,
    refunded,
    shares_of,
    told,
    without_own,
)
from services.gateway.domain.standing import read_standing
from services.gateway.storage.reading import Bounds, Row
from services.kernel.money import Shares, share_price

_MADE: Final = (
    "select * from corrections where stream = $1 and participation_id = $2 and status = 'made' "
    "order by made_at, key"
)
_STATEMENT: Final = (
    "select d.year, d.number from statement_lines l join drawn_up d on d.stream = l.stream "
    "and d.organisation_id = l.organisation_id and d.buckets ? l.bucket_id "
    "where l.stream = $1 and l.key = $2"
)
_ITEM: Final = "select status from payable_items where stream = $1 and key = $2"
_STANDING: Final = "select operations.standing_v2($1, $2, $3, $4, $5, $6) as found"
_USED: Final = (
    "select r.yearly_ceiling_cents - y.used_cents - y.held_cents as left_cents from rights r "
    "join right_years y on y.stream = r.stream and y.key = r.key || ':' || $3 "
    "where r.stream = $1 and r.key = $2"
)


def shown_shares(shares: Shares) -> PriceShares:
    """A price and its parts."""
    return PriceShares(
        price_cents=Cents(price_of(shares)),
        holder_cents=Cents(shares.holder_cents),
        organisation_cents=Cents(shares.organisation_cents),
        network_cents=Cents(shares.network_cents),
    )


def correction(row: Row) -> Correction:
    """A correction that was made."""
    after = shares_of(row)
    before = Shares(
        after.holder_cents + row["holder_back_cents"],
        after.organisation_cents + row["organisation_back_cents"],
        after.network_cents + row["network_back_cents"],
    )
    made = Corrected(before, after, row["absorbed_cents"])
    return Correction(
        id=UUID(row["key"]),
        participation=UUID(row["participation_id"]),
        reason=CorrectionReason(row["reason"]),
        body=row["body"],
        decided_on=row["decided_on"],
        reference=row["reference"],
        recover=row["recover"],
        before=shown_shares(before),
        after=shown_shares(after),
        back=shown_shares(made.back),
        absorbed_cents=Cents(row["absorbed_cents"]),
        regulation=None if row["regulation_id"] is None else UUID(row["regulation_id"]),
        steps=[price_step(PriceStep.model_validate(one)) for one in row["steps"]],
        lines=told(made, claimed=row["organisation_id"] is None),
        at=row["made_at"],
    )


async def _read(context: RequestContext, network: str, made: str) -> Correction | None:
    row = await read_row(context, network, "corrections", made)
    return None if row is None or row["made_at"] is None else correction(row)


CORRECTION: Final = Shown(_read, lambda op, one: CorrectionDone(operation=op, correction=one))


async def preview(
    context: RequestContext,
    network: str,
    participation: str,
    *,
    refund_cents: int | None,
    price_cents: int | None,
    recover: bool,
) -> CorrectionPreview | Rejected:
    """What a correction would give back to whom, or why it cannot be."""
    row = await read_row(context, network, "participations", participation)
    if row is None or row["day"] is None:
        return rejected("participation_unknown", "participation")
    if (refund_cents is None) == (price_cents is None):
        return rejected("correction_unclear", "refundCents")
    code = None if row["status"] == "confirmed" else _OVER.get(row["status"], "not_confirmed")
    if code is not None:
        return rejected(code, "participation")
    before, steps = shares_of(row), tuple[PriceStep, ...]()
    if price_cents is None:
        made = await context.gateway.database.fetch(
            context.bounds(network), _MADE, network, participation
        )
        after = refunded(before, made, refund_cents or 0)
        if after is None:
            return rejected("refund_invalid", "refundCents", {"price_cents": price_of(before)})
    else:
        priced = await _repriced(context, network, row, price_cents)
        if isinstance(priced, Rejected):
            return priced
        after, steps = priced
    return await _shown(context, network, row, after, steps, recover=recover)


_OVER: Final = {"cancelled": "already_cancelled", "declined": "participation_unknown"}


async def _repriced(
    context: RequestContext, network: str, row: Row, price_cents: int
) -> tuple[Shares, tuple[PriceStep, ...]] | Rejected:
    """The shares of a new price under the rule of its day, without what it used itself."""
    before = shares_of(row)
    if not 0 < price_cents < price_of(before):
        return rejected("price_not_lower", "priceCents", {"price_cents": price_of(before)})
    offer = await read_row(context, network, "offers", row["offer_id"])
    if offer is None:
        return rejected("offer_unknown", "participation")
    most = row["network_cents"] - row["uncovered_cents"]
    steps = tuple[PriceStep, ...]()
    if row["scheme_id"] is None:
        shares = await _by_right(context, network, row, offer, price_cents)
    else:
        made = await _by_scheme(context, network, row, offer, price_cents)
        if isinstance(made, NotSold):
            return rejected(made.code, "participation", made.facts)
        shares, steps = made
    shares = shares.capped(most)
    rising = (
        shares.holder_cents > before.holder_cents
        or shares.organisation_cents > before.organisation_cents
    )
    return rejected("share_rises", "priceCents") if rising else (shares, steps)


async def _by_right(
    context: RequestContext, network: str, row: Row, offer: Row, price_cents: int
) -> Shares:
    full = share_price(price_cents, offered_in(offer).split)
    arguments = network, row["right_id"], str(row["day"].year)
    [found] = await context.gateway.database.fetch(Bounds(network), _USED, *arguments)
    own = row["network_cents"] - row["uncovered_cents"]
    return full.capped(found["left_cents"] + own)


async def _by_scheme(
    context: RequestContext, network: str, row: Row, offer: Row, price_cents: int
) -> tuple[Shares, tuple[PriceStep, ...]] | NotSold:
    named = offer["key"], offer["organisation_id"]
    arguments = network, row["holder_id"], row["scheme_id"], row["day"], *named
    rows = await context.gateway.database.fetch(Bounds(network), _STANDING, *arguments)
    found: Any = without_own(rows[0]["found"], row["counts"])
    standing = read_standing(found, row["day"], offer=named[0], organisation=named[1])
    documents = await documents_of(context, network, standing.candidates())
    asked = replace(offered_in(offer), price_cents=price_cents)
    made = standing.price(asked, row["other_help_cents"], documents.get)
    return made if isinstance(made, NotSold) else (made.shares, made.steps)


async def _shown(
    context: RequestContext,
    network: str,
    row: Row,
    after: Shares,
    steps: tuple[PriceStep, ...],
    *,
    recover: bool,
) -> CorrectionPreview | Rejected:
    """The preview, with what was paid already."""
    claimed, bounds = row["claim_id"] is not None, Bounds(network)
    before, absorbed = shares_of(row), 0
    if claimed:
        items = await context.gateway.database.fetch(bounds, _ITEM, network, row["key"])
        status = items[0]["status"] if items else None
        if status == "in_run":
            return rejected("item_in_run", "participation")
        paid = status == "paid"
        absorbed = before.network_cents - after.network_cents if paid and not recover else 0
    drawn = await context.gateway.database.fetch(bounds, _STATEMENT, network, row["key"])
    corrected = Corrected(before, after, absorbed)
    return CorrectionPreview(
        before=shown_shares(before),
        after=shown_shares(after),
        back=shown_shares(corrected.back),
        absorbed_cents=Cents(absorbed),
        in_statement=f"{drawn[0]['year']}-{drawn[0]['number']:04d}" if drawn else None,
        steps=[price_step(one) for one in steps],
        lines=told(corrected, claimed=claimed),
    )
