"""What GraphQL shows of cards."""

from datetime import date, datetime
from uuid import UUID

import segno
import strawberry

from services.gateway.api.enums import BlockReason, CardReason, Carrier
from services.gateway.api.scalars import Cents


@strawberry.type
class Card:
    """A carrier of one right, or of whatever its holder may use in a scheme.

    `number` is null where the holder is erased, or not for you. `validUntil` is the last day
    printed on it and `graceUntil` the last on which it works; null: for life. `priceCents` is
    what was asked for it.
    """

    id: UUID
    right: UUID | None
    scheme: UUID | None
    holder: UUID
    number: str | None
    carrier: Carrier
    reason: CardReason | None
    price_cents: Cents
    valid_until: date | None
    grace_until: date | None
    replaces: UUID | None
    replaced_by: UUID | None
    blocked: bool
    block_reason: BlockReason | None
    revoked: bool

    @strawberry.field(description="The number as a QR code (SVG).")
    def qr_svg(self) -> str | None:
        """Drawn on demand; nothing but the number is in it."""
        if self.number is None:
            return None
        return segno.make_qr(self.number, error="m").svg_inline(scale=4)


@strawberry.type
class CardEvent:
    """What happened to a card: issued, blocked, unblocked, replaced, renewed, revoked.

    `by` is the role of who did it, never a name.
    """

    kind: str
    reason: str | None
    by: str | None
    at: datetime
