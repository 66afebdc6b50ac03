"""A card regulation from its author to the scheme that holds by it, through the public API."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.kit.city import City, today
from tests.kit.client import Answer, Json

DEMO = Path(__file__).parents[2] / "deploy/demo/regulations"


def a_text(*, valid_from: str = "2026-01-01", under: int | None = None, **more: str) -> str:
    """A regulation as an author writes it, in YAML."""
    age = f", {{kind: age, under: {under}, clause: art. 4}}" if under else ""
    extra = "\n".join(f"{name}: {value}" for name, value in more.items())
    return f"""
language: 1
scheme: Vrijetijdspas
title: Reglement vrijetijdspas
valid_from: {valid_from}
routes:
  - name: status
    title: Verhoogde tegemoetkoming
    conditions: [{{kind: status, any_of: [increased_reimbursement]}}{age}]
validity: {{term: {{kind: months, months: 12}}}}
benefit:
  changes: with_date
  rules: [{{name: all, reduction: {{kind: percent_off, percent: 80}}}}]
{extra}
"""


async def adopt(city: City, text: str, **more: str) -> Json:
    return await city.make("adoptRegulation", document=text, **more)


def invalid(answer: Answer) -> list[tuple[str, str]]:
    """Where and what is wrong with a document that was not taken."""
    assert answer.kind == "DocumentInvalid", answer.said
    assert all(problem["message"] for problem in answer.said["problems"])
    return [(problem["path"], problem["code"]) for problem in answer.said["problems"]]


async def test_a_regulation_is_adopted_followed_and_read_by_everybody(city: City) -> None:
    first = await adopt(city, a_text())
    later = str(today() + timedelta(days=30))
    second = await adopt(city, a_text(valid_from=later, under=18), scheme=first["scheme"])
    assert (first["version"], second["version"]) == (1, 2)
    for role in ("clerk", "provider", "card_holder", "partner_system"):
        [scheme] = await city.pages("schemes", token=city.token(role))
        assert (scheme["name"], scheme["holds"]) == ("Vrijetijdspas", first["id"])
        assert [one["version"] for one in scheme["versions"]] == [1, 2]
    gone = await city.make("withdrawRegulation", regulation=second["id"])
    assert gone["withdrawn"]
    (await city.do("withdrawRegulation", regulation=first["id"])).refused("regulation_holds")
    shown = await city.read("regulation", id=first["id"])
    assert '"increased_reimbursement"' in shown["document"]
    readable = [line for part in shown["explained"] for line in part["lines"]]
    assert "  - statuut: verhoogde tegemoetkoming" in readable


async def test_an_author_is_told_every_problem_at_once(city: City) -> None:
    wrong = a_text(valid_from="2026-02-30")
    assert invalid(await city.do("adoptRegulation", document=wrong)) == [("", "date_invalid")]
    twice = a_text(no_card="misschien", titel="x", valid_until="2025-01-01")
    assert invalid(await city.do("adoptRegulation", document=twice)) == [
        ("no_card", "yes_or_no_expected"),
        ("titel", "field_unknown"),
    ]
    assert await city.pages("schemes") == []


async def test_a_local_addendum_only_narrows_and_the_clause_is_named(city: City) -> None:
    region = await adopt(city, a_text(under=18))
    local: dict[str, Any] = {"narrows": region["id"]}
    wider = await city.do("adoptRegulation", document=a_text(narrows="de regio"), **local)
    assert invalid(wider) == [("routes[0]", "widens_condition")]
    assert "art. 4" in wider.said["problems"][0]["message"]
    narrower = await adopt(city, a_text(under=12, narrows="de regio"), **local)
    assert narrower["narrows"] == region["id"]


async def test_an_ended_scheme_takes_no_new_version(city: City) -> None:
    old, new = await adopt(city, a_text()), await adopt(city, a_text(valid_from="2026-06-01"))
    ended = await city.make(
        "endScheme", scheme=old["scheme"], on=str(today()), followedBy=new["scheme"]
    )
    assert (ended["endedOn"], ended["followedBy"]) == (str(today()), new["scheme"])
    later = a_text(valid_from=str(today() + timedelta(days=1)))
    refusal = await city.do("adoptRegulation", document=later, scheme=old["scheme"])
    refusal.refused("scheme_ended")


async def test_a_document_is_tried_on_people_before_it_takes_effect(city: City) -> None:
    adopted = await adopt(city, a_text())
    status = [{"name": "increased_reimbursement"}]
    people = [
        {"label": "kind", "facts": {"birth_date": "2015-01-01", "statuses": status}},
        {"label": "moeder", "facts": {"birth_date": "1985-01-01", "statuses": status}},
        {"label": "buur", "facts": {}},
    ]
    tried = await city.read("previewRegulation", document=a_text(under=18), people=people)
    assert [one["outcome"] for one in tried["people"]] == ["ENTITLED", "NOT_ENTITLED", "UNKNOWN"]
    assert any("jonger dan 18 jaar (art. 4)" in line for line in tried["people"][1]["explained"])
    compared = await city.read(
        "compareRegulations", **{"from": adopted["id"]}, document=a_text(under=18), people=people
    )
    assert [one["changes"] for one in compared["people"]] == [False, True, False]


async def test_a_document_is_priced_on_people_beside_the_one_that_holds(city: City) -> None:
    adopted = await adopt(city, a_text())
    offer = await city.an_offer(10_000, split_percent=(100, 0, 0))
    mother = {"birth_date": "1985-01-01", "statuses": [{"name": "increased_reimbursement"}]}
    asked: dict[str, Any] = {
        "people": [{"label": "moeder", "facts": mother}],
        "offers": [{"label": "Zwemles", "price_cents": 1_000, "category": "lesson_series"}],
        "networkOffers": [offer["id"]],
    }
    halved = a_text().replace("percent: 80", "percent: 50")
    tried = await city.read("previewRegulation", document=halved, **asked)
    prices = tried["people"][0]["prices"]
    assert [(one["label"], one["holderCents"]) for one in prices] == [
        ("Zwemles", 500),
        (offer["title"], 5_000),
    ]
    assert prices[0]["steps"][0]["kind"] == "rule"
    compared = await city.read(
        "compareRegulations", **{"from": adopted["id"]}, document=halved, **asked
    )
    assert compared["changed"] == 1
    before_after = [
        (one["before"]["holderCents"], one["after"]["holderCents"])
        for one in compared["people"][0]["prices"]
    ]
    assert before_after == [(200, 500), (2_000, 5_000)]
    assert await city.pages("schemes") != []


async def test_a_real_regulation_is_adopted_as_it_is_written(city: City) -> None:
    adopted = await adopt(city, (DEMO / "12014-heist-op-den-berg.yaml").read_text())
    assert adopted["title"] == "Reglement vrijetijdskaart Heist-op-den-Berg"
