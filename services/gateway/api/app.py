"""The ASGI application: GraphQL, the feed, pages, health."""

import json
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.unset import UNSET, UnsetType

from services.cards.contracts.regulation import publishing
from services.gateway.api import feed, health, importing, pages, payment_uploads, proofs
from services.gateway.api.context import Gateway, RequestContext
from services.gateway.api.metrics import REQUESTS
from services.gateway.api.schema import build_schema
from services.gateway.api.signin import IssuerAway

BODY_MAX_BYTES = 200_000
SUBSCRIPTIONS_MAX = 50
INIT_WAIT = timedelta(seconds=10)


class BodyTooLarge(Exception):
    """The request is larger than any honest one."""


class GraphQLView(GraphQL[RequestContext, None]):
    """Strawberry's view with our sign-in, our JSON, and a bound on what comes in."""

    def __init__(self, gateway: Gateway) -> None:
        settings = gateway.settings
        super().__init__(
            build_schema(introspection=settings.introspection),
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=INIT_WAIT,
            max_subscriptions_per_connection=SUBSCRIPTIONS_MAX,
            allowed_origins=settings.allowed_origins,
        )
        self._gateway = gateway

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        begun = time.perf_counter()
        try:
            await super().__call__(scope, _bounded(receive), send)
        except BodyTooLarge:
            await PlainTextResponse("te groot", 413)(scope, receive, send)
        finally:
            REQUESTS.observe(time.perf_counter() - begun)

    async def get_context(
        self,
        request: Request | WebSocket,
        response: Response | WebSocket,  # noqa: ARG002 - strawberry's signature
    ) -> RequestContext:
        """Who is asking. Over a WebSocket that is said in `connection_init`."""
        if isinstance(request, WebSocket):
            return RequestContext(self._gateway, None)
        context = RequestContext(self._gateway, None)
        await self._sign_in(context, request.headers.get("authorization"))
        return context

    async def on_ws_connect(self, context: RequestContext) -> UnsetType | dict[str, object] | None:
        """Sign in with the token of `connection_init`: {"Authorization": "Bearer …"}."""
        given = {name.lower(): text for name, text in (context.connection_params or {}).items()}
        authorization = given.get("authorization")
        await self._sign_in(context, authorization if isinstance(authorization, str) else None)
        if context.grant is None:
            raise ConnectionRejectionError
        unset: UnsetType = UNSET
        return unset

    async def _sign_in(self, context: RequestContext, authorization: str | None) -> None:
        try:
            context.grant = await self._gateway.sign_in.grant(authorization)
        except IssuerAway:
            context.issuer_away = True

    def decode_json(self, data: str | bytes) -> object:
        """A body that is no text, or nested without end, is as little JSON as any other."""
        try:
            return json.loads(data)
        except (UnicodeDecodeError, RecursionError):
            raise json.JSONDecodeError("no JSON", "", 0) from None

    def encode_json(self, data: object) -> bytes | str:
        """Fast JSON; a lone surrogate, which only an error could echo, is escaped."""
        try:
            return orjson.dumps(data)
        except TypeError:
            return json.dumps(data)


class WebSocketView(GraphQLView):
    """The same over a WebSocket, where messages are text."""

    def encode_json(self, data: object) -> str:
        """JSON as text."""
        encoded = super().encode_json(data)
        return encoded.decode() if isinstance(encoded, bytes) else encoded


def _bounded(receive: Receive) -> Receive:
    """Counts the bytes of a body as they come in. Raises BodyTooLarge."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_MAX_BYTES:
            raise BodyTooLarge
        return message

    return bounded


def make_app(gateway: Gateway, asyncapi: Mapping[str, Any]) -> Starlette:
    """All routes of a gateway."""
    view = GraphQLView(gateway)
    app = Starlette(
        routes=[
            Route("/graphql", view),
            Route("/", pages.start),
            WebSocketRoute("/graphql", WebSocketView(gateway)),
            Route("/schema.graphql", pages.schema),
            Route("/asyncapi.json", pages.asyncapi),
            Route(publishing.PATH, pages.regulation_schema),
            Route("/imports", importing.imports, methods=["POST"]),
            Route("/payment-files", payment_uploads.payment_files, methods=["POST"]),
            Route("/proofs", proofs.keep_proof, methods=["POST"]),
            Route("/proofs/{proof}", proofs.proof_document),
            Route("/events", feed.events),
            Route("/events/head", feed.heads),
            Route("/health/live", health.live),
            Route("/health/ready", health.ready),
            Route("/metrics", health.metrics),
        ]
    )
    app.state.gateway = gateway
    app.state.schema_text = view.schema.as_str() + "\n"
    app.state.asyncapi = orjson.dumps(asyncapi)
    return app
