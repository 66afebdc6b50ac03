"""The tables of the views about personal data: requests, legal bases, retention.

Taken in whole by the tables of the views.
"""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "person_requests": {
        "holder_id": "text",
        "municipality": "text",
        "kind": "text",
        "received_on": "date",
        "due_on": "date",
        "made_at": "timestamptz",
        "status": "text",
        "extended_for": "text",
        "ground": "text",
    },
    "legal_bases": {
        "holder_id": "text",
        "municipality": "text",
        "basis": "text",
        "text_id": "text",
        "text_version": "text",
        "given_by": "text",
        "given_on": "date",
        "made_at": "timestamptz",
        "withdrawn_on": "date",
    },
    "contact_choices": {
        "holder_id": "text",
        "municipality": "text",
        "contact": "text",
        "allowed": "boolean",
        "text_version": "text",
        "made_at": "timestamptz",
    },
    "payment_accounts": {
        "holder_id": "text",
        "municipality": "text",
        "account": "text",
        "made_at": "timestamptz",
        "kept_until": "date",
        "versions": "bigint",
    },
    "payment_account_versions": {
        "holder_id": "text",
        "municipality": "text",
        "account": "text",
        "made_at": "timestamptz",
    },
    "retention_rules": {
        "code": "text",
        "term_months": "bigint",
        "destination": "text",
        "sample_every": "bigint",
        "published_on": "date",
        "made_at": "timestamptz",
    },
    "destruction_lists": {
        "series": "text",
        "code": "text",
        "as_of": "date",
        "holder_ids": "jsonb",
        "proposed_by": "text",
        "made_at": "timestamptz",
        "status": "text",
        "spared": "jsonb",
        "decided_by": "text",
    },
}

PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "person_requests": ("'holder:' || holder_id",),
    "legal_bases": ("'holder:' || holder_id",),
    "contact_choices": ("'holder:' || holder_id",),
    "payment_accounts": ("'holder:' || holder_id",),
    "payment_account_versions": ("'holder:' || holder_id",),
    "retention_rules": (),
    "destruction_lists": (),
}

OF_MUNICIPALITY: Final = (
    "person_requests",
    "legal_bases",
    "contact_choices",
    "payment_accounts",
    "payment_account_versions",
)

INDEXES: Final = (
    "create index on person_requests (stream, due_on, key)",
    "create index on person_requests (stream, holder_id, due_on, key)",
    "create index on legal_bases (stream, holder_id, made_at, key)",
    "create index on contact_choices (stream, holder_id, made_at, key)",
    "create index on payment_account_versions (stream, holder_id, made_at, key)",
    "create index on destruction_lists (stream, made_at, key)",
)

READ_BY_KEY: Final = (
    "person_requests",
    "legal_bases",
    "contact_choices",
    "payment_accounts",
    "retention_rules",
    "destruction_lists",
)
