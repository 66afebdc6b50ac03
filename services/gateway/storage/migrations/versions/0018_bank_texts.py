"""Who the other side of a booking at the bank is, sealed, until it is forgotten."""

from typing import Final

from alembic import op

from services.gateway.storage.bank_texts import bank_text_tables

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATEMENTS: Final[tuple[str, ...]] = (*bank_text_tables(),)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
