"""The tables of the views about participations and what they count on, and who may see them."""

from typing import Final

from services.gateway.storage import correction_tables, debt_tables

TABLES: Final[dict[str, dict[str, str]]] = {
    "participations": {
        "holder_id": "text",
        "municipality": "text",
        "right_id": "text",
        "offer_id": "text",
        "organisation_id": "text",
        "day": "date",
        "price_cents": "bigint",
        "holder_cents": "bigint",
        "organisation_cents": "bigint",
        "network_cents": "bigint",
        "ceiling_applied": "boolean",
        "hold_until": "timestamptz",
        "made_at": "timestamptz",
        "status": "text",
        "decline_code": "text",
        "card_id": "text",
        "scheme_id": "text",
        "regulation_id": "text",
        "counts": "jsonb",
        "steps": "jsonb",
        "other_help_cents": "bigint",
        "uncovered_cents": "bigint",
        "unposted_cents": "bigint",
        "group_id": "text",
        "group_size": "bigint",
        "claim_id": "text",
        "slip_id": "text",
        "group_place": "bigint",
        "checked_in_at": "timestamptz",
        "payer_municipality": "text",
        "payer_network": "text",
        "envelope_id": "text",
        "book_year": "bigint",
        "reached": "boolean",
        "waits_for": "text",
        "waiting_number": "bigint",
        "waiting_place": "bigint",
        "corrected": "boolean",
        "instalments": "jsonb",
        "instalments_confirmed": "bigint",
        "instalments_over": "boolean",
        "aside_cents": "bigint",
    },
    "usages": {
        "subject_id": "text",
        "municipality": "text",
        "scheme_id": "text",
        "of_id": "text",
        "period": "text",
        "counts": "jsonb",
    },
    **correction_tables.TABLES,
    **debt_tables.TABLES,
}
# What a holder paid first and claims is between her and the network: it says that she has a right.
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "participations": (
        "case when claim_id is null then 'organisation:' || organisation_id end",
        "'holder:' || holder_id",
    ),
    "usages": ("'holder:' || subject_id",),
    **correction_tables.PARTIES,
    **debt_tables.PARTIES,
}
OF_MUNICIPALITY: Final = (
    "participations",
    "usages",
    *correction_tables.TABLES,
    *debt_tables.OF_MUNICIPALITY,
)
INDEXES: Final = (
    "create index on participations (stream, made_at, key)",
    "create index on participations (stream, holder_id, made_at, key)",
    "create index on participations (stream, organisation_id, made_at, key)",
    "create index on participations (stream, group_id)",
    "create index on participations (stream, waits_for, waiting_number, key) "
    "where status = 'waiting'",
    "create index on usages (stream, subject_id, scheme_id)",
    *correction_tables.INDEXES,
    *debt_tables.INDEXES,
)
READ_BY_KEY: Final = ("participations", *correction_tables.TABLES, *debt_tables.TABLES)
