"""Drafting a job by which one recorded decision makes somebody pay back what came after a right
had ended: a row for each participation, all of them or those that were chosen."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson

from services.budget.contracts.events import Decision
from services.budget.contracts.recoveries import debt_of
from services.cards.contracts import commands
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import RequestContext
from services.gateway.api.file_types import RecoveryPayer
from services.gateway.api.jobs.drafting import Drafted, counted, kept_job, new_job
from services.gateway.api.jobs.rows import cipher, sealed_row
from services.gateway.api.jobs.steps import Steps
from services.gateway.api.reads import read_row
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import Refused, about_holder
from services.gateway.domain.checks import code_text
from services.gateway.storage.jobs import NewRow
from services.gateway.storage.reading import Row
from services.kernel.contract import Command

RECOVERED_MAX: Final = 10_000
_USES: Final = (
    "select key from participations where stream = $1 and holder_id = $2 and right_id = $3 "
    f"and day > $4 and status = 'confirmed' order by day, key limit {RECOVERED_MAX}"
)
_DEBTS: Final = "select key from debts where stream = $1 and key = any($2)"


async def draft_recovery(context: RequestContext, given: Mapping[str, Any]) -> Drafted:
    """What the decision would come to for each participation. Raises BadInput and Refused."""
    network, holder = str(given["network"]), str(given["holder"])
    right = await _ended_right(context, network, holder, str(given["right"]))
    database, bounds = context.gateway.database, context.bounds(network)
    uses = await database.fetch(bounds, _USES, network, holder, right["key"], right["last_day"])
    after = [row["key"] for row in uses]
    chosen = after if given["participations"] is None else [str(p) for p in given["participations"]]
    debts = await database.fetch(bounds, _DEBTS, network, [str(debt_of(own)) for own in chosen])
    owed = {row["key"] for row in debts}
    results = [_result(own, after, owed) for own in dict.fromkeys(chosen)]
    facts = {
        "scheme": right["scheme_id"],
        "right": right["key"],
        "payer": given["payer"].value,
        "body": given["body"].value,
        "decided_on": given["decidedOn"].isoformat(),
        "counts": counted(result for _own, result in results),
    }
    reference = given["reference"]
    told = {
        "holder": holder,
        "reference": None if reference is None else code_text(reference, "reference"),
        "reason": given["reason"],
    }
    asked = orjson.dumps([facts["right"], facts["payer"], given["decidedOn"], chosen, told])
    rows = _rows(context, results, told)
    return Drafted(await kept_job(context, new_job(context, "recovery", given, facts, asked), rows))


async def _ended_right(context: RequestContext, network: str, holder: str, right: str) -> Row:
    row = await read_row(context, network, "scheme_rights", right)
    if row is None or row["holder_id"] != holder:
        raise Refused("right_unknown", "right")
    if row["last_day"] is None:
        raise Refused("right_not_ended", "right")
    return row


def _result(own: str, after: Collection[str], owed: Collection[str]) -> tuple[str, str]:
    if own not in after:
        return own, "nothing_to_recover"
    return own, "already_recovered" if str(debt_of(own)) in owed else "to_recover"


def _rows(
    context: RequestContext, results: Sequence[tuple[str, str]], told: Mapping[str, Any]
) -> list[NewRow]:
    key = cipher(context.gateway.settings)
    return [
        NewRow(number, sealed_row(key, {"participation": own, **told}), result=result)
        for number, (own, result) in enumerate(results, start=1)
    ]


async def recover_row(steps: Steps, said: Mapping[str, Any]) -> str | None:
    """It is decided of one participation; its id. Where it cannot be, that is noted."""
    facts, own = steps.row.facts, UUID(said["participation"])
    holder, right = UUID(said["holder"]), UUID(facts["right"])
    payer, body = RecoveryPayer(facts["payer"]), DecidingBody(facts["body"])
    decided_on = date.fromisoformat(facts["decided_on"])

    def command() -> Command:
        return commands.DecideRecovery(
            holder_id=holder,
            right_id=right,
            participation_ids=(own,),
            payer=payer.value,
            reason=sealed(steps.context, {"text": said["reason"]}),
            decision=Decision(body=body.value, on=decided_on, reference=said["reference"]),
        )

    given = steps.given(
        "recovery",
        holder=holder,
        right=right,
        participations=[own],
        payer=payer,
        reason=said["reason"],
        body=body,
        decidedOn=decided_on,
        reference=said["reference"],
    )
    made = await steps.take("terugvordering", about_holder("decideRecovery", given, command))
    steps.result = None if made is None else "recovered"
    return None if made is None else str(own)
