"""What Kortrijk's providers sold before the first payment round of the demo. Pure.

What each was repaid is known (domain facts 2.1: 19 payees, 4,601.20 euro); what it sold is not,
so participations are made up that come to it to the cent. Nobody else takes part in Kortrijk.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import Final

from deploy.demo.model import Network, Offer, Organisation
from deploy.demo.organisations import KORTRIJK_PAYEES
from deploy.demo.people import invent_person
from deploy.demo.plan import YEAR, Course, Holder, NetworkPlan, Participation
from services.kernel.money import share_price

PLACE: Final = "kortrijk"
HOLDERS: Final = 60
MONTHS: Final = range(1, 9)
"""The round is of what was sold from January until August."""

KV_KORTRIJK_SOLD: Final = (12, 4, 15, 4)
"""How many of each of its four offers: 936.80 euro at 40%."""

FIRST_NUMBER: Final = 1_000_000
"""Its participations are numbered from here: beyond those of any season."""


def fill(plan: NetworkPlan, seed: int, taken: set[str]) -> None:
    """Give a network the people of its round, and their participations by day.

    `taken`: the national numbers of all who were invented so far.
    """
    rng = Random(f"samenspel first round {seed}")  # noqa: S311 - repeatable, not secret
    town = plan.network.municipalities[0]
    people = [Holder(number, town, invent_person(rng, taken)) for number in range(HOLDERS)]
    entitled = [each for each in people if not each.empty_handed]
    made = [
        Participation(
            number=FIRST_NUMBER + turn,
            holder=entitled[turn % len(entitled)].number,
            offer=offer,
            on=_a_day(plan.network.offers[offer], rng),
            course=Course.AT_ONCE,
        )
        for turn, offer in enumerate(_sold(plan.network))
    ]
    plan.holders = people
    plan.participations = sorted(made, key=lambda each: (each.on, each.number))


def _sold(network: Network) -> Iterator[int]:
    """The places of the offers that were sold, as often as they were."""
    times = chain.from_iterable(_times(each) for each in network.organisations)
    for place, count in enumerate(times):
        yield from [place] * count


def _times(organisation: Organisation) -> tuple[int, ...]:
    if organisation.name == "KV Kortrijk":
        return KV_KORTRIJK_SOLD
    repaid = KORTRIJK_PAYEES[organisation.name]
    return tuple(repaid // _repaid_cents(offer) for offer in organisation.offers)


def _repaid_cents(offer: Offer) -> int:
    """What the network repays of one."""
    return share_price(offer.price_cents, offer.split).network_cents


def _a_day(offer: Offer, rng: Random) -> date:
    """A day in the round on which the offer can be had."""
    month = rng.choice([each for each in offer.months if each in MONTHS])
    return date(YEAR, month, 1) + timedelta(days=rng.randrange(28))
