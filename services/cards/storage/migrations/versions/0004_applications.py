"""Applications, decisions and the rights that follow."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "decisions": {
        "holder_id": "text",
        "scheme_id": "text",
        "regulation_id": "text",
        "outcome": "text",
        "decided_on": "date",
        "explanation": "text",
        "explained_until": "date",
        "appeal_until": "date",
        "channel": "text",
        "right_id": "text",
        "awaits": "text",
        "proposed_until": "date",
        "proposed_grace": "date",
        "birth_year": "bigint",
        "proposed_sources": "jsonb",
        "payer_if_refused": "text",
        "appeal": "text",
        "corrected_by": "text",
    },
    "dossiers": {"decision_ids": "jsonb", "application_ids": "jsonb"},
    "forgettings": {"due_at": "timestamptz", "purpose": "text"},
    "applications": {
        "scheme_id": "text",
        "holder_ids": "jsonb",
        "status": "text",
        "channel": "text",
        "content": "text",
        "saves": "bigint",
        "proofs": "bigint",
        "decide_by": "date",
        "referrer_id": "text",
        "decision_ids": "jsonb",
    },
    "mandates": {"level": "text"},
    "attest_series": {
        "referrer_id": "text",
        "scheme_id": "text",
        "count": "bigint",
        "filled": "jsonb",
        "revoked": "boolean",
    },
    "recovered": {"recovery_id": "text"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {}
INDEXES: Final = ("create index forgettings_due on forgettings (due_at)",)
"""The clock asks every second for what is due, over all streams of its instance."""


def upgrade() -> None:
    """Make the new tables, and widen those that are there."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="cards"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
    for sql in INDEXES:
        op.execute(sql)
