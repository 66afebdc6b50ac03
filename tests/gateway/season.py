"""A small network, made through the public API only, with something of everything in it."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from services.partners.contracts.municipalities import MUNICIPALITIES
from tests.gateway.client import Client, a_key
from tests.kit.carriers import DATED
from tests.kit.city import today
from tests.kit.regulations import document_data

DAY = "2026-07-01"
MADE = {
    "admitOrganisation": "organisation { id name roles }",
    "publishOffer": "offer { id organisation priceCents withdrawn }",
    "registerHolder": "holder { id givenName familyName birthDate erased municipality }",
    "decideEligibility": "holder { id eligibleUntil }",
    "grantRight": "right { id holder yearlyCeilingCents }",
    "issueCard": "card { id number blocked qrSvg }",
    "participation": "participation { id status holder networkCents cardSuffix }",
}


@dataclass(frozen=True)
class Person:
    """A holder with her right and card."""

    holder: str
    right: str
    card: str
    number: str


@dataclass(frozen=True)
class Season:
    """The ids of what was made in a network."""

    network: str
    slug: str
    municipality: str
    provider: str
    other_provider: str
    offer: str
    other_offer: str
    an: Person
    bo: Person
    confirmed: str
    others: str

    def token(self, client: Client, role: str, **scope: str) -> str:
        """A token of this network; a provider is `provider`, a card holder is An."""
        own = {
            "provider": {"organisation": self.provider},
            "treasurer": {"organisation": self.provider},
            "card_holder": {"holder": self.an.holder},
        }
        return client.token(role, self.network, **{**own.get(role, {}), **scope})


class Literal(str):
    """Written into a query as it is: an enum value, or a list of them."""

    __slots__ = ()


def arguments(network: str | None = None, key: str | None = None, **given: object) -> str:
    """GraphQL arguments; a fresh key where none is given."""
    whole = {"network": network, "key": key or a_key(), **given}
    return ", ".join(
        f"{name}: {value if isinstance(value, Literal) else json.dumps(value)}"
        for name, value in whole.items()
        if value is not None
    )


async def open_network(
    client: Client, *, drawing_right: int = 734_400, own_contribution: int = 1_468_800
) -> tuple[str, str, str]:
    """A network of one free municipality: its id, slug and municipality. Amounts in cents."""
    for municipality in random.sample(sorted(MUNICIPALITIES), k=len(MUNICIPALITIES)):
        slug = f"n-{a_key()[:12]}"
        asked = arguments(
            slug=slug,
            name=f"Netwerk {slug}",
            municipalities=[municipality],
            periodFrom="2026-01-01",
            periodUntil="2026-12-31",
            drawingRightCents=drawing_right,
            ownContributionCents=own_contribution,
        )
        answer = await client.do(
            "openNetwork", client.token("operator"), asked, "network { id slug }"
        )
        if answer.get("code") == "municipality_taken":
            continue
        assert answer["__typename"] == "NetworkDone", answer
        return answer["network"]["id"], slug, municipality
    raise AssertionError("every municipality is taken")


async def a_provider(client: Client, network: str, name: str) -> tuple[str, str]:
    """A provider and its offer: 10.00 euro, 40 % of it the network's."""
    coordinator = client.token("coordinator", network)
    organisation = await client.done(
        "admitOrganisation",
        coordinator,
        arguments(network, name=name, roles=Literal("[PROVIDER]")),
        MADE["admitOrganisation"],
    )
    asked = arguments(
        network,
        organisation=organisation["id"],
        title="Zwemmen",
        priceCents=1000,
        holderBp=2000,
        organisationBp=4000,
        networkBp=4000,
    )
    offer = await client.done("publishOffer", coordinator, asked, MADE["publishOffer"])
    return organisation["id"], offer["id"]


async def a_person(
    client: Client, network: str, municipality: str, name: str, *, ceiling: int = 100_000
) -> Person:
    """A holder, entitled over 2026, with a right and a card. The ceiling is in cents."""
    clerk = client.token("clerk", network)
    asked = arguments(
        network,
        municipality=municipality,
        givenName=name,
        familyName="Vermeulen",
        birthDate="2012-05-06",
    )
    holder = (await client.done("registerHolder", clerk, asked, MADE["registerHolder"]))["id"]
    asked = arguments(network, holder=holder, ground="leefloon", validUntil="2026-12-31")
    await client.done("decideEligibility", clerk, asked, MADE["decideEligibility"])
    asked = arguments(
        network,
        holder=holder,
        yearlyCeilingCents=ceiling,
        validFrom="2026-01-01",
        validUntil="2026-12-31",
    )
    right = (await client.done("grantRight", clerk, asked, MADE["grantRight"]))["id"]
    card = await client.done("issueCard", clerk, arguments(network, right=right), MADE["issueCard"])
    await asks_about_her_data(client, network, holder)
    return Person(holder, right, card["id"], card["number"])


async def asks_about_her_data(client: Client, network: str, holder: str) -> None:
    """What is recorded on how a person's data is used, and a request of hers."""
    clerk = client.token("clerk", network)
    wishes: dict[str, tuple[str, dict[str, Any]]] = {
        "setPaymentAccount": ("paymentAccount", {"iban": "BE71096123456769"}),
        "recordLegalBasis": (
            "legalBasis",
            {
                "basis": Literal("CONSENT"),
                "textId": "privacy-nl",
                "textVersion": "3",
                "givenBy": Literal("HERSELF"),
                "givenOn": "2026-05-06",
            },
        ),
        "chooseContact": (
            "contactChoice",
            {"contact": Literal("SMS"), "allowed": True, "textVersion": "3"},
        ),
        "openPersonRequest": (
            "personRequest",
            {"kind": Literal("ACCESS"), "receivedOn": str(today() - timedelta(days=3))},
        ),
    }
    for name, (made, given) in wishes.items():
        asked = arguments(network, holder=holder, **given)
        await client.done(name, clerk, asked, f"{made} {{ holder }}")


async def a_destruction_list(client: Client, network: str, municipality: str) -> None:
    """A rule, a person whose file is long over, and the list that proposes to destroy it."""
    coordinator = client.token("coordinator", network)
    asked = arguments(
        network,
        series=Literal("CARD_FILE"),
        code="VTP-1",
        termMonths=24,
        destination=Literal("DESTROY"),
        publishedOn="2026-01-15",
    )
    await client.done("adoptRetentionRule", coordinator, asked, "retentionRule { code }")
    asked = arguments(
        network,
        municipality=municipality,
        givenName="Oud",
        familyName="Dossier",
        birthDate="1950-05-06",
    )
    old = await client.done("registerHolder", coordinator, asked, MADE["registerHolder"])
    asked = arguments(network, holder=old["id"], ground="leefloon", validUntil="2020-12-31")
    await client.done("decideEligibility", coordinator, asked, MADE["decideEligibility"])
    asked = arguments(network, fileSeries=Literal("CARD_FILE"))
    shown = "destructionList { holders }"
    made = await client.done("proposeDestruction", coordinator, asked, shown)
    assert made["holders"] == [old["id"]]


async def take_part(client: Client, network: str, number: str, offer: str, day: str = DAY) -> str:
    """A confirmed participation's id."""
    asked = arguments(network, cardNumber=number, offer=offer, on=day)
    made = await client.done(
        "registerParticipation", client.token("clerk", network), asked, MADE["participation"]
    )
    assert made["status"] == "CONFIRMED"
    participation: str = made["id"]
    return participation


async def a_season(client: Client) -> Season:
    """A network with two providers, two persons and a participation of each at each."""
    network, slug, municipality = await open_network(client)
    provider, offer = await a_provider(client, network, "Zwemclub")
    other_provider, other_offer = await a_provider(client, network, "Turnkring")
    an = await a_person(client, network, municipality, "An")
    bo = await a_person(client, network, municipality, "Bo")
    confirmed = await take_part(client, network, an.number, offer)
    others = await take_part(client, network, bo.number, other_offer)
    await a_destruction_list(client, network, municipality)
    await cards_in_stock_and_for_groups(client, network, an.holder, provider, offer)
    await told_afterwards(client, network, offer)
    return Season(
        network=network,
        slug=slug,
        municipality=municipality,
        provider=provider,
        other_provider=other_provider,
        offer=offer,
        other_offer=other_offer,
        an=an,
        bo=bo,
        confirmed=confirmed,
        others=others,
    )


async def cards_in_stock_and_for_groups(
    client: Client, network: str, holder: str, provider: str, offer: str
) -> None:
    """A scheme with a card of An, a counter with stock, and a pass of a group with a visit."""

    async def made(operation: str, shown: str, /, **given: Any) -> Any:
        asked = arguments(network, **given)
        return await client.done(operation, client.token("coordinator", network), asked, shown)

    document = json.dumps(document_data(**DATED))
    scheme = (await made("adoptRegulation", "regulation { scheme }", document=document))["scheme"]
    await made("issueSchemeCard", "card { id }", holder=holder, scheme=scheme)
    counter = (await made("openCounter", "counter { id }", name="Balie"))["id"]
    pack = (await made("orderPack", "pack { id }", counter=counter, scheme=scheme, count=2))["id"]
    await made("receivePack", "pack { id }", pack=pack)
    wish = {"organisation": provider, "scheme": scheme, "ticketsPerYear": 20}
    issued = await made(
        "issueGroupPass", "groupPass { number }", **wish, validUntil=f"{today().year + 1}-12-31"
    )
    visit = {"passNumber": issued["number"], "offer": offer, "on": str(today()), "tickets": 2}
    await made("registerGroupVisit", "groupVisit { id }", **visit)


async def told_afterwards(client: Client, network: str, offer: str) -> None:
    """A device tells of a card that nobody knows: it waits for a person."""
    line = {"id": a_key(), "cardNumber": "0000000000000", "offer": offer, "takenCents": 0}
    line["happenedAt"] = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    query = (
        "mutation ($network: UUID!, $lines: JSON!) { uploadParticipations(network: $network, "
        "lines: $lines) { ... on Uploaded { lines { status } } } }"
    )
    clerk = client.token("clerk", network)
    said = await client.ask(query, clerk, network=network, lines=[line])
    assert said["uploadParticipations"]["lines"] == [{"status": "ACCEPTED"}]
