"""Reading stock and group passes from the views, within the bounds of a request."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from services.cards.contracts.commands.group_passes import NUMBER
from services.cards.contracts.commands.stock import PRINTING
from services.cards.contracts.keys import key_owner
from services.gateway.api.context import RequestContext
from services.gateway.api.enums import Carrier, PackStatus
from services.gateway.api.reads import open_number, read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.api.stock_types import (
    CounterDone,
    GroupPass,
    GroupPassDone,
    GroupVisit,
    GroupVisitDone,
    GroupVisitStatus,
    Pack,
    PackDone,
    PackSheet,
    PackSheetDone,
    StockChange,
    StockCount,
    StockCounter,
)
from services.gateway.domain.days import BRUSSELS
from services.gateway.storage.reading import Row

_COUNTS = "select * from stock_counts where stream = $1 and counter_id = any($2) order by key"
_YEARS = "select key, used from pass_years where stream = $1 and key = any($2)"


async def show_counters(
    context: RequestContext, network: str, rows: Sequence[Row]
) -> list[StockCounter]:
    """Counters with what lies there: one query for all."""
    keys = [row["key"] for row in rows]
    counts = await context.gateway.database.fetch(context.bounds(network), _COUNTS, network, keys)
    lying: dict[str, list[Row]] = defaultdict(list)
    for count in counts:
        lying[count["counter_id"]].append(count)
    return [_counter(row, lying[row["key"]]) for row in rows]


def _counter(row: Row, counts: Sequence[Row]) -> StockCounter:
    return StockCounter(
        id=UUID(row["key"]),
        name=row["name"],
        organisation=UUID(row["organisation_id"]) if row["organisation_id"] else None,
        low_at=row["low_at"],
        stock=[
            StockCount(
                scheme=UUID(one["scheme_id"]),
                carrier=Carrier(one["carrier"]),
                count=one["count"],
                low=one["count"] <= row["low_at"],
            )
            for one in counts
        ],
    )


async def counter(context: RequestContext, network: str, key: str) -> StockCounter | None:
    """One counter."""
    row = await read_row(context, network, "counters", key)
    return None if row is None else (await show_counters(context, network, [row]))[0]


def show_pack(row: Row) -> Pack:
    """A pack, without its numbers."""
    return Pack(
        id=UUID(row["key"]),
        counter=UUID(row["counter_id"]),
        scheme=UUID(row["scheme_id"]),
        carrier=Carrier(row["carrier"]),
        cards=row["cards"],
        cards_left=row["cards_left"],
        status=PackStatus(row["status"]),
        printed=row["printed"],
        ordered_at=row["made_at"],
    )


async def pack(context: RequestContext, network: str, key: str) -> Pack | None:
    """One pack."""
    row = await read_row(context, network, "packs", key)
    return None if row is None else show_pack(row)


async def sheet(context: RequestContext, network: str, key: str) -> PackSheet | None:
    """The numbers of a pack, for who has just been allowed to see them."""
    row = await read_row(context, network, "packs", key)
    if row is None:
        return None
    owner = str(key_owner(UUID(key), PRINTING))
    opened = (await context.gateway.keys.keys_of([owner])).get(owner) if row["numbers"] else None
    numbers = [open_number(opened, sealed) for sealed in row["numbers"]]
    lines = [f"{place};{number}" for place, number in enumerate(numbers, start=1) if number]
    csv = "\r\n".join(["volgnummer;kaartnummer", *lines, ""]) if lines else None
    return PackSheet(pack=UUID(key), csv=csv)


def show_change(row: Row) -> StockChange:
    """What became of the stock of a counter."""
    return StockChange(
        scheme=UUID(row["scheme_id"]),
        carrier=Carrier(row["carrier"]),
        kind=row["kind"],
        change=row["change"],
        reason=row["reason"],
        at=row["made_at"],
    )


async def show_passes(
    context: RequestContext, network: str, rows: Sequence[Row]
) -> list[GroupPass]:
    """Group passes with their numbers and what is left of this year: two queries for all."""
    year = datetime.now(UTC).astimezone(BRUSSELS).year
    keys = [f"{row['key']}:{year}" for row in rows]
    used = {
        row["key"]: row["used"]
        for row in await context.gateway.database.fetch(
            context.bounds(network), _YEARS, network, keys
        )
    }
    owners = {row["key"]: str(key_owner(UUID(row["key"]), NUMBER)) for row in rows}
    opened = await context.gateway.keys.keys_of(owners.values())
    return [
        GroupPass(
            id=UUID(row["key"]),
            organisation=UUID(row["organisation_id"]),
            scheme=UUID(row["scheme_id"]),
            number=open_number(opened.get(owners[row["key"]]), row["number"]),
            tickets_per_year=row["tickets_per_year"],
            tickets_left=row["tickets_per_year"] - used.get(f"{row['key']}:{year}", 0),
            valid_until=row["valid_until"],
            blocked=row["blocked"],
            municipality=row["payer_municipality"],
        )
        for row in rows
    ]


async def group_pass(context: RequestContext, network: str, key: str) -> GroupPass | None:
    """One group pass."""
    row = await read_row(context, network, "group_passes", key)
    return None if row is None else (await show_passes(context, network, [row]))[0]


def show_visit(row: Row) -> GroupVisit:
    """One use of a group pass."""
    status = _visit_status(row)
    return GroupVisit(
        id=UUID(row["key"]),
        group_pass=UUID(row["pass_id"]),
        organisation=UUID(row["organisation_id"]),
        provider=UUID(row["provider_id"]),
        offer=UUID(row["offer_id"]),
        on=row["day"],
        tickets=row["tickets"],
        price_cents=row["price_cents"],
        holder_cents=row["holder_cents"],
        organisation_cents=row["organisation_cents"],
        network_cents=Cents(row["network_cents"]),
        cancelled=status is GroupVisitStatus.CANCELLED,
        status=status,
    )


def _visit_status(row: Row) -> GroupVisitStatus:
    """What budget says; of a visit that it was never asked about, what cards says."""
    said = row["status"] or "requested"
    return GroupVisitStatus("cancelled" if said == "registered" and row["cancelled"] else said)


async def group_visit(context: RequestContext, network: str, key: str) -> GroupVisit | None:
    """One visit, if it lies within the bounds."""
    row = await read_row(context, network, "group_visits", key)
    return None if row is None or row["day"] is None else show_visit(row)


COUNTER: Final = Shown(
    counter, lambda operation, shown: CounterDone(operation=operation, counter=shown)
)
PACK: Final = Shown(pack, lambda operation, shown: PackDone(operation=operation, pack=shown))
SHEET: Final = Shown(
    sheet, lambda operation, shown: PackSheetDone(operation=operation, sheet=shown)
)
GROUP_PASS: Final = Shown(
    group_pass, lambda operation, shown: GroupPassDone(operation=operation, group_pass=shown)
)
GROUP_VISIT: Final = Shown(
    group_visit, lambda operation, shown: GroupVisitDone(operation=operation, group_visit=shown)
)
