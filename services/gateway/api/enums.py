"""The closed lists of GraphQL; their values are those of the contracts."""

from enum import Enum

import strawberry


@strawberry.enum
class OrganisationRole(Enum):
    """What an organisation is in a network."""

    PROVIDER = "provider"
    REFERRER = "referrer"
    MUNICIPAL_SERVICE = "municipal_service"
    POVERTY_ASSOCIATION = "poverty_association"


@strawberry.enum
class BlockReason(Enum):
    """Why a card is blocked."""

    LOST = "lost"
    STOLEN = "stolen"
    BROKEN = "broken"
    ENDED = "ended"


@strawberry.enum
class Carrier(Enum):
    """What carries a card's number."""

    CARD = "card"
    STICKER = "sticker"
    KEY_RING = "key_ring"
    DIGITAL = "digital"


@strawberry.enum
class CardReason(Enum):
    """Why a card is given."""

    FIRST = "first"
    UPGRADE = "upgrade"
    EXTRA = "extra"
    LOSS_OR_THEFT = "loss_or_theft"
    DEFECT = "defect"
    STATUS_LOST = "status_lost"
    STATUS_OBTAINED = "status_obtained"
    RENEWAL = "renewal"
    SWAP = "swap"


@strawberry.enum
class UnblockReason(Enum):
    """Why a blocked card works again."""

    FOUND = "found"
    MISTAKEN = "mistaken"


@strawberry.enum
class ReplaceReason(Enum):
    """Why a card is replaced."""

    LOST = "lost"
    STOLEN = "stolen"
    BROKEN = "broken"


@strawberry.enum
class SpoilReason(Enum):
    """Why a card in stock cannot be given."""

    MISPRINT = "misprint"
    DAMAGED = "damaged"
    LOST = "lost"
    STOLEN = "stolen"


@strawberry.enum
class CountReason(Enum):
    """Why a count differs from the books."""

    MISCOUNTED = "miscounted"
    LOST = "lost"
    STOLEN = "stolen"
    FOUND = "found"
    DAMAGED = "damaged"


@strawberry.enum
class PackStatus(Enum):
    """How far a pack of cards has come."""

    ORDERED = "ordered"
    RECEIVED = "received"
    CANCELLED = "cancelled"


@strawberry.enum
class ParticipationStatus(Enum):
    """How far a participation has come."""

    REQUESTED = "requested"
    WAITING = "waiting"
    HELD = "held"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    VOIDED = "voided"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@strawberry.enum
class AccountKind(Enum):
    """What an account is for."""

    EXTERNAL = "external"
    DRAWING_RIGHT = "drawing_right"
    OWN_CONTRIBUTION = "own_contribution"
    WELFARE_FUND = "welfare_fund"
    GIFT = "gift"
    PAYABLE = "payable"
    UNCOVERED = "uncovered"
    CLEARING = "clearing"
    SUSPENSE = "suspense"
    BANK = "bank"


@strawberry.enum
class TransferKind(Enum):
    """What a transfer does."""

    POSTED = "posted"
    HELD = "held"
    TAKEN = "taken"
    RELEASED = "released"
    REVERSAL = "reversal"
    DISPUTED = "disputed"
    DISPUTE_SETTLED = "dispute_settled"


@strawberry.enum
class StatementLineKind(Enum):
    """A participation, a visit with a group pass, an instalment, what takes it off, in part, or
    sets it aside."""

    PARTICIPATION = "participation"
    GROUP_VISIT = "group_visit"
    INSTALMENT = "instalment"
    REVERSAL = "reversal"
    CORRECTION = "correction"
    DISPUTED = "disputed"
    DISPUTE_SETTLED = "dispute_settled"


@strawberry.enum
class OperationStatus(Enum):
    """How an operation stands."""

    PENDING = "pending"
    DONE = "done"
    REJECTED = "rejected"


@strawberry.enum
class OfferCategory(Enum):
    """What an offer is, as far as card regulations tell offers apart."""

    MEMBERSHIP = "membership"
    LESSON_SERIES = "lesson_series"
    ACTIVITY = "activity"
    PLAYGROUND = "playground"
    CAMP = "camp"
    CHILDCARE = "childcare"
    SCHOOL_ACTIVITY = "school_activity"
    SPECTATOR = "spectator"
    SEASON_TICKET = "season_ticket"
    ENTRANCE = "entrance"
    LIBRARY = "library"
    MEAL = "meal"
    DRINKS = "drinks"
    CLOAKROOM = "cloakroom"
    MATERIAL = "material"
    CLOTHING = "clothing"
    TRANSPORT = "transport"
    OTHER = "other"


@strawberry.enum
class ProvidedBy(Enum):
    """Whether the municipality itself provides an offer."""

    MUNICIPALITY = "municipality"
    OTHERS = "others"
