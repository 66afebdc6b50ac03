"""Who is asking: bearer tokens of an OpenID Connect issuer, verified against its keys."""

import asyncio
import contextlib
import hashlib
import re
import time
from collections import OrderedDict
from typing import Any
from uuid import UUID

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.gateway.domain.access import Grant, Role

ALGORITHMS = ("ES256", "RS256")
KEYS_REFRESH_S = 600.0
KEYS_RETRY_S = 5.0
ISSUER_TIMEOUT_S = 3.0
REMEMBERED = 10_000
_REFNIS = re.compile(r"[0-9]{5}")


class IssuerAway(Exception):
    """The issuer's keys cannot be had now."""


class SignIn:
    """Verifies tokens. A token that was verified costs one hash until it expires."""

    def __init__(self, issuer: str, audience: str) -> None:
        self._issuer, self._audience = issuer, audience
        self._keys: KeySet | None = None
        self._fetched_at = float("-inf")
        self._asking = asyncio.Lock()
        self._known: OrderedDict[bytes, Grant] = OrderedDict()

    async def grant(self, authorization: str | None) -> Grant | None:
        """The grant of an `Authorization` header; None where it is missing or not valid."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return None
        digest = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        known = self._known.get(digest)
        if known is not None and known.expires_at > time.time():
            return known
        self._known.pop(digest, None)
        found = await self._verify(token)
        if found is not None:
            self._known[digest] = found
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found

    async def _verify(self, token: str) -> Grant | None:
        registry = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        for fresh in (False, True):
            keys = await self._key_set(fresh=fresh)
            if keys is None:
                return None
            try:
                claims = jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
                registry.validate(claims)
                return _grant(claims)
            except (JoseError, ValueError, TypeError, KeyError):
                # Perhaps the issuer has a new key: look once, then it is no valid token.
                continue
        return None

    async def _key_set(self, *, fresh: bool) -> KeySet | None:
        oldest = KEYS_RETRY_S if fresh else KEYS_REFRESH_S
        if self._age() > oldest:
            # One asks, the others wait for it: a burst after the start asks once.
            async with self._asking:
                if self._age() > oldest:
                    await self._fetch()
        return self._keys

    def _age(self) -> float:
        return time.monotonic() - self._fetched_at

    async def warm_up(self) -> None:
        """Have the keys before the first request, if the issuer is there already."""
        with contextlib.suppress(IssuerAway):
            await self._key_set(fresh=False)

    async def _fetch(self) -> None:
        try:
            async with httpx2.AsyncClient(timeout=ISSUER_TIMEOUT_S) as client:
                place = f"{self._issuer}/.well-known/openid-configuration"
                about = (await client.get(place)).raise_for_status().json()
                found = (await client.get(about["jwks_uri"])).raise_for_status().json()
            self._keys = KeySet.import_key_set(found)
            self._fetched_at = time.monotonic()
        except (httpx2.HTTPError, JoseError, ValueError, KeyError, TypeError):
            if self._keys is None:
                raise IssuerAway from None


def _grant(claims: dict[str, Any]) -> Grant:
    """The grant in verified claims. Raises ValueError, KeyError or TypeError."""
    said = claims["samenspel"]
    if not isinstance(said, dict):
        raise TypeError("samenspel")
    municipality = said.get("municipality")
    if municipality is not None and not _REFNIS.fullmatch(municipality):
        raise ValueError("municipality")
    return Grant(
        actor=str(claims["sub"]),
        role=Role(said["role"]),
        network=_id(said.get("network")),
        organisation=_id(said.get("organisation")),
        holder=_id(said.get("holder")),
        municipality=municipality,
        expires_at=float(claims["exp"]),
    )


def _id(value: object) -> str | None:
    return None if value is None else str(UUID(str(value)))
