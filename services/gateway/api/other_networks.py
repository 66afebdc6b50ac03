"""Other networks, as the list of all networks shows them: whether there is one, and its name."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from services.gateway.api.context import RequestContext
from services.gateway.api.sending import Refused
from services.gateway.storage.reading import Bounds

_NAMES: Final = "select key, name from networks where key = any($1)"


async def names_of(context: RequestContext, networks: Collection[str]) -> dict[str, str]:
    """Their names: one query for all. One that there is not has none."""
    rows = await context.gateway.database.fetch(
        Bounds(directory=True), _NAMES, sorted(set(networks))
    )
    return {row["key"]: row["name"] for row in rows}


async def known_network(context: RequestContext, network: UUID | None) -> None:
    """Refuse a network that there is not; none is fine."""
    if network is not None and str(network) not in await names_of(context, [str(network)]):
        raise Refused("network_unknown", "otherNetwork")
