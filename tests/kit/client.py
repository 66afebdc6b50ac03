"""A client of the public API for tests: every argument a variable, every answer read in full.

Steps take turns over the gateways, so that each lands on another one than the step before it.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from uuid import uuid4

import httpx2

from deploy.cli.connection import Platform
from tests.kit.documents import document, roots
from tests.kit.waiting import eventually

Json = dict[str, Any]
WAIT_SECONDS = 90.0


def a_key() -> str:
    """An idempotency key that nobody has used."""
    return uuid4().hex


@dataclass(frozen=True)
class Reply:
    """What came back over HTTP."""

    status: int
    body: Any
    text: str

    @property
    def data(self) -> Json:
        """The data of an answer without errors."""
        assert "errors" not in self.body, self.body["errors"]
        data: Json = self.body["data"]
        return data

    @property
    def codes(self) -> list[str]:
        """The codes of the errors."""
        return [error["extensions"]["code"] for error in self.body.get("errors", [])]


def with_key(name: str, arguments: Json) -> Json:
    """The arguments of a mutation, with a key of its own where it takes one and has none yet."""
    takes = "key" in roots("mutation")[name].args
    return {"key": a_key(), **arguments} if takes else arguments


@dataclass(frozen=True)
class Answer:
    """What a mutation answered."""

    said: Json

    @property
    def kind(self) -> str:
        """Done, Rejected or Pending."""
        name: str = self.said["__typename"]
        return "Done" if name.endswith("Done") else name

    @property
    def code(self) -> str | None:
        """The code of a rejection."""
        return self.said.get("code")

    @property
    def operation(self) -> str | None:
        """The operation's id."""
        return self.said.get("operation") or self.said.get("rejectedOperation")

    @property
    def made(self) -> Json:
        """What was made; it must be done."""
        assert self.kind == "Done", self.said
        return next(value for value in self.said.values() if isinstance(value, dict))

    def refused(self, code: str) -> Json:
        """The rejection; it must have this code."""
        assert (self.kind, self.code) == ("Rejected", code), self.said
        return self.said


class Api:
    """Asks the gateways of a platform. `at` is the number of one of them."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        limits = httpx2.Limits(max_connections=400, max_keepalive_connections=100)
        self._http = httpx2.AsyncClient(timeout=60.0, limits=limits)
        count = sum(name.startswith("gateway-") for name in platform.pids())
        self.gateways = [platform.gateway(number) for number in range(count)]
        self._turns = itertools.cycle(range(count))

    async def __aenter__(self) -> "Api":
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    def token(self, role: str, network: str | None = None, **scope: str) -> str:
        """A token of a demo person."""
        return self.platform.token(role, network, **scope)

    def _place(self, at: int | None) -> str:
        return self.gateways[next(self._turns) if at is None else at]

    # -- over HTTP ----------------------------------------------------------------------------

    async def post(
        self, query: str, token: str | None, variables: Json | None = None, at: int | None = None
    ) -> Reply:
        """One GraphQL request, answered as it is."""
        body = {"query": query, "variables": variables or {}}
        return await self.send("/graphql", token, at, json=body)

    async def send(
        self, path: str, token: str | None, at: int | None = None, **request: Any
    ) -> Reply:
        """One POST with whatever body."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= request.pop("headers", {})
        response = await self._http.post(f"{self._place(at)}{path}", headers=headers, **request)
        return _reply(response)

    async def get(self, path: str, token: str | None, at: int | None = None, **query: Any) -> Reply:
        """One GET."""
        return _reply(await self.file(path, token, at, **query))

    async def file(
        self, path: str, token: str | None, at: int | None = None, **query: Any
    ) -> httpx2.Response:
        """One GET of a file, as it came."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return await self._http.get(f"{self._place(at)}{path}", headers=headers, params=query)

    # -- queries and mutations ----------------------------------------------------------------

    async def query(
        self, name: str, token: str | None, /, at: int | None = None, **arguments: Any
    ) -> Reply:
        """A query for everything that it can show."""
        return await self.post(document("query", name, frozenset(arguments)), token, arguments, at)

    async def read(
        self, name: str, token: str | None, /, at: int | None = None, **arguments: Any
    ) -> Any:
        """What a query shows; there must be no errors."""
        return (await self.query(name, token, at, **arguments)).data[name]

    async def mutate(
        self, name: str, token: str | None, /, at: int | None = None, **arguments: Any
    ) -> Reply:
        """A mutation, sent once."""
        asked = with_key(name, arguments)
        return await self.post(document("mutation", name, frozenset(asked)), token, asked, at)

    async def do(self, name: str, token: str, /, at: int | None = None, **arguments: Any) -> Answer:
        """A mutation until its end: after a Pending it is followed, then asked for once more.

        A gateway that is out of breath says `unavailable`: the same key is safe, and is sent again.
        """
        asked = with_key(name, arguments)

        async def once() -> Answer:
            answer = Answer((await self.mutate(name, token, at, **asked)).data[name])
            if answer.kind == "Pending":
                await self.ended(str(answer.operation), token)
            return answer

        return await eventually(
            once,
            lambda answer: answer.kind != "Pending" and answer.code != "unavailable",
            seconds=WAIT_SECONDS,
        )

    async def ended(self, operation: str, token: str) -> Json:
        """An operation when it is final."""

        async def look() -> Json:
            found: Json | None = await self.read("operation", token, id=operation)
            return found or {"status": "UNKNOWN"}

        return await eventually(
            look, lambda found: found["status"] in ("DONE", "REJECTED"), seconds=WAIT_SECONDS
        )

    async def pages(
        self,
        name: str,
        token: str,
        /,
        *,
        first: int = 2,
        inside: Callable[[Json], Json] = lambda shown: shown,
        **arguments: Any,
    ) -> list[Json]:
        """Every node of a list, page by page; `inside` finds the list in what the query shows."""
        nodes: list[Json] = []
        after: Json = {}
        while True:
            shown = inside(await self.read(name, token, first=first, **after, **arguments))
            assert len(shown["nodes"]) <= first
            nodes += shown["nodes"]
            if not shown["pageInfo"]["hasNextPage"]:
                return nodes
            assert len(shown["nodes"]) == first
            after = {"after": shown["pageInfo"]["endCursor"]}


def _reply(response: httpx2.Response) -> Reply:
    try:
        body = response.json()
    except ValueError:
        body = None
    return Reply(response.status_code, body, response.text)
