"""What is set aside for rights: held = granted - used - released, in rows and on accounts. Pure."""

from collections import defaultdict

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Part
from services.budget.domain.allowance import Allowance
from services.budget.domain.ledger import AccountRow, TransferRow

OUTSIDE = "external"
"""The account for whom it is held: nothing else is ever held for it."""


def judge_allowances(stream: str, part: Part) -> Finding:
    """Each is held by transfers that stand, of as much as is left of it; and nothing else is."""
    finding = Finding(Invariant.ENVELOPES_WITHIN_BOUNDS)
    transfers = part.table(TransferRow)
    resolved = {row.names for row in transfers.values() if row.kind in ("taken", "released")}
    held_for: dict[str, int] = defaultdict(int)
    for key, row in part.table(Allowance).items():
        finding.looked["allowances"] += 1
        left = row.granted_cents - row.used_cents - row.released_cents
        if left < 0 or row.used_cents < 0:
            finding.fault("allowance_out_of_bounds", part.service, stream, key)
        holds = [transfers[one] for one in row.hold_ids if one in transfers]
        held = sum(one.cents for one in holds if one.kind == "held" and one.key not in resolved)
        if held != row.held_cents:
            note = f"{held} instead of {row.held_cents} cents"
            finding.fault("allowance_not_held", part.service, stream, key, note)
        for one in holds:
            held_for[one.credit_id] += one.cents
    for key, account in part.table(AccountRow).items():
        if account.kind == OUTSIDE and account.held_credit_cents != held_for[key]:
            note = f"{account.held_credit_cents} instead of {held_for[key]} cents"
            finding.fault("held_for_no_allowance", part.service, stream, key, note)
    return finding
