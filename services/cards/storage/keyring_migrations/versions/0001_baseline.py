"""The keys of persons, wrapped."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table: a key per person and purpose; erased means destroyed, for ever."""
    op.execute(
        "create table keys (person uuid not null, purpose text not null, wrapped text, "
        "announced boolean not null default false, erased_at timestamptz, "
        "repeated boolean not null default false, primary key (person, purpose))"
    )
    op.execute("create index on keys (erased_at) where erased_at is not null and not repeated")
    op.execute("grant select, insert, update on keys to keyring")
