"""What a scheme's regulation says of a card for a person: its price, and its last day. Pure."""

from collections.abc import Iterable
from datetime import date

from services.cards.contracts.regulation.card_prices import Buyer, card_price_cents, printed_until
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.reading import read
from services.cards.domain.calendar import day_of
from services.cards.domain.card import places_of_cards
from services.cards.domain.copies import Network
from services.cards.domain.holder import Holder
from services.cards.domain.scheme import Regulation, Scheme, Version
from services.cards.domain.scheme_right import places_of, rights_of
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


def places_of_terms(
    holder_id: object, scheme_id: object, context: Context, state: State
) -> Iterable[Place]:
    """All that is asked about a person and a scheme before a card is given: three rounds."""
    yield from places_of_days(holder_id, scheme_id, context, state)
    yield from places_of_cards(holder_id, scheme_id, state)


def places_of_days(
    holder_id: object, scheme_id: object, context: Context, state: State
) -> Iterable[Place]:
    """What the days and the price of a person's card hang on: two rounds."""
    yield from (Holder.at(holder_id), Scheme.at(scheme_id), Network.at(context.stream))
    yield from places_of(holder_id, scheme_id)
    scheme = state.peek(Scheme, scheme_id)
    if scheme is not None:
        begun = begun_version(scheme, day_of(context.time))
        if begun is not None:
            yield Regulation.at(begun.regulation_id)


def known_scheme(scheme_id: object, state: State) -> Scheme:
    """The scheme. Refuses one that is unknown."""
    scheme = state.get(Scheme, scheme_id)
    if scheme is None:
        raise Refusal("scheme_unknown", "scheme_id")
    return scheme


def begun_version(scheme: Scheme, day: date) -> Version | None:
    """The version that began last; it may have ended since."""
    begun = [version for version in scheme.versions if version.valid_from <= day]
    return begun[-1] if begun else None


def document_on(scheme: Scheme, day: date, state: State, *, running: bool) -> RegulationDocument:
    """The regulation that a card is given by. Refuses where the scheme gives none.

    `running`: for who has a card already, what runs goes on after the scheme has ended.
    """
    version = begun_version(scheme, day) if running else scheme.version_on(day)
    ended = scheme.ended_on is not None and scheme.ended_on <= day
    if version is None or (ended and not running):
        raise Refusal("scheme_not_open", "scheme_id")
    regulation = state.get(Regulation, version.regulation_id)
    assert regulation is not None
    document = read(regulation.document)
    if document.no_card:
        raise Refusal("scheme_without_card", "scheme_id")
    return document


def entitled_on(holder: Holder, scheme: Scheme, day: date, state: State) -> bool:
    """Whether the person can use a right in the scheme on a day."""
    return rights_of(holder.key, scheme.key, state).on(day) is not None


def price_cents(
    document: RegulationDocument,
    *,
    holder: Holder,
    scheme: Scheme,
    reason: str,
    birth_year: int | None,
    child_place: int | None,
    context: Context,
    state: State,
) -> int:
    """What the card costs her on the day of asking, in cents."""
    day, network = day_of(context.time), state.get(Network, context.stream)
    buyer = Buyer(
        reason=reason,
        entitled=entitled_on(holder, scheme, day, state),
        resident=network is not None and holder.municipality in network.municipalities,
        reached_age=None if birth_year is None else day.year - birth_year,
        child_place=child_place,
    )
    return card_price_cents(document, buyer)


def last_days(
    document: RegulationDocument, holder: Holder, scheme: Scheme, day: date, state: State
) -> tuple[date | None, date | None]:
    """The last day printed on a card that is given on a day, and the last on which it works."""
    rights = rights_of(holder.key, scheme.key, state).rights
    ends = [right.valid_until for right in rights if right.last_day is None]
    coming = [end for end in ends if end >= day]
    right_until = max(coming) if coming else None
    return printed_until(document.validity, on=day, right_until=right_until)
