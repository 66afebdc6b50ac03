"""A job that nobody starts keeps what its rows hold for a term."""

from pathlib import Path
from typing import Final

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_FUNCTION: Final = Path(__file__).parents[2] / "functions/lapse_jobs_v1.sql"
STATEMENTS: Final[tuple[str, ...]] = (
    "alter table operations.jobs add column stopped_at timestamptz",
    _FUNCTION.read_text(),
)


def upgrade() -> None:
    """Make what is new."""
    for sql in STATEMENTS:
        op.execute(sql)
