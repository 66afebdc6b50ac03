"""Reading what waits for a person, with the reasons of who decided."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import orjson

from services.cards.contracts.commands.desk import WORK
from services.cards.contracts.keys import key_owner
from services.gateway.api.context import RequestContext
from services.gateway.api.desk_types import DeskWorkKind, WorkItem, WorkItemDone
from services.gateway.api.reads import open_with, read_row
from services.gateway.api.sending import Shown
from services.gateway.storage.reading import Row
from services.kernel.sealing import PersonKey


async def show_items(context: RequestContext, rows: Sequence[Row]) -> list[WorkItem]:
    """Items, with the reasons opened: one query for the keys of all."""
    owners = {row["key"]: str(key_owner(UUID(row["key"]), WORK)) for row in rows if row["reason"]}
    keys = await context.gateway.keys.keys_of(owners.values())
    return [_item(row, keys.get(owners.get(row["key"], ""))) for row in rows]


def _item(row: Row, key: PersonKey | None) -> WorkItem:
    opened = open_with(key, row["reason"])
    about, offer = row["participation_id"], row["offer_id"]
    return WorkItem(
        id=UUID(row["key"]),
        kind=DeskWorkKind(row["kind"]),
        organisation=UUID(row["organisation_id"]),
        offer=UUID(int=0) if offer is None else UUID(offer),
        at_offer=None if offer is None else UUID(offer),
        on=row["day"],
        cents=row["cents"],
        participation=None if about is None else UUID(about),
        happened_at=row["happened_at"],
        opened_at=row["made_at"],
        resolved=row["resolved"],
        decision=row["decision"],
        reason=None if opened is None else orjson.loads(opened)["reason"],
        by=row["by"],
        resolved_at=row["resolved_at"],
        tries=row["tries"],
        first_at=row["first_at"],
        last_at=row["last_at"],
    )


async def work_item(context: RequestContext, network: str, key: str) -> WorkItem | None:
    """One item."""
    row = await read_row(context, network, "work_items", key)
    return None if row is None else (await show_items(context, [row]))[0]


WORK_ITEM: Final = Shown(
    work_item, lambda operation, shown: WorkItemDone(operation=operation, work_item=shown)
)
