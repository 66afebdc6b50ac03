"""Part of a price goes back while instalments run: what is held of it is lowered. Pure.

Each payer's part goes back over what is confirmed and over every instalment that is held, in the
ratio of what it bears of each. So all of them together stay the shares of the price to the cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.budget.contracts.events import Instalment, Transfer
from services.budget.domain.instalment_plan import InstalmentPlan, shares_of_parts
from services.budget.domain.ledger import TransferRow, account_named, follow_up, transfers_named
from services.kernel.money import Shares
from services.kernel.portions import portion
from services.kernel.rules import Context
from services.kernel.state import State


@dataclass(frozen=True, slots=True)
class Lowered:
    """All instalments once part of the price went back, and the transfers that hold less.

    `network_cents`: what of the network's part was held, and is free.
    """

    instalments: tuple[Instalment, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    network_cents: int = 0


def lowered(
    plan: InstalmentPlan | None, before: Shares, after: Shares, context: Context, state: State
) -> Lowered:
    """What becomes of the instalments that are held where the price is lower; nothing where none
    is."""
    if plan is None or not plan.waiting:
        return Lowered()
    made, transfers = list(plan.instalments[: plan.confirmed]), list[Transfer]()
    for place, shares in enumerate(_shares_left(plan.waiting, before, after)):
        old, number = plan.waiting[place], plan.confirmed + place + 1
        moved, holds = _held_less(old, number, shares.network_cents, context, state)
        transfers += moved
        made.append(_instalment(old, shares, holds))
    back = shares_of_parts(plan.waiting).network_cents
    left = shares_of_parts(made[plan.confirmed :]).network_cents
    return Lowered(tuple(made), tuple(transfers), back - left)


def _shares_left(waiting: Sequence[Instalment], before: Shares, after: Shares) -> list[Shares]:
    """What each payer bears of every instalment that is held."""
    held = shares_of_parts(waiting)
    columns = []
    for payer in ("holder_cents", "organisation_cents", "network_cents"):
        parts = [getattr(one, payer) for one in waiting]
        confirmed = getattr(before, payer) - getattr(held, payer)
        back = portion((confirmed, *parts), 0, getattr(before, payer) - getattr(after, payer))
        columns.append([part - less for part, less in zip(parts, back[1:], strict=True)])
    return [Shares(*column) for column in zip(*columns, strict=True)]


def _instalment(old: Instalment, shares: Shares, holds: tuple[UUID, ...]) -> Instalment:
    return Instalment(
        due=old.due,
        price_cents=shares.holder_cents + shares.organisation_cents + shares.network_cents,
        holder_cents=shares.holder_cents,
        organisation_cents=shares.organisation_cents,
        network_cents=shares.network_cents,
        hold_ids=holds,
    )


def _held_less(
    old: Instalment, number: int, cents: int, context: Context, state: State
) -> tuple[list[Transfer], tuple[UUID, ...]]:
    """What was held of an instalment is freed, and so much of it held anew: its sources pay it in
    the ratio in which they did. A hold is taken whole, so a lower one is another."""
    if cents == old.network_cents:
        return [], old.hold_ids
    rows = transfers_named(map(str, old.hold_ids), state)
    parts = portion(tuple(row.cents for row in rows), 0, cents)
    held = [
        hold_like(row, part, f"lowered:{number}:{place}", context, state)
        for place, (row, part) in enumerate(zip(rows, parts, strict=True))
        if part
    ]
    freed = follow_up(rows, "released", context, state, part=f"lowered:{number}:")
    return [*freed, *held], tuple(one.transfer_id for one in held)


def hold_like(row: TransferRow, cents: int, role: str, context: Context, state: State) -> Transfer:
    """So many cents are held between the accounts of another hold."""
    return Transfer(
        transfer_id=context.make_id(role),
        kind="held",
        debit=account_named(row.debit_id, state),
        credit=account_named(row.credit_id, state),
        cents=cents,
        bbc=row.bbc,
        for_year=row.for_year,
    )
