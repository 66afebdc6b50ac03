"""What can be asked about cards."""

from typing import Literal
from uuid import UUID

from services.kernel.contract import Command


class IssueCard(Command, name="cards.issue_card.v1"):
    """Issue a card that carries a right of this holder."""

    holder_id: UUID
    right_id: UUID


class BlockCard(Command, name="cards.block_card.v1"):
    """Block a card that is lost or no longer used. The right stays."""

    card_id: UUID
    reason: Literal["lost", "stolen", "broken", "ended"]


class IssueSchemeCard(Command, name="cards.issue_scheme_card.v1"):
    """Give a person a carrier of a scheme, entitled or not."""

    holder_id: UUID
    scheme_id: UUID
    carrier: Literal["card", "sticker", "key_ring", "digital"] = "card"
    reason: Literal[
        "first",
        "upgrade",
        "extra",
        "loss_or_theft",
        "defect",
        "status_lost",
        "status_obtained",
    ] = "first"
    replaces: UUID | None = None
