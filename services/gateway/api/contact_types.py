"""How a person is reached and what two networks agreed on her, as GraphQL shows it."""

from enum import Enum
from uuid import UUID

import strawberry


@strawberry.enum
class ContactChannel(Enum):
    """How a person wants to hear from the network."""

    LETTER = "letter"
    SMS = "sms"
    MAIL = "mail"
    CALL = "call"
    REFERRER = "referrer"


@strawberry.enum
class Residence(Enum):
    """How a person lives."""

    OWN = "own"
    INSTITUTION = "institution"


@strawberry.enum
class MemberRole(Enum):
    """What a person is in a household; a dependant is an adult who follows."""

    ADULT = "adult"
    CHILD = "child"
    DEPENDANT = "dependant"


@strawberry.type
class HolderContact:
    """How a person is reached. The address is null where it is secret, and not for you."""

    channel: ContactChannel
    address: str | None
    phone: str | None
    mail: str | None
    language: str
    referrer: UUID | None


@strawberry.type
class CoParenting:
    """A child of two networks: this one's share of her one yearly cap, and which of them pays."""

    share_percent: int
    other_network: UUID
    payer_network: UUID
