"""Mutations about who a person is, how she is reached, where she lives, and whether she is one.

Personal fields are sealed to cards before they leave this process.
"""

from datetime import date
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.answers import CHANGED_HOLDER, HOLDER, HolderAnswer
from services.gateway.api.contact_types import ContactChannel, Residence
from services.gateway.api.context import Info
from services.gateway.api.other_networks import known_network
from services.gateway.api.reads import read_row
from services.gateway.api.sealing import sealed, sealed_identity
from services.gateway.api.sending import Refused, about_holder, answer, wish_about
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
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "givenName": given_name,
            "familyName": family_name,
            "birthDate": birth_date,
            "nationalNumber": national_number,
        }
        wish = about_holder(
            "correctHolder",
            given,
            lambda: commands.CorrectHolder(
                holder_id=holder, identity=sealed_identity(info.context, given)
            ),
        )
        return await answer(info.context, wish, HOLDER)

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
        wish = about_holder("setContact", given, command)
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
        other_network: UUID | None = None,
    ) -> HolderAnswer:
        """Without a municipality: outside the network, and her last one keeps the file. In
        `otherNetwork`, which pays where the regulation lets the domicile pay."""

        async def command() -> commands.MoveHolder:
            await known_network(info.context, other_network)
            if municipality is not None and municipality not in MUNICIPALITIES:
                raise Refused("municipality_unknown", "municipality")
            told = None
            if residence is not None:
                kind = {"kind": residence.value, "institution": institution}
                told = sealed(info.context, kind)
            return commands.MoveHolder(
                holder_id=holder,
                since=since,
                municipality=municipality,
                residence=told,
                network_id=other_network,
            )

        lives = {"municipality": municipality, "otherNetwork": other_network, "since": since}
        home = {"residence": residence, "institution": institution}
        given = {"network": network, "key": key, "holder": holder, **lives, **home}
        return await answer(
            info.context, about_holder("moveHolder", given, command), CHANGED_HOLDER
        )

    @strawberry.mutation(description="Keep secret where and with whom a person lives, or not.")
    async def set_address_secret(
        self, info: Info, network: UUID, key: str, holder: UUID, *, secret: bool
    ) -> HolderAnswer:
        """A few roles see it still."""
        wish = about_holder(
            "setAddressSecret",
            {"network": network, "key": key, "holder": holder, "secret": secret},
            lambda: commands.SetAddressSecret(holder_id=holder, secret=secret),
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

        wish = about_holder(
            "mergeHolders",
            {"network": network, "key": key, "holder": holder, "duplicate": duplicate},
            command,
        )
        return await answer(info.context, wish, HOLDER)

    @strawberry.mutation(description="They are two persons after all.")
    async def split_holders(
        self, info: Info, network: UUID, key: str, duplicate: UUID
    ) -> HolderAnswer:
        """Each has what was hers. Answers the one who stayed."""
        wish = wish_about(
            ("holders", str(duplicate)),
            "splitHolders",
            {"network": network, "key": key, "duplicate": duplicate},
            lambda: commands.SplitHolders(duplicate_id=duplicate),
        )
        return await answer(info.context, wish, CHANGED_HOLDER)
