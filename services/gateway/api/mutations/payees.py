"""Mutations about accounts at a bank: from which is paid, and to which.

Money rights are apart from scanning rights: at a provider its treasurer may tell an account and
stop one, and never confirms one; who scans cards sees none of it.
"""

from datetime import date
from typing import Final
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.budget.contracts.bank.characters import sepa_name
from services.gateway.api.context import Info
from services.gateway.api.payee_types import (
    PayeeAccountAnswer,
    PayeeChannel,
    PayeeRulesAnswer,
    PayeeStop,
    PayerAccountAnswer,
)
from services.gateway.api.payees import PAYEE, PAYER, RULES
from services.gateway.api.reads import read_row
from services.gateway.api.sealing import opened_by_us, sealed_to_us
from services.gateway.api.sending import Refused, Wish, answer
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput
from services.gateway.domain.checks import iban as checked_iban

HOLDER_MAX: Final = 70
"""Characters of a name that banks pass on."""


@strawberry.type
class PayeeMutations:
    """From which account is paid, and to which."""

    @strawberry.mutation(description="Say from which account a legal entity pays.")
    async def set_payer_account(
        self,
        info: Info,
        network: UUID,
        key: str,
        name: str,
        kbo: str,
        iban: str,
        entity: UUID | None = None,
    ) -> PayerAccountAnswer:
        """Without `entity`: the network as a whole. The latest counts."""
        given = {
            "network": network,
            "key": key,
            "name": name,
            "kbo": kbo,
            "iban": iban,
            "entity": entity,
        }
        wish = Wish(
            "setPayerAccount",
            given,
            lambda: commands.SetPayerAccount(entity_id=entity, name=name, kbo=kbo, iban=iban),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, PAYER)

    @strawberry.mutation(description="Say for how many days a changed account waits.")
    async def set_cooling_off(
        self, info: Info, network: UUID, key: str, cooling_off_days: int
    ) -> PayeeRulesAnswer:
        """For whatever is confirmed from now on: 0 to 60 days."""
        wish = Wish(
            "setCoolingOff",
            {"network": network, "key": key, "coolingOffDays": cooling_off_days},
            lambda: commands.SetCoolingOff(days=cooling_off_days),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, RULES)

    @strawberry.mutation(description="A provider says to which account it is to be paid.")
    async def propose_payee_account(
        self,
        info: Info,
        network: UUID,
        key: str,
        organisation: UUID,
        iban: str,
        in_name_of: str,
        heard_through: PayeeChannel,
        reached_at: str | None = None,
    ) -> PayeeAccountAnswer:
        """Nothing is paid to it until somebody else confirms it. `reachedAt`: an address, number
        or mail at which the provider is told if the account ever changes. What a provider's
        treasurer tells here was heard through the extranet, whatever is named."""
        own = info.context.grant is not None and info.context.grant.party
        through = PayeeChannel.EXTRANET if own else heard_through

        def command() -> commands.ProposePayeeAccount:
            if len(in_name_of) > HOLDER_MAX or not sepa_name(in_name_of, HOLDER_MAX):
                raise BadInput("account_holder_invalid", "inNameOf")
            told = {"in_name_of": in_name_of, "reached_at": reached_at}
            return commands.ProposePayeeAccount(
                organisation_id=organisation,
                account_sealed=sealed_to_us(info.context, {"iban": checked_iban(iban), **told}),
                heard_through=through.value,
            )

        given = {
            "network": network,
            "key": key,
            "organisation": organisation,
            "iban": iban,
            "inNameOf": in_name_of,
            "heardThrough": heard_through,
            "reachedAt": reached_at,
        }
        scope = Scope(network=str(network), organisation=str(organisation))
        wish = Wish("proposePayeeAccount", given, command, scope)
        return await answer(info.context, wish, PAYEE)

    @strawberry.mutation(description="Another person heard the same number by another way.")
    async def confirm_payee_account(
        self,
        info: Info,
        network: UUID,
        key: str,
        payee_account: UUID,
        iban: str,
        confirmed_through: PayeeChannel,
        note: str,
    ) -> PayeeAccountAnswer:
        """`iban`: the number as it was heard now; another one is refused. `note`: whom you asked,
        and how you knew where to reach them."""

        async def command() -> commands.ConfirmPayeeAccount:
            row = await read_row(info.context, str(network), "payee_accounts", str(payee_account))
            told = {} if row is None else opened_by_us(info.context, row["account_sealed"])
            if row is not None and told.get("iban") != checked_iban(iban):
                raise Refused("iban_differs", "iban")
            return commands.ConfirmPayeeAccount(
                payee_account_id=payee_account,
                confirmed_through=confirmed_through.value,
                note_sealed=sealed_to_us(info.context, {"note": note}),
            )

        given = {
            "network": network,
            "key": key,
            "payeeAccount": payee_account,
            "iban": iban,
            "confirmedThrough": confirmed_through,
            "note": note,
        }
        wish = Wish("confirmPayeeAccount", given, command, Scope(network=str(network)))
        return await answer(info.context, wish, PAYEE)

    @strawberry.mutation(description="Pay nothing more to an account, or do not begin to.")
    async def stop_payee_account(
        self, info: Info, network: UUID, key: str, payee_account: UUID, stopped_for: PayeeStop
    ) -> PayeeAccountAnswer:
        """One person can: who doubts must not wait. While a change waits, the old account stays."""

        async def command() -> commands.StopPayeeAccount:
            grant = info.context.grant
            row = await read_row(info.context, str(network), "payee_accounts", str(payee_account))
            if grant is not None and grant.party and row is None:
                raise Refused("not_allowed")
            return commands.StopPayeeAccount(
                payee_account_id=payee_account, stopped_for=stopped_for.value
            )

        wish = Wish(
            "stopPayeeAccount",
            {
                "network": network,
                "key": key,
                "payeeAccount": payee_account,
                "stoppedFor": stopped_for,
            },
            command,
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, PAYEE)

    @strawberry.mutation(description="The provider was told of the change, at its old contact.")
    async def record_payee_notice(
        self,
        info: Info,
        network: UUID,
        key: str,
        payee_account: UUID,
        notified_through: PayeeChannel,
        notified_on: date,
    ) -> PayeeAccountAnswer:
        """Until then the account stands in the list of those to be told of."""
        wish = Wish(
            "recordPayeeNotice",
            {
                "network": network,
                "key": key,
                "payeeAccount": payee_account,
                "notifiedThrough": notified_through,
                "notifiedOn": notified_on,
            },
            lambda: commands.RecordPayeeNotice(
                payee_account_id=payee_account,
                notified_through=notified_through.value,
                notified_on=notified_on,
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, PAYEE)
