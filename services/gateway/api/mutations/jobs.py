"""Mutations about long work: draft a renewal, start, stop. Files come in at `/imports`."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Coded, Info, RequestContext
from services.gateway.api.file_types import RecoveryPayer
from services.gateway.api.job_types import JobAnswer, JobDone, job_of
from services.gateway.api.jobs.recoveries import draft_recovery
from services.gateway.api.jobs.renewals import draft_renewal
from services.gateway.api.sending import Refused, rejected
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput, check
from services.gateway.storage.jobs import read_job, set_state
from services.gateway.storage.reading import DATABASE_AWAY, Row


@strawberry.type
class JobMutations:
    """Long work."""

    @strawberry.mutation(description="Draft a renewal of everybody whose right ends by a day.")
    async def draft_renewal(
        self,
        info: Info,
        network: UUID,
        key: str,
        scheme: UUID,
        ends_by: date,
        mandate: str | None = None,
    ) -> JobAnswer:
        """Each is decided again on what is on record. `mandate`: the word under which you may
        decide, where the regulation does not grant automatically."""
        given = {
            "network": network,
            "key": key,
            "scheme": scheme,
            "endsBy": ends_by,
            "mandate": mandate,
        }

        async def draft() -> Row:
            return (await draft_renewal(info.context, given)).job

        return await _answered(info.context, "draftRenewal", given, draft)

    @strawberry.mutation(
        description="Draft one decision that somebody pays back what came after a right ended."
    )
    async def draft_recovery(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        right: UUID,
        payer: RecoveryPayer,
        reason: str,
        body: DecidingBody,
        decided_on: date,
        reference: str | None = None,
        participations: list[UUID] | None = None,
    ) -> JobAnswer:
        """Of all that `lateFactPreview` showed, or of these `participations`: a row each. Until it
        is started nothing is decided, and the network absorbs it."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "right": right,
            "payer": payer,
            "reason": reason,
            "body": body,
            "decidedOn": decided_on,
            "reference": reference,
            "participations": participations,
        }

        async def draft() -> Row:
            return (await draft_recovery(info.context, given)).job

        return await _answered(info.context, "draftRecovery", given, draft)

    @strawberry.mutation(description="Start a job, or go on with one that was stopped.")
    async def start_job(self, info: Info, network: UUID, key: str, job: UUID) -> JobAnswer:
        """It goes on whoever asks, and through restarts, at a pace that leaves desks alone."""
        given = {"network": network, "key": key, "job": job}
        return await _answered(
            info.context, "startJob", given, lambda: _set(info.context, network, job, running=True)
        )

    @strawberry.mutation(description="Stop a job: rows that are under way end, no others begin.")
    async def stop_job(self, info: Info, network: UUID, key: str, job: UUID) -> JobAnswer:
        """What is done stays done."""
        given = {"network": network, "key": key, "job": job}
        return await _answered(
            info.context, "stopJob", given, lambda: _set(info.context, network, job, running=False)
        )


async def _set(context: RequestContext, network: UUID, job: UUID, *, running: bool) -> Row:
    """The job, started or stopped. Raises Refused."""
    database, bounds = context.gateway.database, context.bounds(str(network))
    if await read_job(database, bounds, str(network), job) is None:
        raise Refused("job_unknown", "job")
    await set_state(database, str(network), job, running=running)
    row = await read_job(database, bounds, str(network), job)
    if row is None:
        raise Refused("job_unknown", "job")
    return row


async def _answered(
    context: RequestContext,
    operation: str,
    given: Mapping[str, Any],
    work: Callable[[], Awaitable[Row]],
) -> JobAnswer:
    """Check, ask whether it is allowed, do it: nothing of it goes over Kafka."""
    try:
        check(given)
        context.permit(operation, Scope(network=str(given["network"])))
        return JobDone(job=job_of(await work()))
    except (BadInput, Refused) as problem:
        return rejected(problem.code, problem.field)
    except Coded as problem:
        return rejected(problem.code)
    except DATABASE_AWAY:
        return rejected("unavailable")
