"""Gives the holders of one network their cards through the API, in four steps for many at once."""

import asyncio
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from deploy.demo import documents as api
from deploy.demo.client import Call
from deploy.demo.documents import Mutation
from deploy.demo.season import FIRST_DAY, GROUND, LAST_DAY, Holder, NetworkPlan
from deploy.demo.session import CARDS, Session

CHUNK: Final = 40
"""Holders that go through their four steps together."""

Arguments = dict[str, object]


async def issue_cards(session: Session, plan: NetworkPlan, network_id: str) -> list[str | None]:
    """The card numbers of all holders of a network, in their order; None where refused."""
    token = session.token("clerk", network_id)
    ceiling_cents = plan.network.scheme.yearly_ceiling_cents
    chunks = [
        _Desk(session, network_id, token, plan.holders[first : first + CHUNK]).serve(ceiling_cents)
        for first in range(0, len(plan.holders), CHUNK)
    ]
    return list(chain.from_iterable(await asyncio.gather(*chunks)))


@dataclass(slots=True)
class _Desk:
    """Some holders on their way to a card. What one step makes, the next one names."""

    session: Session
    network_id: str
    token: str
    holders: list[Holder]
    made: dict[int, str] = field(default_factory=dict)
    """Holder's number → id of what the last step made for them."""

    async def serve(self, ceiling_cents: int) -> list[str | None]:
        """Register, decide, grant, issue."""
        people = {each.number: _person(each) for each in self.holders}
        await self._step("register", api.REGISTER_HOLDER, people)
        decision: Arguments = {"ground": GROUND, "validUntil": LAST_DAY}
        await self._step("eligibility", api.DECIDE_ELIGIBILITY, self._name("holder", decision))
        terms: Arguments = {
            "yearlyCeilingCents": ceiling_cents,
            "validFrom": FIRST_DAY,
            "validUntil": LAST_DAY,
        }
        await self._step("right", api.GRANT_RIGHT, self._name("holder", terms))
        await self._step("card", api.ISSUE_CARD, self._name("right", {}), take="number")
        self.session.outcome.cards += len(self.made)
        self.session.meter.done(CARDS, len(self.holders))
        return [self.made.get(each.number) for each in self.holders]

    def _name(self, what: str, others: Arguments) -> dict[int, Arguments]:
        return {number: {what: made, **others} for number, made in self.made.items()}

    async def _step(
        self, what: str, mutation: Mutation, arguments: dict[int, Arguments], take: str = "id"
    ) -> None:
        """One mutation for each holder; whoever is refused goes no further."""
        key = f"season-{self.session.seed}-holder"
        calls = [Call(f"{key}-{number}-{what}", each) for number, each in arguments.items()]
        answers = await self.session.api.mutate(mutation, self.token, self.network_id, calls)
        self.session.accepted(what, answers)
        self.made = {
            number: str(answer.thing[take])
            for number, answer in zip(arguments, answers, strict=True)
            if answer.code is None
        }


def _person(holder: Holder) -> Arguments:
    person = holder.person
    return {
        "municipality": holder.municipality,
        "givenName": person.given_name,
        "familyName": person.family_name,
        "birthDate": person.birth_date,
        "nationalNumber": person.national_number,
    }
