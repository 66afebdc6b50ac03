"""The plan of one season: who takes part in what, where and when. Pure, and the same for a seed.

A larger season begins with a smaller one of the same seed: the first 2,000 participations of
100,000 are the season of 2,000. So a platform that holds the one can be given the other.
"""

from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Final

from deploy.demo import first_round
from deploy.demo.model import Network
from deploy.demo.networks import NETWORKS
from deploy.demo.people import invent_person
from deploy.demo.plan import YEAR, Course, Holder, NetworkPlan, Participation, Season

SMALLEST, DEFAULT, LARGEST = 50, 2_000, 100_000
DEFAULT_SEED: Final = 119

MONTH_WEIGHTS: Final = (5, 6, 7, 9, 8, 8, 20, 18, 8, 5, 4, 4)
"""January to December: peaks in July and August, a small one around Easter."""

PARTICIPATIONS_PER_HOLDER: Final = 4.5
EVERY_NETWORK_EACH: Final = 10
"""One participation in so many goes round all networks, so that the smallest have some too."""

_COURSES: Final = tuple(Course)
_COURSE_WEIGHTS: Final = (70, 18, 6, 6)


class _Planner:
    """Draws participations one after another; the n-th never depends on how many follow."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"samenspel season {seed}")  # noqa: S311 - repeatable, not secret
        self.plans = tuple(NetworkPlan(network) for network in NETWORKS)
        self._numbers: set[str] = set()
        self._drawn = []
        for plan in self.plans:
            if plan.network.slug == first_round.PLACE:
                first_round.fill(plan, seed, self._numbers)
            else:
                self._drawn.append(plan)
        self._heights = list(accumulate(plan.network.weight for plan in self._drawn))
        self._visits: set[tuple[str, int, int, date]] = set()

    def draw(self, number: int) -> None:
        """Plan participation `number`."""
        plan = self._pick_network(number)
        holder = self._pick_holder(plan)
        course = self.rng.choices(_COURSES, _COURSE_WEIGHTS)[0]
        while True:
            on = self._pick_day()
            offer = self._pick_offer(plan.network, on.month)
            visit = (plan.network.slug, holder, offer, on)
            if visit not in self._visits:
                break
        self._visits.add(visit)
        plan.participations.append(Participation(number, holder, offer, on, course))

    def _pick_network(self, number: int) -> NetworkPlan:
        turn, place = divmod(number, EVERY_NETWORK_EACH)
        if place == EVERY_NETWORK_EACH - 1:
            return self._drawn[turn % len(self._drawn)]
        height = self.rng.randrange(self._heights[-1])
        return self._drawn[bisect(self._heights, height)]

    def _pick_holder(self, plan: NetworkPlan) -> int:
        known = len(plan.holders)
        if known and self.rng.random() >= 1 / PARTICIPATIONS_PER_HOLDER:
            return self.rng.randrange(known)
        municipality = self.rng.choice(plan.network.municipalities)
        person = invent_person(self.rng, self._numbers)
        plan.holders.append(Holder(known, municipality, person))
        return known

    def _pick_day(self) -> date:
        month = self.rng.choices(range(1, 13), MONTH_WEIGHTS)[0]
        first = date(YEAR, month, 1)
        following = date(YEAR + month // 12, month % 12 + 1, 1)
        return first + timedelta(days=self.rng.randrange((following - first).days))

    def _pick_offer(self, network: Network, month: int) -> int:
        places = [place for place, offer in enumerate(network.offers) if month in offer.months]
        return self.rng.choice(places)


def plan_season(participations: int = DEFAULT, seed: int = DEFAULT_SEED) -> Season:
    """Plan a season of so many participations (50 to 100,000), and the first round beside it."""
    if not SMALLEST <= participations <= LARGEST:
        raise ValueError(f"participations: from {SMALLEST} to {LARGEST}")
    planner = _Planner(seed)
    for number in range(participations):
        planner.draw(number)
    for plan in planner.plans:
        plan.participations.sort(key=lambda each: (each.on, each.number))
    return Season(seed, participations, planner.plans)
