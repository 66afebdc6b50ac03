"""Writing the file that pays a run: read from the views, opened here, and kept by nobody.

That somebody's account is opened is written down before it is.
"""

import base64
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from services.budget.contracts.bank import pain001
from services.budget.contracts.bank.problems import BankFileProblem
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.opening import opened_keys
from services.gateway.api.payment_file_types import PaymentFile
from services.gateway.api.payments import payer_told
from services.gateway.api.personal_reads import payment_owner
from services.gateway.api.reads import open_identity, open_with, read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sealing import opened_by_us
from services.gateway.domain.payment_orders import (
    AccountSince,
    ApprovedRun,
    Outgoing,
    Payer,
    account_then,
    order_of,
)
from services.gateway.storage import settling
from services.gateway.storage.reading import Row


@dataclass(frozen=True, slots=True)
class Account:
    """An account and its holder's name, opened."""

    name: str = field(repr=False)
    iban: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadRun:
    """An approved run with what its payments settle, in its order, and the accounts they go to."""

    row: Row
    network: str
    settled: Sequence[Row]
    accounts: Mapping[str, Account]


async def read_run(context: RequestContext, network: str, run: str) -> ReadRun:
    """An approved run. Raises Coded."""
    row = await read_row(context, network, "payment_runs", run)
    if row is None:
        raise Coded("run_unknown", "run")
    if row["status"] != "approved" or row["approved_at"] is None:
        raise Coded("payment_not_sent", "run")
    told = row["payment_ids"]
    ids: list[str] = orjson.loads(told) if isinstance(told, str) else told
    bounds = context.bounds(network)
    found = await settling.payments_settled(context.gateway.database, bounds, network, ids)
    home = await read_row(context, network, "networks", network)
    settled = [found[key] for key in ids if key in found]
    accounts = {one["key"]: got for one in settled if (got := _of_body(context, one))}
    accounts |= await _of_holders(context, network, row, settled)
    return ReadRun(row, "" if home is None else home["name"], settled, accounts)


def _of_body(context: RequestContext, row: Row) -> Account | None:
    """The account of a provider, or of another network, that the run names, unless it was stopped
    since."""
    if row["account_sealed"] is None or row["account_status"] == "stopped":
        return None
    told = opened_by_us(context, row["account_sealed"])
    if "iban" not in told:
        return None
    return Account(name=told.get("in_name_of") or row["organisation"] or "", iban=told["iban"])


async def _of_holders(
    context: RequestContext, network: str, run: Row, settled: Sequence[Row]
) -> dict[str, Account]:
    """By payment of a claim, the account that was hers when the run was approved."""
    claims = [one for one in settled if one["kind"] == "claim" and one["holder_id"] is not None]
    bounds, database = context.bounds(network), context.gateway.database
    persons = sorted({one[who] for one in claims for who in ("holder_id", "told_holder_id")})
    if not persons:
        return {}
    rows = await settling.accounts_of(database, bounds, network, persons)
    by_person: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_person[row["holder_id"]].append(row)
    keys = await opened_keys(context, rows, owner=payment_owner)
    names = await _names(context, network, persons)
    found = {}
    for one in claims:
        whose = next((w for w in (one["holder_id"], one["told_holder_id"]) if by_person[w]), None)
        if whose is None:
            continue
        known = [AccountSince(row["made_at"], row["account"]) for row in by_person[whose]]
        then = account_then(known, run["approved_at"])
        owner = payment_owner(by_person[whose][0])
        opened = None if then is None else open_with(keys.get(owner), then.sealed)
        if opened is not None:
            told: dict[str, Any] = orjson.loads(opened)
            name = told.get("in_name_of") or names.get(one["holder_id"], "")
            found[one["key"]] = Account(name=name, iban=told["iban"])
    return found


async def _names(
    context: RequestContext, network: str, persons: Sequence[str]
) -> Mapping[str, str]:
    """The names of these persons; of those who are erased, none."""
    bounds, database = context.bounds(network), context.gateway.database
    rows = await settling.names_of(database, bounds, network, persons)
    keys = await opened_keys(context, rows, person="key")
    found = {}
    for row in rows:
        who = open_identity(keys.get(row["key"]), row["identity"])
        found[row["key"]] = " ".join(one for one in (who.given_name, who.family_name) if one)
    return found


async def payment_file(context: RequestContext, network: str, run: str) -> PaymentFile:
    """The file, the same whenever it is asked for. Raises Coded: nothing is paid to an account
    that is not active."""
    found = await read_run(context, network, run)
    payer = payer_told(found.row)
    if payer is None:
        raise Coded("run_without_payer", "run")
    payments = [_outgoing(found, one) for one in found.settled]
    order = order_of(
        ApprovedRun(
            id=UUID(run),
            network=found.network,
            payer=Payer(name=payer["name"], kbo=payer["kbo"], iban=payer["iban"]),
            execution_on=found.row["execution_on"],
            approved_at=found.row["approved_at"],
        ),
        payments,
    )
    try:
        content = pain001.write(order)
    except BankFileProblem as problem:
        raise Coded(problem.code, "run", {**problem.facts}) from None
    return PaymentFile(
        run=UUID(run),
        name=f"betaling-{found.row['year']}-{found.row['number']:03d}.xml",
        content=base64.b64encode(content).decode(),
        execution_on=order.execution_day,
        payment_count=len(payments),
        total_cents=Cents(sum(one.cents for one in payments)),
    )


def _outgoing(found: ReadRun, one: Row) -> Outgoing:
    account = found.accounts.get(one["key"])
    if account is None:
        raise Coded("no_payee_account", "run", {"reference": one["reference"]})
    first, last = days_of(found.row, one)
    return Outgoing(
        payment=UUID(one["key"]),
        cents=one["cents"],
        reference=one["reference"],
        first_day=first,
        last_day=last,
        name=account.name,
        iban=account.iban,
    )


def days_of(run: Row, one: Row) -> tuple[date, date]:
    """Over which days a payment settles; where that is not known, the day of the run."""
    last: date = one["last_day"] or run["execution_on"]
    return one["first_day"] or last, last
