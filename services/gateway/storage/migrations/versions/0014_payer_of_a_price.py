"""A quote says which municipality pays, where the regulation lets that of the domicile pay."""

from pathlib import Path
from typing import Final

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_FUNCTION: Final = Path(__file__).parents[2] / "functions/desk_card_v4.sql"


def upgrade() -> None:
    """Make what is new."""
    op.execute(_FUNCTION.read_text())
