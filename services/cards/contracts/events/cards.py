"""Facts about cards."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.cards.contracts.commands.cards import BlockReason, By, Carrier
from services.cards.contracts.regulation.document import CardReason
from services.kernel.contract import Cents, Event, Sealed


class CardIssued(Event, name="cards.card_issued.v1"):
    """A card carries a right. `number` is sealed with the holder's key; `token` finds the card."""

    card_id: UUID
    right_id: UUID
    holder_id: UUID
    token: str
    number: Sealed
    replaces: UUID | None = None


class CardBlocked(Event, name="cards.card_blocked.v1"):
    """The card no longer works; the right behind it does.

    `blocked_at` (UTC): what happened before it and is told later is judged as of then.
    """

    card_id: UUID
    reason: BlockReason
    blocked_at: datetime
    by: By | None = None


class SchemeCardIssued(Event, name="cards.scheme_card_issued.v1"):
    """A person holds a carrier of a scheme, entitled or not: the card looks like any other.

    `number` is sealed with the holder's key; `token` finds the card. `valid_until` is the last
    day printed on it, `grace_until` the last on which it works; none: it is for life. `replaces`
    is the card before it. `pack_id` is set where it comes from stock. `by` is the role of who
    gave it.
    """

    card_id: UUID
    holder_id: UUID
    scheme_id: UUID
    token: str
    number: Sealed
    carrier: Carrier
    reason: CardReason
    price_cents: Cents = 0
    valid_until: date | None = None
    grace_until: date | None = None
    replaces: UUID | None = None
    pack_id: UUID | None = None
    by: By | None = None


class CardUnblocked(Event, name="cards.card_unblocked.v1"):
    """The card works again from `unblocked_at` (UTC) on; between the two it did not."""

    card_id: UUID
    reason: Literal["found", "mistaken"]
    unblocked_at: datetime
    by: By | None = None


class CardReplaced(Event, name="cards.card_replaced.v1", terminal=False):
    """Another card has come in its place: from `stopped_at` (UTC) on at the latest it is no good.

    Where it was blocked before, it counts as blocked since then.
    """

    card_id: UUID
    by_card_id: UUID
    reason: BlockReason
    stopped_at: datetime
    by: By | None = None


class CardRenewed(Event, name="cards.card_renewed.v1"):
    """The same card works until a later day."""

    card_id: UUID
    valid_until: date
    grace_until: date | None = None
    price_cents: Cents = 0
    by: By | None = None


class CardsRevoked(Event, name="cards.cards_revoked.v1"):
    """All cards of a person in a scheme are no good from `revoked_at` (UTC) on.

    `reason` is sealed with her key.
    """

    holder_id: UUID
    scheme_id: UUID
    card_ids: tuple[UUID, ...]
    reason: Sealed
    revoked_at: datetime
    by: By | None = None


class RevocationLifted(Event, name="cards.revocation_lifted.v1"):
    """The person may have cards of the scheme again; those that were revoked stay so.

    `reason` is sealed with her key.
    """

    holder_id: UUID
    scheme_id: UUID
    reason: Sealed
    by: By | None = None
