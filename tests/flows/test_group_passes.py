"""Group passes on the platform: tickets a year for an organisation, and what visits are owed."""

import pytest

from tests.kit.carriers import a_scheme
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: there are no more than municipalities."""
    return await a_network(api)


async def owed_to(city: City, provider: str) -> int:
    """What the network owes a provider this year, by its account and its statement, in cents."""
    statement = await city.read("statement", organisation=provider, year=today().year)
    accounts = await city.balances()
    assert statement["totalCents"] == accounts[f"PAYABLE:{provider}"]["balanceCents"]
    return int(statement["totalCents"])


async def a_pass(city: City, tickets: int) -> Json:
    """A pass of a poverty association."""
    return await city.make(
        "issueGroupPass",
        organisation=await city.a_provider("Den Draai", roles=["POVERTY_ASSOCIATION"]),
        scheme=await a_scheme(city),
        ticketsPerYear=tickets,
        validUntil=f"{today().year + 1}-12-31",
    )


async def test_a_group_uses_the_tickets_of_its_pass(city: City) -> None:
    provider = await city.a_provider()
    offer = await city.an_offer(1_000, provider=provider, split_percent=(20, 40, 40))
    issued = await a_pass(city, 20)
    number = issued["number"]
    itself = city.token("provider", organisation=provider)
    about = {"passNumber": number, "offer": offer["id"], "on": str(today())}
    visit = await city.make("registerGroupVisit", token=itself, **about, tickets=15)
    amounts = ("priceCents", "holderCents", "organisationCents", "networkCents")
    assert [visit[name] for name in amounts] == [15_000, 3_000, 6_000, 6_000]
    check = {"valid": True, "ticketsLeft": 5}
    assert await city.read("groupPass", token=itself, number=number) == check
    (await city.do("registerGroupVisit", **about, tickets=6)).refused("tickets_used_up")
    await city.make("cancelGroupVisit", token=itself, visit=visit["id"])
    await city.make("registerGroupVisit", **about, tickets=20)
    shown = await city.pages("groupVisits", groupPass=issued["id"])
    assert [(each["tickets"], each["cancelled"]) for each in shown] == [(15, True), (20, False)]
    await city.make("blockGroupPass", groupPass=issued["id"], reason="LOST")
    nothing = {"valid": False, "ticketsLeft": None}
    assert await city.read("groupPass", token=itself, number=number) == nothing
    assert await city.read("groupPass", token=itself, number="0000000000000") == nothing
    (await city.do("registerGroupVisit", **about, tickets=1)).refused("pass_not_valid")


async def test_a_visit_of_a_group_is_owed_to_its_provider_or_takes_no_tickets(city: City) -> None:
    provider, issued = await city.a_provider(), await a_pass(city, 20)
    offer = await city.an_offer(1_000, provider=provider, split_percent=(20, 40, 40))
    dear = await city.an_offer(10_000_000, provider=provider)
    about = {"passNumber": issued["number"], "on": str(today())}
    visit = await city.make("registerGroupVisit", **about, offer=offer["id"], tickets=15)
    assert await owed_to(city, provider) == 6_000
    await city.make("cancelGroupVisit", visit=visit["id"])
    assert await owed_to(city, provider) == 0
    too_dear = await city.do("registerGroupVisit", **about, offer=dear["id"], tickets=1)
    too_dear.refused("envelope_empty")
    await city.make("registerGroupVisit", **about, offer=offer["id"], tickets=20)
    assert await owed_to(city, provider) == 8_000
    statement = await city.read("statement", organisation=provider, year=today().year)
    kinds = [line["kind"] for line in statement["lines"]["nodes"]]
    assert kinds == ["GROUP_VISIT", "REVERSAL", "GROUP_VISIT"]
    shown = await city.pages("groupVisits", groupPass=issued["id"])
    stands = [(each["tickets"], each["status"]) for each in shown]
    assert stands == [(15, "CANCELLED"), (1, "DECLINED"), (20, "CONFIRMED")]
