"""Who sees what, asked of the schema field by field and of the database table by table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
    get_named_type,
)

from services.gateway.api.schema import schema_text
from services.gateway.domain.access import TABLE, Role
from services.gateway.storage.tables import OF_MUNICIPALITY, PARTIES
from tests.gateway.client import Client
from tests.gateway.season import DAY, Season, arguments

SCHEMA = build_schema(schema_text())
EMPTY: tuple[object, ...] = (None, [], {})


def selection(kind: Any, depth: int = 0) -> str:
    """Every field below a type, as far as the depth limit lets one ask."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLUnionType):
        parts = [f"... on {member.name} {selection(member, depth)}" for member in named.types]
        return "{ __typename " + " ".join(parts) + " }"
    if not isinstance(named, GraphQLObjectType):
        return ""
    fields = [field_text(name, field, depth + 1) for name, field in named.fields.items()]
    return "{ __typename " + " ".join(text for text in fields if text) + " }"


def field_text(name: str, field: GraphQLField, depth: int) -> str:
    if depth > 6:
        return ""
    given = "(year: 2026)" if name == "usage" else ""
    below = selection(field.type, depth)
    return "" if below == "{ __typename  }" else f"{name}{given} {below}"


def ids_of(season: Season) -> dict[str, object]:
    """A right value for every argument of a query about a season."""
    return {
        "network": season.network,
        "organisation": season.provider,
        "holder": season.an.holder,
        "offer": season.offer,
        "cardNumber": season.an.number,
        "number": season.an.number,
        "on": DAY,
        "year": 2026,
        "account": None,
        "slug": None,
        "first": 50,
        "after": None,
    }


def query_of(name: str, field: GraphQLField, season: Season) -> str:
    given = ids_of(season)
    given["id"] = {
        "holder": season.an.holder,
        "participation": season.confirmed,
        "network": season.network,
        "operation": season.confirmed,
    }.get(name)
    chosen = {argument: given[argument] for argument in field.args}
    text = arguments(**chosen) if chosen else ""  # type: ignore[arg-type]
    text = ", ".join(part for part in text.split(", ") if not part.startswith("key: "))
    return f"{{ {name}{f'({text})' if text else ''} {selection(field.type)} }}"


def queries() -> Iterator[tuple[str, GraphQLField]]:
    assert SCHEMA.query_type is not None
    yield from SCHEMA.query_type.fields.items()


QUERIES = dict(queries())
ABOUT_A_NETWORK = sorted(name for name, f in QUERIES.items() if "network" in f.args)


def nothing_in(value: Any) -> bool:
    """Whether an answer tells nothing: empty, null, or a refusal."""
    if isinstance(value, dict):
        if value.get("__typename") == "Rejected":
            return True
        return all(nothing_in(v) for k, v in value.items() if k not in ("__typename", "pageInfo"))
    if isinstance(value, list):
        return all(nothing_in(item) for item in value)
    return value in (None, False, 0)


@pytest.mark.parametrize("name", ABOUT_A_NETWORK)
@pytest.mark.parametrize("role", list(Role))
async def test_a_token_of_another_network_reads_nothing_of_ours(
    client: Client, ours: Season, theirs: Season, name: str, role: Role
) -> None:
    token = theirs.token(client, role.value)
    response = await client.post(query_of(name, QUERIES[name], ours), token)
    said = response.json()
    codes = [error["extensions"]["code"] for error in said.get("errors", ())]
    assert response.status_code == 200
    assert set(codes) <= {"not_allowed"}, said
    data = said.get("data") or {}
    assert nothing_in(data.get(name)), said
    assert codes or data[name] in EMPTY or data[name]["__typename"] == "Rejected"


@pytest.mark.parametrize("name", sorted(QUERIES))
@pytest.mark.parametrize("role", list(Role))
async def test_a_role_reads_what_its_row_says_and_nothing_else(
    client: Client, ours: Season, name: str, role: Role
) -> None:
    of_platform = role in (Role.OPERATOR, Role.UMBRELLA_ANALYST)
    token = client.token(role.value) if of_platform else ours.token(client, role.value)
    said = (await client.post(query_of(name, QUERIES[name], ours), token)).json()
    refused = "errors" in said or (said["data"][name] or {}).get("code") == "not_allowed"
    assert refused == (role not in TABLE[name]), said


async def test_who_is_not_signed_in_reads_nothing(client: Client, ours: Season) -> None:
    for name, field in QUERIES.items():
        said = (await client.post(query_of(name, field, ours), None)).json()
        codes = [error["extensions"]["code"] for error in said.get("errors", ())]
        codes += [(said.get("data") or {}).get(name, {}).get("code")] if not codes else []
        assert codes == ["not_signed_in"], said


async def test_a_provider_sees_its_own_and_no_persons(client: Client, ours: Season) -> None:
    query = """query($n: UUID!, $other: UUID!) {
      offers(network: $n) { nodes { id organisation } }
      organisations(network: $n) { nodes { id } }
      participations(network: $n) { nodes { id organisation holder cardSuffix } }
      participation(network: $n, id: $other) { id } }"""
    token = ours.token(client, "provider")
    said = await client.ask(query, token, n=ours.network, other=ours.others)
    assert {offer["organisation"] for offer in said["offers"]["nodes"]} == {ours.provider}
    assert [one["id"] for one in said["organisations"]["nodes"]] == [ours.provider]
    seen = said["participations"]["nodes"]
    assert {one["organisation"] for one in seen} == {ours.provider}
    assert {one["holder"] for one in seen} == {None}
    assert said["participation"] is None


async def test_a_provider_asks_no_statement_of_another(client: Client, ours: Season) -> None:
    query = "query($n: UUID!, $o: UUID!) { statement(network: $n, organisation: $o, year: 2026) "
    query += "{ totalCents } }"
    token = ours.token(client, "provider")
    variables = {"n": ours.network, "o": ours.other_provider}
    said = (await client.post(query, token, variables)).json()
    assert said["errors"][0]["extensions"]["code"] == "not_allowed"


@pytest.mark.parametrize(
    "mutation", ["registerParticipation", "withdrawOffer", "cancelParticipation"]
)
async def test_a_provider_acts_on_nothing_of_another(
    client: Client, ours: Season, mutation: str
) -> None:
    given = {
        "registerParticipation": {
            "cardNumber": ours.an.number,
            "offer": ours.other_offer,
            "on": "2026-11-11",
        },
        "withdrawOffer": {"offer": ours.other_offer},
        "cancelParticipation": {"participation": ours.others},
    }[mutation]
    show = "offer { id }" if mutation == "withdrawOffer" else "participation { id }"
    token = ours.token(client, "provider")
    answer = await client.do(mutation, token, arguments(ours.network, **given), show)
    assert answer["code"] == "not_allowed"


async def test_a_card_holder_sees_herself_only(client: Client, ours: Season) -> None:
    query = """query($n: UUID!, $h: UUID!) {
      holder(network: $n, id: $h) { givenName cards { number } rights { id } }
      participations(network: $n) { nodes { id holder } } }"""
    token = ours.token(client, "card_holder")
    said = await client.ask(query, token, n=ours.network, h=ours.an.holder)
    assert said["holder"]["givenName"] == "An"
    assert said["holder"]["cards"] == [{"number": ours.an.number}]
    assert {one["holder"] for one in said["participations"]["nodes"]} == {ours.an.holder}
    answer = (await client.post(query, token, {"n": ours.network, "h": ours.bo.holder})).json()
    assert answer["errors"][0]["extensions"]["code"] == "not_allowed"


async def test_a_clerk_of_one_municipality_sees_no_person_of_another(
    client: Client, ours: Season
) -> None:
    query = """query($n: UUID!, $h: UUID!) {
      holders(network: $n) { nodes { id } } holder(network: $n, id: $h) { id }
      participations(network: $n) { nodes { id } } }"""
    here = ours.token(client, "clerk", municipality=ours.municipality)
    there = ours.token(client, "clerk", municipality="00000")
    said = await client.ask(query, here, n=ours.network, h=ours.an.holder)
    assert said["holders"]["nodes"]
    assert said["holder"]
    said = await client.ask(query, there, n=ours.network, h=ours.an.holder)
    assert said == {
        "holders": {"nodes": []},
        "holder": None,
        "participations": {"nodes": []},
    }
    asked = arguments(ours.network, holder=ours.an.holder, ground="x", validUntil="2026-12-31")
    answer = await client.do("decideEligibility", there, asked, "holder { id }")
    assert answer["code"] == "not_allowed"
    answer = await client.do(
        "issueCard", there, arguments(ours.network, right=ours.an.right), "card { id }"
    )
    assert answer["code"] == "right_unknown"


# -- the database, without the code above it ----------------------------------------------------


@dataclass
class Session:
    """A transaction under the gateway's own role."""

    connection: asyncpg.Connection

    async def count(self, table: str, **bounds: str) -> int:
        async with self.connection.transaction():
            for name, value in bounds.items():
                await self.connection.execute(
                    "select set_config($1, $2, true)", f"app.{name}", value
                )
            found = await self.connection.fetchval(f"select count(*) from {table}")
        assert isinstance(found, int)
        return found


@pytest.fixture
async def session(client: Client) -> Any:
    connection = await asyncpg.connect(client.platform.dsn("gateway", "gateway"))
    await connection.execute("set search_path = views, operations")
    yield Session(connection)
    await connection.close()


async def tables_with_a_stream(session: Session) -> list[str]:
    rows = await session.connection.fetch(
        "select c.table_schema || '.' || c.table_name as name from information_schema.columns c "
        "join information_schema.tables t using (table_schema, table_name) "
        "where c.column_name = 'stream' and c.table_schema in ('views', 'operations') "
        "and t.table_type = 'BASE TABLE'"
    )
    return [row["name"] for row in rows]


async def test_a_query_that_forgets_the_network_returns_nothing(
    session: Session, ours: Season
) -> None:
    tables = await tables_with_a_stream(session)
    # The rows of `streams` hold numbers only, and are locked before a stream is named.
    for table in sorted(set(tables) - {"views.streams"}):
        assert await session.count(table) == 0, table


async def test_a_query_shows_the_named_network_only(
    session: Session, ours: Season, theirs: Season
) -> None:
    for table in PARTIES:
        rows = await session.count(table, streams=ours.network)
        both = await session.count(table, streams=f"{ours.network},{theirs.network}")
        assert 0 < rows < both, table


async def test_the_database_bounds_a_party_to_its_own_rows(session: Session, ours: Season) -> None:
    for table, owners in PARTIES.items():
        whole = await session.count(table, streams=ours.network)
        for party in (f"organisation:{ours.provider}", f"holder:{ours.an.holder}"):
            seen = await session.count(table, streams=ours.network, party=party)
            own = owners == ("*",) or any(party.split(":")[0] in owner for owner in owners)
            assert (seen > 0) == own, (table, party)
            assert seen < whole or owners == ("*",), (table, party)
        assert owners == ("*",) or not await session.count(
            table, streams=ours.network, party="organisation:none"
        )


async def test_the_database_bounds_a_municipality_to_its_own_rows(
    session: Session, client: Client, ours: Season
) -> None:
    for table in OF_MUNICIPALITY:
        whole = await session.count(table, streams=ours.network)
        bounds = {"streams": ours.network}
        assert await session.count(table, **bounds, municipality=ours.municipality) == whole
        assert await session.count(table, **bounds, municipality="00000") == 0


async def test_the_directory_shows_networks_and_nothing_of_them(
    session: Session, ours: Season
) -> None:
    assert await session.count("networks", directory="on") > 0
    assert await session.count("organisations", directory="on") == 0


async def test_the_umbrella_can_read_its_statistics_and_nothing_else(client: Client) -> None:
    connection = await asyncpg.connect(client.platform.dsn("gateway", "umbrella"))
    try:
        await connection.fetch("select * from operations.statistics")
        tables = await connection.fetch(
            "select schemaname || '.' || tablename as name from pg_tables "
            "where schemaname in ('views', 'operations')"
        )
        readable = [
            row["name"]
            for row in tables
            if await connection.fetchval(
                "select has_table_privilege($1, 'select, insert, update, delete')", row["name"]
            )
        ]
        assert readable == ["operations.statistics"]
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("update operations.statistics set total = '{}'")
    finally:
        await connection.close()
