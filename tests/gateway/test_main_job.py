"""The main job through GraphQL alone, each step at another gateway, on the real platform."""

import asyncio
from datetime import UTC, datetime, timedelta

from tests.gateway.client import Client, a_key
from tests.gateway.season import (
    DAY,
    MADE,
    Literal,
    Season,
    a_person,
    a_provider,
    arguments,
    open_network,
    take_part,
)

SHOWN = MADE["participation"]


async def test_a_name_is_shown_to_a_clerk_and_a_card_number_is_printed(
    client: Client, ours: Season
) -> None:
    query = "query($n: UUID!, $h: UUID!) { holder(network: $n, id: $h) { givenName birthDate "
    query += "eligibleUntil cards { number qrSvg blocked } rights { yearlyCeilingCents } } }"
    data = await client.ask(query, ours.token(client, "clerk"), n=ours.network, h=ours.an.holder)
    holder = data["holder"]
    assert (holder["givenName"], holder["birthDate"]) == ("An", "2012-05-06")
    assert holder["eligibleUntil"] == "2026-12-31"
    assert holder["cards"][0]["number"] == ours.an.number
    assert len(ours.an.number) == 13
    assert holder["cards"][0]["qrSvg"].startswith("<svg")
    assert holder["rights"] == [{"yearlyCeilingCents": 100_000}]


async def test_a_provider_is_told_whether_a_card_is_valid_and_what_to_ask(
    client: Client, ours: Season
) -> None:
    query = """query($n: UUID!, $c: String!, $o: UUID!) {
      quote(network: $n, cardNumber: $c, offer: $o, on: "2026-08-02") {
        __typename ... on QuoteForDesk { valid askCents } } }"""
    provider = ours.token(client, "provider")
    told = [
        (await client.ask(query, provider, n=ours.network, c=number, o=ours.offer))["quote"]
        for number in (ours.an.number, "0000000000000")
    ]
    assert told == [
        {"__typename": "QuoteForDesk", "valid": True, "askCents": 200},
        {"__typename": "QuoteForDesk", "valid": False, "askCents": None},
    ]


async def test_a_quote_says_what_is_then_posted(client: Client, ours: Season) -> None:
    query = """query($n: UUID!, $c: String!, $o: UUID!) {
      quote(network: $n, cardNumber: $c, offer: $o, on: "2026-08-01") {
        ... on Quote { priceCents holderCents organisationCents networkCents leftCents } }
      card(network: $n, number: $c) { valid validUntil } }"""
    clerk = ours.token(client, "clerk")
    data = await client.ask(query, clerk, n=ours.network, c=ours.an.number, o=ours.offer)
    left = data["quote"].pop("leftCents")
    assert data["quote"] == {
        "priceCents": 1000,
        "holderCents": 200,
        "organisationCents": 400,
        "networkCents": 400,
    }
    assert data["card"] == {"valid": True, "validUntil": "2026-12-31"}
    await take_part(client, ours.network, ours.an.number, ours.offer, "2026-08-01")
    usage = (
        "query($n: UUID!, $h: UUID!) { holder(network: $n, id: $h) { rights { usage(year: 2026) "
    )
    usage += "{ leftCents } } } }"
    said = await client.ask(usage, clerk, n=ours.network, h=ours.an.holder)
    assert said["holder"]["rights"][0]["usage"]["leftCents"] == left


async def test_a_hold_is_confirmed_or_given_back(client: Client, ours: Season) -> None:
    provider = ours.token(client, "provider")
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    for day, mutation, end in (
        ("2026-09-01", "confirmParticipation", "CONFIRMED"),
        ("2026-09-02", "voidParticipation", "VOIDED"),
    ):
        asked = arguments(
            ours.network, cardNumber=ours.an.number, offer=ours.offer, on=day, holdUntil=until
        )
        held = await client.done("holdParticipation", provider, asked, SHOWN)
        assert held["status"] == "HELD"
        asked = arguments(ours.network, participation=held["id"])
        assert (await client.done(mutation, provider, asked, SHOWN))["status"] == end


async def test_a_cancel_right_after_done_at_another_gateway_is_never_refused(
    client: Client, ours: Season
) -> None:
    provider = ours.token(client, "provider")
    for number in range(5):
        done = await take_part(
            client, ours.network, ours.an.number, ours.offer, f"2026-10-0{number + 1}"
        )
        asked = arguments(ours.network, participation=done)
        end = await client.done("cancelParticipation", provider, asked, SHOWN)
        assert end["status"] == "CANCELLED"


async def test_a_network_is_used_at_once_at_every_gateway(client: Client) -> None:
    network, _, municipality = await open_network(client)
    _, offer = await a_provider(client, network, "Zwemclub")
    person = await a_person(client, network, municipality, "Cy")
    await take_part(client, network, person.number, offer)


async def test_an_envelope_for_two_confirms_two_of_five(client: Client) -> None:
    network, _, municipality = await open_network(client, drawing_right=500, own_contribution=300)
    _, offer = await a_provider(client, network, "Zwemclub")
    person = await a_person(client, network, municipality, "Di")
    clerk = client.token("clerk", network)

    async def one(day: int) -> str:
        asked = arguments(network, cardNumber=person.number, offer=offer, on=f"2026-03-{day:02d}")
        answer = await client.do("registerParticipation", clerk, asked, SHOWN)
        return str(answer.get("code", answer["__typename"]))

    answers = await asyncio.gather(*(one(day) for day in range(1, 6)))
    assert sorted(answers) == ["ParticipationDone"] * 2 + ["envelope_empty"] * 3
    query = "query($n: UUID!) { accounts(network: $n) { nodes { kind balanceCents } } }"
    data = await client.ask(query, client.token("finance_officer", network), n=network)
    balances = {node["kind"]: node["balanceCents"] for node in data["accounts"]["nodes"]}
    assert balances == {
        "EXTERNAL": -800,
        "DRAWING_RIGHT": 0,
        "OWN_CONTRIBUTION": 0,
        "PAYABLE": 800,
    }


async def test_transfers_and_a_statement_are_paged_through_without_loss(
    client: Client, ours: Season
) -> None:
    query = """query($n: UUID!, $o: UUID!, $after: String) {
      statement(network: $n, organisation: $o, year: 2026, first: 2, after: $after) {
        totalCents lines { nodes { participation kind networkCents cardSuffix }
                           pageInfo { hasNextPage endCursor } } } }"""
    treasurer, lines, after, total = ours.token(client, "treasurer"), [], None, None
    while True:
        said = await client.ask(query, treasurer, n=ours.network, o=ours.provider, after=after)
        page = said["statement"]
        assert total in (None, page["totalCents"])
        total = page["totalCents"]
        lines += page["lines"]["nodes"]
        if not page["lines"]["pageInfo"]["hasNextPage"]:
            break
        after = page["lines"]["pageInfo"]["endCursor"]
    assert sum(line["networkCents"] for line in lines) == total
    assert len({(line["participation"], line["kind"]) for line in lines}) == len(lines)
    of_cards = [line for line in lines if line["kind"] != "GROUP_VISIT"]
    assert {line["cardSuffix"] for line in of_cards} <= {
        person.number[-4:] for person in (ours.an, ours.bo)
    }


async def test_the_same_command_ten_times_at_once_has_one_effect_and_one_answer(
    client: Client, ours: Season
) -> None:
    asked = arguments(ours.network, key=a_key(), name="Tienmaal", roles=Literal("[REFERRER]"))
    coordinator = ours.token(client, "coordinator")
    answers = await asyncio.gather(
        *(
            client.do("admitOrganisation", coordinator, asked, MADE["admitOrganisation"])
            for _ in range(10)
        )
    )
    assert {answer["__typename"] for answer in answers} == {"OrganisationDone"}
    assert len({(a["operation"], a["organisation"]["id"]) for a in answers}) == 1


async def test_the_same_key_with_other_input_is_a_rejection_of_its_own(
    client: Client, ours: Season
) -> None:
    key, coordinator = a_key(), ours.token(client, "coordinator")
    first = arguments(ours.network, key=key, name="Eerst", roles=Literal("[REFERRER]"))
    other = arguments(ours.network, key=key, name="Anders", roles=Literal("[REFERRER]"))
    await client.done("admitOrganisation", coordinator, first, MADE["admitOrganisation"])
    answer = await client.do("admitOrganisation", coordinator, other, MADE["admitOrganisation"])
    assert (answer["code"], answer["field"]) == ("key_reused", "key")


async def test_an_operation_is_looked_up_at_another_gateway_by_its_own_actor_only(
    client: Client, ours: Season
) -> None:
    clerk = ours.token(client, "clerk")
    asked = arguments(ours.network, cardNumber=ours.an.number, offer=ours.offer, on=DAY)
    answer = await client.do("registerParticipation", clerk, asked, SHOWN)
    assert (answer["code"], answer["field"]) == ("already_registered", "offer")
    query = "query($o: UUID!) { operation(id: $o) { status code message field made } }"
    for gateway in client.gateways:
        said = await client.ask(query, clerk, gateway, o=answer["rejected"])
        assert said["operation"]["status"] == "REJECTED"
        assert said["operation"]["message"] == answer["message"]
    provider = ours.token(client, "provider")
    assert (await client.ask(query, provider, o=answer["rejected"]))["operation"] is None
    coordinator = ours.token(client, "coordinator")
    assert (await client.ask(query, coordinator, o=answer["rejected"]))["operation"] is not None


async def test_a_command_for_a_network_that_nobody_knows_is_never_sent(client: Client) -> None:
    nowhere = "99999999-0000-4000-8000-000000000000"
    asked = arguments(nowhere, name="Nergens", roles=Literal("[REFERRER]"))
    token = client.token("coordinator", nowhere)
    answer = await client.do("admitOrganisation", token, asked, MADE["admitOrganisation"])
    assert (answer["code"], answer["field"]) == ("network_unknown", "network")


async def test_an_erased_person_is_nobody_and_stays_so(client: Client) -> None:
    network, _, municipality = await open_network(client)
    _, offer = await a_provider(client, network, "Zwemclub")
    person = await a_person(client, network, municipality, "Eva")
    await take_part(client, network, person.number, offer)
    coordinator, clerk = client.token("coordinator", network), client.token("clerk", network)
    asked = arguments(network, holder=person.holder)
    erased = await client.done("eraseHolder", coordinator, asked, MADE["registerHolder"])
    assert (erased["givenName"], erased["erased"]) == (None, True)
    query = """query($n: UUID!, $h: UUID!, $c: String!) {
      holder(network: $n, id: $h) { givenName familyName birthDate cards { number qrSvg blocked } }
      card(network: $n, number: $c) { valid }
      participations(network: $n) { nodes { status networkCents } } }"""
    for gateway in client.gateways:
        said = await client.ask(query, clerk, gateway, n=network, h=person.holder, c=person.number)
        assert said["holder"] == {
            "givenName": None,
            "familyName": None,
            "birthDate": None,
            "cards": [{"number": None, "qrSvg": None, "blocked": True}],
        }
        assert said["card"] == {"valid": False}
        assert said["participations"]["nodes"] == [{"status": "CONFIRMED", "networkCents": 400}]
