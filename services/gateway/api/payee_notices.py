"""The letter about a changed account, set from the views. Who reads it is who keeps the books."""

import base64
from uuid import UUID

from services.budget.contracts.bank import iban
from services.gateway.api.context import RequestContext
from services.gateway.api.other_networks import names_of
from services.gateway.api.payee_types import PayeeNotice
from services.gateway.api.printing import pdf
from services.gateway.api.reads import read_row
from services.gateway.api.sealing import opened_by_us
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.payee_words import Change, as_letter
from services.gateway.storage.reading import Row


async def payee_notice(context: RequestContext, network: str, account: str) -> PayeeNotice | None:
    """The letter; None where the account is unknown, not confirmed, or takes the place of none."""
    row = await read_row(context, network, "payee_accounts", account)
    if row is None or row["replaces"] is None or row["active_from"] is None:
        return None
    before = await read_row(context, network, "payee_accounts", row["replaces"])
    whose = await _name_of(context, network, row["organisation_id"])
    home = await read_row(context, network, "networks", network)
    if before is None or whose is None or home is None:
        return None
    change = _change(context, row, before, whose, home["name"])
    made = await pdf("letter", as_letter(change), change.on)
    return PayeeNotice(payee_account=UUID(account), pdf=base64.b64encode(made).decode())


async def _name_of(context: RequestContext, network: str, payee: str) -> str | None:
    """The name of a provider, or of another network that claims."""
    found = await read_row(context, network, "organisations", payee)
    if found is not None:
        name: str = found["name"]
        return name
    return (await names_of(context, [payee])).get(payee)


def _change(context: RequestContext, row: Row, before: Row, provider: str, network: str) -> Change:
    old = opened_by_us(context, before["account_sealed"])
    new = opened_by_us(context, row["account_sealed"])
    return Change(
        network=network,
        provider=provider,
        address=old.get("reached_at"),
        old=iban.masked(old.get("iban", "")),
        new=iban.masked(new.get("iban", "")),
        on=row["made_at"].astimezone(BRUSSELS).date(),
        active_from=row["active_from"],
    )
