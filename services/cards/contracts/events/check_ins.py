"""Facts about who was there."""

from datetime import date, datetime
from uuid import UUID

from services.kernel.contract import Event


class CheckedIn(Event, name="cards.checked_in.v1"):
    """Somebody was there: once per person, offer and day.

    `on` is the day in Brussels, or that on which the session began. `at` is when her card was
    shown, `told_late` if a desk told it afterwards; then it may lie `outside_window`.
    `participation_id`: what was registered of her at this offer for that day.
    """

    check_in_id: UUID
    holder_id: UUID
    card_id: UUID
    offer_id: UUID
    organisation_id: UUID
    on: date
    at: datetime
    participation_id: UUID | None = None
    told_late: bool = False
    outside_window: bool = False


class CheckInCancelled(Event, name="cards.check_in_cancelled.v1"):
    """She was not there after all."""

    check_in_id: UUID
