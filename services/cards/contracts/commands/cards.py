"""What can be asked about cards."""

from typing import Literal
from uuid import UUID

from services.kernel.contract import Command, Sealed

Carrier = Literal["card", "sticker", "key_ring", "digital"]
"""What carries the number; each works by itself, and all of a person count as one."""

CardReason = Literal[
    "first",
    "upgrade",
    "extra",
    "loss_or_theft",
    "defect",
    "status_lost",
    "status_obtained",
    "renewal",
    "swap",
]
"""Why a card is given: its price may depend on it."""

By = Literal["clerk", "coordinator", "outreach_worker", "data_protection_officer", "process"]
"""Who did it, by role: the history of a card names nobody."""


class IssueCard(Command, name="cards.issue_card.v1"):
    """Issue a card that carries a right of this holder."""

    holder_id: UUID
    right_id: UUID


class BlockCard(Command, name="cards.block_card.v1"):
    """Block a card that is lost or no longer used. The right stays."""

    card_id: UUID
    reason: Literal["lost", "stolen", "broken", "ended"]


class IssueSchemeCard(Command, name="cards.issue_scheme_card.v1"):
    """Give a person a carrier of a scheme, entitled or not.

    `number`, sealed to cards, is that of a card from stock; without it a fresh one is drawn.
    `replaces` is the card in whose place it comes. `birth_year` is for prices by age reached.
    `by` is the role of who asks.
    """

    holder_id: UUID
    scheme_id: UUID
    carrier: Carrier = "card"
    reason: CardReason = "first"
    replaces: UUID | None = None
    number: Sealed | None = None
    birth_year: int | None = None
    by: By | None = None
