"""What is narrower word by word is narrower for every person. Pure."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.narrowing import widenings
from tests.kit.regulations import DAY, EACH_PREDICATE, HERE, Data, a_document, a_route
from tests.kit.sorts import of_all_sorts


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Data, Data]:
    """A predicate, and one like it with another value in one or two fields."""
    each = draw(st.sampled_from(EACH_PREDICATE))
    one, other = draw(each), draw(each)
    names = sorted(one.keys() - {"kind"})
    fields = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2))
    changed = {**one, **{name: other[name] for name in fields if name in other}}
    wrap = draw(st.sampled_from((None, "any_of", "none_of")))
    if wrap is None:
        return one, changed
    return {"kind": wrap, "of": [one]}, {"kind": wrap, "of": [changed]}


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(pairs())
def test_who_meets_what_is_narrower_meets_what_is_wider(pair: tuple[Data, Data]) -> None:
    narrow, wide = (a_document(a_route(one)) for one in pair)
    if widenings(wide, narrow, [HERE]):
        return
    for person in of_all_sorts():
        mine = decide(narrow, person, on=DAY, municipalities=[HERE])
        if mine.outcome == "entitled":
            theirs = decide(wide, person, on=DAY, municipalities=[HERE])
            assert theirs.outcome == "entitled", person
