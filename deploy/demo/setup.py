"""Sets one network up through the API: the network, its organisations and offers, its cards."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from deploy.demo import documents as api
from deploy.demo.client import Answer, Call
from deploy.demo.holders import issue_cards
from deploy.demo.model import Network, Offer
from deploy.demo.plan import FIRST_DAY, LAST_DAY, NetworkPlan
from deploy.demo.schemes import regulation_of
from deploy.demo.session import NETWORKS, PARTNERS, Session
from services.cards.contracts.regulation.reading import write

EDITION: Final = "demo-3"
"""Part of the keys of what every season shares. Raise it when the networks' data change."""


@dataclass(slots=True)
class Ready:
    """A network as the platform knows it: ids and card numbers by place; None where refused."""

    id: str
    offers: list[str | None] = field(default_factory=list)
    cards: list[str | None] = field(default_factory=list)


async def set_up(session: Session, plan: NetworkPlan) -> Ready | None:
    """Open the network and give it all that its participations need; None if it is refused."""
    network_id = await _open(session, plan.network)
    session.meter.done(NETWORKS)
    if network_id is None:
        return None
    session.outcome.networks += 1
    offers, cards = await asyncio.gather(
        _publish(session, plan.network, network_id), _give_cards(session, plan, network_id)
    )
    return Ready(network_id, offers, cards)


async def _give_cards(session: Session, plan: NetworkPlan, network_id: str) -> list[str | None]:
    """Adopt the network's card regulation, and give its holders cards."""
    scheme = await _adopt(session, plan.network, network_id)
    return await issue_cards(session, plan, network_id, scheme)


async def _adopt(session: Session, network: Network, network_id: str) -> str | None:
    """The scheme of the network's card regulation; None where it is refused."""
    adopted = regulation_of(network)
    for place, other in enumerate(adopted.others):
        await _send_regulation(session, network_id, f"other-{place}", {"document": write(other)})
    narrows: dict[str, object] = {}
    if adopted.regional is not None:
        regional: dict[str, object] = {"document": write(adopted.regional)}
        made = await _send_regulation(session, network_id, "regional", regional)
        if made.code is not None:
            return None
        narrows = {"narrows": made.id}
    wish = {"document": write(adopted.document), **narrows}
    answer = await _send_regulation(session, network_id, "regulation", wish)
    return None if answer.code is not None else str(answer.thing["scheme"])


async def _send_regulation(
    session: Session, network_id: str, what: str, arguments: dict[str, object]
) -> Answer:
    token = session.token("coordinator", network_id)
    call = Call(f"{EDITION}-{what}", arguments)
    answers = await session.api.mutate(api.ADOPT_REGULATION, token, network_id, [call])
    session.outcome.regulations += session.accepted("regulation", answers)
    return answers[0]


async def _open(session: Session, network: Network) -> str | None:
    arguments = {
        "slug": network.slug,
        "name": network.name,
        "municipalities": network.municipalities,
        "periodFrom": FIRST_DAY,
        "periodUntil": LAST_DAY,
        "drawingRightCents": network.drawing_right.cents,
        "ownContributionCents": network.own_contribution.cents,
    }
    token = session.token("operator")
    call = Call(f"{EDITION}-network-{network.slug}", arguments)
    (answer,) = await session.api.mutate(api.OPEN_NETWORK, token, None, [call])
    if answer.code == "slug_taken":  # somebody else opened it: the season can still run in it
        data = await session.api.query(api.NETWORK_BY_SLUG, token, slug=network.slug)
        return str(data["network"]["id"]) if data["network"] else None
    if answer.code is not None:
        session.outcome.refuse_setup("network", answer)
        return None
    return answer.id


async def _publish(session: Session, network: Network, network_id: str) -> list[str | None]:
    """Admit all organisations and publish their offers; the offers' ids in their order."""
    token = session.token("coordinator", network_id)
    admissions = [
        Call(f"{EDITION}-organisation-{place}", {"name": each.name, "roles": each.roles})
        for place, each in enumerate(network.organisations)
    ]
    admitted = await session.api.mutate(api.ADMIT_ORGANISATION, token, network_id, admissions)
    session.outcome.organisations += session.accepted("organisation", admitted)
    session.meter.done(PARTNERS, len(admitted))
    owners = [
        (answer, offer)
        for answer, organisation in zip(admitted, network.organisations, strict=True)
        for offer in organisation.offers
    ]
    calls = {
        place: _offer_call(place, owner.id, offer)
        for place, (owner, offer) in enumerate(owners)
        if owner.code is None
    }
    published = await session.api.mutate(api.PUBLISH_OFFER, token, network_id, list(calls.values()))
    session.outcome.offers += session.accepted("offer", published)
    session.meter.done(PARTNERS, len(owners))
    ids = dict(zip(calls, published, strict=True))
    return [_id_or_none(ids.get(place)) for place in range(len(owners))]


def _offer_call(place: int, organisation: str, offer: Offer) -> Call:
    arguments = {
        "organisation": organisation,
        "title": offer.title,
        "priceCents": offer.price_cents,
        "holderBp": offer.split.holder_bp,
        "organisationBp": offer.split.organisation_bp,
        "networkBp": offer.split.network_bp,
        "category": offer.category.upper(),
        "tags": offer.tags,
        "halfDays": offer.half_days,
    }
    return Call(f"{EDITION}-offer-{place}", arguments)


def _id_or_none(answer: Answer | None) -> str | None:
    return answer.id if answer is not None and answer.code is None else None
