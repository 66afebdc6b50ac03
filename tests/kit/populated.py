"""A network with two of everything, and a right value for every argument of the schema.

Two parties, each a provider, a holder of a municipality of her own, and what they did: what the
one has, the other must never see. An argument that is new in the schema fails here with what to
add.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from services.gateway.domain.access import Role
from tests.kit.about_people import ABOUT_PEOPLE
from tests.kit.asked import ABOUT_STATUSES
from tests.kit.carriers import ABOUT_CARDS, a_scheme, all_of_cards
from tests.kit.case_files import (
    Case,
    a_case_file,
    a_number_of_hers,
    a_scheme_of_cases,
    asked_of_the_bank,
)
from tests.kit.cases import ABOUT_CASES, OF_CASES
from tests.kit.city import City, a_network
from tests.kit.client import Answer, Api, Json
from tests.kit.community import lives_with_others
from tests.kit.documents import Kind, NewShape, roots
from tests.kit.keeping_books import ABOUT_MONEY, keeps_books, of_money
from tests.kit.network_rules import rules_of_a_network
from tests.kit.promises import ABOUT_PROMISES, OF_PROMISES, pays_first
from tests.kit.right_values import LEFT_OUT, OF_CASE, common
from tests.kit.scheme_use import (
    about_late,
    is_there,
    is_told_twice,
    tries_numbers,
    uses_her_right,
)
from tests.kit.several import a_group_of_two, a_line
from tests.kit.terms import (
    ABOUT_TERMS,
    a_destruction_list,
    a_letter,
    asks_about_her_data,
    given,
    no_letter_is_under_way,
    somebody_gone,
)
from tests.kit.year_before import ends_the_year_before

OF_THE_PLATFORM: Final = (Role.OPERATOR, Role.UMBRELLA_ANALYST)


def _a_kbo() -> str:
    """A well-formed enterprise number that is nobody's that we know."""
    base = 10_000_000 + uuid4().int % 9_999_999
    return f"{base:08d}{97 - base % 97:02d}"


EVERYWHERE: Final = _a_kbo()


@dataclass(frozen=True)
class Party:
    """A provider and a holder, and what they did together. Ids, but for `number`."""

    provider: str
    offer: str
    spare_offer: str
    holder: str
    right: str
    card: str
    number: str
    confirmed: str
    held: str
    account: str
    operation: str
    municipality: str
    request: str
    basis: str
    carried: Json
    """A card of a scheme, a counter with its stock, a group pass: by argument."""
    household: str
    cases: Json
    """Of the case of the holder: ids by argument."""
    national_number: str
    books: Json
    """Of the books that are kept about the provider and her municipality: ids by argument."""


@dataclass(frozen=True)
class Populated:
    """Two parties in one network."""

    city: City
    one: Party
    two: Party
    refused: str
    """An operation that was rejected."""
    gone: str
    """Somebody who was erased, and to whom money was paid."""
    destruction_list: str
    """Files proposed for destruction."""
    rules: Json = field(default_factory=dict)
    """Of the network as a whole: ids by argument."""

    def token(self, role: Role, party: Party | None = None) -> str:
        """A token of this network for one of its parties."""
        if role in OF_THE_PLATFORM:
            return self.city.api.token(role.value)
        chosen = party or self.one
        own = {"organisation": chosen.provider}
        holder = {Role.CARD_HOLDER: {"holder": chosen.holder}}
        scope = {Role.PROVIDER: own, Role.TREASURER: own, **holder}.get(role, {})
        return self.city.token(role.value, **scope)

    def arguments(self, kind: Kind, name: str, party: Party | None = None) -> Json:
        """A right value for every argument of a root field, about one of the parties."""
        chosen = party or self.one
        known = {**common(), **ABOUT_CARDS, **ABOUT_TERMS, **ABOUT_STATUSES}
        known = ABOUT_PROMISES | ABOUT_CASES | known | ABOUT_PEOPLE | ABOUT_MONEY
        known |= {"network": self.city.id, **_of_party(chosen), **about_late(chosen.offer)}
        known |= {"destructionList": self.destruction_list, **self.rules}
        known |= _of_operation(self, chosen).get(f"{kind}.{name}", {})
        found = {}
        for argument in roots(kind)[name].args:
            if argument in known:
                found[argument] = known[argument]
            elif argument not in LEFT_OUT:
                raise NewShape(
                    f"{kind} {name} has an argument {argument}: say in tests/kit/populated.py "
                    "what a right value of it is"
                )
        return found


def _of_party(party: Party) -> Json:
    return {
        "organisation": party.provider,
        "offer": party.offer,
        "networkOffers": [party.offer],
        "holder": party.holder,
        "right": party.right,
        "card": party.card,
        "cardNumber": party.number,
        "number": party.number,
        "participation": party.confirmed,
        "account": party.account,
        "municipality": party.municipality,
        "personRequest": party.request,
        "legalBasis": party.basis,
        **{name: value for name, value in party.carried.items() if name != "card"},
        "household": party.household,
        "adults": [party.holder],
        **{name: value for name, value in party.books.items() if name != "statement"},
        **{name: value for name, value in party.cases.items() if name in OF_CASE},
    }


def _of_operation(populated: Populated, party: Party) -> dict[str, Json]:
    """Where a name means something else in one operation. A network of no municipality is none."""
    special = {
        "query.workItems": {"kind": "CONFLICTING_UPLOAD"},
        "query.workItemList": {"kind": "CONFLICTING_UPLOAD"},
        "query.checkIns": {"offer": party.carried["offerWithCheckIn"]},
        "query.network": {"id": populated.city.id},
        "query.scheme": {"id": party.carried["scheme"]},
        "query.regulation": {"id": populated.rules["regulation"]},
        "query.simulation": {"id": populated.rules["simulation"]},
        "query.application": {"id": party.cases["application"]},
        "query.applications": party.cases["waiting"],
        "query.holder": {"id": party.holder},
        "query.household": {"id": party.household},
        "mutation.setContact": {"channel": "MAIL", "language": "nl"},
        "query.participation": {"id": party.confirmed},
        "query.corrections": {"participation": party.carried["corrected"]},
        "query.receipt": {"participations": [party.confirmed]},
        "query.claim": {"id": party.carried["claim"]},
        "query.operation": {"id": party.operation},
        "subscription.operation": {"id": party.operation},
        "query.cardHistory": {"card": party.carried["card"]},
        "query.groupPass": {"number": party.carried["passNumber"]},
        "mutation.unblockCard": {"reason": "FOUND"},
        "mutation.revokeCards": {"reason": "fraude vastgesteld"},
        "mutation.liftRevocation": {"reason": "na beroep hersteld"},
        "mutation.askStatus": {"legalBasis": "OWN_REQUEST"},
        "mutation.arrangeRenewals": {"legalBasis": "GENERAL_AUTHORISATION"},
        "query.accesses": given("since", "until"),
        "query.affected": given("since", "until"),
        "mutation.closePersonRequest": {"outcome": ABOUT_TERMS["outcome"]},
        "mutation.openNetwork": {"slug": f"nieuw-{uuid4().hex[:8]}"},
        "query.group": {"id": party.carried["group"]},
        "mutation.registerGroup": {"lines": [a_line(party.number, party.offer)]},
        "mutation.confirmParticipation": {"participation": party.held},
        "mutation.voidParticipation": {"participation": party.held},
    }
    return {**OF_CASES, **OF_PROMISES, **of_money(party.books), **special}


async def a_populated_network(api: Api) -> Populated:
    """Two of everything; the first provider is one enterprise in every such network."""
    city = await a_network(api, size=2)
    await ends_the_year_before(city)
    schemes = await a_scheme(city), await a_scheme_of_cases(city)
    one, two, rules, _ = await asyncio.gather(
        _a_party(city, city.municipalities[0], "Eerste", EVERYWHERE, *schemes),
        _a_party(city, city.municipalities[1], "Tweede", _a_kbo(), *schemes),
        rules_of_a_network(city),
        tries_numbers(city),
    )
    refused = await city.do("withdrawOffer", offer=str(uuid4()))
    numbers = {party.holder: party.national_number for party in (one, two)}
    gone, listed, _asked = await asyncio.gather(
        somebody_gone(city),
        a_destruction_list(city),
        asked_of_the_bank(city, schemes[1], numbers),
    )
    await no_letter_is_under_way(city)
    return Populated(city, one, two, str(refused.operation), gone, listed, rules)


async def _a_party(city: City, here: str, mark: str, kbo: str, *schemes: str) -> Party:
    mark, number = f"{mark}-{uuid4().hex[:6]}", a_number_of_hers()
    provider = await city.a_provider(f"Club {mark}", kbo=kbo)
    offers = [await city.an_offer(provider=provider, title=f"Les {n} {mark}") for n in range(6)]
    named = {"givenName": f"Voor-{mark}", "familyName": f"Achter-{mark}"}
    holder = await city.a_holder(nationalNumber=number, **{"municipality": here, **named})
    right = await city.a_right(100_000_000, holder=holder)
    card = await city.a_card(right=right["id"])
    itself = city.token("provider", organisation=provider)
    taken, held = await _takes_part(city, card, offers, itself)
    household = await city.make("foundHousehold", adults=[holder])
    request, basis = await asks_about_her_data(city, holder)
    await _asks_too_much(city, card, provider, f"Duur {mark}")
    books = await keeps_books(city, here, mark, provider, holder, card, taken.made["id"])
    accounts = await city.balances()
    await is_told_twice(city, card, offers[0])
    carried = await _carries(city, schemes[0], holder, provider, offers[0]["id"])
    family = await lives_with_others(city, holder, here, mark)
    case = await a_case_file(Case(city, schemes[1], holder, *family, provider))
    return Party(
        provider=provider,
        offer=offers[4]["id"],
        spare_offer=offers[5]["id"],
        holder=holder,
        right=right["id"],
        card=card["id"],
        number=card["number"],
        confirmed=taken.made["id"],
        held=held.made["id"],
        account=accounts[f"PAYABLE:{provider}"]["id"],
        operation=str(taken.operation),
        municipality=here,
        request=request,
        basis=basis,
        carried={**carried, "group": await a_group_of_two(city, card, offers[:2], itself)},
        household=household["id"],
        cases=case,
        national_number=number,
        books=books,
    )


async def _asks_too_much(city: City, card: Json, provider: str, title: str) -> None:
    """A participation that the network's money is not enough for."""
    dear = await city.an_offer(10_000_000, provider=provider, title=title)
    (await city.register(card, dear)).refused("envelope_empty")


async def _carries(city: City, scheme: str, holder: str, provider: str, offer: str) -> Json:
    """All that goes with the card of a scheme; ids by the names of arguments."""
    carried = await all_of_cards(city, scheme, holder, provider, offer)
    carried |= await uses_her_right(city, scheme, holder, provider)
    carried |= await is_there(city, holder, offer)
    carried |= await pays_first(city, scheme, holder, provider)
    return {**carried, "message": await a_letter(city, holder, scheme)}


async def _takes_part(
    city: City, card: Json, offers: list[Json], itself: str
) -> tuple[Answer, Answer]:
    """A participation and a hold that stand, one of each that was taken back."""
    taken = await city.register(card, offers[0], token=itself)
    held = await city.hold(card, offers[1], token=itself)
    voided = (await city.hold(card, offers[2], token=itself)).made["id"]
    await city.make("voidParticipation", participation=voided)
    undone = (await city.register(card, offers[3], token=itself)).made["id"]
    await city.make("cancelParticipation", participation=undone)
    return taken, held


def texts(value: Any) -> set[str]:
    """Every text in an answer."""
    if isinstance(value, dict):
        return set().union(*(texts(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(texts(each) for each in value))
    return {value} if isinstance(value, str) else set()
