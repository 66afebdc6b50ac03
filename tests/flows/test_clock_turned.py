"""What becomes due by itself, with the clock of the network turned: nobody waits for the day."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

from deploy.audit.database import keys_left
from services.cards.contracts.keys import key_owner
from tests.kit.city import City, today
from tests.kit.client import Json
from tests.kit.clock import turn_the_clock
from tests.kit.regulations import a_route, document_data
from tests.kit.talk import Talk
from tests.kit.waiting import eventually

NOT_HELD: Json = {"statuses": [], "judgements": []}
IN_NEED: Json = {
    "statuses": [],
    "judgements": [{"by": "social_worker", "favourable": True, "reason": "nood"}],
}
INQUIRY: Json = {
    "appeal_body": "het college",
    "appeal_within_days": 30,
    "committee": "het comité",
    "provisional_until_ratified": True,
    "provisional_days": 45,
}


async def a_scheme(city: City) -> str:
    judged: Json = {"kind": "judgement", "by": ["social_worker"]}
    routes = a_route(), a_route(judged, name="nood", needs_inquiry=True)
    document = document_data(*routes, deciding=INQUIRY)
    return str((await city.make("adoptRegulation", document=json.dumps(document)))["scheme"])


async def test_why_is_forgotten_after_the_term_of_appeal_and_what_was_decided_stays(
    city: City, talk: Talk
) -> None:
    holder, scheme = await city.a_holder(), await a_scheme(city)
    made = await city.make("decideCase", holder=holder, scheme=scheme, facts=NOT_HELD)
    owner = key_owner(UUID(made["id"]), "decision")
    until = datetime.now(UTC) + timedelta(days=29)
    assert await turn_the_clock(talk, city.id, until) == []

    async def shown() -> Json:
        (decision,) = await city.pages("decisions", holder=holder)
        return decision

    before = await shown()
    assert before["explanation"]["sentences"]
    assert await keys_left(talk.platform, [owner]) == {owner}
    (due,) = await turn_the_clock(talk, city.id, until + timedelta(days=3))
    assert due.item == UUID(made["id"])
    after = await eventually(shown, lambda seen: seen["explanation"] is None, seconds=60)
    assert {**after, "explanation": None} == {**before, "explanation": None}

    async def left() -> frozenset[UUID]:
        return await keys_left(talk.platform, [owner])

    assert await eventually(left, lambda keys: not keys, seconds=60) == frozenset()
    letter = await city.read("letterOf", decision=made["id"])
    assert letter is None or letter["sentences"] == []


async def test_an_hour_later_a_forgotten_hold_has_expired(city: City, talk: Talk) -> None:
    card, offer = await city.a_card(), await city.an_offer()
    held = (await city.hold(card, offer, seconds=3_600)).made
    assert await turn_the_clock(talk, city.id, datetime.now(UTC)) == []
    (due,) = await turn_the_clock(talk, city.id, datetime.now(UTC) + timedelta(hours=2))
    assert due.item == UUID(held["id"])

    async def look() -> Json:
        return dict(await city.read("participation", id=held["id"]))

    expired = await eventually(look, lambda seen: seen["status"] != "HELD", seconds=60)
    assert expired["status"] == "EXPIRED"
    assert (await city.balances())["DRAWING_RIGHT"]["heldCents"] == 0


async def test_a_provisional_right_ends_by_itself_and_its_card_goes_on_at_full_price(
    city: City,
) -> None:
    holder, scheme = await city.a_holder(), await a_scheme(city)
    made = await city.make("decideCase", holder=holder, scheme=scheme, facts=IN_NEED)
    assert made["validUntil"] == str(today() + timedelta(days=45))
    (right,) = await city.pages("schemeRights", holder=holder)
    assert right["provisional"]
    wish = {"holder": holder, "scheme": scheme}
    end = today() + timedelta(days=45)
    on_its_last_day, after = [
        await city.read("schemeUse", on=str(day), **wish) for day in (end, end + timedelta(days=1))
    ]
    assert (on_its_last_day["entitled"], after["entitled"]) == (True, False)
