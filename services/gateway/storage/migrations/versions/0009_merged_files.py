"""What a housemate used under a file that was merged into hers counts in a pooled budget."""

from pathlib import Path
from typing import Final

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_FUNCTIONS: Final = Path(__file__).parents[2] / "functions"
STATEMENTS: Final = tuple(
    (_FUNCTIONS / name).read_text() for name in ("standing_v2.sql", "desk_card_v3.sql")
)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
