"""Reading sources and envelopes from the views, with how they stand: never a sum over transfers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

import orjson

from services.gateway.api.budget_types import (
    BudgetNotice,
    CostCategory,
    DecidingBody,
    EntityKind,
    Envelope,
    EnvelopeDone,
    FundingDone,
    FundingPart,
    FundingSource,
    LegalEntity,
    LegalEntityDone,
    MoneyMove,
    MoneyMoveDone,
    SourceKind,
    WhenEmpty,
)
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.domain.running_out import notice_sentence, warnings_reached
from services.gateway.storage import lists
from services.gateway.storage.reading import Row

_OF_ENVELOPES: Final = (
    "select envelope_id, "
    "coalesce(sum(credit_cents - debit_cents) filter (where kind = any($3)), 0)::bigint "
    "as balance, "
    "coalesce(sum(held_debit_cents) filter (where kind = any($3)), 0)::bigint as held, "
    "coalesce(sum(held_credit_cents) filter (where kind = 'external'), 0)::bigint as aside "
    "from accounts where stream = $1 and envelope_id = any($2) group by envelope_id"
)
_OF_EVERYBODY: Final = (
    "select * from envelopes where stream = $1 and year = $2 and municipality is null "
    "order by made_at, key"
)
_FOR_HER: Final = (
    "select envelope_id, sum(set_apart_cents)::bigint as apart, "
    "sum(credit_cents - debit_cents)::bigint as balance, "
    "sum(held_debit_cents)::bigint as held, 0 as aside from accounts "
    "where stream = $1 and envelope_id = any($2) and kind = any($3) "
    "and ($4 = '' or municipality is null or municipality = $4) group by envelope_id"
)
_ACCOUNTS: Final = (
    "select key, credit_cents - debit_cents - held_debit_cents as free from accounts "
    "where stream = $1 and key = any($2)"
)
_KINDS: Final = [kind.value for kind in SourceKind]


async def show_envelopes(
    context: RequestContext, network: str, rows: Sequence[Row]
) -> list[Envelope]:
    """Envelopes with how they stand: one query for all."""
    keys = [row["key"] for row in rows]
    found = await context.gateway.database.fetch(
        context.bounds(network), _OF_ENVELOPES, network, keys, _KINDS
    )
    standing = {one["envelope_id"]: one for one in found}
    return [_envelope(row, standing.get(row["key"])) for row in rows]


async def everybodys_envelopes(context: RequestContext, network: str, year: int) -> list[Envelope]:
    """The envelopes of the whole network, with what can be spent from them for who asks.

    Whoever works for one municipality sees no row of them, but is told what they are called and
    their totals: of everybody's money and of her own, and of no other municipality's.
    """
    own = context.bounds(network)
    whole, database = replace(own, municipality=""), context.gateway.database
    rows = await database.fetch(whole, _OF_EVERYBODY, network, year)
    keys = [row["key"] for row in rows]
    found = await database.fetch(whole, _FOR_HER, network, keys, _KINDS, own.municipality)
    standing = {one["envelope_id"]: one for one in found}
    apart = {key: one["apart"] for key, one in standing.items()}
    return [
        _envelope(row, standing.get(row["key"]), set_apart_cents=apart.get(row["key"], 0))
        for row in rows
    ]


def _envelope(
    row: Row, standing: Mapping[str, int] | Row | None, *, set_apart_cents: int | None = None
) -> Envelope:
    apart = row["set_apart_cents"] if set_apart_cents is None else set_apart_cents
    balance = 0 if standing is None else standing["balance"]
    held = 0 if standing is None else standing["held"]
    levels = _json(row["warn_at_percent"])
    return Envelope(
        id=UUID(row["key"]),
        year=row["year"],
        action=row["action"],
        category=CostCategory(row["category"]),
        municipality=row["municipality"],
        bbc=row["bbc"],
        pays_for=_json(row["pays_for"]),
        when_empty=WhenEmpty(row["when_empty"]),
        funding=[
            FundingPart(weight=one["weight"], sources=[SourceKind(kind) for kind in one["sources"]])
            for one in _json(row["funding"])
        ],
        warn_at_percent=levels,
        set_apart_cents=Cents(apart),
        spent_cents=Cents(apart - balance),
        held_cents=Cents(held),
        free_cents=Cents(balance - held),
        allowance_cents=Cents(0 if standing is None else standing["aside"]),
        warnings_reached=warnings_reached(levels, apart, balance - held),
    )


def _json(value: object) -> list:  # type: ignore[type-arg]  # whatever the view keeps
    """A JSON column, as the driver or as one row's reader gives it."""
    found = orjson.loads(value) if isinstance(value, str) else value
    assert isinstance(found, list)
    return found


async def show_fundings(
    context: RequestContext, network: str, rows: Sequence[Row]
) -> list[FundingSource]:
    """Sources with what is left of them and what came in: a query each for all."""
    keys = [row["key"] for row in rows]
    database, bounds = context.gateway.database, context.bounds(network)
    found = await database.fetch(bounds, _ACCOUNTS, network, keys)
    free = {one["key"]: one["free"] for one in found}
    came = await lists.read_by_keys(database, bounds, network, "received_of_sources", keys)
    received = {key: one["cents"] for key, one in came.items()}
    return [
        FundingSource(
            id=UUID(row["key"]),
            year=row["year"],
            kind=SourceKind(row["kind"]),
            municipality=row["municipality"],
            entity=None if row["entity_id"] is None else UUID(row["entity_id"]),
            total_cents=Cents(row["total_cents"]),
            left_cents=Cents(free.get(row["key"], 0)),
            received_cents=Cents(received.get(row["key"], 0)),
            to_come_cents=Cents(row["total_cents"] - received.get(row["key"], 0)),
        )
        for row in rows
    ]


def legal_entity(row: Row) -> LegalEntity:
    """A legal entity."""
    return LegalEntity(
        id=UUID(row["key"]),
        name=row["name"],
        kind=EntityKind(row["kind"]),
        kbo=row["kbo"],
        municipality=row["municipality"],
    )


def money_move(row: Row) -> MoneyMove:
    """What a decision moved."""
    giving, taking = row["from_envelope"], row["to_envelope"]
    return MoneyMove(
        id=UUID(row["key"]),
        year=row["year"],
        from_envelope=None if giving is None else UUID(giving),
        to_envelope=None if taking is None else UUID(taking),
        cents=Cents(row["cents"]),
        body=DecidingBody(row["body"]),
        decided_on=row["decided_on"],
        reference=row["reference"],
        at=row["made_at"],
    )


def budget_notice(row: Row) -> BudgetNotice:
    """A level of warning that was reached."""
    return BudgetNotice(
        id=row["key"],
        envelope=UUID(row["envelope_id"]),
        year=row["year"],
        percent=row["percent"],
        set_apart_cents=Cents(row["set_apart_cents"]),
        left_cents=Cents(row["left_cents"]),
        at=row["made_at"],
        resolved_at=row["resolved_at"],
        message=notice_sentence(row["percent"], row["left_cents"]),
    )


async def _read_entity(context: RequestContext, network: str, made: str) -> LegalEntity | None:
    row = await read_row(context, network, "legal_entities", made)
    return None if row is None else legal_entity(row)


async def _read_funding(context: RequestContext, network: str, made: str) -> FundingSource | None:
    row = await read_row(context, network, "fundings", made)
    return None if row is None else (await show_fundings(context, network, [row]))[0]


async def _read_envelope(context: RequestContext, network: str, made: str) -> Envelope | None:
    row = await read_row(context, network, "envelopes", made)
    return None if row is None else (await show_envelopes(context, network, [row]))[0]


async def _read_move(context: RequestContext, network: str, made: str) -> MoneyMove | None:
    row = await read_row(context, network, "money_moves", made)
    return None if row is None else money_move(row)


ENTITY: Final = Shown(_read_entity, lambda op, one: LegalEntityDone(operation=op, legal_entity=one))
FUNDING: Final = Shown(_read_funding, lambda op, one: FundingDone(operation=op, funding=one))
ENVELOPE: Final = Shown(_read_envelope, lambda op, one: EnvelopeDone(operation=op, envelope=one))
MOVE: Final = Shown(_read_move, lambda op, one: MoneyMoveDone(operation=op, money_move=one))
