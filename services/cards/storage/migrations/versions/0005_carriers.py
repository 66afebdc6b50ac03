"""The life of a card: validity, stock, carriers, prices."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "organisations": {"roles": "jsonb"},
    "scheme_cards": {
        "holder_id": "text",
        "scheme_id": "text",
        "card_ids": "jsonb",
        "revoked_at": "timestamptz",
    },
    "counters": {"name": "text", "low_at": "bigint", "organisation_id": "text"},
    "packs": {
        "counter_id": "text",
        "scheme_id": "text",
        "carrier": "text",
        "cards_left": "bigint",
        "status": "text",
        "printed": "boolean",
    },
    "stock": {
        "counter_id": "text",
        "scheme_id": "text",
        "carrier": "text",
        "count": "bigint",
    },
    "stock_cards": {"pack_id": "text"},
    "group_passes": {
        "organisation_id": "text",
        "scheme_id": "text",
        "tickets_per_year": "bigint",
        "valid_until": "date",
        "blocked_at": "timestamptz",
    },
    "passes_by_token": {"pass_id": "text"},
    "pass_years": {"used": "bigint"},
    "group_visits": {
        "pass_id": "text",
        "organisation_id": "text",
        "day": "date",
        "tickets": "bigint",
        "cancelled": "boolean",
    },
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "cards": {
        "block_reason": "text",
        "past_blocks": "jsonb not null default '[]'",
        "replaced_by_id": "text",
        "revoked": "boolean not null default false",
        "grace_until": "date",
    },
}

INDEXES: Final = ("create index on cards (valid_until) where carrier = 'digital' and not blocked",)
"""Digital cards by their last day: they go on with the right behind them."""


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
