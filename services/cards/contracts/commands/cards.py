"""What can be asked about cards."""

from typing import Literal
from uuid import UUID

from services.cards.contracts.regulation.document import CardReason
from services.kernel.contract import Command, Sealed

BlockReason = Literal["lost", "stolen", "broken", "ended"]

Carrier = Literal["card", "sticker", "key_ring", "digital"]
"""What carries the number; each works by itself, and all of a person count as one."""

By = Literal["clerk", "coordinator", "outreach_worker", "data_protection_officer", "process"]
"""Who did it, by role: the history of a card names nobody."""


class IssueCard(Command, name="cards.issue_card.v1"):
    """Issue a card that carries a right of this holder."""

    holder_id: UUID
    right_id: UUID


class BlockCard(Command, name="cards.block_card.v1"):
    """Block a card that is lost or no longer used. The right stays."""

    card_id: UUID
    reason: BlockReason
    by: By | None = None


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
    child_place: int | None = None
    by: By | None = None


class UnblockCard(Command, name="cards.unblock_card.v1"):
    """Let a card work again that was found, or blocked by mistake. Not once it is replaced."""

    card_id: UUID
    reason: Literal["found", "mistaken"]
    by: By | None = None


class ReplaceCard(Command, name="cards.replace_card.v1"):
    """Give a new number for a card that is lost, stolen or broken; the old one works no longer.

    Right, limits and history stay. `number`, sealed to cards, is that of a card from stock.
    """

    card_id: UUID
    holder_id: UUID
    why: Literal["lost", "stolen", "broken"]
    carrier: Carrier | None = None
    number: Sealed | None = None
    birth_year: int | None = None
    child_place: int | None = None
    by: By | None = None


class RenewCard(Command, name="cards.renew_card.v1"):
    """Let the same card work until a later day: a digital one, or one that gets a new sticker."""

    card_id: UUID
    birth_year: int | None = None
    child_place: int | None = None
    by: By | None = None


class ProlongCard(Command, name="cards.prolong_card.v1", internal=True):
    """Let a digital card go on with the right behind it: the clock sends it once that goes on."""

    card_id: UUID


class SwapCard(Command, name="cards.swap_card.v1"):
    """Take in a card of a scheme that `scheme_id` followed, and give one of that."""

    card_id: UUID
    holder_id: UUID
    scheme_id: UUID
    carrier: Carrier = "card"
    number: Sealed | None = None
    birth_year: int | None = None
    child_place: int | None = None
    by: By | None = None


class RevokeCards(Command, name="cards.revoke_cards.v1"):
    """Stop all cards of a person in a scheme, and end her right: fraud, by decision.

    `reason` is sealed to cards.
    """

    holder_id: UUID
    scheme_id: UUID
    reason: Sealed
    by: By | None = None


class LiftRevocation(Command, name="cards.lift_revocation.v1"):
    """Let a person have cards of a scheme again. `reason` is sealed to cards."""

    holder_id: UUID
    scheme_id: UUID
    reason: Sealed
    by: By | None = None
