"""A town whose books are kept: sources entered, envelopes opened, money moved. Pure."""

from datetime import date
from typing import Any

from services.budget.contracts.commands import EnterFunding, MoveMoney, OpenEnvelope
from services.budget.contracts.events import SOURCE_KINDS, Decision, EnvelopeOpened
from services.budget.domain.ledger import AccountRow
from tests.kit.town import Town, an_opening, expect

BY_THE_EXECUTIVE = Decision(body="municipal_executive", on=date(2026, 6, 1), reference="2026/114")


class Treasury:
    """A town whose books are kept."""

    def __init__(self, **opening: Any) -> None:
        self.town = Town(an_opening(**opening))
        self.town.driver.actor = "finance"

    def enter(self, source: Any, cents: int, **whose: Any) -> Any:
        """The outcome of saying what a source has in 2026, in cents."""
        wish = EnterFunding(year=2026, source=source, total_cents=cents, **whose)
        return self.town.ask(wish)

    def open(self, action: str = "Kaarten", **terms: Any) -> Any:
        """The outcome of opening an envelope; for all offers where nothing else is said."""
        given = {"year": 2026, "category": "participation", "pays_for": ("all",), **terms}
        return self.town.ask(OpenEnvelope(action=action, **given))

    def envelope(self, action: str = "Kaarten", **terms: Any) -> Any:
        """A new envelope's id."""
        return expect(self.open(action, **terms), EnvelopeOpened).envelope_id

    def move(self, cents: int, *, giving: Any = None, taking: Any = None, **more: Any) -> Any:
        """The outcome of moving money by a decision of the municipal executive."""
        return self.town.ask(
            MoveMoney(
                year=2026,
                from_envelope=giving,
                to_envelope=taking,
                cents=cents,
                decision=more.pop("decision", BY_THE_EXECUTIVE),
                **more,
            )
        )

    def free(self, envelope: Any = None) -> int:
        """What is free of an envelope, or of what is not set apart, in cents."""
        own = None if envelope is None else str(envelope)
        return sum(
            row.available_cents
            for row in self.accounts()
            if row.kind in SOURCE_KINDS and row.envelope_id == own
        )

    def accounts(self) -> list[AccountRow]:
        """All accounts of the network."""
        return list(self.town.driver.all_rows("budget", self.town.stream, AccountRow))


def sold(town: Town, price_cents: int, split: tuple[int, int, int] = (20, 0, 80)) -> Any:
    """The outcome of one participation at a price; its split is holder, organisation, network."""
    return town.register(town.a_card(), town.an_offer(price_cents, split_percent=split))
