"""Rights that are renewed by themselves: what was arranged and asked, and when rights end."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "renewal_arrangements": {
        "scheme_id": "text",
        "status": "text",
        "source": "text",
        "legal_basis": "text",
        "deliberation": "text",
        "days_before": "bigint",
        "active": "boolean",
    },
    "renewal_asks": {"ends_on": "date"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "right_owners": {"ends_on": "date"},
    "status_questions": {"scheme_id": "text", "purpose": "text", "right_id": "text"},
}
FILLED: Final = (
    "update right_owners o set ends_on = (r ->> 'valid_until')::date "
    "from scheme_rights s cross join jsonb_array_elements(s.rights) r "
    "where s.stream = o.stream and s.key = o.holder_id || ':' || o.scheme_id "
    "and r ->> 'right_id' = o.key and r ->> 'last_day' is null "
    "and not (r ->> 'provisional')::boolean",
    "update status_questions q set scheme_id = j.data::jsonb ->> 'scheme_id', "
    "purpose = j.data::jsonb ->> 'purpose' from journal j "
    "where j.stream = q.stream and j.type = 'cards.status_asked.v1' "
    "and j.data::jsonb ->> 'question_id' = q.key",
)
"""What rows would hold had they been folded so from the start."""


def upgrade() -> None:
    """Make the new tables, widen those that are there, and fill them from what is known."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
    for sql in FILLED:
        op.execute(sql)
    op.execute("create index on right_owners (ends_on, key) where ends_on is not null")
