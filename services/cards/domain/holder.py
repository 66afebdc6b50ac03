"""A person: registered, eligible until a day, erased. Pure.

What is personal is kept sealed with her key, or not at all once she is erased; no rule reads it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from services.cards.contracts.commands import DecideEligibility, RegisterHolder
from services.cards.contracts.events import EligibilityDecided, HolderRegistered
from services.cards.domain.calendar import day_of
from services.cards.domain.copies import Network
from services.cards.domain.prepared import SealedGround, SealedIdentity, prepared
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Where a person lives since a day, and when that was learned; no municipality is outside,
    in the network `network_id` where that is known.

    No day: from before she was known.
    """

    municipality: str | None
    since: date | None = None
    learned_on: date | None = None
    network_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(Row):
    """A person. `eligible_until` is the last decision's day, the day included.

    `rights_until` is the last day of her latest right; `card_ids` are all her cards;
    `scheme_ids` are the schemes in which she was ever granted something. `household_id` is the
    household whose ceilings she counts on. A person who was entered twice is merged: she has
    `merged_into_id`, and the one who stays lists her in `merged_ids`. `number_id` is her entry in
    the identity vault; `contact` and `residence` are sealed.

    `municipality` keeps her file; `left_on` is the day on which she moved out of the network,
    `stays` are her moves in order of their days. A child of two networks has `cap_share_percent`
    of her yearly cap here.
    """

    table: ClassVar[str] = "holders"
    municipality: str
    identity: str | None
    ground: str | None = None
    eligible_until: date | None = None
    rights_until: date | None = None
    card_ids: tuple[str, ...] = ()
    erased: bool = False
    number_id: str | None = None
    household_id: str | None = None
    merged_into_id: str | None = None
    merged_ids: tuple[str, ...] = ()
    scheme_ids: tuple[str, ...] = ()
    known_since: date | None = None
    contact: str | None = None
    residence: str | None = None
    secret_address: bool = False
    stays: tuple[Stay, ...] = ()
    left_on: date | None = None
    other_household_id: str | None = None
    cap_share_percent: int = 100
    other_network_id: str | None = None
    payer_network_id: str | None = None

    @property
    def household_ids(self) -> tuple[str, ...]:
        """Her households: one, or two where she is a child of parents who live apart."""
        both = (self.household_id, self.other_household_id)
        return tuple(one for one in both if one is not None)


def needs_of_registration(
    _command: RegisterHolder, context: Context, _state: State
) -> Iterable[Place]:
    """The network whose stream this is, and who may have the national number already."""
    yield Network.at(context.stream)
    yield from claimants(context)


def register(command: RegisterHolder, context: Context, state: State) -> Sequence[Event]:
    """Register a person in one of the network's municipalities."""
    network = state.get(Network, context.stream)
    assert network is not None
    if command.municipality not in network.municipalities:
        raise Refusal("municipality_not_in_network", "municipality")
    holder_id, ready = context.make_id("holder"), prepared(context, SealedIdentity)
    check_number(holder_id, ready, state)
    return [
        HolderRegistered(
            holder_id=holder_id,
            municipality=command.municipality,
            identity=ready.identity,
            number_id=None if ready.number_id is None else UUID(ready.number_id),
        )
    ]


def claimants(context: Context) -> Iterable[Place]:
    """Who may have the national number that was given."""
    if isinstance(context.prepared, SealedIdentity):
        yield from (Holder.at(claim.holder_id) for claim in context.prepared.claims)


def check_number(holder_id: UUID, ready: SealedIdentity, state: State) -> None:
    """Refuse a national number that somebody else of the network has.

    `holder_id` of the refusal is hers, or of the one into whom she was merged.
    """
    for claim in ready.claims:
        holder = state.get(Holder, claim.holder_id)
        if holder is None or holder.erased or holder.number_id != claim.number_id:
            continue
        owner = holder.merged_into_id or holder.key
        if owner != str(holder_id):
            raise Refusal("number_taken", "national_number", holder_id=owner)


def registered(event: HolderRegistered, context: Context, _state: State) -> Iterable[Change]:
    """The person is known."""
    yield Holder(
        key=str(event.holder_id),
        municipality=event.municipality,
        identity=event.identity,
        number_id=None if event.number_id is None else str(event.number_id),
        known_since=day_of(context.time),
    )


def known_holder(holder_id: object, state: State) -> Holder:
    """The holder. Refuses one who is unknown, erased, or merged into another."""
    holder = state.get(Holder, holder_id)
    if holder is None:
        raise Refusal("holder_unknown", "holder_id")
    if holder.erased:
        raise Refusal("holder_erased", "holder_id")
    if holder.merged_into_id is not None:
        raise Refusal("holder_merged", "holder_id", holder_id=holder.merged_into_id)
    return holder


def needs_of_decision(
    command: DecideEligibility, _context: Context, _state: State
) -> Iterable[Place]:
    """The holder."""
    return [Holder.at(command.holder_id)]


def decide_eligibility(
    command: DecideEligibility, context: Context, state: State
) -> Sequence[Event]:
    """Say until when a person is entitled; the latest decision counts."""
    known_holder(command.holder_id, state)
    return [
        EligibilityDecided(
            holder_id=command.holder_id,
            ground=prepared(context, SealedGround).ground,
            valid_until=command.valid_until,
        )
    ]


def eligibility_decided(
    event: EligibilityDecided, _context: Context, state: State
) -> Iterable[Change]:
    """The latest decision stands in for those before it."""
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield replace(holder, ground=event.ground, eligible_until=event.valid_until)
