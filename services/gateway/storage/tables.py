"""The tables of the views as SQL, by unqualified names: the search_path says in which schema.

So the same statements make them in `views`, and in a fresh schema for a rebuild. Beside the network
(`app.streams`) a restrictive policy bounds a request to its party and municipality; empty: to none.
"""

import hashlib
from typing import Final

from services.gateway.storage import (
    card_tables,
    case_tables,
    check_in_tables,
    claim_tables,
    envelope_tables,
    ledger_tables,
    municipality,
    participation_tables,
    party,
    payment_tables,
    people_tables,
    personal_tables,
    regulation_tables,
    settlement_tables,
    status_tables,
    work_tables,
    year_tables,
)
from services.kernel.schema import grants, isolation, kernel_tables, state_table

ROLE: Final = "gateway"

CONTENT: Final = 4
"""Counted up where views are filled otherwise than before, in tables of the same shape."""

TABLES: Final[dict[str, dict[str, str]]] = {
    "networks": {
        "slug": "text",
        "name": "text",
        "municipalities": "jsonb",
        "period_from": "date",
        "period_until": "date",
        "drawing_right_cents": "bigint",
        "own_contribution_cents": "bigint",
    },
    "organisations": {"name": "text", "kbo": "text", "roles": "jsonb", "made_at": "timestamptz"},
    "offers": {
        "organisation_id": "text",
        "title": "text",
        "price_cents": "bigint",
        "holder_bp": "bigint",
        "organisation_bp": "bigint",
        "network_bp": "bigint",
        "made_at": "timestamptz",
        "category": "text",
        "tags": "jsonb",
        "half_days": "bigint",
        "provided_by": "text",
        "withdrawn": "boolean",
        "starts_at": "timestamptz",
        "ends_at": "timestamptz",
        "check_in_before_minutes": "bigint",
        "check_in_after_minutes": "bigint",
    },
    "holders": {
        "municipality": "text",
        "identity": "text",
        "made_at": "timestamptz",
        "erased": "boolean",
        "eligible_until": "date",
        "cards": "jsonb",
        "restricted": "boolean",
        **people_tables.HOLDER,
    },
    "rights": {
        "holder_id": "text",
        "municipality": "text",
        "yearly_ceiling_cents": "bigint",
        "valid_from": "date",
        "valid_until": "date",
        "made_at": "timestamptz",
    },
    "right_years": {
        "holder_id": "text",
        "municipality": "text",
        "used_cents": "bigint",
        "held_cents": "bigint",
    },
    "cards": {
        "right_id": "text",
        "holder_id": "text",
        "municipality": "text",
        "token": "text",
        "number": "text",
        "made_at": "timestamptz",
        "blocked": "boolean",
        "block_reason": "text",
        "scheme_id": "text",
        "carrier": "text",
        "reason": "text",
        "price_cents": "bigint",
        "valid_until": "date",
        "grace_until": "date",
        "replaces": "text",
        "replaced_by": "text",
        "revoked": "boolean",
    },
    "card_tokens": {"card_id": "text"},
    "holder_years": {"confirmed": "bigint"},
    "year_totals": {"holders": "bigint", "participations": "bigint", "network_cents": "bigint"},
    **ledger_tables.TABLES,
    **envelope_tables.TABLES,
    **year_tables.TABLES,
    **settlement_tables.TABLES,
    **payment_tables.TABLES,
    **check_in_tables.TABLES,
    **card_tables.TABLES,
    **case_tables.TABLES,
    **claim_tables.TABLES,
    **personal_tables.TABLES,
    **participation_tables.TABLES,
    **people_tables.TABLES,
    **status_tables.TABLES,
    **regulation_tables.TABLES,
    **work_tables.TABLES,
}

_EVENTS: Final = (
    "create table events (stream text not null, source text not null, sequence bigint not null, "
    "id uuid not null, type text not null, at timestamptz not null, data text not null, "
    "primary key (stream, source, sequence))"
)
"""Public events only: what the partner feed and the subscription give."""

PARTIES: Final[dict[str, tuple[str, ...]]] = {
    "networks": ("*",),
    "organisations": ("'organisation:' || key",),
    "offers": ("'organisation:' || organisation_id",),
    "holders": ("'holder:' || key",),
    "rights": ("'holder:' || holder_id",),
    "right_years": ("'holder:' || holder_id",),
    "cards": ("'holder:' || holder_id",),
    "card_tokens": (),
    "holder_years": (),
    "year_totals": (),
    **ledger_tables.PARTIES,
    **envelope_tables.PARTIES,
    **year_tables.PARTIES,
    **settlement_tables.PARTIES,
    **payment_tables.PARTIES,
    **check_in_tables.PARTIES,
    **card_tables.PARTIES,
    **case_tables.PARTIES,
    **claim_tables.PARTIES,
    **personal_tables.PARTIES,
    **participation_tables.PARTIES,
    **people_tables.PARTIES,
    **status_tables.PARTIES,
    **regulation_tables.PARTIES,
    **work_tables.PARTIES,
    "events": (),
}
"""Which party owns a row, per table; `*` is everybody's, nothing means: no party sees it."""

OFTEN_CHANGED: Final = (
    "accounts",
    "account_days",
    "reached_holders",
    "reaches",
    "spendings",
    "participations",
    "right_years",
    "usages",
    "holder_years",
    "year_totals",
    "statement_years",
    "cursors",
)
"""Room on the page for the next version of a row, so that its indexes stay as they are."""

OF_MUNICIPALITY: Final = (
    "holders",
    "rights",
    "right_years",
    "cards",
    *check_in_tables.OF_MUNICIPALITY,
    *participation_tables.OF_MUNICIPALITY,
    *case_tables.OF_MUNICIPALITY,
    *claim_tables.OF_MUNICIPALITY,
    *personal_tables.OF_MUNICIPALITY,
    *status_tables.OF_MUNICIPALITY,
    *municipality.THROUGH,
    *ledger_tables.OF_MUNICIPALITY,
    *envelope_tables.OF_MUNICIPALITY,
    *year_tables.OF_MUNICIPALITY,
    *payment_tables.OF_MUNICIPALITY,
)

_INDEXES: Final = (
    *ledger_tables.INDEXES,
    *envelope_tables.INDEXES,
    *year_tables.INDEXES,
    *settlement_tables.INDEXES,
    *payment_tables.INDEXES,
    *check_in_tables.INDEXES,
    *card_tables.INDEXES,
    *case_tables.INDEXES,
    *claim_tables.INDEXES,
    *participation_tables.INDEXES,
    *people_tables.INDEXES,
    *status_tables.INDEXES,
    *regulation_tables.INDEXES,
    *work_tables.INDEXES,
    "create index on networks (slug, key)",
    "create index on organisations (stream, made_at, key)",
    "create index on offers (stream, made_at, key)",
    "create index on offers (stream, organisation_id, made_at, key)",
    "create index on holders (stream, made_at, key)",
    "create index on rights (stream, holder_id, made_at, key)",
    "create index on cards (stream, holder_id, made_at, key)",
    "create index on cards (stream, right_id, made_at, key)",
    *personal_tables.INDEXES,
)

READ_BY_KEY: Final = (
    *envelope_tables.READ_BY_KEY,
    *year_tables.READ_BY_KEY,
    *settlement_tables.READ_BY_KEY,
    *payment_tables.READ_BY_KEY,
    *check_in_tables.READ_BY_KEY,
    *card_tables.READ_BY_KEY,
    *case_tables.READ_BY_KEY,
    *claim_tables.READ_BY_KEY,
    *people_tables.READ_BY_KEY,
    *status_tables.READ_BY_KEY,
    *regulation_tables.READ_BY_KEY,
    *work_tables.READ_BY_KEY,
    "networks",
    "organisations",
    "offers",
    "holders",
    "rights",
    "cards",
    *participation_tables.READ_BY_KEY,
    *personal_tables.READ_BY_KEY,
)
"""What a mutation may have made: read by its key in one round trip."""


def view_tables() -> list[str]:
    """Statements that make everything that is disposable: the kernel's tables and the views."""
    statements = kernel_tables(role=ROLE)
    for table, columns in TABLES.items():
        statements += state_table(table, columns, role=ROLE)
    statements += [_EVENTS, *isolation("events"), *grants("events", ROLE)]
    for table, owners in PARTIES.items():
        statements += party.policy(table, owners)
    statements += municipality.policies(TABLES, OF_MUNICIPALITY)
    statements.append(
        "create policy of_directory on networks for select "
        "using ((select current_setting('app.directory', true)) = 'on')"
    )
    roomy = [f"alter table {table} set (fillfactor = 80)" for table in OFTEN_CHANGED]
    return [*statements, *_INDEXES, *roomy, _reader()]


def shape() -> str:
    """The version of these views: where those that are there have another, they are rebuilt."""
    return hashlib.sha256("\n".join((str(CONTENT), *view_tables())).encode()).hexdigest()


def _reader() -> str:
    """A function that reads rows by their keys in one round trip, each within bounds of its own."""
    choices = " ".join(
        f"when '{table}' then (select to_jsonb(t) from {table} t "
        "where stream = i.stream and key = i.key)"
        for table in READ_BY_KEY
    )
    return (
        "create function read_rows_v1(p_items jsonb) returns setof jsonb "
        "language plpgsql volatile as $$ declare i record; begin "
        "for i in select * from jsonb_to_recordset(p_items) as t("
        "stream text, party text, municipality text, source text, key text) loop "
        "perform set_config('app.streams', i.stream, true), "
        "set_config('app.party', i.party, true), "
        "set_config('app.municipality', i.municipality, true); "
        f"return next case i.source {choices} end; end loop; end $$"
    )
