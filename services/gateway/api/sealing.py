"""Personal fields of a wish, sealed to cards before they leave this process."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from services.gateway.api.context import RequestContext
from services.gateway.domain.checks import birth_date, national_number
from services.kernel.sealing import CannotOpen, open_sealed, public_key_of, seal_to


def sealed(context: RequestContext, fields: Mapping[str, object]) -> str:
    """These fields for cards alone."""
    return seal_to(context.gateway.settings.cards_public_key, orjson.dumps(fields))


def sealed_to_us(context: RequestContext, fields: Mapping[str, object]) -> str:
    """These fields for the gateways alone, which print them where somebody may read them."""
    key = public_key_of(context.gateway.settings.gateway_private_key)
    return seal_to(key, orjson.dumps(fields))


def opened_by_us(context: RequestContext, text: str | None) -> dict[str, Any]:
    """What was sealed to the gateways; nothing where it was sealed to keys that are gone."""
    try:
        private_key = context.gateway.settings.gateway_private_key
        found = orjson.loads(open_sealed(private_key, text or ""))
    except CannotOpen:
        return {}
    return found if isinstance(found, dict) else {}


def sealed_identity(context: RequestContext, given: Mapping[str, Any]) -> str:
    """Who a person is, by the arguments of a wish, for cards alone. Raises BadInput."""
    test_numbers = context.gateway.settings.environment == "development"
    identity = {
        "given_name": given["givenName"],
        "family_name": given["familyName"],
        "birth_date": birth_date(given["birthDate"], datetime.now(UTC).date()),
        "national_number": national_number(given["nationalNumber"], test_numbers=test_numbers),
    }
    return sealed(context, identity)
