"""The one door to what is sealed with keys of persons: whoever is shown is written down first.

A test keeps it the only one: nothing else in this room asks for keys, but what shows no person.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from services.gateway.api.context import RequestContext
from services.gateway.storage.access_log import Access
from services.gateway.storage.reading import Row
from services.kernel.sealing import PersonKey

OPERATIONS_MAX = 200


async def opened_keys(
    context: RequestContext,
    rows: Sequence[Row],
    *,
    person: str = "holder_id",
    owner: Callable[[Row], str] | None = None,
) -> dict[str, PersonKey]:
    """The keys that open these rows, by their owner; those that are destroyed are absent.

    `person` is the column with her id. `owner` says whose key seals a row: as a rule hers. Rows
    have `stream` and `municipality`. Raises DATABASE_AWAY: then nothing may be shown.
    """
    if not rows:
        return {}
    owners = [row[person] if owner is None else owner(row) for row in rows]
    _, keys = await asyncio.gather(
        record(context, rows, person=person), context.gateway.keys.keys_of(owners)
    )
    return keys


async def opened_with(
    context: RequestContext, rows: Sequence[Row], owners: Iterable[str]
) -> dict[str, PersonKey]:
    """The keys of these owners, all of them about the persons of these rows of `holders`."""
    _, keys = await asyncio.gather(
        record(context, rows, person="key"), context.gateway.keys.keys_of(owners)
    )
    return keys


async def record(
    context: RequestContext, rows: Sequence[Row], *, person: str = "holder_id"
) -> None:
    """Write down that the persons of these rows are about to be shown."""
    grant = context.grant
    assert grant is not None
    by_network: dict[str, dict[str, str | None]] = defaultdict(dict)
    for row in rows:
        by_network[row["stream"]][row[person]] = row["municipality"]
    operation = "+".join(sorted(context.operations))[:OPERATIONS_MAX]
    for network, persons in by_network.items():
        await context.gateway.record_access(
            Access(
                stream=network,
                actor=grant.actor,
                role=grant.role.value,
                operation=operation,
                persons=persons,
                reason=context.reason,
            )
        )
