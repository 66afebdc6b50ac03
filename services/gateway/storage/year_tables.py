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
        "applicant": "text",
        "regulation": "text",
    },
    "spendings": {
        "year": "bigint",
        "for_year": "bigint",
        "account_id": "text",
        "source": "text",
        "envelope_id": "text",
        "municipality": "text",
        "entity_id": "text",
        "shared": "boolean",
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
        "credited_cents": "bigint",
        "made_at": "timestamptz",
    },
    "expense_credits": {
        "expense_id": "text",
        "municipality": "text",
        "day": "date",
        "document": "text",
        "cents": "bigint",
        "against": "text",
        "made_at": "timestamptz",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(TABLES, ())
OF_MUNICIPALITY: Final = ("spendings", "reaches", "expenses", "expense_credits")
IN_INSTALMENTS: Final = (
    "status = 'confirmed' and not instalments_over "
    "and jsonb_array_length(instalments) > instalments_confirmed"
)
"""Participations of which later instalments are held still."""
DUE_BY: Final = "(instalments -> instalments_confirmed::int ->> 'due')::date <= "
"""The next instalment falls due by a day; null where there are none. What falls due after its
year goes on to the next."""
INDEXES: Final = (
    "create index on spendings (stream, year)",
    "create index on reaches (stream, year)",
    "create index on expenses (stream, year, made_at, key)",
    "create index on expenses (stream, made_at, key)",
    "create index on expense_credits (stream, expense_id, made_at)",
    "create index on participations (stream, day) where status = 'held'",
    f"create index on participations (stream, day) where {IN_INSTALMENTS}",
    "create index on statement_lines (stream, year) where kind in ('disputed', 'dispute_settled')",
)
READ_BY_KEY: Final = ("book_years", "expenses", "expense_credits")
