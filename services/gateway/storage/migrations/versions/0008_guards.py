"""Every table that guards a mutation is asked, and not only those of the baseline."""

from pathlib import Path
from typing import Final

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_FUNCTIONS: Final = Path(__file__).parents[2] / "functions"
STATEMENTS: Final = tuple(
    (_FUNCTIONS / name).read_text() for name in ("open_operation_v2.sql", "open_operations_v2.sql")
)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
