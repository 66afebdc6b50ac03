"""Which municipality an account belongs to, for who may see it and in whose report it counts. Pure.

An account is a municipality's where its money is, or where it is money of the whole network that
is set apart in an envelope of that municipality. All others are the whole network's.
"""

from collections.abc import Iterable

from services.budget.contracts.events import Account as Told
from services.budget.contracts.events import Transfer
from services.gateway.views.envelope_rows import Envelope
from services.gateway.views.ledger_rows import Account
from services.kernel.state import Place, State


def needs_whose(accounts: Iterable[Told], state: State) -> Iterable[Place]:
    """The accounts; then the envelopes of those that are new."""
    for told in accounts:
        yield Account.at(told.account_id)
        new = state.has(Account.at(told.account_id)) and not state.get(Account, told.account_id)
        if new and told.municipality is None and told.envelope_id is not None:
            yield Envelope.at(told.envelope_id)


def whose(told: Told, state: State) -> str | None:
    """The municipality; None: the whole network's. Raises NotLoaded."""
    if told.municipality is not None or told.envelope_id is None:
        return told.municipality
    row = state.get(Account, told.account_id)
    if row is not None:
        return row.municipality
    envelope = state.get(Envelope, told.envelope_id)
    return None if envelope is None else envelope.municipality


def set_apart_for(told: Told, state: State) -> bool:
    """Whether it is the network's own money that is set apart for a municipality."""
    return told.municipality is None and whose(told, state) is not None


def paid_of_own(transfers: Iterable[Transfer], state: State) -> tuple[str | None, int]:
    """The municipality out of whose accounts transfers paid, and how many cents; (None, 0): none.

    No purchase is paid with the money of two municipalities.
    """
    town, cents = None, 0
    for one in transfers:
        own = whose(one.debit, state)
        if own is not None and one.kind in ("posted", "taken"):
            town, cents = own, cents + one.cents
    return town, cents


def given_back_to_own(transfers: Iterable[Transfer], state: State) -> int:
    """What of a line goes back to the accounts of the municipality that paid it, in cents."""
    back = (one for one in transfers if one.kind == "reversal" and one.debit.kind == "payable")
    return sum(one.cents for one in back if whose(one.credit, state) is not None)
