"""What the network pays for a participation: posted at once, or held and then resolved. Pure.

Budget speaks the final word on a participation.
"""

from collections.abc import Iterable, Mapping, Sequence

from services.budget.contracts.events import (
    Account,
    AllowanceChanged,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationWaitlisted,
    Transfer,
)
from services.budget.domain import allowance
from services.budget.domain.allowance_use import (
    counted_on,
    needs_of_using,
    paid_by,
    use_of,
    used_by,
)
from services.budget.domain.bucket import bucket_for, needs_bucket
from services.budget.domain.calendar import day_of
from services.budget.domain.clearing import clearing_account, needs_clearing
from services.budget.domain.copies import SELF, Network, Offer, own_municipality
from services.budget.domain.drawing import Purse, draw, needs_books_for, purse_for, purse_places
from services.budget.domain.instalments import held_in_parts
from services.budget.domain.ledger import places
from services.budget.domain.participation import payable_to
from services.budget.domain.uncovered import drawn_or_owed, owing, uncovered_of
from services.budget.domain.uncovered_queue import needs_of_queueing
from services.budget.domain.waiting_list import WaitingList, list_key, waiting_in
from services.cards.contracts.events import ParticipationRequested
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Overlay, Place, State


def needs(event: ParticipationRequested, context: Context, state: State) -> Iterable[Place]:
    """The books and the kind of offer; then the accounts that pay and the one that is paid."""
    yield from _places_first(event, context)
    purse = found_purse(event, context, state)
    if purse is not None:
        yield from purse_places(purse)
        yield from places(_beside(event, purse))
        yield from needs_bucket(str(event.organisation_id), purse.year, event.on)
        yield from needs_of_using(event, context.stream, state)
        if event.happened_at is not None:
            yield from needs_of_queueing(purse.year, purse.envelope_id, state)
        yield from needs_waiting(purse)
        yield from needs_clearing(
            event.participation_id, _payer(event), purse.year, event.on, state
        )


def _payer(event: ParticipationRequested) -> str | None:
    """The other network that pays in the end."""
    return None if event.payer_network_id is None else str(event.payer_network_id)


def needs_waiting(purse: Purse) -> Iterable[Place]:
    """The list of who waits for money of a purse."""
    if purse.envelope_id is not None:
        yield WaitingList.at(list_key(purse.year, purse.envelope_id))


def behind_who_waits(purse: Purse, state: State) -> None:
    """Refuses `envelope_empty` where others wait for what is left: nobody overtakes them."""
    if waiting_in(purse.year, purse.envelope_id, state):
        raise Refusal("envelope_empty", left_cents=0)


def _places_first(event: ParticipationRequested, context: Context) -> list[Place]:
    """Where the books are, what the offer is, and of which municipalities the network is."""
    own = (Offer.at(event.offer_id), Network.at(SELF))
    return [*needs_books_for(event.on, context.time), *own]


def found_purse(event: ParticipationRequested, context: Context, state: State) -> Purse | None:
    """For `needs`: what pays, once it can be told."""
    if not all(state.has(place) for place in _places_first(event, context)):
        return None
    try:
        return purse_of_request(event, context, state)
    except Refusal:
        return None


def purse_of_request(event: ParticipationRequested, context: Context, state: State) -> Purse:
    """What pays for a request: no envelope of this network where another one pays in the end.
    Refuses a year without a book, and locked books."""
    offer = state.get(Offer, event.offer_id)
    purse = purse_for(
        context,
        state,
        on=event.on,
        category="other" if offer is None else offer.category,
        municipality=event.payer_municipality or own_municipality(event.municipality, state),
    )
    if event.payer_network_id is None:
        return purse
    return Purse(purse.stream, purse.book, for_year=purse.for_year)


def _payable(event: ParticipationRequested, purse: Purse) -> Account:
    """What is payable for it."""
    organisation = str(event.organisation_id)
    return payable_to(purse.stream, year=purse.year, organisation=organisation, payee=event.payee)


def _beside(event: ParticipationRequested, purse: Purse) -> tuple[Account, ...]:
    """What is payable for it, what is owed without money for it, and what another network owes."""
    network = _payer(event)
    beside = (_payable(event, purse), uncovered_of(purse))
    if network is None:
        return beside
    return (*beside, clearing_account(purse.stream, purse.year, network))


def answer(event: ParticipationRequested, context: Context, state: State) -> Sequence[Event]:
    """As `answered`; what is asked now, for one person, may wait for its turn. What is asked for in
    instalments is held in parts."""
    said = answered(event, context, state, may_wait=may_wait(event, context))
    *used, last = said
    if event.instalments is None or not isinstance(last, ParticipationHeld):
        return said
    seen = Overlay(state)
    for one in used:
        assert isinstance(one, AllowanceChanged)
        seen.apply(allowance.changed(one, context, seen))
    return [*used, *held_in_parts(last, event.instalments, context, seen)]


def may_wait(event: ParticipationRequested, context: Context) -> bool:
    """Whether it is asked for a day to come, at once and of the network itself. A hold would run
    out while it waits; of a claim the holder has paid already; a slip promises what is there."""
    promised = (event.hold_until, event.happened_at, event.claim_id, event.slip_id)
    return promised == (None,) * 4 and event.on >= day_of(context.time)


def answered(
    event: ParticipationRequested, context: Context, state: State, *, may_wait: bool
) -> Sequence[Event]:
    """Post or hold the network's share in the year of the day, or refuse it.

    What is set aside for the right pays first, unless another network pays. Only sources that may
    carry the holder are drawn on. A share of nothing, as with an ordinary card, needs no budget.
    What happened before it was told is never refused: where there is no money for it, its whole
    share is uncovered, and owed all the same.
    """
    if event.network_cents == 0:
        return [agreed(event, None, (), 0, context, state)]
    purse = purse_of_request(event, context, state)
    used = used_by(use_of(event), purse, context, state) if event.payer_network_id is None else []
    aside = sum(one.cents for one in used)
    try:
        if event.happened_at is None and event.network_cents > aside:
            behind_who_waits(purse, state)
        paid = paid_from(purse, event, used, context, state)
    except Refusal:
        if may_wait and purse.waits:
            return [waitlisted(event, purse, state)]
        raise
    owed = sum(one.cents for one in paid if one.debit.kind == "uncovered")
    return [*used, agreed(event, purse, paid, owed, context, state)]


def paid_from(
    purse: Purse,
    event: ParticipationRequested,
    used: Sequence[AllowanceChanged],
    context: Context,
    state: State,
) -> tuple[Transfer, ...]:
    """Transfers of the share: what was set aside for the right, what is covered beside that, and
    what is not. Refuses `envelope_empty`, unless it happened already."""
    payable, beyond = _payable(event, purse), event.uncovered_cents
    held = event.hold_until is not None
    aside = paid_by(used, purse, payable, state, held=held)
    covered = event.network_cents - beyond - sum(one.cents for one in aside)
    if event.payer_network_id is not None:
        rest = _claimed(covered, event, purse, context, held=held)
    elif event.happened_at is not None:
        return aside + drawn_or_owed(
            covered, purse, payable, context, state, only=event.sources, beyond_cents=beyond
        )
    else:
        rest = draw(covered, purse, payable, context, state, held=held, only=event.sources)
    return (*aside, *rest, *owing(beyond, purse, payable, context, held=held))


def _claimed(
    cents: int, event: ParticipationRequested, purse: Purse, context: Context, *, held: bool
) -> tuple[Transfer, ...]:
    """The transfer of what another network owes; none of nothing."""
    if not cents:
        return ()
    owed = Transfer(
        transfer_id=context.make_id("clearing"),
        kind="held" if held else "posted",
        debit=clearing_account(purse.stream, purse.year, str(event.payer_network_id)),
        credit=_payable(event, purse),
        cents=cents,
        bbc=purse.bbc,
        for_year=purse.for_year,
    )
    return (owed,)


def waitlisted(
    event: ParticipationRequested, purse: Purse, state: State
) -> ParticipationWaitlisted:
    """It joins the list, behind all who wait."""
    assert purse.envelope_id is not None
    found = state.get(WaitingList, list_key(purse.year, purse.envelope_id))
    towns = {one.municipality for one in purse.book.sources}
    place = {
        "year": purse.year,
        "envelope_id": purse.envelope_id,
        "number": 1 if found is None else found.last + 1,
        "place": 1 if found is None else found.count + 1,
        # Where no source is that municipality's own, nobody need know of it.
        "municipality": purse.municipality if purse.municipality in towns else None,
        "counts_on": () if event.payer_network_id else counted_on(event, purse, state),
    }
    return ParticipationWaitlisted(**event.model_dump() | place)


def agreed(
    event: ParticipationRequested,
    purse: Purse | None,
    transfers: tuple[Transfer, ...],
    uncovered_cents: int,
    context: Context,
    state: State,
) -> ParticipationHeld | ParticipationConfirmed:
    """Held where the request says until when, else confirmed."""
    wish = event.model_dump() | {
        "transfers": transfers,
        "uncovered_cents": uncovered_cents,
        "beyond_cents": event.uncovered_cents,
        "envelope_id": None if purse is None else purse.envelope_id,
    }
    if event.hold_until is not None:
        return ParticipationHeld(**wish)
    if purse is not None and event.payee == "organisation":
        organisation = str(event.organisation_id)
        wish["bucket_id"] = bucket_for(
            event.participation_id, organisation, purse.year, event.on, context, state
        )
    return ParticipationConfirmed(**wish)


def decline(
    event: ParticipationRequested,
    code: str,
    field: str | None,
    facts: Mapping[str, int | str | None],
) -> ParticipationDeclined:
    """The no that the request awaits."""
    return ParticipationDeclined(
        participation_id=event.participation_id,
        action="request",
        code=code,
        field=field,
        facts=dict(facts),
    )
