"""The closed lists about personal data; their values are those of the contracts."""

from enum import Enum

import strawberry


@strawberry.enum
class LegalGround(Enum):
    """Why data of a person may be used (GDPR art. 6(1))."""

    PUBLIC_TASK = "public_task"
    LEGAL_OBLIGATION = "legal_obligation"
    CONSENT = "consent"


@strawberry.enum
class GivenBy(Enum):
    """Who was shown the text."""

    HERSELF = "herself"
    PARENT = "parent"
    GUARDIAN = "guardian"
    HELPER = "helper"


@strawberry.enum
class Contact(Enum):
    """What a person may be written about, and by which channel."""

    SERVICE = "service"
    MILESTONES = "milestones"
    INFORMATION = "information"
    POST = "post"
    PHONE = "phone"
    SMS = "sms"
    MAIL = "mail"


@strawberry.enum
class PersonRequestKind(Enum):
    """What a person asks about her data."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"


@strawberry.enum
class PersonRequestStatus(Enum):
    """How far a request has come."""

    OPEN = "open"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@strawberry.enum
class PersonRequestOutcome(Enum):
    """How a request is answered."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@strawberry.enum
class RefusalGround(Enum):
    """Why a request is refused, in whole or in part."""

    LEGAL_OBLIGATION = "legal_obligation"
    PUBLIC_TASK = "public_task"
    MANIFESTLY_UNFOUNDED = "manifestly_unfounded"
    IDENTITY_NOT_PROVEN = "identity_not_proven"


@strawberry.enum
class ExtensionReason(Enum):
    """Why an answer takes longer."""

    COMPLEXITY = "complexity"
    NUMBER_OF_REQUESTS = "number_of_requests"


@strawberry.enum
class RetentionSeries(Enum):
    """A kind of file: of who had a right, of who never had one, account numbers."""

    CARD_FILE = "card_file"
    NO_RIGHT = "no_right"
    PAYMENT = "payment"


@strawberry.enum
class FileSeries(Enum):
    """Kinds of files that are destroyed by an approved list."""

    CARD_FILE = "card_file"
    NO_RIGHT = "no_right"


@strawberry.enum
class Destination(Enum):
    """What becomes of a file after its term."""

    KEEP = "keep"
    DESTROY = "destroy"
    SAMPLE = "sample"


@strawberry.enum
class ExportReason(Enum):
    """Why a list of persons is taken out: it stands in the log of who looked at whom."""

    INVITATION = "invitation"
    CONTROL = "control"
    MIGRATION = "migration"
    BREACH = "breach"


@strawberry.enum
class DestructionStatus(Enum):
    """What was decided about a list."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


@strawberry.enum
class PaidTo(Enum):
    """Whose account a person is paid to: her own, or that of who manages her money."""

    HOLDER = "her_own"
    DEBT_MEDIATOR = "debt_mediator"
    WELFARE_CENTRE = "welfare_centre"
