"""Roles and databases of one PostgreSQL cluster. Tables and their grants come by migration."""

import asyncio
import time
from collections.abc import Mapping
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from deploy.embedded.launch import report

DATABASES = ("cards", "partners", "budget", "gateway", "keyring")

OWNER = "samenspel"
OPERATOR = "operator"

CONNECTS = {
    "cards": ("cards",),
    "partners": ("partners",),
    "budget": ("budget",),
    "gateway": ("gateway", "umbrella"),
    "keyring": ("keyring",),
}
"""Which services' roles may enter which database. The owner and the operator may enter all."""

ROLES = (OWNER, OPERATOR, *sorted({role for roles in CONNECTS.values() for role in roles}))


async def provision_database(
    admin_dsn: str, passwords: Mapping[str, str], wait_seconds: float
) -> None:
    """Make the roles and the databases that are missing, and set the roles' passwords."""
    connection = await _connect(admin_dsn, wait_seconds)
    try:
        # Two provisioners must not make the same role at the same moment.
        await connection.execute("select pg_advisory_lock(hashtext('samenspel.provision'))")
        await _make_roles(connection, passwords)
        await _make_databases(connection)
    finally:
        await connection.close()


def owner_dsn(admin_dsn: str, password: str) -> dict[str, str]:
    """The owner's DSN of each database, on the server of the administrator's DSN."""
    return {name: role_dsn(admin_dsn, OWNER, password, name) for name in DATABASES}


def role_dsn(any_dsn: str, role: str, password: str, database: str) -> str:
    """The same server for another role and database."""
    parts = urlsplit(any_dsn)
    host = parts.hostname or "127.0.0.1"
    place = host if parts.port is None else f"{host}:{parts.port}"
    address = f"{role}:{quote(password, safe='')}@{place}"
    return urlunsplit(("postgresql", address, f"/{database}", parts.query, ""))


async def _connect(dsn: str, wait_seconds: float) -> asyncpg.Connection:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            return await asyncpg.connect(dsn, timeout=5)
        except (OSError, TimeoutError, asyncpg.CannotConnectNowError) as error:
            if time.monotonic() > deadline:
                raise RuntimeError("PostgreSQL does not answer") from error
        await asyncio.sleep(0.1)


async def _make_roles(connection: asyncpg.Connection, passwords: Mapping[str, str]) -> None:
    there = {row["rolname"] for row in await connection.fetch("select rolname from pg_roles")}
    if there.isdisjoint(ROLES):
        report("making roles and databases")
    for role in ROLES:
        if role not in there:
            await connection.execute(f"create role {role}")
        # Row level security binds all but the operator, who audits, and none is a superuser.
        bypass = "bypassrls" if role == OPERATOR else "nobypassrls"
        await connection.execute(
            f"alter role {role} login nosuperuser nocreatedb nocreaterole {bypass}"
            f" password {_literal(passwords[role])}"
        )
    await connection.execute(f"grant pg_read_all_data to {OPERATOR}")


async def _make_databases(connection: asyncpg.Connection) -> None:
    there = {row["datname"] for row in await connection.fetch("select datname from pg_database")}
    for database in DATABASES:
        if database not in there:
            await connection.execute(f"create database {database} owner {OWNER}")
        await connection.execute(f"revoke all on database {database} from public")
        roles = ", ".join((*CONNECTS[database], OPERATOR))
        await connection.execute(f"grant connect on database {database} to {roles}")


def _literal(text: str) -> str:
    # `alter role` takes no parameters; the value comes from the operator's settings.
    return "'" + text.replace("'", "''") + "'"
