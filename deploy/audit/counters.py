"""What the views count of money, against the ledger's own table: spending, reach, days. Pure.

Only where the views have taken in all that the table holds: else the two are not alike yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Picture
from deploy.audit.services import GATEWAY
from services.budget.contracts.events import SOURCE_KINDS
from services.budget.domain.ledger import EFFECTS, AccountRow, TransferRow
from services.gateway.views.ledger_rows import AccountDay
from services.gateway.views.rows import Participation
from services.gateway.views.year_rows import Reach, Spending

SPENDING: Final = frozenset({*SOURCE_KINDS, "uncovered"})
Place = tuple[int, str, str]
"""Where somebody is counted: the year of the books, an envelope or all, a municipality or all."""


def judge_counters(picture: Picture) -> Finding:
    """Spending and days against the ledger; reach against the participations that count."""
    finding = Finding(Invariant.TOTALS_AGREE)
    _judge_reach(picture, finding)
    if picture.part("budget").head != picture.part(GATEWAY).cursor("budget"):
        finding.waiting["moving"] += 1
        return finding
    _judge_spending(picture, finding)
    _judge_days(picture, finding)
    return finding


def _judge_spending(picture: Picture, finding: Finding) -> None:
    """What each source spent, whichever year's report has it, is what went from it for good."""
    budget = picture.part("budget")
    shown: dict[str, int] = defaultdict(int)
    for row in picture.part(GATEWAY).table(Spending).values():
        shown[row.account_id] += row.cents
    spent = spent_by(budget.table(TransferRow).values(), budget.table(AccountRow))
    for key in sorted(shown.keys() | spent.keys()):
        finding.looked["sources that spend"] += 1
        if shown[key] != spent[key]:
            note = f"{shown[key]} instead of {spent[key]} cents"
            finding.fault("spending_differs", GATEWAY, picture.stream, key, note)


def spent_by(
    transfers: Iterable[TransferRow], accounts: Mapping[str, AccountRow]
) -> dict[str, int]:
    """What goes from each source to whom it is spent on, less what comes back, in cents.

    Not spent is what stays the same source's, or goes to where it came from outside.
    """
    spent: dict[str, int] = defaultdict(int)
    for row in transfers:
        cents = EFFECTS[row.kind].posted * row.cents
        sides = accounts.get(row.debit_id), accounts.get(row.credit_id)
        if cents == 0 or sides[0] is None or sides[1] is None:
            continue
        for own, other, sign in ((sides[0], sides[1], 1), (sides[1], sides[0], -1)):
            if own.kind in SPENDING and _is_spent(own, other):
                spent[own.key] += sign * cents
    return spent


def _is_spent(own: AccountRow, other: AccountRow) -> bool:
    if other.kind in SPENDING:
        return other.kind != own.kind and other.year == own.year
    return other.kind != "external" or other.envelope_id is not None


def _judge_days(picture: Picture, finding: Finding) -> None:
    """What was posted on an account day by day is what was posted on it in all."""
    days: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for day in picture.part(GATEWAY).table(AccountDay).values():
        days[day.account_id][0] += day.debit_cents
        days[day.account_id][1] += day.credit_cents
    accounts = picture.part("budget").table(AccountRow)
    for key in sorted(days.keys() | accounts.keys()):
        finding.looked["accounts by day"] += 1
        row = accounts.get(key)
        posted = [0, 0] if row is None else [row.posted_debit_cents, row.posted_credit_cents]
        if days[key] != posted:
            finding.fault("days_differ", GATEWAY, picture.stream, key)


def _judge_reach(picture: Picture, finding: Finding) -> None:
    """How many took part, and how often, is how many of the participations say so."""
    views = picture.part(GATEWAY)
    people: dict[Place, set[str]] = defaultdict(set)
    times: dict[Place, int] = defaultdict(int)
    for row in views.table(Participation).values():
        if row.reached and row.book_year is not None and row.holder_id is not None:
            for place in _places(row.book_year, row.envelope_id, row.municipality):
                people[place].add(row.holder_id)
                times[place] += 1
    shown = {
        (row.year, row.envelope or "-", row.municipality or "-"): row
        for row in views.table(Reach).values()
    }
    for place in sorted(shown.keys() | times.keys()):
        finding.looked["counts of people"] += 1
        found = shown.get(place)
        told = (0, 0) if found is None else (found.people, found.participations)
        if told != (len(people[place]), times[place]):
            key = ":".join(map(str, place))
            finding.fault("reach_differs", GATEWAY, picture.stream, key)


def _places(year: int, envelope: str | None, town: str | None) -> set[Place]:
    return {(year, own, where) for own in ("-", envelope or "none") for where in ("-", town or "-")}
