"""Runs migrations as the owner of the tables: `python -m services.kernel.migrate DATABASE…`."""

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

SERVICES = Path(__file__).parents[1]


def migrate(database: str, owner_dsn: str) -> None:
    """Bring a database to the newest version. Idempotent.

    A service's migrations lie in its `storage/migrations`; those of a further database of a
    service in `storage/<database>_migrations`. `owner_dsn` is postgresql://…, of the role that
    owns the tables.
    """
    own = SERVICES / database / "storage" / "migrations"
    further = SERVICES.glob(f"*/storage/{database}_migrations")
    config = Config()
    config.set_main_option("script_location", str(own if own.exists() else next(further)))
    config.attributes["dsn"] = owner_dsn
    command.upgrade(config, "head")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        migrate(name, os.environ["SAMENSPEL_OWNER_DATABASE"].rsplit("/", 1)[0] + f"/{name}")
