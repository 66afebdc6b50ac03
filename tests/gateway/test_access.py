"""The table of role × operation × scope, held against the schema. Pure."""

from itertools import product
from typing import Any

import pytest
from graphql import GraphQLObjectType, build_schema

from services.gateway.api.schema import schema_text
from services.gateway.domain.access import (
    NAMES_ARE_SHOWN,
    TABLE,
    Grant,
    Reach,
    Role,
    Scope,
    allowed,
)
from services.gateway.domain.attempts import NUMBERED
from services.gateway.domain.network_wide import OF_THE_NETWORK

OURS, THEIRS = "11111111-0000-4000-8000-000000000000", "22222222-0000-4000-8000-000000000000"
MINE, OTHER = "33333333-0000-4000-8000-000000000000", "44444444-0000-4000-8000-000000000000"
OWN = Reach.ORGANISATION
OUTSIDE_GRAPHQL = {"events", "imports", "keepProof", "proofDocument"}


def fields_of_the_schema() -> set[str]:
    schema = build_schema(schema_text())
    roots = (schema.query_type, schema.mutation_type, schema.subscription_type)
    return {name for root in roots if isinstance(root, GraphQLObjectType) for name in root.fields}


def a_grant(role: Role, **scope: str | None) -> Grant:
    whole: Any = {"network": OURS, "organisation": MINE, "holder": MINE, **scope}
    return Grant(actor="somebody", role=role, **whole)


def test_every_field_of_the_schema_has_a_row() -> None:
    assert set(TABLE) - OUTSIDE_GRAPHQL == fields_of_the_schema()


def what_may(grant: Grant | None, network: str | None = None) -> set[str]:
    return {operation for operation in TABLE if allowed(grant, operation, Scope(network=network))}


def test_nobody_who_is_not_signed_in_may_do_anything() -> None:
    assert what_may(None) | what_may(None, OURS) == set()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_reaches_its_own_network_and_no_other(role: Role) -> None:
    reaches = {operation: roles[role] for operation, roles in TABLE.items() if role in roles}
    anywhere = {operation for operation, reach in reaches.items() if reach is Reach.PLATFORM}
    assert what_may(a_grant(role), OURS) == set(reaches)
    assert what_may(a_grant(role), THEIRS) == anywhere
    assert what_may(a_grant(role, network=None), OURS) == anywhere


OF_PROVIDERS = [
    (role, operation)
    for role, operation in product((Role.PROVIDER, Role.TREASURER), sorted(TABLE))
    if TABLE[operation].get(role) is Reach.ORGANISATION
]


@pytest.mark.parametrize(("role", "operation"), OF_PROVIDERS)
def test_a_provider_acts_for_itself_only(role: Role, operation: str) -> None:
    provider = a_grant(role)
    assert allowed(provider, operation, Scope(network=OURS, organisation=MINE))
    assert not allowed(provider, operation, Scope(network=OURS, organisation=OTHER))
    nobody = a_grant(role, organisation=None)
    assert not allowed(nobody, operation, Scope(network=OURS))


@pytest.mark.parametrize("operation", ["holder", "participations"])
def test_a_card_holder_sees_herself_only(operation: str) -> None:
    holder = a_grant(Role.CARD_HOLDER)
    assert allowed(holder, operation, Scope(network=OURS, holder=MINE))
    assert not allowed(holder, operation, Scope(network=OURS, holder=OTHER))


def test_a_clerk_of_one_municipality_registers_nobody_in_another() -> None:
    clerk = a_grant(Role.CLERK, municipality="13011")
    assert allowed(clerk, "registerHolder", Scope(network=OURS, municipality="13011"))
    assert not allowed(clerk, "registerHolder", Scope(network=OURS, municipality="13010"))


MUNICIPAL = {
    "admitOrganisation",
    "draftRenewal",
    "issueGroupPass",
    "openCounter",
    "openEnvelope",
    "publishOffer",
    "registerGroup",
    "registerHolder",
    "registerLegalEntity",
    "startSimulation",
    "spoilCard",
    "uploadParticipations",
}
"""About nobody and nothing that is there already, and yet a municipality's own work."""


def mutations_about_nobody() -> set[str]:
    """Mutations that name no person, file or thing of one: they say something for all."""
    schema = build_schema(schema_text())
    named = {"network", "scheme", "organisation"}
    assert schema.mutation_type is not None
    found = set()
    for name, field in schema.mutation_type.fields.items():
        kinds = {argument: str(argument_of.type) for argument, argument_of in field.args.items()}
        if not any(kind.strip("[]!") == "UUID" for key, kind in kinds.items() if key not in named):
            found.add(name)
    return found


def test_whatever_is_said_for_all_is_either_the_networks_or_a_municipalitys_to_say() -> None:
    nobody = {name for name in mutations_about_nobody() if Role.COORDINATOR in TABLE[name]}
    left = nobody - OF_THE_NETWORK - MUNICIPAL
    assert left == set(), "say in domain/network_wide.py whose it is"
    assert set(TABLE) >= OF_THE_NETWORK
    assert nobody >= MUNICIPAL


@pytest.mark.parametrize("role", list(Role))
def test_a_municipality_does_not_rule_for_the_whole_network(role: Role) -> None:
    bound = what_may(a_grant(role, municipality="13011"), OURS)
    assert bound == what_may(a_grant(role), OURS) - OF_THE_NETWORK


def test_the_umbrella_reads_totals_and_the_directory_only() -> None:
    mine = {operation for operation, roles in TABLE.items() if Role.UMBRELLA_ANALYST in roles}
    statistics = {"umbrellaTotals", "simulateDrawingRights"}
    assert mine == {"me", "networks", "network", "operation", *statistics}


def test_the_operator_opens_networks_and_reads_no_person() -> None:
    mine = {operation for operation, roles in TABLE.items() if Role.OPERATOR in roles}
    assert mine == {"me", "networks", "network", "operation", "openNetwork"}


def test_only_the_umbrella_reads_the_totals_of_all() -> None:
    assert set(TABLE["umbrellaTotals"]) == {Role.UMBRELLA_ANALYST}


def test_a_provider_reads_no_names() -> None:
    assert Role.PROVIDER not in NAMES_ARE_SHOWN


@pytest.mark.parametrize("role", list(Role))
def test_a_party_without_an_id_is_bounded_to_nothing_rather_than_to_everything(role: Role) -> None:
    party = Grant(actor="somebody", role=role, network=OURS).party
    nothing = {
        Role.PROVIDER: "organisation:none",
        Role.TREASURER: "organisation:none",
        Role.CARD_HOLDER: "holder:none",
    }
    assert party == nothing.get(role, "")


def test_money_rights_at_a_provider_are_apart_from_scanning_rights() -> None:
    scans = {name for name, roles in TABLE.items() if Role.PROVIDER in roles}
    handles_money = {name for name, roles in TABLE.items() if Role.TREASURER in roles}
    both = {name for name in scans & handles_money if TABLE[name][Role.TREASURER] is OWN}
    assert both == {"organisations", "offers", "corrections"}
    assert handles_money & NUMBERED == set()
    assert "confirmPayeeAccount" not in handles_money
