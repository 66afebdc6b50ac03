"""What a price depends on at a desk: the card, or how its holder stands in a scheme."""

from pathlib import Path
from typing import Final

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_FUNCTIONS: Final = Path(__file__).parents[2] / "functions"
STATEMENTS: Final = tuple(
    (_FUNCTIONS / name).read_text() for name in ("standing_v1.sql", "desk_card_v2.sql")
)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
