"""The tables of the views about claims and guarantee slips, and who may see them."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "claims": {
        "holder_id": "text",
        "municipality": "text",
        "scheme_id": "text",
        "offer_id": "text",
        "organisation_id": "text",
        "day": "date",
        "paid_cents": "bigint",
        "other_help_cents": "bigint",
        "required": "jsonb",
        "late": "boolean",
        "filed_by": "text",
        "made_at": "timestamptz",
        "seen": "jsonb",
        "status": "text",
        "participation_id": "text",
        "network_cents": "bigint",
        "due_on": "date",
        "outcome": "text",
        "reason": "text",
        "decided_role": "text",
        "decided_at": "timestamptz",
        "closed": "boolean",
    },
    "promises_of": {"claim_ids": "jsonb", "slip_ids": "jsonb"},
    "slips": {
        "holder_id": "text",
        "municipality": "text",
        "scheme_id": "text",
        "offer_id": "text",
        "organisation_id": "text",
        "day": "date",
        "price_cents": "bigint",
        "holder_cents": "bigint",
        "network_cents": "bigint",
        "valid_until": "date",
        "slip_number": "text",
        "participation_id": "text",
        "issued_by": "text",
        "made_at": "timestamptz",
        "status": "text",
        "taken": "jsonb",
    },
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "claims": ("'holder:' || holder_id",),
    "promises_of": (),
    "slips": ("'holder:' || holder_id",),
}
OF_MUNICIPALITY: Final = ("claims", "slips")
INDEXES: Final = (
    "create index on claims (stream, made_at, key)",
    "create index on claims (stream, holder_id, made_at, key)",
    "create index on claims (stream, due_on, key) where status = 'open'",
    "create index on claims (stream, participation_id)",
    "create index on slips (stream, made_at, key)",
    "create index on slips (stream, holder_id, made_at, key)",
    "create index on slips (stream, participation_id)",
)
READ_BY_KEY: Final = ("claims", "slips")
