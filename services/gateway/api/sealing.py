"""Personal fields of a wish, sealed to cards before they leave this process."""

from collections.abc import Mapping

import orjson

from services.gateway.api.context import RequestContext
from services.kernel.sealing import seal_to


def sealed(context: RequestContext, fields: Mapping[str, object]) -> str:
    """These fields for cards alone."""
    return seal_to(context.gateway.settings.cards_public_key, orjson.dumps(fields))
