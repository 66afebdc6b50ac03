"""What nobody has looked at yet in statements that are to be paid: shown beside the payment."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from services.gateway.api.context import RequestContext
from services.gateway.api.finding_types import FindingKind, OpenFindings, StatementReview
from services.gateway.api.findings import reviews_of
from services.gateway.api.sending import Refused
from services.gateway.domain.access import Scope, allowed
from services.gateway.storage.findings import read_items_of


def sees_findings(context: RequestContext, network: str) -> bool:
    """Whether who is asking reads what is to be looked at."""
    grant = context.grant
    return grant is not None and allowed(grant, "statementReviews", Scope(network=network))


def open_in(reviews: Sequence[StatementReview]) -> OpenFindings:
    """What nobody has judged: what is odd, and what was drawn by lot."""
    left = [one for review in reviews for one in review.findings if one.judgement is None]
    samples = sum(one.kind is FindingKind.SAMPLE for one in left)
    return OpenFindings(odd=len(left) - samples, samples=samples)


async def open_of_runs(
    context: RequestContext, network: str, runs: Sequence[str]
) -> dict[str, list[StatementReview]]:
    """The reviews of the statements that runs pay, by run."""
    async with context.gateway.database.within(context.bounds(network)) as connection:
        rows = await read_items_of(connection, network, runs)
    reviews = await reviews_of(context, network, sorted({row["item_id"] for row in rows}))
    found = defaultdict[str, list[StatementReview]](list)
    for row in rows:
        if row["item_id"] in reviews:
            found[row["run_id"]].append(reviews[row["item_id"]])
    return found


async def odd_in_run(context: RequestContext, network: UUID, run: UUID, *, named: bool) -> int:
    """How much that is odd nobody has judged in the statements that a run pays.

    Raises Refused where there is any and it is not `named` why it is paid all the same.
    """
    found = await open_of_runs(context, str(network), [str(run)])
    return _odd(found[str(run)], "allTheSame", named=named)


async def none_odd(context: RequestContext, network: UUID, item: UUID) -> None:
    """Refuses to pay a statement in which something odd is open. Raises Refused."""
    reviews = await reviews_of(context, str(network), [str(item)])
    _odd(list(reviews.values()), "payable", named=False)


def _odd(reviews: Sequence[StatementReview], field: str, *, named: bool) -> int:
    odd = {one.reference: open_in([one]).odd for one in reviews}
    those = sorted(reference for reference, count in odd.items() if count)
    if those and not named:
        raise Refused("findings_open", field, {"reference": those[0], "count": len(those)})
    return sum(odd.values())
