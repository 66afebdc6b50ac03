"""Who sees whom in a household.

Staff see the members that they may see as persons; one whose address is secret only a few see
here. A holder sees her own household, where she is an adult; a child sees herself. What is of
another household of a child is not for her: it does not show that there is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_row, show_holders
from services.gateway.api.types import Holder
from services.gateway.domain.access import ADDRESS_IS_SHOWN, Role
from services.gateway.storage.reading import Bounds, Row
from services.gateway.storage.rows import Wanted

_MEMBERS = "select * from holders where stream = $1 and key = any($2)"


@dataclass(frozen=True, slots=True)
class Seen:
    """A household and the members that are shown."""

    id: str
    members: Sequence[tuple[dict[str, Any], Holder]]


async def seen(context: RequestContext, network: str, key: str) -> Seen | None:
    """A household, as far as it is for who is asking. None where none of it is."""
    assert context.grant is not None
    if context.grant.role is Role.CARD_HOLDER:
        return await _seen_by_herself(context, network, key)
    row = await read_row(context, network, "households", key)
    if row is None:
        return None
    rows = await _rows(context, context.bounds(network), row["members"])
    if context.grant.role not in ADDRESS_IS_SHOWN:
        rows = [one for one in rows if not one["secret_address"]]
    return await _with(context, key, row["members"], rows)


async def _seen_by_herself(context: RequestContext, network: str, key: str) -> Seen | None:
    assert context.grant is not None
    herself = context.grant.holder
    # No party owns a household: whether it is hers is asked here.
    bounds = replace(context.bounds(network), party="")
    row = await context.gateway.read_row(Wanted(bounds, "households", key))
    own = [one for one in row["members"] if one["holder"] == herself] if row else []
    if row is None or not own:
        return None
    members = own if own[0]["role"] == "child" else row["members"]
    return await _with(context, key, members, await _rows(context, bounds, members))


async def _rows(
    context: RequestContext, bounds: Bounds, members: Sequence[dict[str, Any]]
) -> list[Row]:
    keys = [one["holder"] for one in members]
    return await context.gateway.database.fetch(bounds, _MEMBERS, bounds.streams, keys)


async def _with(
    context: RequestContext, key: str, members: Sequence[dict[str, Any]], rows: Sequence[Row]
) -> Seen:
    holders = {str(one.id): one for one in await show_holders(context, rows)}
    shown = [(one, holders[one["holder"]]) for one in members if one["holder"] in holders]
    return Seen(key, shown)
