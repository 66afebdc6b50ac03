"""Whose own money may cover what waits; books of which nobody said what they ask say nothing."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COLUMNS: Final[dict[str, dict[str, str]]] = {"uncovered_items": {"municipality": "text"}}
USUAL: Final = (
    "alter table books alter column ratio_tenths drop default",
    "update books b set ratio_tenths = null where not exists ("
    "select from journal j where j.stream = b.stream and j.type like 'budget.ratio_set.%' "
    "and j.data::jsonb ->> 'book_year' = b.key)",
)
"""As the fold has it: what is usual is not written down."""


def upgrade() -> None:
    """What waits already is covered by what is everybody's."""
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
    for sql in USUAL:
        op.execute(sql)
