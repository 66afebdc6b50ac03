"""A history of one network as its three services tell it, for tests of the views."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from uuid import UUID, uuid5

from services.budget.contracts import events as budget
from services.cards.contracts import events as cards
from services.kernel.contract import Event
from services.partners.contracts import events as partners

NETWORK = UUID("10000000-0000-4000-8000-000000000001")
NOON = datetime(2026, 3, 1, 11, 0, tzinfo=UTC)
Fate = Literal[
    "requested", "declined", "confirmed", "held", "taken", "voided", "expired", "cancelled"
]
GroupFate = Literal["requested", "declined", "confirmed"]
GROUP_FATES: tuple[GroupFate, ...] = ("requested", "declined", "confirmed")
FATES: tuple[Fate, ...] = (
    "requested",
    "declined",
    "confirmed",
    "held",
    "taken",
    "voided",
    "expired",
    "cancelled",
)


def an_id(name: str) -> UUID:
    return uuid5(NETWORK, name)


def an_account(kind: budget.AccountKind, organisation: UUID | None = None) -> budget.Account:
    name = f"{kind}:{organisation}"
    return budget.Account(
        account_id=an_id(name), kind=kind, year=2026, organisation_id=organisation
    )


@dataclass(frozen=True)
class Told:
    """An event in its place: source and time. The sequence is its place in the source's list."""

    source: str
    time: datetime
    event: Event


@dataclass
class History:
    """Tells what happens; `of` holds each source's events in order."""

    of: dict[str, list[Told]] = field(
        default_factory=lambda: {"partners": [], "cards": [], "budget": []}
    )
    now: datetime = NOON

    def tell(self, event: Event) -> None:
        self.now += timedelta(seconds=1)
        source = event.wire_name.split(".")[0]
        self.of[source].append(Told(source, self.now, event))

    def begin(self) -> None:
        """A network with a provider, an offer and its two sources of money."""
        provider = an_id("provider")
        self.tell(
            partners.NetworkOpened(
                network_id=NETWORK,
                slug="heist",
                name="Heist",
                municipalities=("12014",),
                period_from=date(2026, 1, 1),
                period_until=date(2026, 12, 31),
                drawing_right_cents=100_000,
                own_contribution_cents=0,
            )
        )
        self.tell(
            partners.OrganisationAdmitted(
                organisation_id=provider, name="Zwemclub", kbo=None, roles=("provider",)
            )
        )
        self.tell(
            partners.OfferPublished(
                offer_id=an_id("offer"),
                organisation_id=provider,
                title="Zwemmen",
                price_cents=1000,
                holder_bp=2000,
                organisation_bp=4000,
                network_bp=4000,
            )
        )
        accounts = (an_account("external"), an_account("drawing_right"))
        fill = self._transfer("fill", "posted", accounts, 100_000)
        self.tell(budget.YearOpened(year=2026, accounts=accounts, transfers=(fill,)))

    def holder(self, name: str) -> None:
        """A person with a right and a card."""
        holder = an_id(name)
        self.tell(
            cards.HolderRegistered(
                holder_id=holder, municipality="12014", identity=f"sealed {name}"
            )
        )
        self.tell(
            cards.EligibilityDecided(
                holder_id=holder, ground="sealed", valid_until=date(2026, 12, 31)
            )
        )
        self.tell(
            cards.RightGranted(
                right_id=an_id(f"right {name}"),
                holder_id=holder,
                yearly_ceiling_cents=10_000,
                valid_from=date(2026, 1, 1),
                valid_until=date(2026, 12, 31),
            )
        )
        self.tell(
            cards.CardIssued(
                card_id=an_id(f"card {name}"),
                right_id=an_id(f"right {name}"),
                holder_id=holder,
                token=f"token {name}",
                number=f"sealed number {name}",
            )
        )

    def erase(self, name: str) -> None:
        self.tell(cards.HolderErased(holder_id=an_id(name)))

    def participate(self, number: int, name: str, fate: Fate) -> None:
        """A participation of 10.00 euro, 4.00 of it the network's, up to its fate."""
        held = fate in ("held", "taken", "voided", "expired")
        until = self.now + timedelta(hours=1) if held else None
        participation = an_id(f"participation {number}")
        self.tell(self._requested(number, name, until))
        if fate == "declined":
            self.tell(
                budget.ParticipationDeclined(
                    participation_id=participation, action="request", code="envelope_empty"
                )
            )
        elif until is not None:
            self._hold(number, participation, fate, until)
        elif fate in ("confirmed", "cancelled"):
            self._confirm(number, participation, "posted")
            if fate == "cancelled":
                self._cancel(number, participation)

    def participate_together(self, number: int, names: Sequence[str], fate: GroupFate) -> None:
        """Some take part in one request, numbered from `number` on, up to their one fate."""
        lines = tuple(
            self._requested(number + place, name, None) for place, name in enumerate(names)
        )
        group, ids = an_id(f"group {number}"), tuple(line.participation_id for line in lines)
        self.tell(cards.GroupRequested(group_id=group, lines=lines))
        if fate == "declined":
            self._no_to_group(group, ids, "request", "envelope_empty")
        elif fate == "confirmed":
            for place, own_id in enumerate(ids):
                self._confirm(number + place, own_id, "posted")
            # A wish about it that is declined leaves all of it as it is.
            self._no_to_group(group, ids, "void", "not_held")

    def _no_to_group(
        self, group: UUID, ids: tuple[UUID, ...], action: Literal["request", "void"], code: str
    ) -> None:
        self.tell(
            budget.GroupDeclined(group_id=group, participation_ids=ids, action=action, code=code)
        )

    def _requested(
        self, number: int, name: str, until: datetime | None
    ) -> cards.ParticipationRequested:
        return cards.ParticipationRequested(
            participation_id=an_id(f"participation {number}"),
            holder_id=an_id(name),
            right_id=an_id(f"right {name}"),
            offer_id=an_id("offer"),
            organisation_id=an_id("provider"),
            on=date(2026, 3, 1) + timedelta(days=number),
            price_cents=1000,
            holder_cents=200,
            organisation_cents=400,
            network_cents=400,
            ceiling_applied=False,
            hold_until=until,
        )

    def _hold(self, number: int, participation: UUID, fate: Fate, until: datetime) -> None:
        shares = self._shares(number)
        transfer = self._move(f"hold {number}", "held")
        self.tell(
            budget.ParticipationHeld(
                participation_id=participation, hold_until=until, transfers=(transfer,), **shares
            )
        )
        if fate == "taken":
            self._confirm(number, participation, "taken")
            # A second wish about it is declined, and leaves it as it is.
            self.tell(
                budget.ParticipationDeclined(
                    participation_id=participation, action="confirm", code="already_confirmed"
                )
            )
        elif fate in ("voided", "expired"):
            self.tell(
                budget.ParticipationVoided(
                    participation_id=participation,
                    organisation_id=an_id("provider"),
                    reason="voided" if fate == "voided" else "expired",
                    transfers=(self._move(f"release {number}", "released"),),
                )
            )

    def _confirm(self, number: int, participation: UUID, kind: Literal["posted", "taken"]) -> None:
        transfer = self._move(f"post {number}", kind)
        self.tell(
            budget.ParticipationConfirmed(
                participation_id=participation, transfers=(transfer,), **self._shares(number)
            )
        )

    def _cancel(self, number: int, participation: UUID) -> None:
        payable, drawing = an_account("payable", an_id("provider")), an_account("drawing_right")
        back = self._transfer(f"back {number}", "reversal", (payable, drawing), 400)
        self.tell(
            budget.ParticipationReversed(
                participation_id=participation,
                organisation_id=an_id("provider"),
                transfers=(back,),
            )
        )

    def _shares(self, number: int) -> dict[str, object]:
        return {
            "organisation_id": an_id("provider"),
            "offer_id": an_id("offer"),
            "on": date(2026, 3, 1) + timedelta(days=number),
            "price_cents": 1000,
            "holder_cents": 200,
            "organisation_cents": 400,
            "network_cents": 400,
        }

    def _move(
        self, name: str, kind: Literal["posted", "held", "taken", "released"]
    ) -> budget.Transfer:
        sides = an_account("drawing_right"), an_account("payable", an_id("provider"))
        return self._transfer(name, kind, sides, 400)

    def _transfer(
        self,
        name: str,
        kind: Literal["posted", "held", "taken", "released", "reversal"],
        sides: Sequence[budget.Account],
        cents: int,
    ) -> budget.Transfer:
        debit, credit = sides
        return budget.Transfer(
            transfer_id=an_id(name), kind=kind, debit=debit, credit=credit, cents=cents
        )
