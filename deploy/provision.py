"""Makes what the services find: roles, databases, topics, tables. Running it again changes nothing.

Run as `python -m deploy.provision`, on one machine and in production alike; with `--without-tables`
it leaves the databases empty. Views of another version are rebuilt from the topics. Settings:
  SAMENSPEL_ADMIN_DATABASE  a superuser's DSN of the PostgreSQL cluster
  SAMENSPEL_PASSWORD_<ROLE> one for each role of ROLES
  SAMENSPEL_KAFKA           bootstrap servers
  SAMENSPEL_PARTITIONS      default 12; fixed once the topics exist
  SAMENSPEL_REPLICATION     default 1
  SAMENSPEL_GATEWAY_PRIVATE_KEY, SAMENSPEL_CARD_LOOKUP_KEY
                            the gateway's: fresh views find persons by their names
"""

import asyncio
import base64
import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from deploy.embedded.launch import report
from deploy.provision_database import (
    DATABASES,
    OWNER,
    ROLES,
    owner_dsn,
    provision_database,
    role_dsn,
)
from deploy.provision_topics import provision_topics

WAIT_SECONDS = 120.0
WITHOUT_TABLES = "--without-tables"


async def provision(settings: Mapping[str, str], *, tables: bool = True) -> None:
    """Bring PostgreSQL and Kafka to where the services can start."""
    # Both sides start at once, and neither waits for the other.
    async with asyncio.TaskGroup() as group:
        group.create_task(_provision_kafka(settings))
        group.create_task(_provision_postgres(settings, tables=tables))
    if tables:
        await _renew_views(settings)


@dataclass(frozen=True)
class _Reach:
    """The platform as its administrator reaches it."""

    settings: Mapping[str, str]

    @property
    def kafka(self) -> str:
        return self.settings["SAMENSPEL_KAFKA"]

    def dsn(self, database: str, role: str = "operator") -> str:
        password = self.settings[f"SAMENSPEL_PASSWORD_{role.upper()}"]
        return role_dsn(self.settings["SAMENSPEL_ADMIN_DATABASE"], role, password, database)

    def key(self, name: str) -> bytes:
        return base64.b64decode(self.settings[f"SAMENSPEL_{name}"])


async def _renew_views(settings: Mapping[str, str]) -> None:
    """Views are disposable: those of an older version are made anew before anything reads them."""
    from deploy.rebuild import is_current, rebuild

    reach = _Reach(settings)
    if await is_current(reach):
        return
    report("the views are of another version: rebuilding them from the topics")
    partitions = int(settings.get("SAMENSPEL_PARTITIONS", "12"))
    rebuilt = await rebuild(reach, partitions, lambda _topic, _count: None)
    report(f"{rebuilt.events} events replayed into fresh views")


async def _provision_kafka(settings: Mapping[str, str]) -> None:
    await provision_topics(
        settings["SAMENSPEL_KAFKA"],
        partitions=int(settings.get("SAMENSPEL_PARTITIONS", "12")),
        replication=int(settings.get("SAMENSPEL_REPLICATION", "1")),
        wait_seconds=WAIT_SECONDS,
    )


async def _provision_postgres(settings: Mapping[str, str], *, tables: bool) -> None:
    admin = settings["SAMENSPEL_ADMIN_DATABASE"]
    passwords = {role: settings[f"SAMENSPEL_PASSWORD_{role.upper()}"] for role in ROLES}
    await provision_database(admin, passwords, WAIT_SECONDS)
    if tables:
        # Alembic runs a loop of its own, so it gets a thread of its own.
        await asyncio.to_thread(_migrate, owner_dsn(admin, passwords[OWNER]))


def _migrate(dsn_of: Mapping[str, str]) -> None:
    # Imported here: whoever wants no tables needs no Alembic.
    from services.kernel.migrate import migrate

    for database in DATABASES:
        report(f"migrating {database}")
        migrate(database, dsn_of[database])


if __name__ == "__main__":
    # aiokafka logs every refused attempt while Kafka starts; what matters is said by an exception.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    asyncio.run(provision(os.environ, tables=WITHOUT_TABLES not in sys.argv))
