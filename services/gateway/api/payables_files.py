"""The payables of a run for the municipality's accounting package, read from the views.

The package pays them itself: so whatever account is not known here is left open there. That
somebody's account is opened is written down before it is.
"""

import base64
from dataclasses import replace
from uuid import UUID

import orjson
import strawberry

from services.budget.contracts.bank.pain001 import free_text
from services.gateway.api.context import RequestContext
from services.gateway.api.other_networks import names_of
from services.gateway.api.payment_orders import ReadRun, days_of, read_run
from services.gateway.api.payments import payer_told
from services.gateway.domain.accounting_export import PayableLine, as_csv, as_xlsx
from services.gateway.storage import settling
from services.gateway.storage.reading import Row


@strawberry.type
class PayablesFile:
    """What a run pays, for the accounting package: the same rows as CSV and XLSX, in base64."""

    run: UUID
    name: str
    row_count: int
    csv: str
    xlsx: str


async def payables_file(context: RequestContext, network: str, run: str) -> PayablesFile:
    """A row per payment and code of the municipal books. Raises Coded."""
    found = await read_run(context, network, run)
    claimed = [one["organisation_id"] for one in found.settled if one["kind"] == "clearing"]
    networks = await names_of(context, claimed) if claimed else {}
    lines: list[PayableLine] = []
    for one in found.settled:
        payee = one["organisation"] or networks.get(one["organisation_id"], "")
        lines += await _by_code(context, network, one, _line(found, one, payee))
    return PayablesFile(
        run=UUID(run),
        name=f"te-betalen-{found.row['year']}-{found.row['number']:03d}",
        row_count=len(lines),
        csv=base64.b64encode(as_csv(lines)).decode(),
        xlsx=base64.b64encode(as_xlsx(lines)).decode(),
    )


def _line(found: ReadRun, one: Row, payee: str) -> PayableLine:
    account = found.accounts.get(one["key"])
    first, last = days_of(found.row, one)
    payer = payer_told(found.row)
    return PayableLine(
        statement=one["reference"],
        first_day=first,
        last_day=last,
        payee=payee if account is None else account.name,
        kbo=one["kbo"],
        iban="" if account is None else account.iban,
        cents=one["cents"],
        legal_entity=found.network if payer is None else payer["name"],
        bbc_action=None,
        bbc_account=one["bbc"],
        free_text=free_text(found.network, one["reference"], first, last),
    )


async def _by_code(
    context: RequestContext, network: str, one: Row, line: PayableLine
) -> list[PayableLine]:
    """A statement's lines by the codes of their envelopes; whole, where they do not add up to it
    (something was carried over) or a code would take money back."""
    told = one["buckets"]
    buckets: list[str] = orjson.loads(told) if isinstance(told, str) else told or []
    if not buckets:
        return [line]
    bounds = context.bounds(network)
    rows = await settling.cents_by_code(context.gateway.database, bounds, network, buckets)
    adds_up = sum(row["cents"] for row in rows) == line.cents
    if not adds_up or any(row["cents"] <= 0 for row in rows):
        return [line]
    return [replace(line, cents=row["cents"], bbc_account=row["bbc"]) for row in rows]
