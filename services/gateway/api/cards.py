"""Card numbers as they come in: spaces are left out, and only a keyed hash goes on."""

from uuid import UUID

from services.gateway.api.context import RequestContext
from services.kernel.sealing import keyed_hash


def card_token(context: RequestContext, network: UUID, number: str) -> str:
    """The keyed hash that finds a card of this network."""
    digits = "".join(character for character in number if character.isalnum())
    return keyed_hash(context.gateway.settings.card_lookup_key, str(network), digits)
