"""The tables of the views about corrected participations, and who may see them."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "corrections": {
        "participation_id": "text",
        "municipality": "text",
        "organisation_id": "text",
        "reason": "text",
        "body": "text",
        "decided_on": "date",
        "reference": "text",
        "recover": "boolean",
        "repriced": "boolean",
        "regulation_id": "text",
        "steps": "jsonb",
        "made_at": "timestamptz",
        "status": "text",
        "price_cents": "bigint",
        "holder_cents": "bigint",
        "organisation_cents": "bigint",
        "network_cents": "bigint",
        "holder_back_cents": "bigint",
        "organisation_back_cents": "bigint",
        "network_back_cents": "bigint",
        "absorbed_cents": "bigint",
        "bucket_id": "text",
    },
}
# A claim of a holder is between her and the network: no organisation is noted with it.
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "corrections": ("'organisation:' || organisation_id",),
}
INDEXES: Final = (
    "create index on corrections (stream, made_at, key) where status = 'made'",
    "create index on corrections (stream, participation_id)",
    "create index on corrections (stream, organisation_id, made_at, key)",
)
