"""Card numbers as they come in, and what a wish about a card takes along."""

from typing import get_args
from uuid import UUID

from services.cards.contracts.commands.cards import By
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import open_identity, read_row
from services.kernel.sealing import keyed_hash

_ROLES = {role: role for role in get_args(By)}


def card_token(context: RequestContext, network: UUID, number: str) -> str:
    """The keyed hash that finds a card of this network."""
    digits = "".join(character for character in number if character.isalnum())
    return keyed_hash(context.gateway.settings.card_lookup_key, str(network), digits)


def by_role(context: RequestContext) -> By | None:
    """The role of who asks: the history of a card names nobody."""
    return _ROLES.get(context.grant.role.value) if context.grant is not None else None


async def birth_year_of(context: RequestContext, network: UUID, holder: UUID) -> int | None:
    """The year in which a person was born, as prices by age want it; None where not known."""
    row = await read_row(context, str(network), "holders", str(holder))
    if row is None or row["identity"] is None:
        return None
    keys = await context.gateway.keys.keys_of([row["key"]])
    born = open_identity(keys.get(row["key"]), row["identity"]).birth_date
    return None if born is None else born.year
