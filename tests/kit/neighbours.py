"""Two networks on the platform, one of which pays for a child who takes part in the other."""

import json
from typing import Any, Final

from tests.kit.city import City, a_network, today
from tests.kit.client import Json
from tests.kit.regulations import document_data
from tests.kit.scheme_town import eighty_percent
from tests.kit.waiting import eventually

ENTITLED: Final[Json] = {"statuses": [{"name": "increased_reimbursement"}]}


async def a_scheme_at_eighty(city: City, **benefit: Any) -> str:
    """A scheme in which the network pays 80%; its id."""
    document = document_data(
        scheme="Pas voor buren",
        benefit=eighty_percent(**benefit),
        validity={"term": {"kind": "months", "months": 12}},
    )
    return str((await city.make("adoptRegulation", document=json.dumps(document)))["scheme"])


async def a_child_of_two(city: City, other: City, scheme: str) -> Json:
    """The card here of a child for whom the other network pays."""
    holder = await city.a_holder()
    await city.make("decideCase", holder=holder, scheme=scheme, facts=ENTITLED)
    shared = {"otherNetwork": other.id, "payerNetwork": other.id, "sharePercent": 50}
    await city.make("agreeCoParenting", holder=holder, **shared)
    return await city.make("issueSchemeCard", holder=holder, scheme=scheme)


async def takes_part(city: City, other: City, scheme: str, cents: int, provider: str) -> Json:
    """Such a child takes part today at a price; the participation."""
    card = await a_child_of_two(city, other, scheme)
    offer = await city.an_offer(cents, provider=provider)
    return (await city.register(card, offer)).made


async def claimed(city: City, other: City) -> Json:
    """A claim of one on the other, as the other has it."""
    until = {"year": today().year, "until": str(today())}
    made = await city.make("drawUpClearing", otherNetwork=other.id, **until)
    return await as_seen_by(other, made["id"])


async def as_seen_by(city: City, claim: str) -> Json:
    """A claim that has come."""

    async def ask() -> Json | None:
        claims = await city.pages("clearingClaims")
        return next((one for one in claims if one["id"] == claim), None)

    return await eventually(ask, lambda found: found is not None) or {}


async def answered(city: City, claim: str) -> Json:
    """A claim on another network that it answered."""

    async def ask() -> Json | None:
        claims = await city.pages("clearingClaims", direction="OUT")
        return next((one for one in claims if one["id"] == claim and one["answeredAt"]), None)

    return await eventually(ask, lambda found: found is not None) or {}


async def with_a_neighbour(city: City, provider: str, times: int = 1) -> Json:
    """Claims on another network and of it, each answered with a line in dispute, and what came in;
    the ids by argument."""
    other = await a_network(city.api)
    scheme = await a_scheme_at_eighty(city)
    payer = {"name": "Het netwerk", "kbo": "0207437468", "iban": "BE62510007547061"}
    await city.make("setPayerAccount", **payer)
    for _ in range(times):
        for cents in (1_000, 2_000, 3_000):
            taken = await takes_part(city, other, scheme, cents, provider)
        claim = await claimed(city, other)
        [line, *_] = (await other.read("clearingLines", clearing=claim["id"]))["lines"]["nodes"]
        wish = {"disputed": [line["id"]], "objection": "AMOUNT"}
        await other.make("answerClearing", clearing=claim["id"], **wish)
        await answered(city, claim["id"])
        came = {"on": str(today()), "reference": claim["reference"]}
        await city.make("recordClearingPayment", clearing=claim["id"], cents=1_000, **came)
    await city.make("cancelParticipation", participation=taken["id"])
    await claimed(city, other)
    owed = await _claims_of(other, city)
    return {
        "otherNetwork": other.id,
        "clearing": claim["id"],
        "line": line["id"],
        "claimed": owed,
    }


async def _claims_of(other: City, city: City) -> str:
    """A claim of the other network on this one, which waits for an answer; its id."""
    scheme, club = await a_scheme_at_eighty(other), await other.a_provider()
    await takes_part(other, city, scheme, 1_000, club)
    return str((await claimed(other, city))["id"])


async def has_neighbours(city: City, here: str, mark: str, entity: str, provider: str) -> Json:
    """An advance of an entity's contribution came in, and there is a neighbour; ids by argument."""
    whose = {"year": today().year, "source": "OWN_CONTRIBUTION", "municipality": here}
    came = {"part": "ADVANCE", "cents": 500_000, "on": str(today()), "entity": entity}
    made = await city.make("recordReceipt", reference=f"Storting {mark}", **whose, **came)
    return {"receipt": made["id"], **await with_a_neighbour(city, provider)}
