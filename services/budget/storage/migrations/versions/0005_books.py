"""The books of years: sources and envelopes, whose money it is, and copies of partners' facts."""

from typing import Final

from alembic import op

from services.kernel.schema import added_columns, state_table

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES: Final[dict[str, dict[str, str]]] = {
    "books": {"status": "text", "sources": "jsonb", "envelopes": "jsonb"},
    "fundings": {"total_cents": "bigint"},
    "legal_entities": {"name": "text", "kind": "text", "kbo": "text", "municipality": "text"},
    "envelope_years": {"year": "bigint"},
    "payable_items": {
        "kind": "text",
        "account_id": "text",
        "organisation_id": "text",
        "cents": "bigint",
        "reference": "text",
        "status": "text",
        "payment_id": "text",
    },
    "buckets": {"generation": "bigint", "lines": "bigint", "cents": "bigint"},
    "provider_years": {"months": "jsonb", "carried_cents": "bigint"},
    "settlement_terms": {
        "period": "text",
        "minimum_cents": "bigint",
        "pay_within_days": "bigint",
        "claim_within_days": "bigint",
    },
    "statement_numbers": {"last": "bigint"},
    "payment_runs": {
        "status": "text",
        "maker": "text",
        "approver": "text",
        "payment_ids": "jsonb",
    },
    "payments": {
        "run_id": "text",
        "item_id": "text",
        "cents": "bigint",
        "status": "text",
        "transfer_id": "text",
    },
    "run_numbers": {"last": "bigint"},
    "payment_attempts": {"bounced": "bigint"},
    "networks": {"municipalities": "jsonb"},
    "partners": {"roles": "jsonb"},
    "offers": {"organisation_id": "text", "category": "text"},
}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "accounts": {
        "envelope_id": "text",
        "municipality": "text",
        "entity_id": "text",
        "source": "text",
    },
    "transfers": {"entry_id": "text", "bbc": "text", "for_year": "bigint"},
    "participations": {
        "envelope_id": "text",
        "book_year": "bigint",
        "disputed": "boolean default false",
    },
    "group_visits": {"book_year": "bigint"},
}
KINDS: Final = "('drawing_right', 'own_contribution')"
BOOKS: Final = f"""
insert into books (stream, key, status, sources, envelopes)
select stream, year::text, 'open',
  jsonb_agg(jsonb_build_object('account_id', key, 'kind', kind, 'year', year)
            order by kind = 'own_contribution'),
  '[]'::jsonb
from accounts where kind in {KINDS} group by stream, year
"""
"""The years that are open already have the two sources with which every network opens."""
FUNDINGS: Final = f"""
insert into fundings (stream, key, total_cents)
select t.stream, t.credit_id, t.cents
from transfers t
join accounts a on a.stream = t.stream and a.key = t.credit_id and a.kind in {KINDS}
where t.kind = 'posted' and t.participation_id is null and t.visit_id is null
"""
"""What was put into them when they opened: the one transfer for no participation and no visit."""

ITEMS: Final = """
insert into payable_items (stream, key, kind, account_id, cents, reference, status)
select p.stream, p.key, 'claim', min(t.credit_id), sum(t.cents), left(p.key, 8), 'open'
from participations p
join transfers t on t.stream = p.stream and t.participation_id = p.key
  and t.kind in ('posted', 'taken')
where p.payee = 'holder' and p.status = 'confirmed' group by p.stream, p.key
"""
"""What holders are owed already, claim by claim."""


def upgrade() -> None:
    """Make the new tables, widen those that are there, and fill the books of open years."""
    for table, columns in TABLES.items():
        for sql in state_table(table, columns, role="budget"):
            op.execute(sql)
    for table, columns in COLUMNS.items():
        for sql in added_columns(table, columns):
            op.execute(sql)
    op.execute(BOOKS)
    op.execute(FUNDINGS)
    op.execute(ITEMS)
