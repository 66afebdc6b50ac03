"""Asks a running gateway, as clients do: GraphQL over HTTP with a bearer token."""

import itertools
import json
import uuid
from types import TracebackType
from typing import Any

import httpx2

from deploy.cli.connection import Platform

Json = dict[str, Any]


class Client:
    """Speaks to the gateways of a platform; `at` names one of them, else they take turns."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self._http = httpx2.AsyncClient(timeout=30.0)
        gateways = sorted(name for name in platform.pids() if name.startswith("gateway-"))
        self.gateways = [platform.gateway(number) for number in range(len(gateways))]
        self._turns = itertools.cycle(self.gateways)

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def post(
        self, query: str, token: str | None, variables: Json | None = None, at: str | None = None
    ) -> httpx2.Response:
        """One GraphQL request, answered as it is."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        content = {"query": query, "variables": variables or {}}
        place = at if at is not None else next(self._turns)
        headers["content-type"] = "application/json"
        # In ASCII: a lone surrogate could not be sent otherwise.
        body = json.dumps(content)
        return await self._http.post(f"{place}/graphql", content=body, headers=headers)

    async def ask(
        self, query: str, token: str | None, at: str | None = None, **variables: Any
    ) -> Json:
        """The data of an answer that has no errors."""
        response = await self.post(query, token, variables, at)
        said: Json = response.json()
        assert "errors" not in said, said["errors"]
        data: Json = said["data"]
        return data

    async def do(
        self, mutation: str, token: str, arguments: str, show: str, at: str | None = None
    ) -> Json:
        """A mutation with literal arguments; its answer, whatever it is."""
        kind = show.split("{", 1)[0].strip()
        done = f"{kind[:1].upper() + kind[1:]}Done"
        query = (
            f"mutation {{ {mutation}({arguments}) {{ __typename "
            f"... on {done} {{ operation {show} }} "
            "... on Rejected { rejected: operation code message field } "
            "... on Pending { operation } } }"
        )
        answer: Json = (await self.ask(query, token, at))[mutation]
        return answer

    async def done(
        self, mutation: str, token: str, arguments: str, show: str, at: str | None = None
    ) -> Json:
        """What a mutation made; it must be done."""
        answer = await self.do(mutation, token, arguments, show, at)
        assert answer["__typename"].endswith("Done"), answer
        made: Json = answer[show.split("{", 1)[0].strip()]
        return made

    async def get(
        self, path: str, token: str | None = None, at: str | None = None
    ) -> httpx2.Response:
        """A plain GET."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return await self._http.get(f"{at or next(self._turns)}{path}", headers=headers)

    def token(self, role: str, network: str | None = None, **scope: str) -> str:
        """A token of a demo person."""
        return self.platform.token(role, network, **scope)


def a_key() -> str:
    """An idempotency key that nobody used."""
    return uuid.uuid4().hex
