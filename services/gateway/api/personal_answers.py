"""What a mutation about personal data answers: done with what it made, rejected, or pending."""

from typing import Annotated, Final
from uuid import UUID

import strawberry

from services.gateway.api import personal_reads as reads
from services.gateway.api.context import RequestContext
from services.gateway.api.personal_types import (
    ContactChoice,
    DestructionList,
    LegalBasis,
    PaymentAccount,
    PersonRequest,
    RetentionRule,
)
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.sending import Shown


@strawberry.type
class PaymentAccountDone:
    """It happened, and every view shows it."""

    operation: UUID
    payment_account: PaymentAccount


@strawberry.type
class LegalBasisDone:
    """It happened, and every view shows it."""

    operation: UUID
    legal_basis: LegalBasis


@strawberry.type
class ContactChoiceDone:
    """It happened, and every view shows it."""

    operation: UUID
    contact_choice: ContactChoice


@strawberry.type
class PersonRequestDone:
    """It happened, and every view shows it."""

    operation: UUID
    person_request: PersonRequest


@strawberry.type
class RetentionRuleDone:
    """It happened, and every view shows it."""

    operation: UUID
    retention_rule: RetentionRule


@strawberry.type
class DestructionListDone:
    """It happened, and every view shows it."""

    operation: UUID
    destruction_list: DestructionList


PaymentAccountAnswer = Annotated[
    PaymentAccountDone | Rejected | Pending, strawberry.union("PaymentAccountAnswer")
]
LegalBasisAnswer = Annotated[
    LegalBasisDone | Rejected | Pending, strawberry.union("LegalBasisAnswer")
]
ContactChoiceAnswer = Annotated[
    ContactChoiceDone | Rejected | Pending, strawberry.union("ContactChoiceAnswer")
]
PersonRequestAnswer = Annotated[
    PersonRequestDone | Rejected | Pending, strawberry.union("PersonRequestAnswer")
]
RetentionRuleAnswer = Annotated[
    RetentionRuleDone | Rejected | Pending, strawberry.union("RetentionRuleAnswer")
]
DestructionListAnswer = Annotated[
    DestructionListDone | Rejected | Pending, strawberry.union("DestructionListAnswer")
]

PAYMENT_ACCOUNT: Final = Shown(
    reads.payment_account,
    lambda operation, shown: PaymentAccountDone(operation=operation, payment_account=shown),
)
LEGAL_BASIS: Final = Shown(
    reads.legal_basis,
    lambda operation, shown: LegalBasisDone(operation=operation, legal_basis=shown),
)
PERSON_REQUEST: Final = Shown(
    reads.person_request,
    lambda operation, shown: PersonRequestDone(operation=operation, person_request=shown),
)
DESTRUCTION_LIST: Final = Shown(
    reads.destruction_list,
    lambda operation, shown: DestructionListDone(operation=operation, destruction_list=shown),
)


def contact_choice_of(contact: str) -> Shown[ContactChoice, ContactChoiceDone]:
    """The choice of a person about one kind of message or channel."""

    async def read(context: RequestContext, network: str, holder: str) -> ContactChoice | None:
        return await reads.contact_choice(context, network, f"{holder}:{contact}")

    return Shown(
        read, lambda operation, shown: ContactChoiceDone(operation=operation, contact_choice=shown)
    )


def rule_of(series: str) -> Shown[RetentionRule, RetentionRuleDone]:
    """The rule of one series: it has no id of its own."""

    async def read(context: RequestContext, network: str, _made: str) -> RetentionRule | None:
        return await reads.retention_rule(context, network, series)

    return Shown(
        read, lambda operation, shown: RetentionRuleDone(operation=operation, retention_rule=shown)
    )
