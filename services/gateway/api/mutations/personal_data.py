"""Mutations about personal data of one person: account, legal bases, choices, requests."""

from datetime import date
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.answers import HOLDER, HolderAnswer
from services.gateway.api.context import Info
from services.gateway.api.personal_answers import (
    LEGAL_BASIS,
    PAYMENT_ACCOUNT,
    PERSON_REQUEST,
    ContactChoiceAnswer,
    LegalBasisAnswer,
    PaymentAccountAnswer,
    PersonRequestAnswer,
    contact_choice_of,
)
from services.gateway.api.personal_enums import (
    Contact,
    ExtensionReason,
    GivenBy,
    LegalGround,
    PaidTo,
    PersonRequestKind,
    PersonRequestOutcome,
    RefusalGround,
)
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import about_holder, answer, wish_about
from services.gateway.domain.checks import BadInput, code_text
from services.gateway.domain.checks import iban as checked_iban


@strawberry.type
class PersonalDataMutations:
    """What is recorded about a person's data, and what she asks about it."""

    @strawberry.mutation(description="Say to which account a person is paid.")
    async def set_payment_account(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        iban: str,
        in_name_of: str | None = None,
        paid_to: PaidTo | None = PaidTo.HOLDER,
    ) -> PaymentAccountAnswer:
        """Sealed with a key of its own: it outlives an erasure until its legal term. That of
        somebody else (`paidTo`) needs the name in which it stands."""

        def command() -> commands.SetPaymentAccount:
            whose = PaidTo.HOLDER if paid_to is None else paid_to
            if in_name_of is None and whose is not PaidTo.HOLDER:
                raise BadInput("account_holder_invalid", "inNameOf")
            told = {"in_name_of": in_name_of, "payee": whose.value}
            account = {"iban": checked_iban(iban), **told}
            return commands.SetPaymentAccount(
                holder_id=holder, account=sealed(info.context, account)
            )

        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "iban": iban,
            "inNameOf": in_name_of,
            "paidTo": paid_to,
        }
        wish = about_holder("setPaymentAccount", given, command)
        return await answer(info.context, wish, PAYMENT_ACCOUNT)

    @strawberry.mutation(description="Record why data of a person may be used.")
    async def record_legal_basis(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        basis: LegalGround,
        text_id: str,
        text_version: str,
        given_by: GivenBy,
        given_on: date,
    ) -> LegalBasisAnswer:
        """With the version of the text that she was shown."""
        wish = about_holder(
            "recordLegalBasis",
            {
                "network": network,
                "key": key,
                "holder": holder,
                "basis": basis,
                "textId": text_id,
                "textVersion": text_version,
                "givenBy": given_by,
                "givenOn": given_on,
            },
            lambda: commands.RecordLegalBasis(
                holder_id=holder,
                basis=basis.value,
                text_id=code_text(text_id, "textId"),
                text_version=code_text(text_version, "textVersion"),
                given_by=given_by.value,
                given_on=given_on,
            ),
        )
        return await answer(info.context, wish, LEGAL_BASIS)

    @strawberry.mutation(description="A person takes a consent back.")
    async def withdraw_consent(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        legal_basis: UUID,
        withdrawn_on: date,
    ) -> LegalBasisAnswer:
        """What was done on it until then stays lawful."""
        wish = about_holder(
            "withdrawConsent",
            {
                "network": network,
                "key": key,
                "holder": holder,
                "legalBasis": legal_basis,
                "withdrawnOn": withdrawn_on,
            },
            lambda: commands.WithdrawConsent(
                holder_id=holder, basis_id=legal_basis, withdrawn_on=withdrawn_on
            ),
        )
        return await answer(info.context, wish, LEGAL_BASIS)

    @strawberry.mutation(description="A person allows a kind of message or channel, or no longer.")
    async def choose_contact(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        contact: Contact,
        *,
        allowed: bool,
        text_version: str,
    ) -> ContactChoiceAnswer:
        """Refusing costs her nothing."""
        wish = about_holder(
            "chooseContact",
            {
                "network": network,
                "key": key,
                "holder": holder,
                "contact": contact,
                "allowed": allowed,
                "textVersion": text_version,
            },
            lambda: commands.ChooseContact(
                holder_id=holder,
                contact=contact.value,
                allowed=allowed,
                text_version=code_text(text_version, "textVersion"),
            ),
        )
        return await answer(info.context, wish, contact_choice_of(contact.value))

    @strawberry.mutation(description="A person asks something about her data.")
    async def open_person_request(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        kind: PersonRequestKind,
        received_on: date,
    ) -> PersonRequestAnswer:
        """An answer is due within a month of the day it came in."""
        wish = about_holder(
            "openPersonRequest",
            {
                "network": network,
                "key": key,
                "holder": holder,
                "kind": kind,
                "receivedOn": received_on,
            },
            lambda: commands.OpenPersonRequest(
                holder_id=holder, kind=kind.value, received_on=received_on
            ),
        )
        return await answer(info.context, wish, PERSON_REQUEST)

    @strawberry.mutation(description="Take two more months to answer, and tell her why.")
    async def extend_person_request(
        self,
        info: Info,
        network: UUID,
        key: str,
        person_request: UUID,
        extension_reason: ExtensionReason,
    ) -> PersonRequestAnswer:
        """Once, within the first month."""
        wish = wish_about(
            ("person_requests", str(person_request)),
            "extendPersonRequest",
            {
                "network": network,
                "key": key,
                "personRequest": person_request,
                "extensionReason": extension_reason,
            },
            lambda: commands.ExtendPersonRequest(
                request_id=person_request, reason=extension_reason.value
            ),
        )
        return await answer(info.context, wish, PERSON_REQUEST)

    @strawberry.mutation(description="Answer what a person asked.")
    async def close_person_request(
        self,
        info: Info,
        network: UUID,
        key: str,
        person_request: UUID,
        outcome: PersonRequestOutcome,
        refusal_ground: RefusalGround | None = None,
    ) -> PersonRequestAnswer:
        """A refusal, also of a part, needs its ground."""
        wish = wish_about(
            ("person_requests", str(person_request)),
            "closePersonRequest",
            {
                "network": network,
                "key": key,
                "personRequest": person_request,
                "outcome": outcome,
                "refusalGround": refusal_ground,
            },
            lambda: commands.ClosePersonRequest(
                request_id=person_request,
                outcome=outcome.value,
                ground=refusal_ground.value if refusal_ground is not None else None,
            ),
        )
        return await answer(info.context, wish, PERSON_REQUEST)

    @strawberry.mutation(description="Let a person's data be used again.")
    async def lift_restriction(
        self, info: Info, network: UUID, key: str, holder: UUID
    ) -> HolderAnswer:
        """She was told before."""
        wish = about_holder(
            "liftRestriction",
            {"network": network, "key": key, "holder": holder},
            lambda: commands.LiftRestriction(holder_id=holder),
        )
        return await answer(info.context, wish, HOLDER)
