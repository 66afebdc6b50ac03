"""Tokens of an issuer: only its own, only ours, only in time. Against a local issuer."""

import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from services.gateway.api.signin import SignIn
from services.gateway.domain.access import Role

ISSUER, AUDIENCE = "https://issuer.example", "samenspel"
KEY = ECKey.generate_key("P-256", {"kid": "one"})
RSA = RSAKey.generate_key(2048, {"kid": "two"})
FOREIGN = ECKey.generate_key("P-256", {"kid": "one"})
NETWORK = "10000000-0000-4000-8000-000000000001"


class LocalSignIn(SignIn):
    """Knows its keys without asking for them over HTTP; counts how often it would ask."""

    def __init__(self, *keys: Any) -> None:
        super().__init__(ISSUER, AUDIENCE)
        self.found = KeySet(list(keys))
        self.asked = 0

    async def _fetch(self) -> None:
        self.asked += 1
        self._keys = KeySet.import_key_set(self.found.as_dict(private=False))
        self._fetched_at = time.monotonic()


def claims(**changes: Any) -> dict[str, Any]:
    said = {"role": "clerk", "network": NETWORK, **changes.pop("said", {})}
    whole = {"iss": ISSUER, "aud": AUDIENCE, "sub": "somebody", "exp": int(time.time()) + 60}
    return {**whole, "samenspel": said, **changes}


def token(given: dict[str, Any], key: Any = KEY, alg: str = "ES256") -> str:
    return "Bearer " + jwt.encode({"alg": alg, "kid": key.kid}, given, key, algorithms=[alg])


@pytest.fixture
async def sign_in() -> LocalSignIn:
    return LocalSignIn(KEY, RSA)


@pytest.mark.parametrize(("key", "alg"), [(KEY, "ES256"), (RSA, "RS256")])
async def test_a_good_token_gives_its_grant(sign_in: LocalSignIn, key: Any, alg: str) -> None:
    grant = await sign_in.grant(token(claims(), key, alg))
    assert grant is not None
    assert (grant.role, grant.network, grant.actor) == (Role.CLERK, NETWORK, "somebody")


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://other.example"},
        {"aud": "other"},
        {"exp": int(time.time()) - 60},
        {"exp": None},
        {"sub": None},
        {"samenspel": None},
        {"samenspel": "clerk"},
        {"said": {"role": "emperor"}},
        {"said": {"network": "heist"}},
        {"said": {"network": "x' or true --"}},
        {"said": {"municipality": "1'; --"}},
        {"said": {"holder": 5}},
    ],
)
async def test_a_token_that_is_not_for_us_gives_nothing(
    sign_in: LocalSignIn, changes: dict[str, Any]
) -> None:
    given = {name: value for name, value in claims(**changes).items() if value is not None}
    assert await sign_in.grant(token(given)) is None


async def test_a_token_signed_with_another_key_gives_nothing(sign_in: LocalSignIn) -> None:
    assert await sign_in.grant(token(claims(), FOREIGN)) is None


async def test_a_token_with_an_algorithm_of_shared_secrets_gives_nothing(
    sign_in: LocalSignIn,
) -> None:
    secret = OctKey.generate_key(256, {"kid": "one"})
    assert await sign_in.grant(token(claims(), secret, "HS256")) is None


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer a.b.c"])
async def test_what_is_no_bearer_token_gives_nothing(
    sign_in: LocalSignIn, header: str | None
) -> None:
    assert await sign_in.grant(header) is None


async def test_a_token_is_verified_once(sign_in: LocalSignIn) -> None:
    header = token(claims())
    first = await sign_in.grant(header)
    sign_in._keys = None
    assert await sign_in.grant(header) is first
    assert sign_in.asked == 1


async def test_a_remembered_token_still_expires(sign_in: LocalSignIn) -> None:
    header = token(claims(exp=int(time.time()) + 1))
    assert await sign_in.grant(header)
    digest = next(iter(sign_in._known))
    sign_in._known[digest] = sign_in._known[digest].__class__(
        actor="somebody", role=Role.CLERK, network=NETWORK, expires_at=time.time() - 1
    )
    sign_in.found = KeySet([RSA])
    sign_in._fetched_at = float("-inf")
    assert await sign_in.grant(header) is None


async def test_a_new_key_of_the_issuer_is_asked_for(sign_in: LocalSignIn) -> None:
    assert await sign_in.grant(token(claims()))
    newer = ECKey.generate_key("P-256", {"kid": "three"})
    sign_in.found = KeySet([KEY, newer])
    sign_in._fetched_at = time.monotonic() - 10
    assert await sign_in.grant(token(claims(), newer))
