"""What the runner sends, and in which order: watched at the door of a gateway that says yes.

The recorder makes ids and knows what it made; it decides nothing. The real answers are tested
against the running platform.
"""

import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx2
import orjson
import pytest

from deploy.demo import client, documents
from deploy.demo.client import Api
from deploy.demo.outcome import Outcome
from deploy.demo.plan import Course, Season
from deploy.demo.progress import Silent
from deploy.demo.runner import send_season, totals_of
from deploy.demo.season import plan_season
from deploy.demo.session import PARTICIPATIONS
from deploy.demo.setup import EDITION

STARTED = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMED_IN = ("organisation", "holder", "scheme", "right", "offer", "participation", "narrows")


SETTLING = {
    documents.PROVIDERS: {"organisations": {"nodes": [{"id": "a-club"}]}},
    documents.OPEN_ITEMS: {"payableItems": {"nodes": [{"id": "a-statement", "cents": 4_760}]}},
}
"""One provider that is owed something: what the first payment round finds."""


class Recorder:
    """Answers Done to every mutation, and Rejected to those whose key is in `refused`."""

    def __init__(self, refused: dict[str, str] | None = None) -> None:
        self.refused = refused or {}
        self.keys: Counter[tuple[str, str, str]] = Counter()
        self.inputs: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.made: set[str] = set()

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body = orjson.loads(request.content)
        if body["query"] == documents.ME:
            return httpx2.Response(200, json={"data": {"me": {"role": "operator"}}})
        if body["query"] in SETTLING:
            return httpx2.Response(200, json={"data": SETTLING[body["query"]]})
        names = re.findall(r"m\d+: (\w+)\(", body["query"])
        data = {
            f"m{place}": self._answer(name, place, body["variables"])
            for place, name in enumerate(names)
        }
        return httpx2.Response(200, content=orjson.dumps({"data": data}))

    def _answer(self, name: str, place: int, variables: dict[str, Any]) -> dict[str, Any]:
        mine = {
            each[: -len(str(place))]: value
            for each, value in variables.items()
            if re.fullmatch(rf"[a-zA-Z]+{place}", each)
        }
        identity = (variables.get("network", "platform"), name, mine["key"])
        self.keys[identity] += 1
        assert self.inputs.setdefault(identity, mine) == mine
        assert all(mine[what] in self.made for what in NAMED_IN if what in mine)
        if code := self.refused.get(mine["key"]):
            return {"__typename": "Rejected", "rejected": "op", "code": code}
        made = str(uuid5(NAMESPACE_URL, str(identity)))
        self.made |= {made, mine.get("cardNumber", made)}
        if name == "decideEligibility":
            made = mine["holder"]
        cents = {"networkCents": 300, "organisationCents": 200, "holderCents": 100}
        return {
            "__typename": "Done",
            "operation": "op",
            "thing": {"id": made, "number": made, "scheme": made, **cents},
        }


async def send(season: Season, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    monkeypatch.setattr(
        "deploy.demo.runner.Api",
        lambda url: Api(url, transport=httpx2.MockTransport(recorder)),
    )
    monkeypatch.setattr(client, "FIRST_PAUSE_SECONDS", 0.001)
    return await send_season(season, "http://gateway.test", lambda *_: "token", Silent(), STARTED)


def sent(recorder: Recorder, name: str) -> int:
    return sum(count for (_, sent, _), count in recorder.keys.items() if sent == name)


async def test_everything_is_sent_once_after_what_it_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    season = plan_season(400)
    recorder = Recorder()
    outcome = await send(season, recorder, monkeypatch)
    totals = totals_of(season)
    courses = Counter(each.course for plan in season.plans for each in plan.participations)
    assert set(recorder.keys.values()) == {1}
    assert sent(recorder, "openNetwork") == outcome.networks == 119
    assert (sent(recorder, "drawUpStatements"), sent(recorder, "approvePaymentRun")) == (1, 1)
    assert (outcome.statements, outcome.paid_cents) == (1, 4_760)
    assert sent(recorder, "issueCard") + sent(recorder, "issueSchemeCard") == outcome.cards
    assert outcome.cards == totals["cards"]
    assert sent(recorder, "adoptRegulation") == outcome.regulations == 124
    assert sent(recorder, "decideCase") == outcome.rights > totals["cards"] / 2
    assert outcome.organisations + outcome.offers == totals["partners and offers"]
    assert outcome.participations == {str(course): count for course, count in courses.items()}
    assert sent(recorder, "confirmParticipation") == courses[Course.CONFIRMED]
    assert outcome.network_cents == 300 * (courses[Course.AT_ONCE] + courses[Course.CONFIRMED])


async def test_sending_again_sends_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder()
    first = await send(plan_season(100), recorder, monkeypatch)
    second = await send(plan_season(100), recorder, monkeypatch)
    assert set(recorder.keys.values()) == {2}
    assert first.as_json() == second.as_json()


async def test_a_larger_season_continues_a_smaller_one(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder()
    await send(plan_season(100), recorder, monkeypatch)
    before = set(recorder.keys)
    await send(plan_season(200), recorder, monkeypatch)
    assert {key for key, count in recorder.keys.items() if count == 2} == before


async def test_a_refusal_is_counted_and_what_leans_on_it_is_not_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    season = plan_season(200)
    first = season.plans[0].participations
    declined = next(
        each for plan in season.plans[1:] for each in plan.participations if each.holder
    )
    recorder = Recorder(
        {
            f"{EDITION}-network-gent": "municipality_taken",
            "season-119-holder-0-register": "try_later",
            f"season-119-participation-{declined.number}": "envelope_empty",
        }
    )
    outcome = await send(season, recorder, monkeypatch)
    assert season.plans[0].network.slug == "gent"
    assert outcome.networks == 118
    assert outcome.refused_setup["network: municipality_taken"] == 1
    assert outcome.participations["not_sent"] > len(first)
    assert outcome.declined == {"envelope_empty": 1}
    assert sum(outcome.participations.values()) == totals_of(season)[PARTICIPATIONS]
