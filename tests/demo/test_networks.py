"""The 119 networks of the demo."""

import re
from collections import Counter

import pytest

from deploy.demo.model import DEMO, Network
from deploy.demo.networks import (
    AVERAGE_DRAWING_RIGHT_CENTS,
    NETWORKS,
    OWN_CONTRIBUTION_RATIO,
)
from deploy.demo.organisations import KORTRIJK_PAYEES
from services.kernel.money import share_price
from services.partners.contracts.municipalities import MUNICIPALITIES

BY_SLUG = {network.slug: network for network in NETWORKS}


def euros(network: Network) -> tuple[float, float]:
    return network.drawing_right.cents / 100, network.own_contribution.cents / 100


def test_there_are_119_with_their_own_slug_and_name() -> None:
    assert len(NETWORKS) == len(BY_SLUG) == len({network.name for network in NETWORKS}) == 119
    assert all(re.fullmatch(r"[a-z0-9](-?[a-z0-9])*", slug) for slug in BY_SLUG)


def test_a_municipality_belongs_to_at_most_one_network() -> None:
    members = Counter(code for network in NETWORKS for code in network.municipalities)
    assert set(members) <= set(MUNICIPALITIES)
    assert set(members.values()) == {1}


@pytest.mark.parametrize(
    ("slug", "drawing_right", "own_contribution"),
    [
        ("heist-op-den-berg", 7_344.00, 14_688.00),
        ("koekelare", 1_700.00, 3_909.00),
        ("kapellen", 2_634.00, 5_268.00),
        ("brasschaat", 5_510.00, 11_020.00),
        ("antwerpen", 249_476.00, 498_952.00),
    ],
)
def test_known_money_is_as_known(slug: str, drawing_right: float, own_contribution: float) -> None:
    assert euros(BY_SLUG[slug]) == (drawing_right, own_contribution)
    assert not BY_SLUG[slug].drawing_right.demo


def test_money_of_the_others_is_marked_as_demo() -> None:
    known = {network.slug for network in NETWORKS if not network.drawing_right.demo}
    assert known == {
        "heist-op-den-berg",
        "koekelare",
        "kapellen",
        "brasschaat",
        "antwerpen",
    }


def test_all_together_have_what_119_average_files_had() -> None:
    total = sum(network.drawing_right.cents for network in NETWORKS)
    assert total == 119 * AVERAGE_DRAWING_RIGHT_CENTS


def test_own_money_is_at_least_twice_the_drawing_right() -> None:
    for network in NETWORKS:
        assert (
            network.own_contribution.cents >= OWN_CONTRIBUTION_RATIO * network.drawing_right.cents
        )


def test_few_are_large_and_many_small() -> None:
    weights = sorted((network.weight for network in NETWORKS), reverse=True)
    assert sum(weights[:12]) > sum(weights) / 3
    assert weights[0] > 10 * weights[len(weights) // 2]


def test_heist_has_seven_partners_of_which_five_are_named() -> None:
    partners = BY_SLUG["heist-op-den-berg"].organisations
    assert len(partners) == 7
    assert len([partner for partner in partners if partner.source != DEMO]) == 5


def test_kortrijk_has_its_nineteen_payees() -> None:
    assert len(BY_SLUG["kortrijk"].organisations) == len(KORTRIJK_PAYEES) == 19
    assert sum(KORTRIJK_PAYEES.values()) == 4_601_20


def test_networks_of_several_municipalities() -> None:
    names = {
        slug: {MUNICIPALITIES[code] for code in BY_SLUG[slug].municipalities}
        for slug in ("neteland", "meetjesland")
    }
    assert names["neteland"] == {
        "Grobbendonk",
        "Herentals",
        "Herenthout",
        "Olen",
        "Vorselaar",
    }
    assert names["meetjesland"] == {"Assenede", "Eeklo", "Lievegem", "Maldegem"}


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.slug)
def test_what_is_invented_says_so_and_prices_split_to_the_cent(
    network: Network,
) -> None:
    assert network.demo == network.name.endswith("(demo)")
    for organisation in network.organisations:
        assert (organisation.source == DEMO) == organisation.name.endswith("(demo)")
    for offer in network.offers:
        assert (offer.source == DEMO) == offer.title.endswith("(demo)")
        split = offer.split
        assert split.holder_bp + split.organisation_bp + split.network_bp == 10_000
        shares = share_price(offer.price_cents, split)
        parts = (shares.holder_cents, shares.organisation_cents, shares.network_cents)
        assert sum(parts) == offer.price_cents
        assert min(parts) >= 0


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.slug)
def test_every_month_has_an_offer_of_someone_who_may_offer(network: Network) -> None:
    offered = {month for offer in network.offers for month in offer.months}
    assert offered == set(range(1, 13))
    for organisation in network.organisations:
        if organisation.offers:
            assert {"PROVIDER", "MUNICIPAL_SERVICE"} & set(organisation.roles)
