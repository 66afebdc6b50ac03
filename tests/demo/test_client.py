"""The client sends again what is unclear, with the same key, and nothing else."""

from collections.abc import Callable
from typing import Any

import httpx2
import orjson
import pytest

from deploy.demo import client, documents
from deploy.demo.client import Answer, Api, Call, DemoFailed

Sent = list[dict[str, Any]]
Script = Callable[[int, dict[str, Any]], httpx2.Response]

CARD = {"__typename": "CardDone", "operation": "op", "card": {"id": "c", "number": "1"}}


def rejected(code: str) -> dict[str, Any]:
    return {"__typename": "Rejected", "rejected": "op", "code": code, "field": None}


def answers(*each: dict[str, Any]) -> httpx2.Response:
    data = {f"m{place}": answer for place, answer in enumerate(each)}
    return httpx2.Response(200, content=orjson.dumps({"data": data}))


async def issue(script: Script, keys: list[str]) -> tuple[list[Answer], Sent]:
    """Issue a card for each key; `script` answers request after request."""
    sent: Sent = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(orjson.loads(request.content))
        return script(len(sent) - 1, sent[-1]["variables"])

    api = Api("http://gateway.test", transport=httpx2.MockTransport(answer))
    try:
        calls = [Call(key, {"right": f"right of {key}"}) for key in keys]
        return await api.mutate(documents.ISSUE_CARD, "token", "network", calls), sent
    finally:
        await api.close()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "FIRST_PAUSE_SECONDS", 0.001)


def keys_of(variables: dict[str, Any]) -> list[str]:
    return [value for name, value in variables.items() if name.startswith("key")]


async def test_answers_come_in_the_order_of_the_calls_whatever_the_batches() -> None:
    def script(_: int, variables: dict[str, Any]) -> httpx2.Response:
        cards = [{**CARD, "card": {"id": key, "number": key}} for key in keys_of(variables)]
        return answers(*cards)

    keys = [f"key {number}" for number in range(28)]
    made, sent = await issue(script, keys)
    assert [answer.id for answer in made] == keys
    assert sorted(len(keys_of(each["variables"])) for each in sent) == [1, 2, 5, 10, 10]


async def test_a_lost_connection_is_tried_again_with_the_same_key() -> None:
    def script(attempt: int, _: dict[str, Any]) -> httpx2.Response:
        if attempt < 2:
            raise httpx2.ConnectError("refused")
        return answers(CARD)

    made, sent = await issue(script, ["a"])
    assert made == [Answer("op", None, {"id": "c", "number": "1"})]
    assert [each["variables"]["key0"] for each in sent] == ["a", "a", "a"]


@pytest.mark.parametrize(
    "unwell",
    [
        httpx2.Response(503),
        answers(rejected("unavailable")),
        answers(rejected("not_signed_in")),
        httpx2.Response(200, json={"data": None, "errors": [{"message": "masked"}]}),
    ],
)
async def test_a_platform_that_is_unwell_is_asked_again(unwell: httpx2.Response) -> None:
    made, sent = await issue(lambda attempt, _: answers(CARD) if attempt else unwell, ["a"])
    assert made[0].id == "c"
    assert len(sent) == 2


async def test_of_a_batch_only_what_is_unclear_is_sent_again() -> None:
    def script(attempt: int, _: dict[str, Any]) -> httpx2.Response:
        return answers(CARD) if attempt else answers(CARD, rejected("unavailable"))

    _, sent = await issue(script, ["a", "b"])
    assert [keys_of(each["variables"]) for each in sent] == [["a", "b"], ["b"]]


async def test_pending_is_looked_up_until_final_and_then_asked_for_what_it_made() -> None:
    script = [
        answers({"__typename": "Pending", "operation": "op"}),
        httpx2.Response(200, json={"data": {"operation": {"status": "PENDING"}}}),
        httpx2.Response(200, json={"data": {"operation": {"status": "DONE"}}}),
        answers(CARD),
    ]
    made, sent = await issue(lambda attempt, _: script[attempt], ["a"])
    assert made[0].thing["number"] == "1"
    assert [each["variables"].get("id") for each in sent] == [None, "op", "op", None]


async def test_a_refusal_is_final() -> None:
    made, sent = await issue(lambda *_: answers(rejected("right_unknown")), ["a"])
    assert made[0].code == "right_unknown"
    assert len(sent) == 1


async def test_what_came_too_late_is_wished_anew_under_keys_that_are_always_the_same() -> None:
    def script(attempt: int, _: dict[str, Any]) -> httpx2.Response:
        return answers(CARD) if attempt == 2 else answers(rejected("deadline_passed"))

    _, sent = await issue(script, ["a"])
    assert [each["variables"]["key0"] for each in sent] == ["a", "a~1", "a~2"]


async def test_an_answer_that_should_never_come_ends_the_demo() -> None:
    error = {"message": "no such field", "extensions": {"code": "bad_request"}}
    with pytest.raises(DemoFailed, match="bad_request"):
        await issue(lambda *_: httpx2.Response(400, json={"errors": [error]}), ["a"])


async def test_a_platform_that_stays_away_ends_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PATIENCE_SECONDS", 0.01)
    with pytest.raises(DemoFailed, match="no final answer"):
        await issue(lambda *_: httpx2.Response(503), ["a"])
