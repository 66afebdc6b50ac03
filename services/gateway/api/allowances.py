"""Reading money that is set aside for what rights promise from the views."""

from typing import Final
from uuid import UUID

from services.gateway.api.allowance_types import Allowance, AllowanceDone, AllowanceStatus
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.storage.reading import Row


def allowance(row: Row) -> Allowance:
    """What is set aside, as a row has it."""
    left = row["granted_cents"] - row["used_cents"] - row["released_cents"]
    return Allowance(
        id=UUID(row["key"]),
        right=UUID(row["right_id"]),
        name=row["name"],
        first_day=row["first_day"],
        last_day=row["last_day"],
        year=row["year"],
        envelope=None if row["envelope_id"] is None else UUID(row["envelope_id"]),
        status=AllowanceStatus(row["status"]),
        granted_cents=Cents(row["granted_cents"]),
        used_cents=Cents(row["used_cents"]),
        released_cents=Cents(row["released_cents"]),
        left_cents=Cents(left if row["status"] == "held" else 0),
        code=row["code"],
        at=row["made_at"],
    )


async def _read(context: RequestContext, network: str, made: str) -> Allowance | None:
    row = await read_row(context, network, "allowances", made)
    return None if row is None else allowance(row)


ALLOWANCE: Final = Shown(_read, lambda op, one: AllowanceDone(operation=op, allowance=one))
