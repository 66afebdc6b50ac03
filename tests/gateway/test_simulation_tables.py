"""The sums of a simulation as people read them. Pure."""

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.listed import euros
from services.gateway.domain.simulating import Part, Sum, added
from services.gateway.domain.simulation_tables import as_lines, tables_of
from services.kernel.money import Shares

NAMES = {"swim": "Zwemclub", "judo": "Judoclub"}
CENTS = st.integers(0, 10**6)
SHARES = st.builds(Shares, CENTS, CENTS, CENTS)
SUMS = st.dictionaries(
    st.tuples(
        st.sampled_from(["camp", "lesson_series"]),
        st.sampled_from(sorted(NAMES)),
        st.sampled_from(["", "13014", "12029"]),
    ),
    st.builds(Sum, st.integers(0, 99), SHARES, SHARES, st.integers(0, 99), CENTS),
)


def test_the_table_has_the_total_then_each_kind_provider_and_municipality() -> None:
    one = Sum(3, Shares(11_900, 0, 0), Shares(2_380, 4_760, 4_760), 1, 500)
    amounts = ("119,00", "0,00", "0,00", "23,80", "47,60", "47,60", "5,00")
    assert list(as_lines(tables_of({("lesson_series", "swim", "12029"): one}, NAMES), euros)) == [
        ("totaal", "totaal", 3, 1, *amounts),
        ("actie", "lessenreeksen", 3, 1, *amounts),
        ("aanbieder", "Zwemclub", 3, 1, *amounts),
        ("gemeente", "Putte", 3, 1, *amounts),
    ]


@given(SUMS, SUMS)
def test_everything_is_in_the_total_and_once_in_each_table(
    one: dict[Part, Sum], other: dict[Part, Sum]
) -> None:
    tables = tables_of(added(one, other), NAMES)
    for parts in (tables.by_category, tables.by_provider, tables.by_municipality):
        whole = Sum()
        for _name, part in parts:
            whole = whole.plus(part)
        assert whole == tables.total[1]
    counted = sum(part.participations for part in (*one.values(), *other.values()))
    assert tables.total[1].participations == counted
