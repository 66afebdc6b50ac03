"""From application to right and beyond it, through the public API on the real platform."""

from typing import Any

import pytest

from tests.flows.test_regulations import a_text, adopt
from tests.kit.city import City, a_network, today
from tests.kit.client import Answer, Api, Json

ENTITLED: Json = {"statuses": [{"name": "increased_reimbursement"}]}
NOT_ENTITLED: Json = {"statuses": []}
DECIDING = """
deciding:
  modes: [application, delegated]
  decide_within_days: 30
  appeal_within_days: 30
  appeal_body: Bijzonder Comité
"""


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: each has persons, cards and offers of its own."""
    return await a_network(api)


async def a_scheme(city: City, more: str = DECIDING) -> str:
    adopted = await adopt(city, a_text() + more)
    return str(adopted["scheme"])


async def decide(city: City, holder: str, scheme: str, facts: Json, **more: Any) -> Answer:
    return await city.do("decideCase", holder=holder, scheme=scheme, facts=facts, **more)


async def decisions(city: City, holder: str, token: str | None = None) -> list[Json]:
    shown = await city.read("decisions", token=token or city.token("clerk"), holder=holder)
    nodes: list[Json] = shown["nodes"]
    return nodes


async def test_the_counter_decides_at_once_and_why_is_told_in_layers(city: City) -> None:
    scheme, holder = await a_scheme(city), await city.a_holder()
    made = (await decide(city, holder, scheme, ENTITLED, reason="attest gezien")).made
    assert (made["outcome"], made["holder"], made["scheme"]) == ("ENTITLED", holder, scheme)
    assert made["validUntil"] is not None
    [right] = (await city.read("schemeRights", holder=holder))["nodes"]
    assert (right["id"], right["provisional"]) == (made["right"], False)
    for role, scope in (("clerk", {}), ("coordinator", {}), ("card_holder", {"holder": holder})):
        [seen] = await decisions(city, holder, city.token(role, **scope))
        assert seen["explanation"]["route"] == "status", role
        assert seen["explanation"]["reason"] == "attest gezien"
        assert seen["explanation"]["sentences"]
        assert seen["explanation"]["inEnglish"]
    other = await city.a_holder()
    hers = city.token("card_holder", holder=other)
    reply = await city.api.query("decisions", hers, network=city.id, holder=holder)
    assert reply.codes == ["not_allowed"]
    provider = city.token("provider", organisation=await city.a_provider())
    reply = await city.api.query("decisions", provider, network=city.id, holder=holder)
    assert reply.codes == ["not_allowed"]


async def test_what_is_missing_or_wrong_is_data_and_nothing_is_decided(city: City) -> None:
    scheme, holder = await a_scheme(city), await city.a_holder()
    missing = await decide(city, holder, scheme, {})
    assert (missing.kind, missing.said["missing"]) == ("ProofMissing", ["statuses"])
    wrong = await decide(
        city, holder, scheme, {"statuses": [{"nmae": "x"}], "savings_cents": ["a"]}
    )
    assert wrong.kind == "FactsInvalid"
    problems = {(one["path"], one["code"]) for one in wrong.said["problems"]}
    assert ("statuses.0.name", "field_missing") in problems
    assert ("savings_cents.0", "value_invalid") in problems
    assert await decisions(city, holder) == []


async def test_a_refusal_has_a_letter_with_the_way_to_appeal_and_an_appeal_brings_the_right(
    city: City,
) -> None:
    scheme, holder = await a_scheme(city), await city.a_holder()
    refused = (await decide(city, holder, scheme, NOT_ENTITLED)).made
    assert refused["outcome"] == "NOT_ENTITLED"
    letter = await city.read("letterOf", decision=refused["id"])
    assert (letter["entitled"], letter["appealBody"]) == (False, "Bijzonder Comité")
    assert letter["appealUntil"] == refused["appealUntil"] is not None
    assert letter["sentences"]
    about = {"holder": holder, "decision": refused["id"]}
    lodged = await city.make("lodgeAppeal", grounds="ik heb het attest", helper="Mia", **about)
    assert (lodged["appeal"]["status"], lodged["appeal"]["oral"]) == ("OPEN", True)
    assert (lodged["appeal"]["grounds"], lodged["appeal"]["helper"]) == ("ik heb het attest", "Mia")
    [waiting] = (await city.read("decisionWork", kind="APPEAL"))["nodes"]
    assert waiting["id"] == refused["id"]
    upheld = await city.make("decideAppeal", outcome="UPHELD", reason="attest gezien", **about)
    assert (upheld["outcome"], upheld["appeal"]["status"]) == ("ENTITLED", "UPHELD")
    assert len((await city.read("schemeRights", holder=holder))["nodes"]) == 1


async def a_file(city: City, scheme: str, *holders: str) -> Json:
    """A draft of a home visit, written by one of the network's own outreach workers."""
    worker = city.token("outreach_worker")
    wish = {"scheme": scheme, "holders": list(holders), "channel": "HOME_VISIT"}
    return await city.make("saveDraft", token=worker, content={"bezoek": "dinsdag"}, **wish)


async def test_a_draft_is_continued_by_a_colleague_and_put_on_the_work_list(api: Api) -> None:
    city = await a_network(api)
    scheme, holder, worker = (
        await a_scheme(city),
        await city.a_holder(),
        city.token("outreach_worker"),
    )
    elsewhere = city.token("outreach_worker", municipality="00000")
    wish = {"scheme": scheme, "holders": [holder], "content": {}}
    (await city.do("saveDraft", token=elsewhere, **wish)).refused("not_allowed")
    draft = await a_file(city, scheme, holder)
    assert (draft["status"], draft["referrer"]) == ("DRAFT", city.id)
    again = {"scheme": scheme, "holders": [holder], "application": draft["id"]}
    saved = await city.make("saveDraft", content={"bezoek": "woensdag"}, seen=1, **again)
    assert (saved["content"], saved["saves"]) == ({"bezoek": "woensdag"}, 2)
    late = await city.do("saveDraft", token=worker, content={"bezoek": "oud"}, seen=1, **again)
    late.refused("changed_meanwhile")
    about = {"application": draft["id"]}
    await city.make("recordProof", token=worker, kind="attest", **about)
    submitted = await city.make("submitApplication", token=worker, **about)
    assert submitted["dueOn"] is not None
    assert [one["kind"] for one in submitted["proofs"]] == ["attest"]
    asked = await city.make(
        "askProof", kinds=["loonbrief"], until=f"{today().year + 1}-12-31", **about
    )
    assert (asked["status"], asked["asked"]) == ("PROOF_MISSING", ["loonbrief"])
    await city.make("assignApplication", assignee="collega", **about)
    [due] = (await city.read("applications", assignee="collega"))["nodes"]
    assert due["id"] == draft["id"]
    withdrawn = await city.make("withdrawApplication", **about)
    assert (withdrawn["status"], withdrawn["content"]) == ("WITHDRAWN", None)
    assert (await city.read("applications"))["nodes"] == []


async def test_a_household_is_decided_in_one_go_with_one_proof(city: City) -> None:
    scheme, parent, child = await a_scheme(city), await city.a_holder(), await city.a_holder()
    application = (await a_file(city, scheme, parent, child))["id"]
    wish = {"scheme": scheme, "application": application, "shared": ENTITLED}
    members = [{"holder": parent}, {"holder": child}]
    worker = city.token("outreach_worker")
    far = await city.do("decideHousehold", token=worker, members=members, **wish)
    far.refused("beyond_mandate")
    made = await city.make("decideHousehold", members=members, **wish)
    assert (made["status"], len(made["decisions"]), made["undecided"]) == ("DECIDED", 2, [])
    for holder in (parent, child):
        assert len((await city.read("schemeRights", holder=holder))["nodes"]) == 1


async def test_a_household_is_decided_by_the_papers_that_were_seen_of_its_members(
    city: City,
) -> None:
    scheme, parent, child = await a_scheme(city), await city.a_holder(), await city.a_holder()
    seen = {"status": "increased_reimbursement", "paper": "HEALTH_FUND_STICKER", "outcome": "YES"}
    for holder in (parent, child):
        await city.make("recordStatusSeen", holder=holder, on=str(today()), **seen)
    members = [{"holder": each, "facts": {"statuses": []}} for each in (parent, child)]
    made = await city.make("decideHousehold", members=members, scheme=scheme)
    assert (made["status"], len(made["decisions"])) == ("DECIDED", 2)


async def test_a_committee_ratifies_in_one_list_and_a_refused_right_names_who_pays(
    city: City,
) -> None:
    inquiry = """
deciding:
  committee: Bijzonder Comité voor de Sociale Dienst
  provisional_until_ratified: true
  provisional_days: 45
  provisional_payer: welfare_fund
"""
    judged = "{kind: judgement, by: [social_worker]}"
    text = a_text().replace("{kind: status, any_of: [increased_reimbursement]}", judged)
    text = text.replace("    conditions", "    needs_inquiry: true\n    conditions")
    scheme = (await adopt(city, text + inquiry))["scheme"]
    facts: Json = {"judgements": [{"by": "social_worker", "favourable": True, "reason": "nood"}]}
    one, two = await city.a_holder(), await city.a_holder()
    first, second = [(await decide(city, each, scheme, facts)).made for each in (one, two)]
    assert first["awaitsRatification"]
    waiting = (await city.read("decisionWork", kind="RATIFICATION"))["nodes"]
    assert [each["id"] for each in waiting] == [first["id"], second["id"]]
    listed = {"ratified": [first["id"]], "refused": [second["id"]]}
    elsewhere, here = (
        city.token("coordinator", municipality=one) for one in ("00000", city.municipality)
    )
    (await city.do("ratifyDecisions", token=elsewhere, **listed)).refused("not_allowed")
    done = await city.do("ratifyDecisions", token=here, **listed)
    yes, no = done.said["decisions"]
    assert (yes["ratified"], no["ratified"], no["outcome"]) == (True, False, "NOT_ENTITLED")
    [kept] = (await city.read("schemeRights", holder=one))["nodes"]
    [ended] = (await city.read("schemeRights", holder=two))["nodes"]
    assert (kept["provisional"], kept["lastDay"]) == (False, None)
    assert ended["lastDay"] == str(today())


async def test_a_fact_learned_late_is_previewed_and_ends_the_right(city: City) -> None:
    scheme, holder = await a_scheme(city), await city.a_holder()
    made = (await decide(city, holder, scheme, ENTITLED, appliedOn=str(today()))).made
    about = {"holder": holder, "scheme": scheme, "trueUntil": "2026-01-31"}
    seen = await city.read("lateFactPreview", **about)
    assert (seen["right"], seen["networkCents"]) == (made["right"], 0)
    ended = await city.make("learnLate", fact="STATUS_LOST", **about)
    assert (ended["id"], ended["lastDay"]) == (made["right"], "2026-01-31")
    again = await city.do("learnLate", fact="STATUS_LOST", **about)
    again.refused("no_right_then")


async def test_a_blank_attest_is_filled_in_once_by_the_organisation_that_has_it(
    city: City,
) -> None:
    scheme, holder = await a_scheme(city), await city.a_holder()
    organisation = await city.a_provider("Den Draai")
    await city.make("giveMandate", referrer=organisation, level="ATTEST")
    series = await city.make("issueAttests", referrer=organisation, scheme=scheme, count=2)
    worker = city.token("outreach_worker", organisation=organisation)
    wish = {"series": series["id"], "number": 1, "holder": holder, "statement": {"lid": True}}
    elsewhere = city.token("outreach_worker", organisation=organisation, municipality="00000")
    (await city.do("fillAttest", token=elsewhere, **wish)).refused("not_allowed")
    filled = await city.make("fillAttest", token=worker, **wish)
    assert (filled["status"], filled["channel"]) == ("SUBMITTED", "ATTEST")
    (await city.do("fillAttest", token=worker, **wish)).refused("attest_used")
    other = city.token("outreach_worker", organisation=await city.a_provider("Elders"))
    assert await city.read("application", token=other, id=filled["id"]) is None
    await city.make("revokeAttests", series=series["id"])
    taken = await city.do("fillAttest", token=worker, **{**wish, "number": 2})
    taken.refused("attest_revoked")
