"""A network whose year has as many transfers as are asked for, in the tables of the views.

A first part of the year is told by the rules, and made rows by the views' own code. Those rows are
then repeated under other ids by PostgreSQL itself, and what they count is multiplied: so tables and
counters are as large and as full as those of such a year.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID, uuid4

import asyncpg

from deploy.audit.folds import FoldState
from deploy.cli.connection import Platform
from deploy.embedded.postgres import SUPERUSER
from services.budget.consumers import RULES as BUDGET
from services.budget.contracts import commands
from services.budget.contracts.events import Decision, EnvelopeOpened, MoneyMoved, StatementDrawnUp
from services.cards.consumers import RULES as CARDS
from services.gateway.consumers import RULES as GATEWAY
from services.kernel.state import State
from services.kernel.store import Store
from services.partners.consumers import RULES as PARTNERS
from tests.kit.rules import Driver
from tests.kit.town import Town, an_opening, expect

LATE: Final = datetime(2026, 12, 31, 10, tzinfo=UTC)
PROVIDERS, ACTIONS, TAKING_PART = 10, 3, 400
DECIDED: Final = Decision(body="municipal_council", on=date(2026, 1, 5))

_REPEATED: Final = {
    "transfers": ("key", "participation_id", "names"),
    "participations": ("key",),
    "statement_lines": ("key", "participation_id"),
}
"""Tables of one row per fact; by table, the columns that hold other ids in each repetition."""
_COUNTED: Final = {
    "accounts": ("debit_cents", "credit_cents", "held_debit_cents", "held_credit_cents"),
    "envelopes": ("set_apart_cents",),
    "fundings": ("total_cents",),
    "spendings": ("cents",),
    "reaches": ("participations",),
    "reached_holders": ("times",),
    "holder_years": ("confirmed",),
    "year_totals": ("participations", "network_cents"),
    "statement_years": ("total_cents",),
    "drawn_up": ("lines", "total_cents", "payable_cents"),
    "payable_items": ("cents",),
    "right_years": ("used_cents",),
}
_DAYS: Final = """
insert into account_days (stream, key, account_id, day, debit_cents, credit_cents)
  select $1, account || ':' || day, account, day, sum(debit), sum(credit) from (
    select debit as account, (made_at at time zone 'Europe/Brussels')::date as day,
      cents as debit, 0 as credit from transfers where stream = $1
    union all
    select credit, (made_at at time zone 'Europe/Brussels')::date, 0, cents
      from transfers where stream = $1) t group by account, day
"""


@dataclass(frozen=True, slots=True)
class Plenty:
    """The network, an account that every participation of an action went through, a statement."""

    network: str
    transfers: int
    account: str
    statement: str
    spent_cents: int


def told() -> tuple[Town, UUID]:
    """The first part of the year, and its first statement."""
    driver = Driver(PARTNERS, CARDS, BUDGET, label=str(uuid4()))
    town = Town(an_opening(drawing_right_cents=9_000_000, own_contribution_cents=0), driver)
    driver.actor = "an"
    town.at(LATE)
    clubs = [town.a_provider(name=f"Club {n}") for n in range(PROVIDERS)]
    offers = [town.an_offer(1_000, split_percent=(20, 0, 80), provider=club) for club in clubs]
    for number in range(ACTIONS):
        opening = commands.OpenEnvelope(
            year=2026, action=f"Actie {number}", category="participation", pays_for=("all",)
        )
        own = expect(town.ask(opening), EnvelopeOpened).envelope_id
        move = commands.MoveMoney(year=2026, to_envelope=own, cents=400_000, decision=DECIDED)
        expect(town.ask(move), MoneyMoved)
    for number in range(TAKING_PART):
        if number % 20 == 0:
            card = town.a_card()
        town.register(card, offers[number % PROVIDERS])
    drawing = commands.DrawUpStatements(
        organisation_ids=tuple(clubs), year=2026, until=date(2026, 12, 31)
    )
    return town, expect(town.ask(drawing), StatementDrawnUp).statement_id


async def filled(platform: Platform, transfers: int) -> Plenty:
    """A network with at least so many transfers, in the tables of the views."""
    town, statement = told()
    connection = await asyncpg.connect(
        platform.dsn("gateway", SUPERUSER), server_settings={"search_path": "views"}
    )
    try:
        async with connection.transaction():
            await _write(connection, town)
            own = await connection.fetchval(
                "select count(*) from transfers where stream = $1", town.stream
            )
            times = -(-transfers // own)
            await _repeat(connection, town.stream, times)
        for table in (*_REPEATED, *_COUNTED, "account_days"):
            await connection.execute(f"vacuum analyze {table}")
        found = await connection.fetchrow(
            "select account_id, sum(cents) over ()::bigint as spent from spendings "
            "where stream = $1 order by cents desc limit 1",
            town.stream,
        )
        assert found is not None
    finally:
        await connection.close()
    return Plenty(town.stream, own * times, found["account_id"], str(statement), found["spent"])


async def _write(connection: asyncpg.Connection, town: Town) -> None:
    """The rows that the views' own code makes of what was told."""
    views, state = FoldState(), State()
    for fact in town.driver.journal:
        copier = GATEWAY.copies.get(type(fact.event))
        if copier is not None and fact.stream == town.stream:
            views.apply(list(copier.copy(fact.event, fact.context, views)))
    state.rows = views.rows
    state.changed = {place for place, row in views.rows.items() if row is not None}
    await Store(GATEWAY.tables).write(connection, {town.stream: state})


async def _repeat(connection: asyncpg.Connection, stream: str, times: int) -> None:
    """Every fact so many times, on the days of a year; every counter as many times as much."""
    for table, ids in _REPEATED.items():
        columns = await connection.fetch(
            "select column_name as name from information_schema.columns "
            "where table_schema = 'views' and table_name = $1",
            table,
        )
        names = [row["name"] for row in columns]
        values = [_value(name, ids) for name in names]
        await connection.execute(
            f"insert into {table} ({', '.join(names)}) select {', '.join(values)} "
            f"from {table} t cross join generate_series(1, $2::int - 1) n where stream = $1",
            stream,
            times,
        )
    for table, columns_of in _COUNTED.items():
        more = ", ".join(f"{name} = {name} * $2" for name in columns_of)
        await connection.execute(f"update {table} set {more} where stream = $1", stream, times)
    await connection.execute("delete from account_days where stream = $1", stream)
    await connection.execute(_DAYS, stream)


def _value(name: str, ids: tuple[str, ...]) -> str:
    if name in ids:
        return f"md5({name} || ':' || n)::uuid::text"
    return "made_at - (n % 365) * interval '1 day'" if name == "made_at" else name
