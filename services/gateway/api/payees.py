"""Reading accounts at a bank from the views, within the bounds of a request."""

from datetime import date
from typing import Final
from uuid import UUID

from services.budget.contracts.bank import iban
from services.gateway.api.cards import today
from services.gateway.api.context import RequestContext
from services.gateway.api.payee_types import (
    PayeeAccount,
    PayeeAccountDone,
    PayeeChannel,
    PayeeRules,
    PayeeRulesDone,
    PayeeStatus,
    PayeeStop,
    PayerAccount,
    PayerAccountDone,
)
from services.gateway.api.reads import read_row
from services.gateway.api.sealing import opened_by_us
from services.gateway.api.sending import Shown
from services.gateway.domain.access import Scope, allowed
from services.gateway.storage.reading import Row

DAYS_USUAL: Final = 7
"""For how many days a change waits where the network did not say: as budget counts."""


def payer_account(row: Row) -> PayerAccount:
    """From which account is paid: that of a public body, shown whole."""
    return PayerAccount(
        id=UUID(row["key"]),
        entity=_id(row["entity_id"]),
        name=row["name"],
        kbo=row["kbo"],
        iban=iban.printed(row["iban"]),
        at=row["made_at"],
    )


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _channel(text: str | None) -> PayeeChannel | None:
    return None if text is None else PayeeChannel(text)


def status_on(row: Row, day: date) -> PayeeStatus:
    """Where an account stands on a day."""
    if row["status"] != "confirmed":
        return PayeeStatus(row["status"])
    if row["active_from"] is not None and day < row["active_from"]:
        return PayeeStatus.COOLING_OFF
    if row["replaced_from"] is not None and row["replaced_from"] <= day:
        return PayeeStatus.REPLACED
    return PayeeStatus.ACTIVE


def payee_account(context: RequestContext, row: Row) -> PayeeAccount:
    """An account of a provider, as who asks sees it: never its whole number. What the network
    noted, and where the provider is told of a change, is not shown to the provider: whoever took
    over its sign-in would know where to look."""
    grant = context.grant
    ours = grant is not None and not grant.party
    second = (
        grant is not None
        and row["status"] == "proposed"
        and grant.actor != row["proposed_by"]
        and allowed(grant, "confirmPayeeAccount", Scope())
    )
    told = opened_by_us(context, row["account_sealed"])
    stopped = row["stopped_for"]
    return PayeeAccount(
        id=UUID(row["key"]),
        organisation=UUID(row["organisation_id"]),
        iban=iban.masked(told.get("iban", "")),
        in_name_of=told.get("in_name_of"),
        reached_at=told.get("reached_at") if ours else None,
        status=status_on(row, today()),
        heard_through=PayeeChannel(row["heard_through"]),
        may_confirm=second,
        confirmed_through=_channel(row["confirmed_through"]),
        note=opened_by_us(context, row["note_sealed"]).get("note") if ours else None,
        active_from=row["active_from"],
        replaces=_id(row["replaces"]),
        stopped_for=None if stopped is None else PayeeStop(stopped),
        notice_due=row["notice_due"],
        notified_through=_channel(row["notified_through"]),
        notified_on=row["notified_on"],
        at=row["made_at"],
    )


async def rules(context: RequestContext, network: str) -> PayeeRules:
    """What the network asks."""
    row = await read_row(context, network, "payee_rules", network)
    return PayeeRules(cooling_off_days=DAYS_USUAL if row is None else row["cooling_off_days"])


async def _read_payer(context: RequestContext, network: str, made: str) -> PayerAccount | None:
    row = await read_row(context, network, "payer_accounts", made)
    return None if row is None else payer_account(row)


async def _read_payee(context: RequestContext, network: str, made: str) -> PayeeAccount | None:
    row = await read_row(context, network, "payee_accounts", made)
    return None if row is None else payee_account(context, row)


async def _read_rules(context: RequestContext, network: str, _made: str) -> PayeeRules | None:
    return await rules(context, network)


PAYER: Final = Shown(_read_payer, lambda op, one: PayerAccountDone(operation=op, payer_account=one))
PAYEE: Final = Shown(_read_payee, lambda op, one: PayeeAccountDone(operation=op, payee_account=one))
RULES: Final = Shown(_read_rules, lambda op, one: PayeeRulesDone(operation=op, rules=one))
