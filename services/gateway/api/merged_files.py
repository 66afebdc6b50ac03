"""What is kept on a person under every file in which she was entered, as one list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_list, read_row
from services.gateway.domain.access import Role
from services.gateway.storage import lists
from services.gateway.storage.paging import MADE_AT, Listing, Page, Rows, encode


async def participations_of(
    context: RequestContext, network: str, holder: str, filters: Mapping[str, Any], page: Page
) -> Rows:
    """A page of a person's participations, those of files that were merged into hers among them.

    Raises Coded.
    """
    return await of_person(context, network, holder, lists.PARTICIPATIONS, filters, page)


async def of_person(
    context: RequestContext,
    network: str,
    holder: str,
    listing: Listing,
    filters: Mapping[str, Any],
    page: Page,
) -> Rows:
    """A page of a list in the order in which things were made, of a person under all her files.

    Raises Coded.
    """
    row = await read_row(context, network, "holders", holder)
    files = [holder, *(row["merged"] if row is not None else ())]
    pages = [await _of_file(context, network, file, listing, filters, page) for file in files]
    return pages[0] if len(pages) == 1 else _as_one(pages, page)


async def _of_file(
    context: RequestContext,
    network: str,
    file: str,
    listing: Listing,
    filters: Mapping[str, Any],
    page: Page,
) -> Rows:
    bounds = context.bounds(network)
    if context.grant is not None and context.grant.role is Role.CARD_HOLDER:
        # The file was merged into her own: it is hers to see as well.
        bounds = replace(bounds, party=f"holder:{file}")
    wanted = {**filters, "holder_id": file}
    return await read_list(context, network, listing, wanted, page, bounds)


def _as_one(pages: Sequence[Rows], page: Page) -> Rows:
    rows = sorted((row for one in pages for row in one.rows), key=lambda row: _place(row))
    shown = rows[: page.first]
    more = len(rows) > page.first or any(one.more for one in pages)
    return Rows(shown, more=more, end=encode(_place(shown[-1])) if shown else None)


def _place(row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in MADE_AT)
