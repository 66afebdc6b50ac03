"""A town with a card scheme: its regulation, rights and cards told as cards tells them. Pure.

What is decided elsewhere (who is entitled, who lives with whom) is told here as the events that
deciding it leads to, so that taking part can be tried by itself.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from services.cards.contracts.commands import IssueSchemeCard, RegisterParticipation
from services.cards.contracts.events import (
    HouseholdFounded,
    ParticipationRequested,
    RegulationAdopted,
    SchemeCardIssued,
    SchemeRightEnded,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.contracts.events.households import HouseholdMember
from services.cards.domain.card import SchemeCards
from services.cards.domain.prepared import Candidate, CardCandidates
from services.cards.domain.scheme_right import rights_key
from services.cards.domain.usage import Usage
from services.kernel.contract import Event
from services.kernel.state import Row, State
from services.partners.contracts.commands import OpenNetwork, PublishOffer
from services.partners.contracts.events import OfferPublished
from tests.kit.regulations import document_data
from tests.kit.rules import Driver
from tests.kit.town import SUMMER, YEAR_END, YEAR_START, Town, an_id, an_opening, expect

YEARLY: dict[str, Any] = {"name": "yearly", "clause": "art. 6", "amounts": [{"cents": 10_000}]}


def eighty_percent(**more: Any) -> dict[str, Any]:
    """80% off, all of it the network's, and whatever else the benefit says."""
    reduction = {"kind": "percent_off", "percent": 80}
    rule = {"name": "all", "reduction": reduction, "organisation_percent": 0}
    return {"changes": "with_date", "rules": [rule], **more}


class SchemeTown(Town):
    """A town with one scheme. Years are budgeted from 2025 to 2027."""

    def __init__(
        self,
        benefit: dict[str, Any] | None = None,
        opening: OpenNetwork | None = None,
        driver: Driver | None = None,
    ) -> None:
        years = date(2025, 1, 1), date(2027, 12, 31)
        super().__init__(opening or an_opening(period=years), driver)
        self.found_scheme(benefit or eighty_percent())

    def found_scheme(self, benefit: dict[str, Any]) -> None:
        """The scheme with its first version, from 2025 on."""
        self.scheme = an_id("scheme")
        self.versions = 0
        self.regulation = self.adopt(benefit, date(2025, 1, 1))

    def tell(self, *events: Event) -> None:
        """Cards tells these, and its rows follow."""
        rules = self.driver.services["cards"]
        context = self.driver.fresh_context(self.stream, None)
        kept = self.driver.rows.setdefault(("cards", self.stream), {})
        state = _Whole(kept)
        self.driver.emit(rules, events, context, state, answers=False)
        self.driver.settle()

    def adopt(self, benefit: dict[str, Any], valid_from: date, **more: Any) -> UUID:
        """Adopt a version with this benefit, and whatever else it says; its id."""
        self.versions += 1
        document = document_data(benefit=benefit, valid_from=valid_from.isoformat(), **more)
        adopted = RegulationAdopted(
            regulation_id=an_id(f"regulation {self.versions}"),
            scheme_id=self.scheme,
            version=self.versions,
            name="Vrijetijdspas",
            document=orjson.dumps(document).decode(),
            valid_from=valid_from,
        )
        self.tell(adopted)
        return adopted.regulation_id

    def entitle(
        self,
        holder: UUID,
        period: tuple[date, date] = (YEAR_START, YEAR_END),
        **more: Any,
    ) -> UUID:
        """Grant a right in the scheme; its id."""
        granted = SchemeRightGranted(
            right_id=more.pop("right_id", None) or self.driver.fresh_context("", None).id,
            holder_id=holder,
            scheme_id=self.scheme,
            regulation_id=more.pop("regulation_id", self.regulation),
            valid_from=period[0],
            valid_until=period[1],
            **more,
        )
        self.tell(granted)
        return granted.right_id

    def renew(self, holder: UUID, right: UUID, until: date, **more: Any) -> None:
        """Let the same right go on."""
        self.tell(
            SchemeRightRenewed(
                right_id=right,
                holder_id=holder,
                scheme_id=self.scheme,
                regulation_id=more.pop("regulation_id", self.regulation),
                valid_until=until,
                **more,
            )
        )

    def live_together(self, *holders: UUID) -> None:
        """They form a household."""
        members = tuple(HouseholdMember(holder_id=one, role="adult") for one in holders)
        household = self.driver.fresh_context("", None).id
        self.tell(HouseholdFounded(household_id=household, members=members))

    def end(self, holder: UUID, right: UUID, last_day: date) -> None:
        """The status behind the card is lost."""
        self.tell(
            SchemeRightEnded(
                right_id=right,
                holder_id=holder,
                scheme_id=self.scheme,
                last_day=last_day,
                learned_on=last_day,
                reason="status_lost",
            )
        )

    def a_scheme_card(self, holder: UUID) -> SchemeCardIssued:
        """A card of the scheme: her first, or one more."""
        self.cards += 1
        numbers = CardCandidates(
            tuple(Candidate(f"token-{self.cards}-{n}", f"sealed number {n}") for n in range(3))
        )
        rows = self.driver.rows["cards", self.stream]
        more = SchemeCards.at(rights_key(holder, self.scheme)) in rows
        wish = IssueSchemeCard(
            holder_id=holder, scheme_id=self.scheme, reason="extra" if more else "first"
        )
        return expect(self.ask(wish, numbers), SchemeCardIssued)

    def an_entitled(self, **more: Any) -> tuple[UUID, SchemeCardIssued]:
        """A person with a right for the year, and her card."""
        holder = self.a_holder()
        self.entitle(holder, **more)
        return holder, self.a_scheme_card(holder)

    def an_offer_of(self, price_cents: int, *, provider: UUID | None = None, **kind: Any) -> UUID:
        """An offer of a kind, shared 20/40/40 where the regulation does not say otherwise."""
        command = PublishOffer(
            organisation_id=provider or self.a_provider(),
            title="Zwemles",
            price_cents=price_cents,
            holder_bp=2_000,
            organisation_bp=4_000,
            network_bp=4_000,
            **kind,
        )
        return expect(self.ask(command), OfferPublished).offer_id

    def take_part(
        self, card: SchemeCardIssued, offer: UUID, on: date = SUMMER, **more: Any
    ) -> Event:
        """The outcome of taking part at once."""
        return self.ask(RegisterParticipation(card_token=card.token, offer_id=offer, on=on, **more))

    def shares(self) -> tuple[int, int, int]:
        """Holder, organisation, network of the latest request, in cents."""
        asked: ParticipationRequested = self.last_request()
        return asked.holder_cents, asked.organisation_cents, asked.network_cents

    def used(self, subject: object, name: str = "yearly", period: str = "2026") -> tuple[int, int]:
        """What is used and what is pending on a count, in cents."""
        row = self.driver.rows["cards", self.stream].get(
            Usage.at(f"{subject}:{self.scheme}:{period}")
        )
        counts: Sequence[Any] = row.counts if isinstance(row, Usage) else ()
        found = [(one.used_cents, one.pending_cents) for one in counts if one.name == name]
        return found[0] if found else (0, 0)


class _Whole(State):
    """A state in which every place is loaded: for what is told without a rule."""

    def get(self, table: Any, key: object) -> Any:
        self.rows.setdefault(table.at(key), None)
        return super().get(table, key)

    def has(self, _place: tuple[type[Row], str]) -> bool:
        return True
