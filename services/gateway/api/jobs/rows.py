"""What a row holds, sealed for this service alone while it waits."""

import hmac
from collections.abc import Mapping
from typing import Any

import orjson

from services.gateway.settings import GatewaySettings
from services.kernel.sealing import PersonKey


def cipher(settings: GatewaySettings) -> PersonKey:
    """Seals and opens what rows hold: only a gateway can."""
    return PersonKey(hmac.digest(settings.gateway_private_key, b"rows of jobs", "sha256"))


def sealed_row(key: PersonKey, said: Mapping[str, Any]) -> str:
    """What a row asks, sealed."""
    return key.seal(orjson.dumps(said))


def opened_row(key: PersonKey, sealed: str) -> dict[str, Any]:
    """What a row asks. Raises CannotOpen."""
    said: dict[str, Any] = orjson.loads(key.open(sealed))
    return said


def fingerprint(settings: GatewaySettings, *parts: bytes) -> str:
    """Tells one content from another, to nobody else."""
    return hmac.digest(settings.fingerprint_key, b"\x1f".join(parts), "sha256").hex()
