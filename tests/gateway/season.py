"""A small network, made through the public API only, with something of everything in it."""

import random
from dataclasses import dataclass

from services.partners.contracts.municipalities import MUNICIPALITIES
from tests.gateway.client import Client, a_key

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
        own = {"provider": {"organisation": self.provider}, "card_holder": {"holder": self.an.holder}}
        return client.token(role, self.network, **{**own.get(role, {}), **scope})


async def open_network(
    client: Client, *, drawing_right: int = 734_400, own_contribution: int = 1_468_800
) -> tuple[str, str, str]:
    """A network of one free municipality: its id, slug and municipality. Amounts in cents."""
    operator = client.token("operator")
    for municipality in random.sample(sorted(MUNICIPALITIES), k=len(MUNICIPALITIES)):
        slug = f"n-{a_key()[:12]}"
        answer = await client.do(
            "openNetwork",
            operator,
            f'key: "{a_key()}", slug: "{slug}", name: "Netwerk {slug}", '
            f'municipalities: ["{municipality}"], periodFrom: "2026-01-01", '
            f'periodUntil: "2026-12-31", drawingRightCents: {drawing_right}, '
            f"ownContributionCents: {own_contribution}",
            "network { id slug }",
        )
        if answer.get("code") == "municipality_taken":
            continue
        assert answer["__typename"] == "NetworkDone", answer
        return answer["network"]["id"], slug, municipality
    raise AssertionError("every municipality is taken")


async def a_provider(client: Client, network: str, name: str) -> tuple[str, str]:
    """A provider and its offer: 10.00 euro, 40 % of it the network's."""
    coordinator = client.token("coordinator", network)
    start = f'network: "{network}", key: "{a_key()}"'
    organisation = await client.done(
        "admitOrganisation",
        coordinator,
        f'{start}, name: "{name}", roles: [PROVIDER]',
        MADE["admitOrganisation"],
    )
    offer = await client.done(
        "publishOffer",
        coordinator,
        f'{start}-offer, organisation: "{organisation["id"]}", title: "Zwemmen", '
        "priceCents: 1000, holderBp: 2000, organisationBp: 4000, networkBp: 4000".replace(
            f'{start}-offer', start
        ),
        MADE["publishOffer"],
    )
    return organisation["id"], offer["id"]
