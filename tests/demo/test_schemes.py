"""Each network of the demo has a card regulation, real where one is known, and people for it."""

from collections import Counter

import pytest

from deploy.demo.model import DEMO, Network
from deploy.demo.networks import NETWORKS
from deploy.demo.plan import FIRST_DAY, LAST_DAY, Holder
from deploy.demo.schemes import facts_of, regulation_of
from deploy.demo.season import plan_season
from services.cards.contracts.regulation.checking import check
from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.narrowing import widenings
from services.cards.contracts.regulation.reading import write
from tests.kit import schemes

BY_SLUG = {network.slug: network for network in NETWORKS}
REAL = {network.slug for network in NETWORKS if regulation_of(network).source != DEMO}


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.slug)
def test_a_network_can_adopt_its_regulation_and_it_holds_all_season(network: Network) -> None:
    regulation = regulation_of(network)
    document = regulation.document
    assert check(write(document)) == document
    assert document.valid_from <= FIRST_DAY
    assert document.valid_until is None or document.valid_until >= LAST_DAY


def test_a_known_regulation_is_adopted_as_it_stands_or_says_that_the_demo_filled_it_in() -> None:
    assert {"heist-op-den-berg", "kortrijk", "gistel", "brecht", "izegem", "neteland"} <= REAL
    for slug in sorted(REAL):
        regulation = regulation_of(BY_SLUG[slug])
        source = schemes.document_at(schemes.REAL / f"{regulation.source}.yaml")
        filled_in = regulation.document.title.endswith("(aangevuld voor de demo)")
        assert filled_in == (regulation.document != source)
    assert regulation_of(BY_SLUG["kortrijk"]).document.title.endswith("(aangevuld voor de demo)")
    assert not regulation_of(BY_SLUG["gistel"]).document.title.endswith("demo)")


def test_langemark_adopts_an_addendum_that_only_narrows_the_regional_regulation() -> None:
    adopted = regulation_of(BY_SLUG["langemark-poelkapelle"])
    assert adopted.regional is not None
    assert adopted.document.narrows is not None
    assert widenings(adopted.regional, adopted.document) == []
    assert [slug for slug in REAL if regulation_of(BY_SLUG[slug]).regional] == [
        "langemark-poelkapelle"
    ]


def test_a_city_with_several_schemes_adopts_them_all() -> None:
    others = {
        network.slug: [one.scheme for one in regulation_of(network).others]
        for network in NETWORKS
        if regulation_of(network).others
    }
    assert others == {
        "antwerpen": ["Attest kansentarief", "Vrijetijdsbudget voor klanten"],
        "neteland": ["Vrijetijdspas"],
        "sint-niklaas": ["Kansenpas"],
    }


def test_an_invented_regulation_says_so() -> None:
    for network in NETWORKS:
        if network.slug not in REAL:
            assert regulation_of(network).document.title.endswith("(demo)")


def test_what_a_holder_proves_entitles_her_and_some_prove_nothing() -> None:
    counts: Counter[bool] = Counter()
    for plan in plan_season().plans:
        for holder in plan.holders:
            facts = facts_of(plan.network, holder)
            counts[facts is not None] += 1
            assert facts is None or _entitles(plan.network, holder, facts)
    assert counts[True] > 8 * counts[False] > 0


def _entitles(network: Network, holder: Holder, facts: dict[str, object]) -> bool:
    person = Person.model_validate({**facts, "birth_date": holder.person.birth_date})
    document = regulation_of(network).document
    decision = decide(document, person, on=LAST_DAY, municipalities=network.municipalities)
    return decision.outcome == "entitled" and not decision.needs_inquiry
