"""The tables of the views about a year: books, spending, reach, expenses, and who may see them."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "book_years": {
        "year": "bigint",
        "status": "text",
        "ratio_tenths": "bigint",
        "variant": "text",
        "locked_at": "timestamptz",
        "locked_on": "date",
        "drawing_right": "text",
        "other_sources": "text",
        "decided_by": "text",
        "decided_on": "date",
        "decision": "text",
        "reattributed_cents": "bigint",
        "carried_cents": "bigint",
        "returned_cents": "bigint",
        "report_status": "text",
        "report_text": "text",
        "report_on": "date",
        "approved_by": "text",
        "approved_on": "date",
        "approval": "text",
        "file_reference": "text",
        "settled_cents": "bigint",
    },
    "spendings": {
        "year": "bigint",
        "for_year": "bigint",
        "account_id": "text",
        "source": "text",
        "envelope_id": "text",
        "municipality": "text",
        "entity_id": "text",
        "cents": "bigint",
    },
    "reaches": {
        "year": "bigint",
        "envelope": "text",
        "municipality": "text",
        "people": "bigint",
        "participations": "bigint",
    },
    "reached_holders": {"times": "bigint"},
    "expenses": {
        "year": "bigint",
        "envelope_id": "text",
        "kind": "text",
        "day": "date",
        "document": "text",
        "cents": "bigint",
        "charged_cents": "bigint",
        "head_count": "bigint",
        "target_count": "bigint",
        "organisation_id": "text",
        "entity_id": "text",
        "attached_to": "text",
        "municipality": "text",
        "reversed": "boolean",
        "made_at": "timestamptz",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(TABLES, ())
OF_MUNICIPALITY: Final = ("spendings", "reaches", "expenses")
INDEXES: Final = (
    "create index on spendings (stream, year)",
    "create index on reaches (stream, year)",
    "create index on expenses (stream, year, made_at, key)",
    "create index on expenses (stream, made_at, key)",
    "create index on participations (stream, day) where status = 'held'",
    "create index on statement_lines (stream, year) where kind in ('disputed', 'dispute_settled')",
)
READ_BY_KEY: Final = ("book_years", "expenses")
