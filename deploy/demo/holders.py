"""Gives the holders of one network their cards through the API, step by step for many at once.

Most are decided by the network's card regulation, as if each had applied when the season began,
and carry a card of its scheme, entitled or not. Some have a right of the kind that came before
schemes; so has everybody where the regulation knows no card.
"""

import asyncio
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from deploy.demo import documents as api
from deploy.demo.client import Call
from deploy.demo.documents import Mutation
from deploy.demo.plan import FIRST_DAY, GROUND, LAST_DAY, Holder, NetworkPlan
from deploy.demo.schemes import facts_of, regulation_of
from deploy.demo.session import CARDS, Session
from services.cards.contracts.regulation.document import AsDecided

CHUNK: Final = 40
"""Holders that go through their steps together."""

BEFORE_SCHEMES: Final = 5
"""One holder in so many has a right of the old kind."""

Arguments = dict[str, object]


async def issue_cards(
    session: Session, plan: NetworkPlan, network_id: str, scheme: str | None
) -> list[str | None]:
    """The card numbers of all holders of a network, in their order; None where refused."""
    token = session.token("clerk", network_id)
    chunks = [
        _Desk(session, plan, network_id, token, scheme, plan.holders[first : first + CHUNK]).serve()
        for first in range(0, len(plan.holders), CHUNK)
    ]
    return list(chain.from_iterable(await asyncio.gather(*chunks)))


@dataclass(slots=True)
class _Desk:
    """Some holders on their way to a card. What a step makes, the next ones name."""

    session: Session
    plan: NetworkPlan
    network_id: str
    token: str
    scheme: str | None
    holders: list[Holder]
    known: dict[int, str] = field(default_factory=dict)
    """Holder's number → her id."""

    async def serve(self) -> list[str | None]:
        """Register all; then decide and issue, each in her way."""
        people = {each.number: _person(each) for each in self.holders}
        self.known = await self._step("register", api.REGISTER_HOLDER, people)
        mine = [each for each in self.holders if each.number in self.known]
        decided = [each for each in mine if self.scheme and not _before_schemes(each)]
        carded = [] if regulation_of(self.plan.network).document.no_card else decided
        made = await asyncio.gather(
            self._by_regulation(decided, carded),
            self._before_schemes([each for each in mine if each not in carded]),
        )
        numbers = made[0] | made[1]
        self.session.outcome.cards += len(numbers)
        self.session.meter.done(CARDS, len(self.holders))
        return [numbers.get(each.number) for each in self.holders]

    async def _by_regulation(self, holders: list[Holder], carded: list[Holder]) -> dict[int, str]:
        """Decide about those who prove something; a card looks the same for everybody."""
        proofs = {each.number: facts_of(self.plan.network, each) for each in holders}
        applied: Arguments = {"scheme": self.scheme, "appliedOn": FIRST_DAY}
        document = regulation_of(self.plan.network).document
        if isinstance(document.validity.term, AsDecided):
            applied["validUntil"] = LAST_DAY
        wishes: dict[int, Arguments] = {
            number: {"holder": self.known[number], "facts": facts, **applied}
            for number, facts in proofs.items()
            if facts is not None
        }
        rights = await self._step("decide", api.DECIDE_CASE, wishes)
        self.session.outcome.rights += len(rights)
        cards: dict[int, Arguments] = {
            each.number: {"holder": self.known[each.number], "scheme": self.scheme}
            for each in carded
        }
        return await self._step("scheme-card", api.ISSUE_SCHEME_CARD, cards, take="number")

    async def _before_schemes(self, holders: list[Holder]) -> dict[int, str]:
        """Decide, grant, issue."""
        known = {each.number: self.known[each.number] for each in holders}
        decision: Arguments = {"ground": GROUND, "validUntil": LAST_DAY}
        made = await self._step(
            "eligibility", api.DECIDE_ELIGIBILITY, _name("holder", known, decision)
        )
        terms: Arguments = {
            "yearlyCeilingCents": self.plan.network.scheme.yearly_ceiling_cents,
            "validFrom": FIRST_DAY,
            "validUntil": LAST_DAY,
        }
        made = await self._step("right", api.GRANT_RIGHT, _name("holder", made, terms))
        return await self._step("card", api.ISSUE_CARD, _name("right", made, {}), take="number")

    async def _step(
        self, what: str, mutation: Mutation, arguments: dict[int, Arguments], take: str = "id"
    ) -> dict[int, str]:
        """One mutation for each holder; whoever is refused goes no further."""
        key = f"season-{self.session.seed}-holder"
        calls = [Call(f"{key}-{number}-{what}", each) for number, each in arguments.items()]
        answers = await self.session.api.mutate(mutation, self.token, self.network_id, calls)
        self.session.accepted(what, answers)
        return {
            number: str(answer.thing[take])
            for number, answer in zip(arguments, answers, strict=True)
            if answer.code is None
        }


def _before_schemes(holder: Holder) -> bool:
    return holder.number % BEFORE_SCHEMES == BEFORE_SCHEMES - 1


def _name(what: str, made: dict[int, str], others: Arguments) -> dict[int, Arguments]:
    return {number: {what: one, **others} for number, one in made.items()}


def _person(holder: Holder) -> Arguments:
    person = holder.person
    return {
        "municipality": holder.municipality,
        "givenName": person.given_name,
        "familyName": person.family_name,
        "birthDate": person.birth_date,
        "nationalNumber": person.national_number,
    }
