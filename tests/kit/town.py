"""A network to tell stories about: its rules driven in memory, its things made with defaults.

`a_...` takes only what matters to a test. All persons and amounts are invented unless a test
says where they come from.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID, uuid5

from services.budget.consumers import RULES as BUDGET
from services.budget.domain.ledger import AccountRow
from services.cards.consumers import RULES as CARDS
from services.cards.contracts.commands import (
    DecideEligibility,
    GrantRight,
    GroupLine,
    HoldParticipation,
    IssueCard,
    RegisterGroup,
    RegisterHolder,
    RegisterParticipation,
)
from services.cards.contracts.events import (
    CardIssued,
    EligibilityDecided,
    GroupRequested,
    HolderRegistered,
    ParticipationRequested,
    RightGranted,
)
from services.cards.domain.prepared import (
    Candidate,
    CardCandidates,
    SealedGround,
    SealedIdentity,
)
from services.cards.domain.right import Limit, limit_key
from services.kernel.contract import Command, Event
from services.kernel.ids import PLATFORM, SAMENSPEL
from services.partners.consumers import RULES as PARTNERS
from services.partners.contracts.commands import (
    AdmitOrganisation,
    OpenNetwork,
    PublishOffer,
    Role,
)
from services.partners.contracts.events import (
    NetworkOpened,
    OfferPublished,
    OrganisationAdmitted,
)
from tests.kit.rules import Driver

HEIST = "12014"
"""Heist-op-den-Berg's REFNIS code."""
YEAR_START, YEAR_END = date(2026, 1, 1), date(2026, 12, 31)
SUMMER = date(2026, 7, 4)

E = TypeVar("E", bound=Event)


def an_id(name: str) -> UUID:
    """An id, the same for the same name."""
    return uuid5(SAMENSPEL, f"test:{name}")


def expect(event: Event, kind: type[E]) -> E:
    """The event, which is of this kind."""
    assert isinstance(event, kind), event
    return event


def requests_of(event: Event) -> Sequence[ParticipationRequested]:
    """The participations that an event asks budget for."""
    if isinstance(event, GroupRequested):
        return event.lines
    return [event] if isinstance(event, ParticipationRequested) else []


def code_of(event: Event) -> str:
    """The code with which an outcome says no."""
    assert event.declines, event
    code: str = event.code  # type: ignore[attr-defined]  # what declines has a code
    return code


def an_opening(
    *,
    slug: str = "heist-op-den-berg",
    name: str = "Heist-op-den-Berg",
    municipalities: Sequence[str] = (HEIST,),
    period: tuple[date, date] = (YEAR_START, YEAR_END),
    drawing_right_cents: int = 734_400,
    own_contribution_cents: int = 1_468_800,
) -> OpenNetwork:
    """The wish to open a network, with the amounts of Heist-op-den-Berg (domain.md 2)."""
    return OpenNetwork(
        slug=slug,
        name=name,
        municipalities=tuple(municipalities),
        period_from=period[0],
        period_until=period[1],
        drawing_right_cents=drawing_right_cents,
        own_contribution_cents=own_contribution_cents,
    )


class Town:
    """One network over partners, cards and budget."""

    def __init__(self, opening: OpenNetwork | None = None, driver: Driver | None = None) -> None:
        self.driver = driver or Driver(PARTNERS, CARDS, BUDGET)
        opened = self.driver.ask(opening or an_opening(), stream=PLATFORM)
        self.network = expect(opened, NetworkOpened)
        self.stream = str(self.network.network_id)
        self.cards = 0

    def at(self, instant: datetime) -> None:
        """It is this time now."""
        self.driver.now = instant

    def ask(self, command: Command, prepared: object = None) -> Event:
        """The outcome of a command to this network."""
        return self.driver.ask(command, stream=self.stream, prepared=prepared)

    def a_provider(self, *roles: Role, name: str = "Sportclub") -> UUID:
        """An organisation that may publish offers."""
        command = AdmitOrganisation(name=name, roles=roles or ("provider",))
        return expect(self.ask(command), OrganisationAdmitted).organisation_id

    def an_offer(
        self,
        price_cents: int,
        *,
        split_percent: tuple[int, int, int] = (20, 0, 80),
        provider: UUID | None = None,
    ) -> UUID:
        """An offer; its split is holder, organisation, network."""
        holder, organisation, network = (part * 100 for part in split_percent)
        command = PublishOffer(
            organisation_id=provider or self.a_provider(),
            title="Zwemles",
            price_cents=price_cents,
            holder_bp=holder,
            organisation_bp=organisation,
            network_bp=network,
        )
        return expect(self.ask(command), OfferPublished).offer_id

    def a_holder(self, *, eligible_until: date | None = YEAR_END) -> UUID:
        """A person, entitled until a day."""
        municipality = self.network.municipalities[0]
        wish = RegisterHolder(municipality=municipality, identity="for cards only")
        made = expect(self.ask(wish, SealedIdentity("sealed identity")), HolderRegistered)
        if eligible_until is not None:
            decision = DecideEligibility(
                holder_id=made.holder_id, ground="for cards only", valid_until=eligible_until
            )
            expect(self.ask(decision, SealedGround("sealed ground")), EligibilityDecided)
        return made.holder_id

    def a_right(
        self,
        ceiling_cents: int = 20_000,
        *,
        holder: UUID | None = None,
        period: tuple[date, date] = (YEAR_START, YEAR_END),
    ) -> UUID:
        """A right of a person."""
        command = GrantRight(
            holder_id=holder or self.a_holder(eligible_until=period[1]),
            yearly_ceiling_cents=ceiling_cents,
            valid_from=period[0],
            valid_until=period[1],
        )
        return expect(self.ask(command), RightGranted).right_id

    def a_card(self, right: UUID | None = None) -> CardIssued:
        """A card that carries a right."""
        self.cards += 1
        numbers = CardCandidates(
            tuple(Candidate(f"token-{self.cards}-{n}", f"sealed number {n}") for n in range(3))
        )
        right = right or self.a_right()
        wish = IssueCard(holder_id=self.holder_of(right), right_id=right)
        return expect(self.ask(wish, numbers), CardIssued)

    def holder_of(self, right: UUID) -> UUID:
        """The person whose right it is."""
        return self.granted(right).holder_id

    def granted(self, right: UUID) -> RightGranted:
        """The event that granted a right."""
        events = [fact.event for fact in self.driver.journal]
        found = [e for e in events if isinstance(e, RightGranted) and e.right_id == right]
        return found[0]

    def register(self, card: CardIssued, offer: UUID, on: date = SUMMER) -> Event:
        """The outcome of taking part at once."""
        return self.ask(RegisterParticipation(card_token=card.token, offer_id=offer, on=on))

    def hold(self, card: CardIssued, offer: UUID, until: datetime, on: date = SUMMER) -> Event:
        """The outcome of setting the shares aside."""
        return self.ask(
            HoldParticipation(card_token=card.token, offer_id=offer, on=on, hold_until=until)
        )

    def register_group(self, *lines: tuple[str, UUID, date], hold: datetime | None = None) -> Event:
        """The outcome of taking part together: a card's token, an offer and a day each."""
        asked = tuple(GroupLine(card_token=t, offer_id=o, on=day) for t, o, day in lines)
        return self.ask(RegisterGroup(lines=asked, hold_until=hold))

    def requests(self) -> list[ParticipationRequested]:
        """The participations that cards asked budget for, those of groups too, oldest first."""
        events = [fact.event for fact in self.driver.journal]
        return [one for event in events for one in requests_of(event)]

    def last_request(self) -> ParticipationRequested:
        """The latest participation that cards asked budget for."""
        return self.requests()[-1]

    def left_cents(self, right: UUID, year: int = 2026) -> int:
        """What is left of a right's ceiling in a year."""
        rows = self.driver.rows["cards", self.stream]
        limit = rows.get(Limit.at(limit_key(str(right), date(year, 1, 1))))
        taken = limit.used_cents + limit.pending_cents if isinstance(limit, Limit) else 0
        return self.granted(right).yearly_ceiling_cents - taken

    def accounts(self, kind: str, year: int = 2026) -> list[AccountRow]:
        """The network's accounts of a kind in a year."""
        rows = self.driver.all_rows("budget", self.stream, AccountRow)
        return [row for row in rows if (row.kind, row.year) == (kind, year)]

    def balances(self, year: int = 2026) -> dict[str, int]:
        """Balance in cents per kind of account in a year."""
        kinds = ("external", "drawing_right", "own_contribution", "payable")
        return {kind: sum(row.balance_cents for row in self.accounts(kind, year)) for kind in kinds}

    def available_cents(self, year: int = 2026) -> int:
        """What may still be spent from both sources of a year."""
        sources = (*self.accounts("drawing_right", year), *self.accounts("own_contribution", year))
        return sum(row.available_cents for row in sources)
