"""Money in the hands of who works for one municipality of a network: what is its own, whole.

What she names is looked up within her bounds before anything is sent. Whose money it is does not
change after, so nothing slips through between. Who works for the network itself is not asked.
"""

from collections.abc import Iterable
from uuid import UUID

from services.gateway.api.context import RequestContext
from services.gateway.api.sending import Refused
from services.gateway.storage import lists
from services.gateway.storage.reading import Row


def town_of(context: RequestContext) -> str | None:
    """The municipality that a grant is bounded to (NIS code); None: it is the network's."""
    return context.grant.municipality if context.grant else None


async def hers(
    context: RequestContext, network: UUID, table: str, named: Iterable[UUID | None]
) -> list[Row]:
    """The rows of a view that are named. Raises Refused for one that she may not see."""
    keys = {str(one) for one in named if one is not None}
    if town_of(context) is None or not keys:
        return []
    bounds, database = context.bounds(str(network)), context.gateway.database
    found = await lists.read_by_keys(database, bounds, str(network), table, keys)
    if keys - found.keys():
        raise Refused("not_allowed")
    return list(found.values())


async def may_move(
    context: RequestContext,
    network: UUID,
    envelopes: tuple[UUID | None, UUID | None],
    municipality: str | None,
) -> None:
    """Between envelopes of her municipality all that they hold moves; to and from what is not set
    apart only what she says is its own. Raises Refused."""
    if town_of(context) is None:
        return
    if None in envelopes and municipality is None:
        raise Refused("not_allowed")
    await hers(context, network, "envelopes", envelopes)


async def may_pay(context: RequestContext, network: UUID, items: Iterable[UUID]) -> None:
    """Items that her municipality's money pays whole. Raises Refused."""
    rows = await hers(context, network, "payable_items", items)
    if any(row["own_cents"] != row["cents"] for row in rows):
        raise Refused("not_whole_own")


async def may_propose(
    context: RequestContext, network: UUID, items: Iterable[UUID], payer: UUID | None
) -> None:
    """Such items, paid from an account of a legal entity of her municipality. Raises Refused."""
    if town_of(context) is None:
        return
    if payer is None:
        raise Refused("not_allowed", "payer")
    await hers(context, network, "legal_entities", [payer])
    await may_pay(context, network, items)


async def may_record(context: RequestContext, network: UUID, payment: UUID) -> None:
    """A payment of a run that is her municipality's whole. Raises Refused."""
    for row in await hers(context, network, "payments", [payment]):
        if row["run_id"] is None:
            raise Refused("not_allowed")
        await hers(context, network, "payment_runs", [UUID(row["run_id"])])
