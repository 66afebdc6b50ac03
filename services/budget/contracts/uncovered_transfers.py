"""Which transfers leave something uncovered, and which take that back. Pure."""

from collections.abc import Iterable

from services.budget.contracts.events import Transfer


def uncovered_in(transfers: Iterable[Transfer]) -> Transfer | None:
    """The transfer by which something is owed without money for it."""
    for one in transfers:
        if one.kind in ("posted", "taken") and one.debit.kind == "uncovered":
            return one
    return None


def uncovered_less(transfers: Iterable[Transfer]) -> int:
    """What is owed without money for it, less, once these reversals are booked, in cents."""
    back = [one for one in transfers if one.kind == "reversal"]
    less = sum(one.cents for one in back if one.credit.kind == "uncovered")
    return less - sum(one.cents for one in back if one.debit.kind == "uncovered")
