"""The identity vault: national numbers, and whom they belong to."""

from typing import Final

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (
    # An entry that no person's row names means nothing: it was made ready and then refused.
    "create table vault (number_id uuid primary key, stream text not null, person uuid not null, "
    "key_id text not null, hash text not null, sealed text not null, settled boolean not null)",
    "create index on vault (stream, key_id, hash)",
    "create index on vault (person)",
    "grant select, insert, update, delete on vault to keyring",
)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
