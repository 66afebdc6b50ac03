"""Sends mutations to the gateway until each has its final answer, never one of them twice.

Whatever is unclear is sent again with the same key: after a lost connection, while the platform is
unavailable, and after a Pending that has become final (to learn what it made).
"""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Final

import httpx2
import orjson

from deploy.demo.documents import OPERATION, Mutation, document, in_batches

IN_FLIGHT: Final = 128
"""Requests under way at once. Within one request mutations run one after another."""

PATIENCE_SECONDS: Final = 180.0
"""How long a mutation may stay without a final answer before the demo gives up."""

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.1, 3.0
RENEWALS: Final = 5
_TLS: Final = ssl.create_default_context()
AWAY_CODES: Final = frozenset({"unavailable", "not_signed_in"})
"""Answers to send again with the same key. The demo signs its tokens itself: where one is not
accepted, the gateway could not reach the issuer for its keys."""

BROKEN_CODES: Final = AWAY_CODES | {"internal_error", None}
"""The same for errors of a whole request."""

LATE_CODES: Final = frozenset({"deadline_passed", "try_again"})
"""Final refusals that say nothing about the wish: it is sent again as a new one."""


class DemoFailed(Exception):
    """The platform cannot be reached, or answers what it never should."""


@dataclass(frozen=True, slots=True)
class Call:
    """One mutation's key and arguments."""

    key: str
    arguments: dict[str, Any] = field(default_factory=dict)
    renewals: int = 0

    def renewed(self) -> "Call":
        """The same wish under the next key; also the next time that the demo is run."""
        first = self.key.partition("~")[0]
        return replace(self, key=f"{first}~{self.renewals + 1}", renewals=self.renewals + 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """A final answer: what was done, or the code of the refusal (then `thing` is empty)."""

    operation: str | None
    code: str | None
    thing: dict[str, Any]

    @property
    def id(self) -> str:
        """The id of the thing that was made or changed."""
        return str(self.thing["id"])


class Api:
    """The gateway's GraphQL over a few connections that are kept."""

    def __init__(
        self,
        url: str,
        in_flight: int = IN_FLIGHT,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._lanes: asyncio.LifoQueue[httpx2.AsyncClient] = asyncio.LifoQueue()
        self._clients = [_lane(url, transport) for _ in range(in_flight)]
        for client in self._clients:
            self._lanes.put_nowait(client)

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients:
            await client.aclose()

    async def query(self, text: str, token: str, **variables: object) -> dict[str, Any]:
        """The data of a query. Raises DemoFailed where the platform stays away."""
        pauses = Pauses()
        while (data := await self._post(text, token, variables)) is None:
            await pauses.next()
        return data

    async def mutate(
        self, mutation: Mutation, token: str, network: str | None, calls: Sequence[Call]
    ) -> list[Answer]:
        """The final answers of all calls, in their order."""
        batches = [
            self._mutate_batch(mutation, token, network, batch) for batch in in_batches(calls)
        ]
        return list(chain.from_iterable(await asyncio.gather(*batches)))

    async def _mutate_batch(
        self, mutation: Mutation, token: str, network: str | None, calls: Sequence[Call]
    ) -> list[Answer]:
        pauses = Pauses()
        answers: dict[int, Answer] = {}
        left = dict(enumerate(calls))
        while True:
            for places in in_batches(list(left)):
                batch = [left[place] for place in places]
                raw = await self._send(mutation, token, network, batch)
                for place, each in zip(places, raw, strict=True):
                    await self._settle(each, token, place, left, answers)
            if not left:
                return [answers[place] for place in range(len(calls))]
            await pauses.next()

    async def _settle(
        self,
        raw: dict[str, Any] | None,
        token: str,
        place: int,
        left: dict[int, Call],
        answers: dict[int, Answer],
    ) -> None:
        """Move a call from `left` to `answers` if its answer is final."""
        if raw is None or raw.get("code") in AWAY_CODES:
            return
        if raw["__typename"] == "Pending":
            await self._wait_until_final(str(raw["operation"]), token)
        elif raw.get("code") in LATE_CODES and left[place].renewals < RENEWALS:
            left[place] = left[place].renewed()
        else:
            del left[place]
            answers[place] = _final(raw)

    async def _send(
        self, mutation: Mutation, token: str, network: str | None, batch: Sequence[Call]
    ) -> list[dict[str, Any] | None]:
        variables: dict[str, object] = {} if network is None else {"network": network}
        for place, call in enumerate(batch):
            variables[f"key{place}"] = call.key
            for name, value in call.arguments.items():
                variables[f"{name}{place}"] = value
        data = await self._post(document(mutation, len(batch)), token, variables)
        return [None if data is None else data[f"m{place}"] for place in range(len(batch))]

    async def _wait_until_final(self, operation: str, token: str) -> None:
        pauses = Pauses()
        while True:
            found = (await self.query(OPERATION, token, id=operation))["operation"]
            if found is not None and found["status"] != "PENDING":
                return
            await pauses.next()

    async def _post(
        self, text: str, token: str, variables: dict[str, Any]
    ) -> dict[str, Any] | None:
        """The data of a request; None where it may be sent again."""
        body = orjson.dumps({"query": text, "variables": variables})
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
        }
        try:
            response = await self._send_on_a_lane(body, headers)
        except httpx2.TransportError:
            return None
        if response.status_code >= 500 or response.status_code == 429:
            return None
        return _data(response)

    async def _send_on_a_lane(self, body: bytes, headers: dict[str, str]) -> httpx2.Response:
        lane = await self._lanes.get()
        try:
            return await lane.post("/graphql", content=body, headers=headers)
        finally:
            self._lanes.put_nowait(lane)


class Pauses:
    """Growing pauses between attempts, until patience is at an end."""

    def __init__(self) -> None:
        self._pause = FIRST_PAUSE_SECONDS
        self._deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS

    async def next(self) -> None:
        """Pause once. Raises DemoFailed where that has gone on for too long."""
        if asyncio.get_running_loop().time() > self._deadline:
            raise DemoFailed(f"no final answer for {PATIENCE_SECONDS:.0f} s: is the platform well?")
        await asyncio.sleep(self._pause)
        self._pause = min(self._pause * 1.5, LONGEST_PAUSE_SECONDS)


def _lane(url: str, transport: httpx2.AsyncBaseTransport | None) -> httpx2.AsyncClient:
    """A client with one connection: a pool looks through all its connections for each request."""
    if transport is None:
        one = httpx2.Limits(max_connections=1, max_keepalive_connections=1)
        transport = httpx2.AsyncHTTPTransport(limits=one, verify=_TLS)
    return httpx2.AsyncClient(base_url=url, timeout=60.0, transport=transport)


def _data(response: httpx2.Response) -> dict[str, Any] | None:
    """The data of an answer; None where its errors say to try again. Raises DemoFailed."""
    try:
        answer = orjson.loads(response.content)
    except orjson.JSONDecodeError as error:
        raise DemoFailed(f"the gateway answers {response.status_code} without JSON") from error
    codes = [each.get("extensions", {}).get("code") for each in answer.get("errors") or ()]
    if BROKEN_CODES.intersection(codes):
        return None
    if codes or not isinstance(answer.get("data"), dict):
        first = (answer.get("errors") or [{}])[0].get("message", "")
        raise DemoFailed(f"the gateway refuses: {response.status_code} {codes} {first}")
    return dict(answer["data"])


def _final(raw: dict[str, Any]) -> Answer:
    """A final answer. One that is neither done nor rejected is a no by its type's name."""
    done = str(raw["__typename"]).endswith("Done")
    code = None if done else raw.get("code") or raw["__typename"]
    operation = raw.get("operation") or raw.get("rejected")
    things = [value for value in raw.values() if isinstance(value, dict)]
    return Answer(operation, code, things[0] if things else {})
