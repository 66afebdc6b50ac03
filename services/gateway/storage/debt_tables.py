"""The tables of the views about what is owed to the network, and who may see them."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "debts": {
        "participation_id": "text",
        "holder_id": "text",
        "municipality": "text",
        "organisation_id": "text",
        "owed_by": "text",
        "cents": "bigint",
        "left_cents": "bigint",
        "status": "text",
        "made_at": "timestamptz",
        "code": "text",
        "bucket_id": "text",
        "maker": "text",
        "body": "text",
        "decided_on": "date",
        "reference": "text",
    },
    "repayments": {
        "debt_id": "text",
        "cents": "bigint",
        "way": "text",
        "paid_on": "date",
        "made_at": "timestamptz",
    },
}
OF_MUNICIPALITY: Final = ("debts",)
"""What came in is read through its debt."""
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "debts": ("'holder:' || holder_id",),
    "repayments": (),
}
INDEXES: Final = (
    "create index on debts (stream, status, made_at, key)",
    "create index on debts (stream, made_at, key)",
    "create index on debts (stream, holder_id, made_at, key)",
    "create index on repayments (stream, debt_id, made_at, key)",
)
