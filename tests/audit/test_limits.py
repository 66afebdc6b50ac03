"""Limits and counts that are not the sum of their participations. Pure."""

from dataclasses import replace
from datetime import date

import orjson

from deploy.audit.findings import Invariant
from services.cards.contracts.events import UsageCount
from services.cards.contracts.regulation.counting import Count
from services.cards.domain.participation import Participation
from services.cards.domain.right import Limit
from services.cards.domain.scheme import Regulation
from services.cards.domain.usage import Usage, key_of
from tests.audit.judging import SEASON, a_row, failing
from tests.audit.story import with_row
from tests.kit.regulations import document_data
from tests.kit.scheme_town import YEARLY, eighty_percent
from tests.kit.town import an_id

COUNT = UsageCount(
    subject=an_id("holder"), scheme_id=an_id("scheme"), period="2026", name="yearly", cents=500
)
USED = Participation(
    key=str(an_id("participation")),
    right_id=str(an_id("right")),
    offer_id=str(an_id("offer")),
    day=date(2026, 7, 4),
    network_cents=500,
    status="confirmed",
    holder_id=str(COUNT.subject),
    scheme_id=str(COUNT.scheme_id),
    counts=(COUNT,),
)
USAGE = Usage(
    key=key_of(COUNT),
    subject_id=str(COUNT.subject),
    scheme_id=str(COUNT.scheme_id),
    of_id=None,
    period="2026",
    counts=(Count(name="yearly", used_cents=500),),
)
REGULATION = Regulation(
    key=str(an_id("regulation")),
    scheme_id=str(COUNT.scheme_id),
    version=1,
    document=orjson.dumps(document_data(benefit=eighty_percent(ceilings=[YEARLY]))).decode(),
)


def faults(*rows: Participation | Usage | Limit | Regulation) -> set[str]:
    picture = SEASON
    for row in rows:
        picture = with_row(picture, "cards", row)
    return failing(picture).get(Invariant.LIMITS_AGREE, set())


def test_a_count_that_is_the_sum_of_its_participations_is_sound() -> None:
    assert faults(USED, USAGE, REGULATION) == set()
    free = replace(USAGE, counts=(Count(name="yearly"),))
    assert faults(replace(USED, status="cancelled"), free) == set()
    pending = replace(USAGE, counts=(Count(name="yearly", pending_cents=500),))
    assert faults(replace(USED, status="held"), pending) == set()


def test_a_count_that_differs_or_was_forgotten_is_found() -> None:
    assert faults(USED) == {"count_differs"}
    assert faults(USAGE) == {"count_differs"}
    assert faults(replace(USED, status="held"), USAGE) == {"count_differs"}


def test_a_count_below_zero_is_found() -> None:
    less = COUNT.model_copy(update={"cents": -500})
    usage = replace(USAGE, counts=(Count(name="yearly", used_cents=-500),))
    assert faults(replace(USED, counts=(less,)), usage) == {"below_zero"}
    limit = a_row(SEASON, "cards", Limit)
    assert faults(replace(limit, used_cents=-1)) == {"limit_differs", "below_zero"}


def test_more_than_any_version_allows_is_found() -> None:
    more = COUNT.model_copy(update={"cents": 10_001})
    usage = replace(USAGE, counts=(Count(name="yearly", used_cents=10_001),))
    assert faults(replace(USED, counts=(more,)), usage, REGULATION) == {"beyond_ceiling"}


def test_a_limit_of_a_right_that_differs_is_found() -> None:
    limit = a_row(SEASON, "cards", Limit)
    assert faults(replace(limit, used_cents=limit.used_cents + 1)) == {"limit_differs"}
    beyond = faults(replace(limit, used_cents=10**9))
    assert beyond == {"limit_differs", "beyond_ceiling"}
