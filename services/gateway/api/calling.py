"""The list of who is to be called: opened for who calls, and written down as any look."""

from typing import Final

from services.gateway.api.composing import composed
from services.gateway.api.context import RequestContext
from services.gateway.api.message_types import CallList
from services.gateway.api.opening import record
from services.gateway.domain.csv_files import table_text
from services.gateway.storage.messages import CALLS_MAX, Asked, read_messages
from services.gateway.storage.outbox import taken
from services.gateway.storage.paging import Page

COLUMNS: Final = ("naam", "telefoon", "waarover", "bericht")


async def call_list(context: RequestContext, network: str) -> CallList:
    """Persons who wait for a call, with their number. Raises DATABASE_AWAY."""
    database, bounds = context.gateway.database, context.bounds(network)
    asked = Asked(state="waiting", way="call")
    found = await read_messages(database, bounds, network, asked, Page(CALLS_MAX))
    if found.rows:
        await record(context, found.rows)
    lines = []
    for row in found.rows:
        ready = await composed(database, context.gateway.keys, taken(row))
        if ready is not None:
            name = f"{ready.known.given_name} {ready.known.family_name}"
            lines.append((name, ready.reached.phone, ready.letter.subject, row["key"]))
    return CallList(csv=table_text(COLUMNS, lines), rows=len(lines))
