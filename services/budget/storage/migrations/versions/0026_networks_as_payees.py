"""A network that claims is paid to an account that was confirmed here, like a provider.

Those that claimed before become payees too: it is what their first claims make of them now.
"""

from typing import Final

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

DROPPED: Final[dict[str, tuple[str, ...]]] = {"clearing_debts": ("payable_by_file",)}
PAYEES: Final = (
    "insert into payees (stream, key, ever) "
    "select distinct stream, network_id, false from clearing_debts on conflict do nothing"
)


def upgrade() -> None:
    """Make payees of them, and leave out what nobody asks any more."""
    op.execute(PAYEES)
    for table, names in DROPPED.items():
        for name in names:
            op.execute(f"alter table {table} drop column {name}")
