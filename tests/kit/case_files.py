"""A file of a person with everything that a network can record of her case, through the public API.

Asked of sources, seen on paper, applied for, decided, ratified, appealed, put right, learned late
and recovered: all of it about one person, in a scheme that knows every way to decide.
"""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from tests.kit.city import City, today
from tests.kit.client import Json, Reply, a_key
from tests.kit.magda_answers import a_number as a_national_number
from tests.kit.owing import comes_back
from tests.kit.proofs import PDF
from tests.kit.regulations import a_route, document_data
from tests.kit.waiting import eventually

HELD: Final[Json] = {"statuses": [{"name": "increased_reimbursement"}]}
NOT_HELD: Final[Json] = {"statuses": [], "judgements": []}
IN_NEED: Final[Json] = {
    "judgements": [{"by": "social_worker", "favourable": True, "reason": "schulden"}]
}
DECIDING: Final[Json] = {
    "modes": ["application", "automatic", "delegated", "association"],
    "committee": "Bijzonder Comité voor de Sociale Dienst",
    "provisional_until_ratified": True,
    "decide_within_days": 30,
    "appeal_body": "het college",
    "appeal_within_days": 30,
    "proofs": "kept",
}
AUTHENTIC: Final = "living_wage"
"""A status that only the source is asked for, so that no paper tells of it."""


@dataclass(frozen=True)
class Case:
    """About whom, and who applied for her."""

    city: City
    scheme: str
    holder: str
    relative: str
    stranger: str
    """Somebody of whom too little is known to decide with the relative."""
    organisation: str

    @property
    def colleague(self) -> str:
        """Whose desk her application lies on."""
        return f"collega-{self.organisation}"

    async def decided(self, facts: Json, **more: Any) -> Json:
        """What the counter decides about her, or about another holder."""
        about = {"holder": self.holder, "scheme": self.scheme, "facts": facts}
        return await self.city.make("decideCase", **{**about, **more})


async def a_scheme_of_cases(city: City) -> str:
    """A scheme with every way to decide; its id."""
    judged: Json = {"kind": "judgement", "by": ["social_worker"]}
    document = document_data(
        a_route(),
        a_route(judged, name="nood", needs_inquiry=True),
        scheme="Kansenpas",
        deciding=DECIDING,
    )
    return str((await city.make("adoptRegulation", document=json.dumps(document)))["scheme"])


async def a_case_file(case: Case) -> Json:
    """Everything; ids by the names of arguments. A refusal comes before what would cure it, and
    a right before the next one."""
    refused = await _refused_and_appealed(case)
    waits = await _ratified(case)
    recovery = await _learned_late(case)
    corrected = await _put_right(case)
    application = await _applied_for(case)
    series = await _attested(case)
    await _papers(case)
    return {
        "decision": refused,
        "entitled": corrected,
        "ratified": [waits],
        "application": application,
        "series": series,
        "relative": case.relative,
        "waiting": {"status": "PROOF_MISSING", "assignee": case.colleague},
        **recovery,
    }


async def _refused_and_appealed(case: Case) -> str:
    """Two refusals: one appeal was rejected, one waits. The first by its id."""
    made = [await case.decided(NOT_HELD, reason="geen bewijs", mandate="counter") for _ in "12"]
    for refusal in made:
        about = {"holder": case.holder, "decision": refusal["id"]}
        lodged = {"grounds": "ik heb het attest wel", "helper": f"Mia van {case.organisation}"}
        await case.city.make("lodgeAppeal", **about, **lodged)
    about = {"holder": case.holder, "decision": made[0]["id"]}
    await case.city.make("decideAppeal", outcome="REJECTED", reason="ongegrond", **about)
    return str(made[0]["id"])


async def _put_right(case: Case) -> str:
    """A wrong refusal and the decision that came instead; the latter's id."""
    wrong = await case.decided(NOT_HELD)
    about = {"holder": case.holder, "decision": wrong["id"], "facts": HELD}
    made = await case.city.make("correctDecision", reason="attest lag er", **about)
    return str(made["id"])


async def _ratified(case: Case) -> str:
    """A social inquiry that the committee agreed with, and one that waits; the latter's id."""
    inquiry = {**NOT_HELD, **IN_NEED}
    first = await case.decided(inquiry)
    await case.city.do("ratifyDecisions", ratified=[first["id"]], refused=[])
    return str((await case.decided(inquiry, holder=case.stranger))["id"])


async def _applied_for(case: Case) -> str:
    """One that waits for a proof, and one of a household that was decided in part; its id."""
    city = case.city
    worker = city.token("outreach_worker")
    wish = {"scheme": case.scheme, "holders": [case.relative, case.stranger]}
    made = []
    for _ in range(2):
        draft = {"content": {"bezoek": case.organisation}, "channel": "HOME_VISIT"}
        made.append((await city.make("saveDraft", token=worker, **wish, **draft))["id"])
    waits, decided = made
    about = {"application": waits}
    await city.make("recordProof", kind="loonbrief", holder=case.relative, **about)
    await city.make("submitApplication", **about)
    await keep_proof(city, waits)
    await city.make("assignApplication", assignee=case.colleague, **about)
    await city.make("askProof", kinds=["attest"], until=f"{today().year + 1}-12-31", **about)
    members = [{"holder": case.relative, "facts": HELD}, {"holder": case.stranger, "facts": {}}]
    about = {"application": decided, "scheme": case.scheme}
    await city.make("decideHousehold", members=members, **about)
    return str(decided)


async def keep_proof(
    city: City, application: str, content: bytes = PDF, kind: str = "huurcontract"
) -> Reply:
    """A copy of a proof that the coordinator uploads."""
    asked = {"network": city.id, "key": a_key(), "application": application}
    named = {"Proof-Kind": quote(kind)}
    path = f"/proofs?{urlencode(asked)}"
    reply = await city.api.send(path, city.token(), content=content, headers=named)
    assert reply.status == 200, reply.text
    return reply


async def _attested(case: Case) -> str:
    """Blank attests of an organisation with a mandate, of which it filled in one; their id."""
    city, about = case.city, {"referrer": case.organisation}
    await city.make("giveMandate", level="ATTEST", **about)
    series = str((await city.make("issueAttests", scheme=case.scheme, count=5, **about))["id"])
    worker = city.token("outreach_worker", organisation=case.organisation)
    blank = {"series": series, "number": 2, "holder": case.holder}
    await city.make("fillAttest", token=worker, statement={"lid": "al twee jaar"}, **blank)
    return series


async def _learned_late(case: Case) -> Json:
    """A right that was used after it had ended, of which one part is paid back, and one not."""
    city = case.city
    card = await city.make("issueSchemeCard", holder=case.holder, scheme=case.scheme)
    used = [
        (await city.register(card, await city.an_offer(provider=case.organisation))).made["id"]
        for _ in range(2)
    ]
    about = {"holder": case.holder, "scheme": case.scheme, "trueUntil": "2026-01-31"}
    right = (await city.make("learnLate", fact="STATUS_LOST", **about))["id"]
    paid = {"right": right, "participations": used[:1], "payer": "HOLDER"}
    await city.make("decideRecovery", holder=case.holder, reason="was gekend", **paid)
    return {"participations": used[1:], **await comes_back(city, used[0])}


async def _papers(case: Case) -> None:
    """What was seen on paper, until when."""
    seen = {"status": "increased_reimbursement", "paper": "HEALTH_FUND_STICKER", "outcome": "YES"}
    end = f"{today().year}-12-31"
    await case.city.make("recordStatusSeen", holder=case.holder, on=str(today()), until=end, **seen)


# -- the Crossroads Bank --------------------------------------------------------------------------


def exchange_of(home: Path) -> Path:
    """The folder that a platform of the tests exchanges files through, with who is the Bank."""
    return home / "crossroads"


async def asked_of_the_bank(city: City, scheme: str, numbers: dict[str, str]) -> None:
    """Of each person, by her national number: an answer, a question that waits, one in vain."""
    ground = {"source": "CROSSROADS", "legalBasis": "GENERAL_AUTHORISATION", "purpose": "CHECK"}
    ground |= {"deliberation": "18/123", "scheme": scheme, "on": str(today())}
    words = (AUTHENTIC, "increased_reimbursement", "unheard_of")
    asked = (
        city.make("askStatus", holder=holder, statuses=[word], **ground)
        for holder in numbers
        for word in words
    )
    await asyncio.gather(*asked)

    async def waiting() -> list[Json]:
        return await city.pages("statusQuestions", waiting=True)

    def sent(found: list[Json]) -> bool:
        return len(found) == 2 * len(numbers) and all(one["sentAt"] for one in found)

    await eventually(waiting, sent, seconds=60)
    _answer(exchange_of(city.api.platform.home) / "in" / city.id, numbers)
    await eventually(waiting, lambda found: len(found) == len(numbers), seconds=60)


def _answer(place: Path, numbers: dict[str, str]) -> None:
    """A file of the Bank, whole at once."""
    place.mkdir(parents=True, exist_ok=True)
    lines = [f"{number};LIVING_WAGES_PCSA_HELP;;;1" for number in numbers.values()]
    draft = place / "antwoord.draft"
    draft.write_text("\n".join(("number;status;from;until;answer", *lines)))
    draft.rename(place / "antwoord.csv")


def a_number_of_hers() -> str:
    """A national number that is nobody's."""
    return a_national_number()
