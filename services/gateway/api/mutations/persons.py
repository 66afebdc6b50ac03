"""Mutations about who a person is, how she is reached, where she lives, and whether she is one.

Personal fields are sealed to cards before they leave this process.
"""

from datetime import UTC, date, datetime
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.answers import CHANGED_HOLDER, HOLDER, HolderAnswer
from services.gateway.api.contact_types import ContactChannel, Residence
from services.gateway.api.context import Info
from services.gateway.api.reads import read_row
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import Refused, Wish, answer
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import birth_date as checked_birth_date
from services.gateway.domain.checks import national_number as checked_national_number
from services.gateway.domain.contacts import checked_contact
from services.partners.contracts.municipalities import MUNICIPALITIES


@strawberry.type
class PersonMutations:
    """Correcting, reaching, moving, merging."""

    @strawberry.mutation(description="Put right how a person is written.")
    async def correct_holder(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        given_name: str,
        family_name: str,
        birth_date: date,
        national_number: str | None = None,
    ) -> HolderAnswer:
        """All of it stands in for what was there; without a national number that stays as it is."""
        context, settings = info.context, info.context.gateway.settings

        def command() -> commands.CorrectHolder:
            identity = {
                "given_name": given_name,
                "family_name": family_name,
                "birth_date": checked_birth_date(birth_date, datetime.now(UTC).date()),
                "national_number": checked_national_number(
                    national_number, test_numbers=settings.environment == "development"
                ),
            }
            return commands.CorrectHolder(holder_id=holder, identity=sealed(context, identity))

        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "givenName": given_name,
            "familyName": family_name,
            "birthDate": birth_date,
            "nationalNumber": national_number,
        }
        guard = ("holders", str(holder))
        wish = Wish("correctHolder", given, command, Scope(network=str(network)), guard)
        return await answer(context, wish, HOLDER)

    @strawberry.mutation(description="Say how a person is reached.")
    async def set_contact(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        channel: ContactChannel,
        address: str | None = None,
        phone: str | None = None,
        mail: str | None = None,
        language: str = "nl",
        referrer: UUID | None = None,
    ) -> HolderAnswer:
        """All of it stands in for what was there. Each channel needs its own field."""

        def command() -> commands.SetContact:
            contact = checked_contact(
                channel=channel.value,
                address=address,
                phone=phone,
                mail=mail,
                language=language,
                referrer=None if referrer is None else str(referrer),
            )
            return commands.SetContact(holder_id=holder, contact=sealed(info.context, contact))

        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "channel": channel,
            "address": address,
            "phone": phone,
            "mail": mail,
            "language": language,
            "referrer": referrer,
        }
        guard = ("holders", str(holder))
        wish = Wish("setContact", given, command, Scope(network=str(network)), guard)
        return await answer(info.context, wish, HOLDER)

    @strawberry.mutation(description="A person lives elsewhere since a day.")
    async def move_holder(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        since: date,
        municipality: str | None = None,
        residence: Residence | None = None,
        institution: str | None = None,
    ) -> HolderAnswer:
        """Without a municipality: outside the network, and her last one keeps the file."""

        def command() -> commands.MoveHolder:
            if municipality is not None and municipality not in MUNICIPALITIES:
                raise Refused("municipality_unknown", "municipality")
            told = None
            if residence is not None:
                lives = {"kind": residence.value, "institution": institution}
                told = sealed(info.context, lives)
            return commands.MoveHolder(
                holder_id=holder, since=since, municipality=municipality, residence=told
            )

        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "since": since,
            "municipality": municipality,
            "residence": residence,
            "institution": institution,
        }
        guard = ("holders", str(holder))
        wish = Wish("moveHolder", given, command, Scope(network=str(network)), guard)
        return await answer(info.context, wish, CHANGED_HOLDER)

    @strawberry.mutation(description="Keep secret where and with whom a person lives, or not.")
    async def set_address_secret(
        self, info: Info, network: UUID, key: str, holder: UUID, *, secret: bool
    ) -> HolderAnswer:
        """A few roles see it still."""
        wish = Wish(
            "setAddressSecret",
            {"network": network, "key": key, "holder": holder, "secret": secret},
            lambda: commands.SetAddressSecret(holder_id=holder, secret=secret),
            Scope(network=str(network)),
            guard=("holders", str(holder)),
        )
        return await answer(info.context, wish, HOLDER)

    @strawberry.mutation(description="A person was entered twice: go on with the first.")
    async def merge_holders(
        self, info: Info, network: UUID, key: str, holder: UUID, duplicate: UUID
    ) -> HolderAnswer:
        """Her cards, rights and place in a household lead to the first. It can be undone."""

        async def command() -> commands.MergeHolders:
            if await read_row(info.context, str(network), "holders", str(duplicate)) is None:
                raise Refused("holder_unknown", "duplicate")
            return commands.MergeHolders(holder_id=holder, duplicate_id=duplicate)

        wish = Wish(
            "mergeHolders",
            {"network": network, "key": key, "holder": holder, "duplicate": duplicate},
            command,
            Scope(network=str(network)),
            guard=("holders", str(holder)),
        )
        return await answer(info.context, wish, HOLDER)

    @strawberry.mutation(description="They are two persons after all.")
    async def split_holders(
        self, info: Info, network: UUID, key: str, duplicate: UUID
    ) -> HolderAnswer:
        """Each has what was hers. Answers the one who stayed."""
        wish = Wish(
            "splitHolders",
            {"network": network, "key": key, "duplicate": duplicate},
            lambda: commands.SplitHolders(duplicate_id=duplicate),
            Scope(network=str(network)),
            guard=("holders", str(duplicate)),
        )
        return await answer(info.context, wish, CHANGED_HOLDER)
