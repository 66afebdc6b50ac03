"""Limits: what is used of a right is the sum of its participations, and within it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Part, Picture
from services.cards.contracts.regulation.counting import Count
from services.cards.contracts.regulation.reading import read
from services.cards.domain.participation import Participation
from services.cards.domain.right import Limit, Right, limit_key
from services.cards.domain.scheme import Regulation
from services.cards.domain.usage import Usage, key_of

Sums = dict[tuple[str, str], Count]
"""Counts by the key of their row and their name."""


def judge_limits(picture: Picture) -> Finding:
    """Compare every limit and every count with the participations that stand on it."""
    finding = Finding(Invariant.LIMITS_AGREE)
    part = picture.part("cards")
    participations = part.table(Participation).values()
    _judge_limits_of_rights(picture.stream, part, participations, finding)
    _judge_counts(picture.stream, part, participations, finding)
    return finding


def _judge_limits_of_rights(
    stream: str, part: Part, participations: Iterable[Participation], finding: Finding
) -> None:
    """The limits of rights in networks without a scheme."""
    used: dict[str, int] = defaultdict(int)
    pending: dict[str, int] = defaultdict(int)
    for row in participations:
        if row.scheme_id is None:
            key = limit_key(row.right_id, row.day)
            within = row.network_cents - row.uncovered_cents
            used[key] += within if row.stage == "used" else 0
            pending[key] += within if row.stage == "pending" else 0
    rights, limits = part.table(Right), part.table(Limit)
    for key in limits.keys() | used.keys():
        finding.looked["limits"] += 1
        limit = limits.get(key)
        found = (0, 0) if limit is None else (limit.used_cents, limit.pending_cents)
        expected = used[key], pending[key]
        if found != expected:
            finding.fault("limit_differs", "cards", stream, key, f"{found} instead of {expected}")
        if min(found) < 0:
            finding.fault("below_zero", "cards", stream, key)
        right = None if limit is None else rights.get(limit.right_id)
        if right is not None and sum(found) > right.yearly_ceiling_cents:
            finding.fault("beyond_ceiling", "cards", stream, key, f"{sum(found)} cents")


def _judge_counts(
    stream: str, part: Part, participations: Iterable[Participation], finding: Finding
) -> None:
    """The counts of persons and households in schemes."""
    expected = sums_of(participations)
    usages, most = part.table(Usage), most_by_name(part.table(Regulation))
    found: Sums = {(usage.key, one.name): one for usage in usages.values() for one in usage.counts}
    for place in found.keys() | expected.keys():
        finding.looked["counts"] += 1
        key, name = place
        count = found.get(place, Count(name=name))
        if count != expected.get(place, Count(name=name)):
            note = f"{name}: {count.cents} cents, {count.times} times"
            finding.fault("count_differs", "cards", stream, key, note)
        if min(count.used_cents, count.pending_cents, count.times) < 0:
            finding.fault("below_zero", "cards", stream, key, name)
        usage = usages.get(key)
        ceiling = None if usage is None else most.get((usage.scheme_id, name.split("@")[0]))
        if ceiling is not None and count.cents > ceiling:
            finding.fault("beyond_ceiling", "cards", stream, key, f"{name}: {count.cents} cents")


def sums_of(participations: Iterable[Participation]) -> Sums:
    """The counts that participations add up to."""
    sums: Sums = {}
    for row in participations:
        for count in row.counts:
            place = key_of(count), count.name
            before = sums.get(place, Count(name=count.name))
            sums[place] = Count(
                name=count.name,
                used_cents=before.used_cents + (count.cents if row.stage == "used" else 0),
                pending_cents=before.pending_cents + (count.cents if row.stage == "pending" else 0),
                times=before.times + (count.times if row.stage != "undone" else 0),
            )
    return sums


def most_by_name(regulations: Mapping[str, Regulation]) -> dict[tuple[str, str], int]:
    """The most that any version of a scheme ever lets a ceiling of this name be, in cents.

    A pooled ceiling is left out: one member may use what is another's.
    """
    most: dict[tuple[str, str], int] = {}
    pooled: set[tuple[str, str]] = set()
    for regulation in regulations.values():
        for ceiling in read(regulation.document).benefit.ceilings:
            place = regulation.scheme_id, ceiling.name
            amount = max(one.cents for one in ceiling.amounts)
            most[place] = max(most.get(place, 0), amount)
            if ceiling.pooled:
                pooled.add(place)
    return {place: cents for place, cents in most.items() if place not in pooled}
