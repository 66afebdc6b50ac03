"""Queries about accounts at a bank: from which is paid, and to which."""

from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.payee_notices import payee_notice
from services.gateway.api.payee_types import PayeeAccount, PayeeNotice, PayeeRules, PayerAccount
from services.gateway.api.payees import payee_account, payer_account, rules
from services.gateway.api.reads import listed, page_of
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class PayeeQueries:
    """From which account is paid, and to which."""

    @strawberry.field(description="From which accounts is paid.")
    async def payer_accounts(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[PayerAccount]:
        """In the order in which they were last set."""
        checked(network=network)
        info.context.permit("payerAccounts", Scope(network=str(network)))
        page = page_of(first, after)
        return await listed(
            info.context, str(network), lists.PAYER_ACCOUNTS, {}, page, payer_account
        )

    @strawberry.field(description="To which accounts providers are paid, were paid, and will be.")
    async def payee_accounts(
        self,
        info: Info,
        network: UUID,
        organisation: UUID | None = None,
        notice_due: bool = False,  # noqa: FBT001, FBT002 - as GraphQL names it
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[PayeeAccount]:
        """In the order in which they were told; a provider's treasurer sees its own. `noticeDue`:
        only changes of which the provider is still to be told."""
        checked(network=network, organisation=organisation)
        party = None if organisation is None else str(organisation)
        info.context.permit("payeeAccounts", Scope(network=str(network), organisation=party))
        filters, page = {"organisation_id": organisation}, page_of(first, after)
        listing = lists.PAYEE_NOTICES if notice_due else lists.PAYEE_ACCOUNTS
        return await listed(
            info.context,
            str(network),
            listing,
            filters,
            page,
            lambda row: payee_account(info.context, row),
        )

    @strawberry.field(description="The letter that tells a provider that its account changed.")
    async def payee_notice(
        self, info: Info, network: UUID, payee_account: UUID
    ) -> PayeeNotice | None:
        """Null where the account takes the place of none."""
        checked(network=network, payee_account=payee_account)
        info.context.permit("payeeNotice", Scope(network=str(network)))
        return await payee_notice(info.context, str(network), str(payee_account))

    @strawberry.field(description="For how many days a changed account waits.")
    async def cooling_off(self, info: Info, network: UUID) -> PayeeRules:
        """Seven, where the network did not say otherwise."""
        checked(network=network)
        info.context.permit("coolingOff", Scope(network=str(network)))
        return await rules(info.context, str(network))
