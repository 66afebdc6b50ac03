"""Facts about the funding sources of a year."""

from uuid import UUID

from services.budget.contracts.events.ledger import Account, Decision, Transfer
from services.kernel.contract import Cents, Event


class YearOpened(
    Event,
    name="budget.year_opened.v2",
    formerly=("budget.year_opened.v1",),
    public=True,
    terminal=False,
):
    """The two funding sources of a year, each filled by a transfer from outside.

    `accounts` are there from now on, also where nothing is transferred to them.
    """

    year: int
    accounts: tuple[Account, ...]
    transfers: tuple[Transfer, ...]


class LegalEntityRegistered(Event, name="budget.legal_entity_registered.v1"):
    """A legal entity whose money the network spends: `kind` is one of the contract's words.

    `municipality` (REFNIS): whose it is.
    """

    entity_id: UUID
    name: str
    kind: str
    kbo: str | None = None
    municipality: str | None = None


class FundingEntered(Event, name="budget.funding_entered.v1"):
    """A funding source of a year has this total from now on; the transfers are the difference.

    `funding_id` is its account's. A year that had no book has one from now on.
    """

    funding_id: UUID
    year: int
    account: Account
    total_cents: Cents
    decision: Decision | None = None
    transfers: tuple[Transfer, ...]
