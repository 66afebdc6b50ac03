"""The development identity provider: OpenID Connect discovery, keys, and tokens for demo people.

It asks for no password, so it refuses to start in production. `mint` makes the same tokens without
HTTP, for whoever holds the key.
"""

import functools
import hashlib
import json
import os
import time
from dataclasses import asdict, dataclass, fields

from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ALGORITHM = "ES256"
LIFETIME_SECONDS = 12 * 3600

PLATFORM_ROLES = ("operator", "umbrella_analyst")
ROLES = (
    "clerk",
    "outreach_worker",
    "coordinator",
    "provider",
    "treasurer",
    "finance_officer",
    "data_protection_officer",
    "partner_system",
    "card_holder",
    *PLATFORM_ROLES,
)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a demo person may be: a role, in a network, for an organisation or as a holder."""

    role: str
    network: str | None = None
    organisation: str | None = None
    holder: str | None = None
    municipality: str | None = None


def mint(key: str, grant: Grant, *, issuer: str, audience: str, now: int | None = None) -> str:
    """A signed token for this person. The same grant is always the same subject."""
    begins = int(time.time()) if now is None else now
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": subject(grant),
        "iat": begins,
        "exp": begins + LIFETIME_SECONDS,
        "samenspel": asdict(grant),
    }
    signing = _signing_key(key)
    return jwt.encode({"alg": ALGORITHM, "kid": signing.kid}, claims, signing)


def subject(grant: Grant) -> str:
    """The opaque, stable name of a demo person."""
    parts = (
        grant.role,
        grant.network,
        grant.organisation,
        grant.holder,
        grant.municipality,
    )
    return hashlib.sha256(json.dumps(["samenspel demo person", *parts]).encode()).hexdigest()[:32]


def make_app(*, key: str, issuer: str, audience: str) -> Starlette:
    """The identity provider as an ASGI application."""

    async def discovery(request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": issuer,
                "jwks_uri": f"{issuer}/jwks",
                "token_endpoint": f"{issuer}/token",
                "id_token_signing_alg_values_supported": [ALGORITHM],
                "response_types_supported": ["token"],
                "subject_types_supported": ["public"],
            }
        )

    async def jwks(request: Request) -> Response:
        return JSONResponse({"keys": [_signing_key(key).as_dict(private=False)]})

    async def token(request: Request) -> Response:
        try:
            grant = _grant_from(await request.json())
        except ValueError as problem:
            body = {"error": "invalid_request", "error_description": str(problem)}
            return JSONResponse(body, 400)
        signed = mint(key, grant, issuer=issuer, audience=audience)
        answer = {"access_token": signed, "token_type": "Bearer", "expires_in": LIFETIME_SECONDS}
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", discovery),
            Route("/jwks", jwks),
            Route("/token", token, methods=["POST"]),
            Route("/health/live", health),
            Route("/health/ready", health),
        ]
    )


def _grant_from(body: object) -> Grant:
    if not isinstance(body, dict):
        raise ValueError("a JSON object is needed")
    names = [field.name for field in fields(Grant)]
    unknown = sorted(set(body) - set(names))
    if unknown:
        raise ValueError(f"unknown: {', '.join(map(str, unknown))}; known: {', '.join(names)}")
    if body.get("role") not in ROLES:
        raise ValueError(f"role must be one of: {', '.join(ROLES)}")
    if not all(value is None or isinstance(value, str) for value in body.values()):
        raise ValueError("every value must be a string or null")
    grant = Grant(**body)
    if grant.network is None and grant.role not in PLATFORM_ROLES:
        raise ValueError(f"the role {grant.role} needs a network")
    return grant


@functools.cache
def _signing_key(key: str) -> ECKey:
    return ECKey.import_key(json.loads(key))


def main() -> None:
    """Serve on loopback, with settings from the environment."""
    # Whoever forgets to say where we are gets no issuer: it would sign for anybody.
    if os.environ.get("SAMENSPEL_ENVIRONMENT") != "development":
        raise SystemExit("the development issuer runs only with SAMENSPEL_ENVIRONMENT=development")
    import uvicorn

    app = make_app(
        key=os.environ["SAMENSPEL_ISSUER_KEY"],
        issuer=os.environ["SAMENSPEL_ISSUER"],
        audience=os.environ["SAMENSPEL_AUDIENCE"],
    )
    uvicorn.run(
        app,
        host=os.environ.get("SAMENSPEL_HOST", "127.0.0.1"),
        port=int(os.environ["SAMENSPEL_PORT"]),
        log_level="warning",
        access_log=False,
    )


if __name__ == "__main__":
    main()
