"""What GraphQL shows of accounts at a bank: from which is paid, and to which."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.replies import Pending, Rejected


@strawberry.type
class PayerAccount:
    """From which account is paid: that of a legal entity; none: of the network as a whole.

    `name` and `kbo` are those that the bank knows it by; `iban` is in groups of four.
    """

    id: UUID
    entity: UUID | None
    name: str
    kbo: str
    iban: str
    at: datetime


@strawberry.type
class PayerAccountDone:
    """It happened, and every view shows it."""

    operation: UUID
    payer_account: PayerAccount


PayerAccountAnswer = Annotated[
    PayerAccountDone | Rejected | Pending, strawberry.union("PayerAccountAnswer")
]


@strawberry.enum
class PayeeChannel(Enum):
    """A way by which a provider tells something, or is told."""

    MAIL = "mail"
    POST = "post"
    PHONE = "phone"
    VISIT = "visit"
    EXTRANET = "extranet"


@strawberry.enum
class PayeeStop(Enum):
    """Why nothing is paid to an account. Not theirs: the provider did not ask for it."""

    NOT_THEIRS = "not_theirs"
    DOUBT = "doubt"
    CLOSED = "closed"
    MISTAKE = "mistake"


@strawberry.enum
class PayeeStatus(Enum):
    """Where an account stands today. Only to an active one is paid."""

    PROPOSED = "proposed"
    COOLING_OFF = "cooling_off"
    ACTIVE = "active"
    REPLACED = "replaced"
    STOPPED = "stopped"


@strawberry.type
class PayeeAccount:
    """An account of a provider: of its number, the last four characters.

    `mayConfirm`: who asks may. `noticeDue`: the provider is still to be told of the change, where
    it was reached until then: `payeeNotice` prints the letter.
    """

    id: UUID
    organisation: UUID
    iban: str
    in_name_of: str | None
    reached_at: str | None
    status: PayeeStatus
    heard_through: PayeeChannel
    may_confirm: bool
    confirmed_through: PayeeChannel | None
    note: str | None
    active_from: date | None
    replaces: UUID | None
    stopped_for: PayeeStop | None
    notice_due: bool
    notified_through: PayeeChannel | None
    notified_on: date | None
    at: datetime


@strawberry.type
class PayeeNotice:
    """The letter that tells a provider of the change, where it was reached until then: a PDF."""

    payee_account: UUID
    pdf: str


@strawberry.type
class PayeeRules:
    """What a network asks of accounts of providers: for how many days a change waits."""

    cooling_off_days: int


@strawberry.type
class PayeeAccountDone:
    """It happened, and every view shows it."""

    operation: UUID
    payee_account: PayeeAccount


@strawberry.type
class PayeeRulesDone:
    """It happened, and every view shows it."""

    operation: UUID
    rules: PayeeRules


PayeeAccountAnswer = Annotated[
    PayeeAccountDone | Rejected | Pending, strawberry.union("PayeeAccountAnswer")
]
PayeeRulesAnswer = Annotated[
    PayeeRulesDone | Rejected | Pending, strawberry.union("PayeeRulesAnswer")
]
