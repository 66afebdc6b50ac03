"""The lists that can be paged through, each with its order."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from services.gateway.storage.paging import MADE_AT, Listing, Page, Rows, cut, decode
from services.gateway.storage.reading import Bounds, Connection, Database, Row

NETWORKS: Final = Listing("networks", ("slug", "key"))
ORGANISATIONS: Final = Listing("organisations")
OFFERS: Final = Listing("offers")
HOLDERS: Final = Listing("holders")
USABLE_HOLDERS: Final = Listing("holders", only="not erased and not restricted")
DECISIONS: Final = Listing("decisions")
APPLICATIONS_DUE: Final = Listing(
    "applications", ("due_on", "key"), only="status in ('submitted', 'proof_missing')"
)
APPLICATIONS_MADE: Final = Listing("applications")
MANDATES: Final = Listing("mandates")
ATTEST_SERIES: Final = Listing("attest_series")
SCHEME_RIGHTS: Final = Listing("scheme_rights")
RENEWALS_LEFT: Final = Listing(
    "scheme_rights",
    ("unrenewed_on", "key"),
    only="last_day is null and unrenewed_on >= (now() at time zone 'Europe/Brussels')::date - 31 "
    "and not exists (select from holders h where h.stream = scheme_rights.stream "
    "and h.key = scheme_rights.holder_id and h.erased)",
)
RENEWAL_ARRANGEMENTS: Final = Listing("renewal_arrangements")
PARTICIPATIONS: Final = Listing("participations", only="made_at is not null")
WAITING: Final = Listing(
    "participations", ("waiting_number", "key"), only="status = 'waiting' and made_at is not null"
)
ACCOUNTS: Final = Listing("accounts", ("year", "key"))
LEGAL_ENTITIES: Final = Listing("legal_entities")
FUNDINGS: Final = Listing("fundings", ("year", "key"))
ENVELOPES: Final = Listing("envelopes")
BUDGET_NOTICES: Final = Listing("budget_notices", last_first=True)
OPEN_BUDGET_NOTICES: Final = Listing("budget_notices", only="resolved_at is null", last_first=True)
MONEY_MOVES: Final = Listing("money_moves", last_first=True)
UNCOVERED_AMOUNTS: Final = Listing("uncovered_amounts")
UNCOVERED_TOTALS: Final = Listing("uncovered_totals", ("year", "key"))
ALLOWANCES: Final = Listing("allowances")
SCHEMES: Final = Listing("schemes")
TRANSFERS: Final = Listing("transfers")
STATUS_QUESTIONS: Final = Listing("status_questions")
STATUS_TOTALS: Final = Listing("status_totals", ("year", "key"))
USABLE_CARDS: Final = Listing(
    "cards",
    only="number is not null and exists (select from holders h where h.stream = cards.stream "
    "and h.key = cards.holder_id and not h.erased and not h.restricted)",
)
_BY_WORK_ORDER: Final[Mapping[str, tuple[tuple[str, str], bool]]] = {
    "oldest": (MADE_AT, False),
    "newest": (MADE_AT, True),
    "day": (("day", "key"), False),
    "kind": (("kind", "key"), False),
}
"""What comes first, and whether the last of it comes first."""


def work_items(*, only_open: bool, order: str) -> Listing:
    """What waits for a person, or waited, in one of the orders that a work list has."""
    columns, last_first = _BY_WORK_ORDER[order]
    only = "not resolved" if only_open else "true"
    return Listing("work_items", columns, only, last_first)


CLAIMS: Final = Listing("claims")
CLAIMS_DUE: Final = Listing("claims", ("due_on", "key"), only="status = 'open'")
SLIPS: Final = Listing("slips")
CHECK_INS: Final = Listing("check_ins")
CARD_EVENTS: Final = Listing("card_events")
COUNTERS: Final = Listing("counters")
PACKS: Final = Listing("packs")
STOCK_CHANGES: Final = Listing("stock_changes")
GROUP_PASSES: Final = Listing("group_passes")
GROUP_VISITS: Final = Listing("group_visits", only="made_at is not null")
CORRECTIONS: Final = Listing("corrections", only="status = 'made' and made_at is not null")
DEBTS: Final = Listing("debts", only="status is not null")
REPAYMENTS: Final = Listing("repayments")
STATEMENT_LINES: Final = Listing("statement_lines")
SETTLEMENT_TERMS: Final = Listing("settlement_terms", ("organisation_id", "key"))
EXPENSES: Final = Listing("expenses")
PAYER_ACCOUNTS: Final = Listing("payer_accounts")
_BY_LINE_ORDER: Final[Mapping[str, tuple[tuple[str, str], bool]]] = {
    "oldest": (("day", "key"), False),
    "newest": (("day", "key"), True),
    "least": (("cents", "key"), False),
    "most": (("cents", "key"), True),
}
"""What comes first, and whether the last of it comes first."""


def bank_lines(order: str) -> Listing:
    """Bookings at the bank that no payment explains, in one of their orders."""
    columns, last_first = _BY_LINE_ORDER[order]
    return Listing("bank_lines", columns, last_first=last_first)


PAYEE_ACCOUNTS: Final = Listing("payee_accounts")
PAYEE_NOTICES: Final = Listing("payee_accounts", only="notice_due")
CLEARING_CLAIMS: Final = Listing("clearing_claims", last_first=True)
CLEARING_LINES: Final = Listing("clearing_lines", ("place", "key"))
CLEARING_BALANCES: Final = Listing("clearing_balances", ("year", "key"))
MONEY_RECEIVED: Final = Listing("money_received", last_first=True)
PAYABLE_ITEMS: Final = Listing("payable_items")
PAYMENT_RUNS: Final = Listing("payment_runs", last_first=True)
PAYMENTS: Final = Listing("payments")
LATE_LINES: Final = Listing("late_lines")
DRAWN_UP: Final = Listing("drawn_up", last_first=True)
PERSON_REQUESTS: Final = Listing("person_requests", ("due_on", "key"))
OPEN_PERSON_REQUESTS: Final = Listing("person_requests", ("due_on", "key"), "status = 'open'")
LEGAL_BASES: Final = Listing("legal_bases")
CONTACT_CHOICES: Final = Listing("contact_choices")
RETENTION_RULES: Final = Listing("retention_rules")
DESTRUCTION_LISTS: Final = Listing("destruction_lists")


async def read_transfers_of(connection: Connection, network: str, account: str, page: Page) -> Rows:
    """Transfers from or to one account: a page from each side, by its index, then merged.

    Raises BadCursor.
    """
    place = decode(page.after, MADE_AT) if page.after is not None else ()
    beyond = "and (made_at, key) > ($3, $4) " if place else ""
    limit = f"${5 if place else 3}"
    sides = " union all ".join(
        f"(select * from transfers where stream = $1 and {side} = $2 {beyond}"
        f"order by made_at, key limit {limit})"
        for side in ("debit", "credit")
    )
    sql = f"select * from ({sides}) as both_sides order by made_at, key limit {limit}"
    rows = await connection.fetch(sql, network, account, *place, page.first + 1)
    return cut(rows, MADE_AT, page)


async def read_by_keys(
    database: Database, bounds: Bounds, network: str, table: str, keys: Collection[str]
) -> dict[str, Row]:
    """The rows of a view with these keys, by their key. `table` comes from code."""
    rows = await database.fetch(
        bounds,
        f"select * from {table} where stream = $1 and key = any($2)",
        network,
        list(keys),
    )
    return {row["key"]: row for row in rows}


_ANSWERS: Final = """
select q.*, asked.holder_id as about
from unnest($2::text[]) as asked (holder_id)
left join holders h on h.stream = $1 and h.key = asked.holder_id
cross join lateral (
  select asked.holder_id as file union all
  select jsonb_array_elements_text(coalesce(h.merged, '[]'))
) entered
cross join lateral (
  select * from status_questions where stream = $1 and holder_id = entered.file
    and answer is not null order by made_at desc, key desc limit 50
) q order by q.made_at desc, q.key desc
"""


async def read_status_answers(
    connection: Connection, network: str, holders: Sequence[str]
) -> list[Row]:
    """The latest answers about the statuses of each of these persons, the latest first, sealed.

    `about` is the person; `holder_id` may be a file that was merged into hers.
    """
    return list(await connection.fetch(_ANSWERS, network, list(set(holders))))


async def read_lines_of(
    connection: Connection, network: str, buckets: Sequence[str], page: Page
) -> Rows:
    """The lines of a statement: a page from each of its buckets, by the index, then merged.

    Raises BadCursor.
    """
    place = decode(page.after, MADE_AT) if page.after is not None else None
    beyond = "" if place is None else "and (made_at, key) > ($4, $5) "
    sql = (
        "select l.* from unnest($2::text[]) bucket cross join lateral (select * "
        f"from statement_lines where stream = $1 and bucket_id = bucket {beyond}"
        "order by made_at, key limit $3) l order by l.made_at, l.key limit $3"
    )
    rows = await connection.fetch(sql, network, list(buckets), page.first + 1, *(place or ()))
    return cut(rows, MADE_AT, page)
