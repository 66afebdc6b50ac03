"""The tables of the views about accounts at a bank: for who keeps the books, and of a provider's
own for the provider."""

from typing import Final

TABLES: Final[dict[str, dict[str, str]]] = {
    "payer_accounts": {
        "entity_id": "text",
        "name": "text",
        "kbo": "text",
        "iban": "text",
        "made_at": "timestamptz",
        "municipality": "text",
    },
    "payee_accounts": {
        "organisation_id": "text",
        "account_sealed": "text",
        "heard_through": "text",
        "proposed_by": "text",
        "status": "text",
        "made_at": "timestamptz",
        "confirmed_through": "text",
        "note_sealed": "text",
        "active_from": "date",
        "replaces": "text",
        "replaced_from": "date",
        "stopped_for": "text",
        "notice_due": "boolean",
        "notified_through": "text",
        "notified_on": "date",
    },
    "payee_rules": {"cooling_off_days": "bigint"},
}
PARTIES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(TABLES, ()),
    "payee_accounts": ("'organisation:' || organisation_id",),
}
INDEXES: Final = (
    "create index on payer_accounts (stream, made_at, key)",
    "create index on payee_accounts (stream, made_at, key)",
    "create index on payee_accounts (stream, organisation_id, made_at, key)",
)
