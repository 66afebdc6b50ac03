"""Queries about personal data: who looked at whom, requests, legal bases, retention."""

from datetime import datetime
from uuid import UUID

import strawberry

from services.cards.contracts.register import REGISTER
from services.gateway.api import personal_build as build
from services.gateway.api import personal_reads
from services.gateway.api.context import Coded, Info
from services.gateway.api.exporting import export_person
from services.gateway.api.personal_types import (
    Access,
    AffectedPerson,
    ContactChoice,
    DestructionList,
    LegalBasis,
    PaymentAccount,
    PersonExport,
    PersonRequest,
    ProcessingEntry,
    RetentionRule,
)
from services.gateway.api.reads import connection_of, listed, page_of
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists
from services.gateway.storage.access_log import Looked, read_accesses, read_affected
from services.gateway.storage.paging import BadCursor


@strawberry.type
class PersonalDataQueries:
    """What a data protection officer asks, and what a desk looks up about terms."""

    @strawberry.field(description="Who looked at whom, oldest first.")
    async def accesses(
        self,
        info: Info,
        network: UUID,
        holder: UUID | None = None,
        actor: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Access]:
        """Of one person, by one actor, from an instant until another, as far as they are given."""
        context, stream = info.context, str(network)
        checked(network=network, holder=holder, actor=actor, since=since, until=until)
        context.permit("accesses", Scope(network=stream))
        looked = Looked(str(holder) if holder else None, actor, since, until)
        page, bounds = page_of(first, after), context.bounds(stream)
        try:
            rows = await read_accesses(context.gateway.database, bounds, stream, looked, page)
        except BadCursor:
            raise Coded("cursor_invalid", "after") from None
        return connection_of(rows, [build.access(row) for row in rows.rows])

    @strawberry.field(description="Which persons were shown: who is affected by a breach.")
    async def affected(
        self,
        info: Info,
        network: UUID,
        since: datetime,
        until: datetime,
        actor: str | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[AffectedPerson]:
        """From an instant until another, by one actor where it is given; each person once."""
        context, stream = info.context, str(network)
        checked(network=network, actor=actor, since=since, until=until)
        context.permit("affected", Scope(network=stream))
        looked = Looked(None, actor, since, until)
        page, bounds = page_of(first, after), context.bounds(stream)
        try:
            rows = await read_affected(context.gateway.database, bounds, stream, looked, page)
        except BadCursor:
            raise Coded("cursor_invalid", "after") from None
        return connection_of(rows, [build.affected(row) for row in rows.rows])

    @strawberry.field(description="All that is held on a person, as data and as a document.")
    async def person_export(self, info: Info, network: UUID, holder: UUID) -> PersonExport | None:
        """For who answers her request, and for herself. Null where she is unknown."""
        checked(network=network, holder=holder)
        info.context.permit("personExport", Scope(network=str(network), holder=str(holder)))
        return await export_person(info.context, str(network), str(holder))

    @strawberry.field(description="The register of processing, made from the contracts.")
    async def processing_register(self, info: Info) -> list[ProcessingEntry]:
        """What is held, why, who reads it and for how long."""
        info.context.permit("processingRegister", Scope())
        return [build.processing_entry(entry) for entry in REGISTER]

    @strawberry.field(description="What persons ask about their data, by the day it is due.")
    async def person_requests(
        self,
        info: Info,
        network: UUID,
        holder: UUID | None = None,
        *,
        only_open: bool = True,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[PersonRequest]:
        """A card holder sees her own."""
        checked(network=network, holder=holder)
        scope = Scope(network=str(network), holder=str(holder) if holder else None)
        info.context.permit("personRequests", scope)
        listing = lists.OPEN_PERSON_REQUESTS if only_open else lists.PERSON_REQUESTS
        page, filters = page_of(first, after), {"holder_id": holder}
        return await listed(
            info.context, str(network), listing, filters, page, build.person_request
        )

    @strawberry.field(description="Why data of a person may be used, oldest first.")
    async def legal_bases(
        self,
        info: Info,
        network: UUID,
        holder: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[LegalBasis]:
        """With the versions of the texts that she was shown."""
        checked(network=network, holder=holder)
        info.context.permit("legalBases", Scope(network=str(network), holder=str(holder)))
        page, filters = page_of(first, after), {"holder_id": holder}
        return await listed(
            info.context, str(network), lists.LEGAL_BASES, filters, page, build.legal_basis
        )

    @strawberry.field(description="What a person may be written about, and by which channel.")
    async def contact_choices(
        self,
        info: Info,
        network: UUID,
        holder: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[ContactChoice]:
        """What she was never asked is not listed."""
        checked(network=network, holder=holder)
        info.context.permit("contactChoices", Scope(network=str(network), holder=str(holder)))
        page, filters = page_of(first, after), {"holder_id": holder}
        return await listed(
            info.context, str(network), lists.CONTACT_CHOICES, filters, page, build.contact_choice
        )

    @strawberry.field(description="To which account a person is paid.")
    async def payment_account(
        self, info: Info, network: UUID, holder: UUID
    ) -> PaymentAccount | None:
        """Null where none is known, or not for you."""
        checked(network=network, holder=holder)
        info.context.permit("paymentAccount", Scope(network=str(network), holder=str(holder)))
        return await personal_reads.payment_account(info.context, str(network), str(holder))

    @strawberry.field(description="How long files are kept.")
    async def retention_rules(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[RetentionRule]:
        """A series without a rule is kept."""
        checked(network=network)
        info.context.permit("retentionRules", Scope(network=str(network)))
        page = page_of(first, after)
        return await listed(
            info.context, str(network), lists.RETENTION_RULES, {}, page, build.retention_rule
        )

    @strawberry.field(description="Files proposed for destruction, oldest list first.")
    async def destruction_lists(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[DestructionList]:
        """And what was decided about them."""
        checked(network=network)
        info.context.permit("destructionLists", Scope(network=str(network)))
        page = page_of(first, after)
        return await listed(
            info.context, str(network), lists.DESTRUCTION_LISTS, {}, page, build.destruction_list
        )
