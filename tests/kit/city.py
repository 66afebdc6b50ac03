"""A network made through the public API, with `a_...` for what a test needs in it.

All persons and amounts are invented unless a test says where they come from. Days are of this
year or around today, since the gateway stamps every command with the real time.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from services.budget.contracts.bank.bank_days import bank_day_from
from services.cards.domain.calendar import BRUSSELS
from services.partners.contracts.municipalities import MUNICIPALITIES
from tests.kit.client import Answer, Api, Json

NAMES = (("Zeynep", "Yıldız"), ("Joke", "Van den Broeck"), ("Amadou", "D'Hondt-Diallo"))
_free: Iterator[str] = itertools.cycle(random.sample(sorted(MUNICIPALITIES), k=len(MUNICIPALITIES)))
"""Municipalities in no order: other tests of the session have networks too."""


def today() -> date:
    """The day in Brussels."""
    return datetime.now(BRUSSELS).date()


def pay_day() -> date:
    """The first day from today on which banks pay."""
    return bank_day_from(today())


BY_THE_EXECUTIVE: Final[Json] = {
    "body": "MUNICIPAL_EXECUTIVE",
    "decidedOn": str(today()),
    "reference": "2026/1",
}
"""A decision, as mutations name it."""


def in_seconds(seconds: float) -> str:
    """An instant from now on, as the API takes it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


@dataclass
class City:
    """One network and its tokens."""

    api: Api
    id: str
    slug: str
    municipalities: list[str]
    counter: Iterator[int] = field(default_factory=itertools.count)

    @property
    def municipality(self) -> str:
        """Its first municipality."""
        return self.municipalities[0]

    def token(self, role: str = "coordinator", **scope: str) -> str:
        """A token of this network."""
        return self.api.token(role, self.id, **scope)

    async def do(self, name: str, /, *, token: str | None = None, **arguments: Any) -> Answer:
        """A mutation in this network, by its coordinator where nobody else is named."""
        return await self.api.do(name, token or self.token(), network=self.id, **arguments)

    async def make(self, name: str, /, **arguments: Any) -> Json:
        """What a mutation made; it must be done."""
        return (await self.do(name, **arguments)).made

    async def read(self, name: str, /, *, token: str | None = None, **arguments: Any) -> Any:
        """A query about this network."""
        return await self.api.read(name, token or self.token(), network=self.id, **arguments)

    async def pages(
        self, name: str, /, *, token: str | None = None, **arguments: Any
    ) -> list[Json]:
        """A whole list of this network, in pages of two."""
        return await self.api.pages(name, token or self.token(), network=self.id, **arguments)

    # -- what a test needs --------------------------------------------------------------------

    async def a_provider(self, name: str = "Zwemclub Den Duik", **arguments: Any) -> str:
        """An organisation that may publish offers; its id."""
        wish = {"name": name, "roles": ["PROVIDER"], **arguments}
        return str((await self.make("admitOrganisation", **wish))["id"])

    async def an_offer(
        self,
        price_cents: int = 1_000,
        *,
        split_percent: tuple[int, int, int] = (20, 0, 80),
        provider: str | None = None,
        title: str = "Zwemles",
        **kind: Any,
    ) -> Json:
        """An offer; its split is holder, organisation, network."""
        holder, organisation, network = (part * 100 for part in split_percent)
        return await self.make(
            "publishOffer",
            organisation=provider or await self.a_provider(),
            title=title,
            priceCents=price_cents,
            holderBp=holder,
            organisationBp=organisation,
            networkBp=network,
            **kind,
        )

    async def a_holder(self, *, eligible_until: str | None = None, **identity: Any) -> str:
        """A person, entitled until the end of next year; her id."""
        given, family = NAMES[next(self.counter) % len(NAMES)]
        wish = {
            "municipality": self.municipality,
            "givenName": given,
            "familyName": family,
            "birthDate": "1990-05-17",
            **identity,
        }
        holder = str((await self.make("registerHolder", **wish))["id"])
        until = eligible_until or f"{today().year + 1}-12-31"
        await self.make(
            "decideEligibility", holder=holder, ground="verhoogde tegemoetkoming", validUntil=until
        )
        return holder

    async def a_right(self, ceiling_cents: int = 1_000_000, *, holder: str | None = None) -> Json:
        """A right of a person, from last year to the end of next year."""
        return await self.make(
            "grantRight",
            holder=holder or await self.a_holder(),
            yearlyCeilingCents=ceiling_cents,
            validFrom=f"{today().year - 1}-01-01",
            validUntil=f"{today().year + 1}-12-31",
        )

    async def a_card(
        self, ceiling_cents: int = 1_000_000, *, right: str | None = None, holder: str | None = None
    ) -> Json:
        """A card that carries a right."""
        carried = right or (await self.a_right(ceiling_cents, holder=holder))["id"]
        return await self.make("issueCard", right=carried)

    # -- taking part --------------------------------------------------------------------------

    async def register(
        self, card: Json, offer: Json, on: date | None = None, **arguments: Any
    ) -> Answer:
        """Taking part at once."""
        taking = {"cardNumber": card["number"], "offer": offer["id"], "on": str(on or today())}
        return await self.do("registerParticipation", **taking, **arguments)

    async def hold(
        self, card: Json, offer: Json, *, seconds: float = 3_600, **arguments: Any
    ) -> Answer:
        """Setting the shares aside for so long."""
        return await self.do(
            "holdParticipation",
            cardNumber=card["number"],
            offer=offer["id"],
            on=str(today()),
            holdUntil=in_seconds(seconds),
            **arguments,
        )

    async def balances(self, year: int | None = None) -> dict[str, Json]:
        """The accounts of a year by kind, payables by `PAYABLE:organisation`."""
        nodes = await self.pages("accounts", first=50, year=year or today().year)
        return {_account_name(node): node for node in nodes}

    async def used(self, holder: str) -> Json:
        """What is used of a person's first right in this year."""
        shown = await self.read("holder", id=holder)
        usage: Json = shown["rights"][0]["usage"]
        return usage


def _account_name(account: Json) -> str:
    kind: str = account["kind"]
    return f"{kind}:{account['organisation']}" if account["organisation"] else kind


async def a_network(
    api: Api,
    *,
    drawing_right_cents: int = 734_400,
    own_contribution_cents: int = 1_468_800,
    size: int = 1,
    **arguments: Any,
) -> City:
    """A fresh tenant on `size` municipalities that are free; amounts are Heist-op-den-Berg's."""
    operator = api.token("operator")
    for _attempt in range(len(MUNICIPALITIES)):
        municipalities = list(itertools.islice(_free, size))
        slug = f"test-{uuid4().hex[:12]}"
        answer = await api.do(
            "openNetwork",
            operator,
            **{
                "slug": slug,
                "name": f"Netwerk {slug}",
                "municipalities": municipalities,
                "periodFrom": f"{today().year - 1}-01-01",
                "periodUntil": f"{today().year + 1}-12-31",
                "drawingRightCents": drawing_right_cents,
                "ownContributionCents": own_contribution_cents,
                **arguments,
            },
        )
        if answer.code != "municipality_taken":
            network = answer.made
            return City(api, network["id"], network["slug"], municipalities)
    raise AssertionError("no municipality is left")
