"""Who reads and changes what, asked of every field of the schema with every role.

Generated from the schema: a new field is asked the day it is written. What may not be told is
found by comparing texts: nothing that one reads of her own, and the other does not, may stand in
an answer to the other. Parties within a network: test_isolation_parties.py. The database without
the code above it: test_isolation_tables.py.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from graphql import (
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    get_named_type,
)

from services.gateway.domain.access import TABLE, Reach, Role
from tests.kit.documents import Kind, every_root, reachable_types, roots
from tests.kit.populated import Populated, texts
from tests.kit.reading import ask, known, readings, refusal, secrets, seldom_read, told, written
from tests.kit.socket import a_socket

QUERIES, MUTATIONS = sorted(roots("query")), sorted(roots("mutation"))
NEVER_FILLED = {
    "Rejected.operation",
    "Rejected.person",
    "Rejected.waitSeconds",
    "HolderMessage.failure",
    "JobReport.next",
    "EnvelopeForecast.runsOutOn",
    "PaymentRun.allTheSame",
    "LateFactPreview.beginsOn",
    "UncoveredAmount.clearing",
    "ClearingLine.takesBack",
    *(f"Allowance.{field}" for field in ("envelope", "year")),
    *(f"Debt.{field}" for field in ("body", "decidedOn", "reference", "inStatement")),
    *(f"Debt.{field}" for field in ("code", "message")),
}
"""Fields that no query fills here: a refusal of a quote is no operation and names no person, and a
report goes on after hundreds of rows only. Whether an envelope runs out this year depends on the
day of the test. What has a course of its own is read in the flows of late facts, of clearing and of
what is promised; those fields name nobody."""


@pytest.fixture(scope="module", autouse=True)
async def as_it_was(mine: Populated) -> AsyncIterator[None]:
    """What can be read of mine is at the end what it was."""
    before = await readings(mine, Role.COORDINATOR)
    yield
    assert await readings(mine, Role.COORDINATOR) == before


# -- that there is something to see --------------------------------------------------------------


async def test_every_field_has_a_value_for_somebody(mine: Populated) -> None:
    """Else the tests below would find nothing to hide."""
    filled: set[str] = set()
    shown = [each for role in Role for each in (await known(mine, role)).items()]
    shown += await seldom_read(mine)
    for name, value in shown:
        _fill(filled, get_named_type(roots("query")[name].type), value)
    wanted = {
        f"{kind.name}.{field}"
        for kind in reachable_types(each for each in every_root() if each[0] == "query").values()
        for field in kind.fields
    }
    empty = wanted - filled - NEVER_FILLED
    assert not empty, "nobody reads a value there: let tests/kit make one"


def _fill(filled: set[str], kind: GraphQLNamedType, shown: Any) -> None:
    """Note each field that has a value."""
    if isinstance(shown, list):
        for each in shown:
            _fill(filled, kind, each)
    elif isinstance(shown, dict):
        if isinstance(kind, GraphQLUnionType):
            kind = next(one for one in kind.types if one.name == shown["__typename"])
        if isinstance(kind, GraphQLScalarType):
            return  # JSON: whatever it holds is a value of the field above it
        assert isinstance(kind, GraphQLObjectType)
        for name, field in kind.fields.items():
            value = shown.get(name)
            if value is not None:
                filled.add(f"{kind.name}.{name}")
                _fill(filled, get_named_type(field.type), value)


# -- the table of access -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name"), [each for each in every_root() if each[0] != "subscription"]
)
async def test_every_role_may_what_its_row_says(worn: Populated, kind: Kind, name: str) -> None:
    for role in Role:
        asked = worn.arguments(kind, name)
        code = refusal(await ask(worn, kind, name, worn.token(role), asked), name)
        assert code != "not_signed_in"
        assert (code == "not_allowed") == (role not in TABLE[name]), (role, code)


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_follows_what_its_row_says(mine: Populated, role: Role) -> None:
    async with a_socket(mine.city.api.gateways[0], mine.token(role)) as socket:
        if role not in TABLE["networkEvents"]:
            codes = await socket.refused("networkEvents", network=mine.city.id)
            assert codes == ["not_allowed"]
    for path in ("/events", "/events/head"):
        reply = await mine.city.api.get(path, mine.token(role), network=mine.city.id)
        assert reply.status == (200 if role in TABLE["events"] else 403)


@pytest.mark.parametrize(("kind", "name"), [e for e in every_root() if e[0] != "subscription"])
async def test_who_is_not_signed_in_gets_nothing(mine: Populated, kind: Kind, name: str) -> None:
    reply = await ask(mine, kind, name, None, mine.arguments(kind, name))
    assert refusal(reply, name) == "not_signed_in"
    assert (reply.body.get("data") or {}).get(name) is None or kind == "mutation" or name == "quote"


# -- network against network ---------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
async def test_another_network_reads_nothing_of_mine(
    mine: Populated, foreign: Populated, role: Role
) -> None:
    hidden = await hidden_from(foreign, mine)
    for name in QUERIES:
        if TABLE[name].get(role) is Reach.PLATFORM and name != "operation":
            continue
        asked = mine.arguments("query", name)
        reply = await ask(mine, "query", name, foreign.token(role), asked)
        if "network" in asked:
            assert refusal(reply, name) == "not_allowed"
        assert told(reply, hidden - texts(asked)) == set(), name
        at_home = {**asked, **({"network": foreign.city.id} if "network" in asked else {})}
        reply = await ask(mine, "query", name, foreign.token(role), at_home)
        assert told(reply, hidden - texts(asked)) == set(), name


async def hidden_from(other: Populated, net: Populated) -> set[str]:
    """What the coordinator of a network reads, and the other network's does not."""
    common = texts(await known(other, Role.COORDINATOR))
    hidden = await secrets(net, Role.COORDINATOR, None, common)
    assert len(hidden) > 50, "there is something to hide"
    return hidden


@pytest.mark.parametrize("name", MUTATIONS)
async def test_another_network_changes_nothing_of_mine(
    mine: Populated, foreign: Populated, name: str
) -> None:
    before = await written(mine)
    hidden = await hidden_from(foreign, mine)
    for role in Role:
        asked = mine.arguments("mutation", name)
        reply = await ask(mine, "mutation", name, foreign.token(role), asked)
        if "network" in asked:
            assert refusal(reply, name) == "not_allowed"
            asked["network"] = foreign.city.id
            reply = await ask(mine, "mutation", name, foreign.token(role), asked)
        assert told(reply, hidden - texts(asked)) == set()
        code = refusal(reply, name)
        makes_new = not {"offer", "holder", "right", "card", "participation"} & asked.keys()
        assert code is not None or makes_new, f"{role} did something with what is not its own"
    assert await written(mine) == before


@pytest.mark.parametrize("role", list(Role))
async def test_another_network_follows_nothing_of_mine(
    mine: Populated, foreign: Populated, role: Role
) -> None:
    for name in sorted(roots("subscription")):
        asked = mine.arguments("subscription", name)
        async with a_socket(mine.city.api.gateways[1], foreign.token(role)) as socket:
            codes = await socket.refused(name, **asked)
        assert codes == ["not_allowed" if "network" in asked else "operation_unknown"]
    for path in ("/events", "/events/head"):
        reply = await mine.city.api.get(path, foreign.token(role), network=mine.city.id)
        assert (reply.status, reply.body["code"]) == (403, "not_allowed")
