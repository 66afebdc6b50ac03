"""What can be asked at the point of use."""

from datetime import date, datetime
from uuid import UUID

from services.budget.contracts.events import InstalmentTerms
from services.kernel.contract import Cents, Command


class RegisterParticipation(Command, name="cards.register_participation.v1"):
    """Take part at once. `card_token` is the keyed hash of the card's number.

    `other_help_cents`: what others pay of the price, such as a health fund; a regulation may say
    that it is deducted first.
    """

    card_token: str
    offer_id: UUID
    on: date
    other_help_cents: Cents = 0


class HoldParticipation(Command, name="cards.hold_participation.v1"):
    """Set the shares aside until `hold_until`; then confirm or void."""

    card_token: str
    offer_id: UUID
    on: date
    hold_until: datetime
    other_help_cents: Cents = 0


class RegisterInInstalments(Command, name="cards.register_in_instalments.v1"):
    """Take part in what is paid in instalments: all of it is held, each is then confirmed."""

    card_token: str
    offer_id: UUID
    on: date
    terms: InstalmentTerms
    other_help_cents: Cents = 0


class ConfirmParticipation(Command, name="cards.confirm_participation.v1"):
    """Turn a hold into a confirmed participation."""

    participation_id: UUID


class VoidParticipation(Command, name="cards.void_participation.v1"):
    """Give a hold back."""

    participation_id: UUID


class CancelParticipation(Command, name="cards.cancel_participation.v1"):
    """Undo a confirmed participation: budget posts a reversal that names it."""

    participation_id: UUID
