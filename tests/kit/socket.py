"""Subscriptions over graphql-transport-ws, as a client would follow them."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.kit.documents import document

PROTOCOL = Subprotocol("graphql-transport-ws")
Json = dict[str, Any]


@dataclass
class Socket:
    """One signed-in connection."""

    connection: ClientConnection

    async def say(self, **message: Any) -> None:
        """Send one message."""
        await self.connection.send(json.dumps(message))

    async def hear(self) -> Json:
        """The next message that is no ping."""
        while True:
            message: Json = json.loads(await self.connection.recv())
            if message["type"] == "ping":
                await self.say(type="pong")
            else:
                return message

    async def subscribe(self, name: str, **arguments: Any) -> AsyncIterator[Any]:
        """What a subscription tells, until it completes. Raises AssertionError on errors."""
        query = document("subscription", name, frozenset(arguments))
        await self.say(id="1", type="subscribe", payload={"query": query, "variables": arguments})
        while (message := await self.hear())["type"] != "complete":
            assert message["type"] == "next", message
            payload = message["payload"]
            assert not payload.get("errors"), payload
            yield payload["data"][name]

    async def refused(self, name: str, **arguments: Any) -> list[str]:
        """The codes with which a subscription ends without telling anything."""
        query = document("subscription", name, frozenset(arguments))
        await self.say(id="1", type="subscribe", payload={"query": query, "variables": arguments})
        message = await self.hear()
        assert message["type"] in ("error", "next"), message
        payload = message["payload"]
        errors = payload if isinstance(payload, list) else payload.get("errors")
        assert errors, f"{name} told something: {payload}"
        return [error["extensions"]["code"] for error in errors]


@asynccontextmanager
async def a_socket(gateway: str, token: str | None) -> AsyncIterator[Socket]:
    """Connect to a gateway's address (http://…) and sign in."""
    place = gateway.replace("http://", "ws://") + "/graphql"
    async with connect(place, subprotocols=[PROTOCOL]) as connection:
        socket = Socket(connection)
        payload = {"Authorization": f"Bearer {token}"} if token else {}
        await socket.say(type="connection_init", payload=payload)
        said = await socket.hear()
        assert said["type"] == "connection_ack", said
        yield socket
