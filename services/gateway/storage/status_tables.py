"""The tables of the views about social statuses, and who may see their rows."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "status_questions": {
        "holder_id": "text",
        "municipality": "text",
        "source": "text",
        "statuses": "text",
        "day": "date",
        "asked_by": "text",
        "actor": "text",
        "made_at": "timestamptz",
        "waiting": "boolean",
        "legal_basis": "text",
        "deliberation": "text",
        "purpose": "text",
        "scheme_id": "text",
        "answer": "text",
        "sent_at": "timestamptz",
        "closed_at": "timestamptz",
        "code": "text",
        "result": "text",
    },
    "statuses_of": {"question_ids": "jsonb"},
    "status_totals": {
        "year": "bigint",
        "source": "text",
        "legal_basis": "text",
        "purpose": "text",
        "asked_by": "text",
        "questions": "bigint",
    },
    "status_checks": {"lines": "jsonb"},
    "renewal_arrangements": {
        "scheme_id": "text",
        "status": "text",
        "source": "text",
        "legal_basis": "text",
        "deliberation": "text",
        "days_before": "bigint",
        "active": "boolean",
        "made_at": "timestamptz",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "status_questions": ("'holder:' || holder_id",),
    "statuses_of": (),
    "status_totals": (),
    "status_checks": (),
    "renewal_arrangements": (),
}
OF_MUNICIPALITY: Final = ("status_questions",)
INDEXES: Final = (
    "create index on status_questions (stream, made_at, key)",
    "create index on status_questions (stream, holder_id, made_at, key)",
    "create index on status_questions (stream, waiting, made_at, key)",
    "create index on status_totals (stream, year, key)",
    "create index on renewal_arrangements (stream, made_at, key)",
)
READ_BY_KEY: Final = ("status_questions", "status_checks", "renewal_arrangements")
