"""Who sees what within a network: providers, holders and municipalities against each other.

Generated from the schema, as test_isolation.py.
"""

from collections.abc import AsyncIterator
from itertools import product

import pytest

from services.gateway.domain.access import TABLE, Role
from services.gateway.domain.access_to_money import OF_MONEY
from tests.kit.client import Json
from tests.kit.documents import roots
from tests.kit.populated import Party, Populated, texts
from tests.kit.reading import ask, known, readings, refusal, secrets, told, written
from tests.kit.socket import a_socket

QUERIES, MUTATIONS = sorted(roots("query")), sorted(roots("mutation"))


@pytest.fixture(scope="module", autouse=True)
async def as_it_was(mine: Populated) -> AsyncIterator[None]:
    """What can be read of mine is at the end what it was."""
    before = await readings(mine, Role.COORDINATOR)
    yield
    assert await readings(mine, Role.COORDINATOR) == before


# -- one against the other within a network ------------------------------------------------------

BOUNDED = (Role.PROVIDER, Role.TREASURER, Role.CARD_HOLDER)


@pytest.mark.parametrize(("role", "name"), list(product(BOUNDED, QUERIES)))
async def test_one_reads_nothing_of_the_other(mine: Populated, role: Role, name: str) -> None:
    asked = mine.arguments("query", name, mine.one)
    common = texts(await known(mine, role, mine.two))
    hidden = await secrets(mine, role, mine.one, common) - texts(asked)
    assert hidden, "the first has something of her own"
    reply = await ask(mine, "query", name, mine.token(role, mine.two), asked)
    assert told(reply, hidden) == set()
    mixed = {**asked, **_own_scope(mine, role, name)}
    reply = await ask(mine, "query", name, mine.token(role, mine.two), mixed)
    assert told(reply, hidden - texts(mixed)) == set()


@pytest.mark.parametrize(
    ("role", "argument"),
    [
        (Role.PROVIDER, "organisation"),
        (Role.TREASURER, "organisation"),
        (Role.CARD_HOLDER, "holder"),
    ],
)
async def test_who_names_another_is_told_that_she_may_not(
    mine: Populated, role: Role, argument: str
) -> None:
    asking = [
        name for name in QUERIES if role in TABLE[name] and argument in roots("query")[name].args
    ]
    assert asking
    for name in asking:
        asked = mine.arguments("query", name, mine.one)
        reply = await ask(mine, "query", name, mine.token(role, mine.two), asked)
        assert refusal(reply, name) == "not_allowed", name
        reply = await ask(mine, "query", name, mine.token(role, mine.one), asked)
        assert refusal(reply, name) is None, name


def _own_scope(net: Populated, role: Role, name: str) -> Json:
    """The argument that names who is asking, where there is one: then the rest is the other's."""
    own = (
        {"holder": net.two.holder}
        if role is Role.CARD_HOLDER
        else {"organisation": net.two.provider}
    )
    return {k: v for k, v in own.items() if k in roots("query")[name].args}


async def test_a_provider_reads_no_person(mine: Populated) -> None:
    persons = {
        text
        for party in (mine.one, mine.two)
        for text in (party.holder, party.right, party.card, party.number)
    }
    holders = {mine.one.holder, mine.two.holder}
    people = [node for node in await mine.city.pages("holders") if node["id"] in holders]
    persons |= {node["givenName"] for node in people} | {node["familyName"] for node in people}
    assert len(persons) == 12
    for name in QUERIES:
        asked = mine.arguments("query", name)
        reply = await ask(mine, "query", name, mine.token(Role.PROVIDER), asked)
        assert told(reply, persons - texts(asked)) == set(), name


@pytest.mark.parametrize(
    ("role", "name"),
    [(role, name) for role, name in product(BOUNDED, MUTATIONS) if role in TABLE[name]],
)
async def test_one_changes_nothing_of_the_other(mine: Populated, role: Role, name: str) -> None:
    before = await written(mine)
    asked = mine.arguments("mutation", name, mine.one)
    token = mine.token(role, mine.two)
    assert refusal(await ask(mine, "mutation", name, token, asked), name) == "not_allowed"
    assert await written(mine) == before


@pytest.mark.parametrize("role", BOUNDED)
async def test_one_looks_up_no_operation_of_the_other(mine: Populated, role: Role) -> None:
    token = mine.token(role, mine.two)
    assert await mine.city.api.read("operation", token, id=mine.one.operation) is None
    async with a_socket(mine.city.api.gateways[0], token) as socket:
        assert await socket.refused("operation", id=mine.one.operation) == ["operation_unknown"]


@pytest.mark.parametrize(("role", "name"), list(product(BOUNDED, QUERIES)))
async def test_a_token_that_names_nobody_reads_nothing_of_anybody(
    mine: Populated, role: Role, name: str
) -> None:
    nobody, common = mine.city.token(role.value), await _everybodys(mine, role)
    asked = mine.arguments("query", name)
    hidden = await secrets(mine, role, mine.one, common) - texts(asked)
    reply = await ask(mine, "query", name, nobody, asked)
    assert told(reply, hidden) == set()


_EVERYBODYS: dict[Role, set[str]] = {}


async def _everybodys(net: Populated, role: Role) -> set[str]:
    """What a token may read that names nobody: what cards there are is of all in the network."""
    if role not in _EVERYBODYS:
        nobody = net.city.token(role.value)
        common = texts(await net.city.api.read("networks", nobody)) | {role.value}
        common |= texts(await net.city.read("schemes", token=nobody))
        rules = net.rules["regulation"]
        common |= texts(await net.city.read("regulation", token=nobody, id=rules))
        _EVERYBODYS[role] = common
    return _EVERYBODYS[role]


# -- municipality against municipality -----------------------------------------------------------


def _of_person(net: Populated, party: Party) -> set[str]:
    return {party.holder, party.right, party.card, party.number, party.confirmed, party.held}


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("role", [Role.CLERK, Role.OUTREACH_WORKER, Role.COORDINATOR])
async def test_a_municipality_reads_no_person_of_the_other(
    mine: Populated, role: Role, name: str
) -> None:
    there = mine.city.token(role.value, municipality=mine.two.municipality)
    asked = mine.arguments("query", name, mine.one)
    people = {node["id"]: node for node in await mine.city.pages("holders")}
    hidden = _of_person(mine, mine.one) | {
        people[mine.one.holder]["givenName"],
        people[mine.one.holder]["familyName"],
    }
    reply = await ask(mine, "query", name, there, asked)
    if name == "operation":
        hidden -= {mine.one.confirmed, mine.one.held}
    assert told(reply, hidden - texts(asked)) == set()


@pytest.fixture(scope="module")
async def money_of_the_one(mine: Populated) -> set[str]:
    """The ids of all that is the one municipality's: whose money it is, or set apart for it."""
    here, city = mine.one.municipality, mine.city
    found = {
        node["id"]
        for name in ("legalEntities", "fundingSources", "envelopes", "accounts")
        for node in await city.pages(name, first=50)
        if node["municipality"] == here
    }
    for name, sides in (
        ("expenses", ("envelope",)),
        ("moneyMoves", ("fromEnvelope", "toEnvelope")),
        ("transfers", ("debit", "credit")),
    ):
        nodes = await city.pages(name, first=50)
        own = {node["id"] for node in nodes if found & {node[side] for side in sides}}
        assert own, f"the one has {name}"
        found |= own
    return found


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.COORDINATOR])
async def test_a_municipality_reads_no_money_of_the_other(
    mine: Populated, money_of_the_one: set[str], role: Role, name: str
) -> None:
    there = mine.city.token(role.value, municipality=mine.two.municipality)
    for party in (mine.one, mine.two):
        asked = mine.arguments("query", name, party)
        reply = await ask(mine, "query", name, there, asked)
        assert told(reply, money_of_the_one - texts(asked)) == set()


MAKES_ITS_OWN = frozenset({"registerLegalEntity", "openEnvelope"})
"""Names nothing of another's once it names her own municipality."""


@pytest.mark.parametrize("name", sorted(set(MUTATIONS) & set(OF_MONEY)))
@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.COORDINATOR])
async def test_a_municipality_moves_no_money_of_the_other(
    mine: Populated, role: Role, name: str
) -> None:
    """Nothing is even sent; where she says that it is her own, budget says no."""
    before = await written(mine)
    there = mine.city.token(role.value, municipality=mine.two.municipality)
    asked = mine.arguments("mutation", name, mine.one)
    for run in (mine.one.books["run"], mine.one.books["ownRun"]):
        told = {**asked, **({"run": run} if "run" in asked else {})}
        reply = await ask(mine, "mutation", name, there, told)
        assert refusal(reply, name) in ("not_allowed", "run_unknown", "right_unknown")
    assert await written(mine) == before
    if "municipality" in asked and name not in MAKES_ITS_OWN:
        told = {**asked, "municipality": mine.two.municipality}
        assert refusal(await ask(mine, "mutation", name, there, told), name) is not None


OF_NO_PERSON = frozenset(
    {
        "admitOrganisation",
        "publishOffer",
        "withdrawOffer",
        "openCounter",
        "orderPack",
        "printPack",
        "cancelPack",
        "receivePack",
        "movePack",
        "spoilCard",
        "correctStock",
        "issueGroupPass",
        "blockGroupPass",
        "registerGroupVisit",
        "cancelGroupVisit",
        "registerLegalEntity",
        "startSimulation",
        "draftRenewal",
    }
)
"""What a town does within a network, about nobody; a renewal is drafted for its own persons."""
AT_A_DESK = frozenset(
    {
        "registerParticipation",
        "holdParticipation",
        "registerInInstalments",
        "registerGroup",
        "uploadParticipations",
        "checkIn",
        "redeemGuaranteeSlip",
    }
)
"""She may swim next door: whoever shows a number is served there."""


@pytest.mark.parametrize("name", sorted({*MUTATIONS} - OF_NO_PERSON - AT_A_DESK))
@pytest.mark.parametrize("role", [Role.CLERK, Role.OUTREACH_WORKER, Role.COORDINATOR])
async def test_a_municipality_changes_no_person_of_the_other(
    mine: Populated, role: Role, name: str
) -> None:
    """Nothing is even sent: not a word of it stands in any journal."""
    before = await written(mine)
    there = mine.city.token(role.value, municipality=mine.two.municipality)
    asked = mine.arguments("mutation", name, mine.one)
    assert refusal(await ask(mine, "mutation", name, there, asked), name) is not None
    assert await written(mine) == before


async def test_a_desk_of_one_municipality_may_serve_a_person_of_the_other(worn: Populated) -> None:
    """She may swim next door: the answer tells the desk of its own act, or says no. No fault."""
    there = worn.city.token("clerk", municipality=worn.two.municipality)
    offer = await worn.city.an_offer()
    asked = {**worn.arguments("mutation", "registerParticipation"), "offer": offer["id"]}
    reply = await ask(worn, "mutation", "registerParticipation", there, asked)
    assert reply.codes == []
    assert refusal(reply, "registerParticipation") != "internal_error"
