"""What every service's Alembic environment (`storage/migrations/env.py`) does."""

import asyncio

from alembic import context
from sqlalchemy import Connection, pool, text
from sqlalchemy.ext.asyncio import create_async_engine


def run(schemas: tuple[str, ...]) -> None:
    """Run the migrations with these schemas made and on the search path, first one first."""
    dsn = context.config.attributes["dsn"].replace("postgresql://", "postgresql+asyncpg://")
    asyncio.run(_run(dsn, schemas))


async def _run(dsn: str, schemas: tuple[str, ...]) -> None:
    engine = create_async_engine(dsn, poolclass=pool.NullPool)
    async with engine.begin() as connection:
        await connection.execute(text("set local lock_timeout = '5s'"))
        for schema in schemas:
            await connection.execute(text(f"create schema if not exists {schema}"))
            await connection.execute(text(f"grant usage on schema {schema} to public"))
        await connection.execute(text(f"set local search_path = {', '.join(schemas)}"))
        await connection.run_sync(_upgrade, schemas[-1])
    await engine.dispose()


def _upgrade(connection: Connection, kept: str) -> None:
    # In the last schema: the first one may be disposable, and rebuilt under another name.
    context.configure(connection=connection, version_table="migrations", version_table_schema=kept)
    with context.begin_transaction():
        context.run_migrations()
