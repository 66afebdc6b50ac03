"""Mutations about how long files are kept, and the lists by which they are destroyed."""

from datetime import UTC, date, datetime
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.cards.contracts.regulation.lasting import months_later
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.personal_answers import (
    DESTRUCTION_LIST,
    DestructionListAnswer,
    RetentionRuleAnswer,
    rule_of,
)
from services.gateway.api.personal_enums import Destination, FileSeries, RetentionSeries
from services.gateway.api.reads import read_row
from services.gateway.api.sending import Refused, Wish, answer, wish_about
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import code_text
from services.gateway.storage.retention import candidates


@strawberry.type
class RetentionMutations:
    """Rules and lists. Who proposes a list does not approve it."""

    @strawberry.mutation(description="Say how long a series of files is kept, in months.")
    async def adopt_retention_rule(
        self,
        info: Info,
        network: UUID,
        key: str,
        series: RetentionSeries,
        code: str,
        term_months: int,
        destination: Destination,
        sample_every: int | None = None,
        published_on: date | None = None,
    ) -> RetentionRuleAnswer:
        """Only a rule that stands published is applied."""
        wish = Wish(
            "adoptRetentionRule",
            {
                "network": network,
                "key": key,
                "series": series,
                "code": code,
                "termMonths": term_months,
                "destination": destination,
                "sampleEvery": sample_every,
                "publishedOn": published_on,
            },
            lambda: commands.AdoptRetentionRule(
                series=series.value,
                code=code_text(code, "code"),
                term_months=term_months,
                destination=destination.value,
                sample_every=sample_every,
                published_on=published_on,
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, rule_of(series.value))

    @strawberry.mutation(description="List the files whose term has passed, for approval.")
    async def propose_destruction(
        self, info: Info, network: UUID, key: str, file_series: FileSeries
    ) -> DestructionListAnswer:
        """At most 500 at a time, the oldest first."""
        context, stream, series = info.context, str(network), file_series

        async def command() -> commands.ProposeDestruction:
            found = await _candidates(context, stream, series.value)
            return commands.ProposeDestruction(
                series=series.value, holder_ids=tuple(map(UUID, found))
            )

        wish = Wish(
            "proposeDestruction",
            {"network": network, "key": key, "fileSeries": file_series},
            command,
            Scope(network=stream),
        )
        return await answer(context, wish, DESTRUCTION_LIST)

    @strawberry.mutation(description="Destroy what is listed: nobody reads it ever again.")
    async def approve_destruction(
        self, info: Info, network: UUID, key: str, destruction_list: UUID
    ) -> DestructionListAnswer:
        """Not by who proposed it. Who is in use again is spared."""
        wish = wish_about(
            ("destruction_lists", str(destruction_list)),
            "approveDestruction",
            {"network": network, "key": key, "destructionList": destruction_list},
            lambda: commands.ApproveDestruction(list_id=destruction_list),
        )
        return await answer(info.context, wish, DESTRUCTION_LIST)

    @strawberry.mutation(description="Destroy nothing of a list.")
    async def reject_destruction(
        self, info: Info, network: UUID, key: str, destruction_list: UUID
    ) -> DestructionListAnswer:
        """A new one can be proposed."""
        wish = wish_about(
            ("destruction_lists", str(destruction_list)),
            "rejectDestruction",
            {"network": network, "key": key, "destructionList": destruction_list},
            lambda: commands.RejectDestruction(list_id=destruction_list),
        )
        return await answer(info.context, wish, DESTRUCTION_LIST)


async def _candidates(context: RequestContext, network: str, series: str) -> list[str]:
    rule = await read_row(context, network, "retention_rules", series)
    if rule is None:
        raise Refused("retention_rule_unknown", "fileSeries")
    before = months_later(datetime.now(UTC).date(), -rule["term_months"])
    bounds = context.bounds(network)
    return await candidates(context.gateway.database, bounds, network, series, before)
