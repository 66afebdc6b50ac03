"""Mutations about card schemes: adopting and taking back a regulation, ending a scheme."""

from datetime import date
from typing import Final
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.cards.contracts.regulation.reading import write
from services.gateway.api import regulations
from services.gateway.api.context import Info
from services.gateway.api.regulation_types import (
    RegulationAnswer,
    RegulationDone,
    SchemeAnswer,
    SchemeDone,
)
from services.gateway.api.regulations import WrongDocument, document_invalid
from services.gateway.api.sending import Shown, Wish, answer
from services.gateway.domain.access import Scope

_REGULATION: Final = Shown(
    regulations.regulation,
    lambda operation, shown: RegulationDone(operation=operation, regulation=shown),
)
_SCHEME: Final = Shown(
    regulations.scheme,
    lambda operation, shown: SchemeDone(operation=operation, scheme=shown),
)


@strawberry.type
class RegulationMutations:
    """Regulations as documents."""

    @strawberry.mutation(description="Adopt a version of a card regulation: a YAML or JSON text.")
    async def adopt_regulation(
        self,
        info: Info,
        network: UUID,
        key: str,
        document: str,
        scheme: UUID | None = None,
        narrows: UUID | None = None,
    ) -> RegulationAnswer:
        """Without `scheme` it is the first version of a new one.

        Rights that run already stay as they are until their renewal. `narrows`: the regional
        regulation that this one, a local addendum, may only narrow.
        """
        context = info.context

        async def command() -> commands.AdoptRegulation:
            written = regulations.checked_document(document)
            if narrows is not None:
                await regulations.check_narrower(context, network, written, narrows)
            return commands.AdoptRegulation(
                document=write(written), scheme_id=scheme, narrows=narrows
            )

        given = {
            "network": network,
            "key": key,
            "document": document,
            "scheme": scheme,
            "narrows": narrows,
        }
        wish = Wish("adoptRegulation", given, command, Scope(network=str(network)))
        try:
            return await answer(context, wish, _REGULATION)
        except WrongDocument as wrong:
            return document_invalid(wrong)

    @strawberry.mutation(description="Take back a version that does not hold yet.")
    async def withdraw_regulation(
        self, info: Info, network: UUID, key: str, regulation: UUID
    ) -> RegulationAnswer:
        """The one before it goes on."""
        wish = Wish(
            "withdrawRegulation",
            {"network": network, "key": key, "regulation": regulation},
            lambda: commands.WithdrawRegulation(regulation_id=regulation),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, _REGULATION)

    @strawberry.mutation(description="Grant nothing more in a scheme from a day on.")
    async def end_scheme(
        self,
        info: Info,
        network: UUID,
        key: str,
        scheme: UUID,
        on: date,
        followed_by: UUID | None = None,
    ) -> SchemeAnswer:
        """What runs goes on until it ends. `followedBy`: for which its cards can be swapped."""
        given = {
            "network": network,
            "key": key,
            "scheme": scheme,
            "on": on,
            "followedBy": followed_by,
        }
        wish = Wish(
            "endScheme",
            given,
            lambda: commands.EndScheme(scheme_id=scheme, on=on, followed_by=followed_by),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, _SCHEME)
