"""How far a guarantee slip is: it follows from its participation. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from services.cards.contracts.events import SlipIssued, SlipRedeemed, SlipReopened, UsageCount
from services.cards.domain.buying import Purchase
from services.cards.domain.numbers import SlipByToken
from services.cards.domain.participation import Participation
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Row, State

Status = Literal[
    "requested",
    "held",
    "redeeming",
    "confirmed",
    "declined",
    "voided",
    "expired",
    "cancelled",
]


Settled = Literal["held", "confirmed", "declined", "voided", "expired", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Row):
    """What is guaranteed to whom: a price, which the shares sum to, in cents.

    `taken_*`: what a provider asked of it, until that is settled.
    """

    table: ClassVar[str] = "slips"
    holder_id: str
    scheme_id: str
    offer_id: str
    day: date
    price_cents: int
    holder_cents: int
    organisation_cents: int
    network_cents: int
    valid_until: date
    participation_id: str
    token: str
    status: Status = "requested"
    taken_network_cents: int | None = None
    taken_counts: tuple[UsageCount, ...] = ()

    @property
    def purchase(self) -> Purchase:
        """What is bought with it."""
        return Purchase(offer_id=UUID(self.offer_id), on=self.day)


def issued(event: SlipIssued, _context: Context, _state: State) -> Iterable[Change]:
    """It is there, and found by its number."""
    slip = Slip(
        key=str(event.slip_id),
        holder_id=str(event.holder_id),
        scheme_id=str(event.scheme_id),
        offer_id=str(event.offer_id),
        day=event.on,
        price_cents=event.price_cents,
        holder_cents=event.holder_cents,
        organisation_cents=event.organisation_cents,
        network_cents=event.network_cents,
        valid_until=event.valid_until,
        participation_id=str(event.participation_id),
        token=event.token,
    )
    yield slip
    yield SlipByToken(
        key=event.token,
        slip_id=slip.key,
        participation_id=slip.participation_id,
        holder_id=slip.holder_id,
        scheme_id=slip.scheme_id,
        day=slip.day,
    )


def redeemed(event: SlipRedeemed, _context: Context, state: State) -> Iterable[Change]:
    """Budget is asked for it."""
    if slip := state.get(Slip, event.slip_id):
        yield replace(
            slip,
            status="redeeming",
            taken_network_cents=event.network_cents,
            taken_counts=event.counts,
        )


def reopened(event: SlipReopened, _context: Context, state: State) -> Iterable[Change]:
    """It can be used as before."""
    if slip := state.get(Slip, event.slip_id):
        yield replace(slip, status="held", taken_network_cents=None, taken_counts=())


def followed(slip_id: str, settled: Settled, state: State) -> Iterable[Change]:
    """The slip once its participation is settled so. One that is over is found by nobody."""
    slip = state.get(Slip, slip_id)
    if slip is None:
        return
    yield replace(slip, status=settled, taken_network_cents=None, taken_counts=())
    if settled != "held":
        yield Gone(SlipByToken.at(slip.token))


def as_taken(participation: Participation, state: State) -> Participation:
    """A confirmed participation with what was taken of the slip that held it."""
    slip = None if participation.slip_id is None else state.get(Slip, participation.slip_id)
    if participation.status != "confirmed" or slip is None or slip.taken_network_cents is None:
        return participation
    return replace(participation, network_cents=slip.taken_network_cents, counts=slip.taken_counts)


def not_carried_out(slip_id: str, state: State) -> list[SlipReopened]:
    """Budget declined what was asked of a slip."""
    slip = state.get(Slip, slip_id)
    if slip is None or slip.status != "redeeming":
        return []
    return [SlipReopened(slip_id=UUID(slip_id))]
