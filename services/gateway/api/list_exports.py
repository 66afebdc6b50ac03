"""Lists of cards and of what waits, as CSV. Whoever is shown in one is written down first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from services.gateway.api.cards import today
from services.gateway.api.context import RequestContext
from services.gateway.api.opening import opened_keys, record
from services.gateway.api.personal_types import ListExport
from services.gateway.api.reads import open_identity, open_number, read_list
from services.gateway.domain.csv_files import table_text
from services.gateway.domain.listed import (
    CARD_COLUMNS,
    WORK_COLUMNS,
    card_state,
    day_of,
    euros,
    word,
)
from services.gateway.storage import lists
from services.gateway.storage.paging import Listing, Page, Rows
from services.gateway.storage.reading import Row
from services.kernel.sealing import PersonKey


async def list_cards(context: RequestContext, network: str, reason: str, page: Page) -> ListExport:
    """Cards with their numbers and names. Whose holder is erased or restricted is left out."""
    context.reason = reason
    rows = await read_list(context, network, lists.USABLE_CARDS, {}, page)
    keys = await opened_keys(context, rows.rows)
    holders = await _of(context, network, "holders", (row["holder_id"] for row in rows.rows))
    day = today()
    lines = [
        _card_line(row, keys.get(row["holder_id"]), holders.get(row["holder_id"]), day)
        for row in rows.rows
    ]
    return _exported(CARD_COLUMNS, lines, rows)


def _card_line(
    row: Row, key: PersonKey | None, holder: Row | None, day: date
) -> tuple[object, ...]:
    who = open_identity(key, holder["identity"] if holder is not None else None)
    state = card_state(
        day,
        revoked=row["revoked"],
        replaced=row["replaced_by"] is not None,
        blocked=row["blocked"],
        last_day=row["grace_until"] or row["valid_until"],
    )
    return (
        open_number(key, row["number"]),
        who.family_name,
        who.given_name,
        row["municipality"],
        word(row["carrier"] or "card"),
        word(row["reason"]),
        row["valid_until"],
        state,
    )


async def list_work(
    context: RequestContext,
    network: str,
    reason: str,
    listing: Listing,
    filters: Mapping[str, Any],
    page: Page,
) -> ListExport:
    """What waits, or waited. It names nobody; but each line leads to who took part."""
    context.reason = reason
    rows = await read_list(context, network, listing, filters, page)

    async def of(table: str, column: str) -> dict[str, Row]:
        return await _of(context, network, table, (row[column] for row in rows.rows))

    about = await of("participations", "participation_id")
    await record(context, [row for row in about.values() if row["holder_id"] is not None])
    names, offers = await of("organisations", "organisation_id"), await of("offers", "offer_id")
    lines = [_work_line(row, names, offers) for row in rows.rows]
    return _exported(WORK_COLUMNS, lines, rows)


def _work_line(row: Row, names: Mapping[str, Row], offers: Mapping[str, Row]) -> tuple[object, ...]:
    provider, offer = names.get(row["organisation_id"]), offers.get(row["offer_id"] or "")
    return (
        row["key"],
        word(row["kind"]),
        provider["name"] if provider is not None else None,
        offer["title"] if offer is not None else None,
        row["day"],
        euros(row["cents"]),
        row["participation_id"],
        day_of(row["made_at"]),
        word(row["decision"]),
        word(row["by"]),
        day_of(row["resolved_at"]),
    )


async def _of(
    context: RequestContext, network: str, table: str, keys: Iterable[str | None]
) -> dict[str, Row]:
    """The rows of a view with these keys, within the bounds. `table` comes from code."""
    bounds, wanted = context.bounds(network), {key for key in keys if key is not None}
    return await lists.read_by_keys(context.gateway.database, bounds, network, table, wanted)


def _exported(columns: Sequence[str], lines: Sequence[Sequence[object]], rows: Rows) -> ListExport:
    return ListExport(
        csv=table_text(columns, lines),
        rows=len(lines),
        has_next_page=rows.more,
        end_cursor=rows.end,
    )
