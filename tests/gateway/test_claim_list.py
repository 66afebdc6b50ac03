"""A provider's own list: read as spreadsheets write it, and held against what was registered."""

from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.claim_list import (
    Claimed,
    Registered,
    as_csv,
    compare,
    read_claim_list,
    within,
)
from services.gateway.domain.csv_files import UnreadableFile, read_table

DAY = date(2026, 3, 2)


def an_id(number: int) -> str:
    return str(UUID(int=number))


def registered(number: int, card: str = "0417", cents: int = 1_000, **more: str) -> Registered:
    return Registered(an_id(number), card, DAY, more.get("offer", "Zwemles"), cents)


def claimed(line: int, card: str | None = "0417", cents: int = 1_000) -> Claimed:
    return Claimed(line, None, card, DAY, None, cents)


def results(lines: list[Claimed], there: list[Registered]) -> list[str]:
    return [one.result for one in compare(lines, there)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_list_is_read_as_spreadsheets_write_it(encoding: str, separator: str) -> None:
    rows = (("Datum", "Kaartnummer", "Bedrag"), ("2/03/2026", "060 0417", "€ 1.010,50"))
    text = "\r\n".join(separator.join(row) for row in rows)
    read = read_claim_list(text.encode(encoding))
    assert read.problems == ()
    assert read.lines == (Claimed(2, None, "0417", DAY, None, 101_050),)


def test_a_column_with_names_stays_unread() -> None:
    read = read_claim_list(
        b"naam;voornaam;dag;prijs;kaart;rijksregisternummer\n"
        b"Peeters;Joke;2026-03-02;10;1230417;90051700123\n"
    )
    assert "Peeters" not in repr(read)
    assert "900517" not in repr(read)
    assert read.lines == (Claimed(2, None, "0417", DAY, None, 1_000),)


def test_what_is_wrong_is_told_row_by_row_and_the_rest_is_read() -> None:
    read = read_claim_list(
        b"dag;prijs;kaart\n2026-13-01;10;0417\n2026-03-02;tien;0417\n2026-03-02;10;17\n"
        b"2026-03-02;10\n2026-03-02;10;\n;10;0417\n2026-03-02;10;0417\n"
    )
    assert [(one.line, one.column, one.code) for one in read.problems] == [
        (2, "dag", "date_invalid"),
        (3, "prijs", "value_invalid"),
        (4, "kaart", "value_invalid"),
        (5, None, "columns_wrong"),
        (6, "kaart", "field_missing"),
        (7, "dag", "field_missing"),
    ]
    assert [one.line for one in read.lines] == [8]
    assert read.rows == 7


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"dag;prijs\n2026-03-02;10\n", "column_missing"),
        (b"dag;dag;prijs;kaart\n1;2;3;4\n", "column_twice"),
        (b"", "file_empty"),
        (b"dag;prijs;kaart\n" + b"2026-03-02;10;0417\n" * 5_001, "list_too_long"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as problem:
        read_claim_list(content)
    assert problem.value.code == code


def test_each_difference_has_its_name() -> None:
    lines = [
        claimed(2),
        claimed(3, "1111", 900),
        claimed(4, "2222"),
        claimed(5),
        Claimed(6, an_id(4), None, DAY, None, 500),
    ]
    there = [
        registered(1),
        registered(2, "1111"),
        registered(3, "3333"),
        registered(4, "4444", 500),
    ]
    assert results(lines, there) == [
        "matched",
        "price_differs",
        "not_registered",
        "twice",
        "matched",
        "not_claimed",
    ]


def test_of_several_the_one_with_the_same_price_is_taken_first() -> None:
    there = [registered(1, cents=500), registered(2, cents=1_000)]
    told = compare([claimed(2, cents=1_000), claimed(3, cents=400)], there)
    assert [(one.result, one.participation) for one in told] == [
        ("matched", an_id(2)),
        ("price_differs", an_id(1)),
    ]


def test_an_offer_that_is_named_has_to_be_that_one() -> None:
    line = Claimed(2, None, "0417", DAY, "ZWEMLES", 1_000)
    assert results([line], [registered(1)]) == ["matched"]
    assert results([line], [registered(1, offer="Judo")]) == ["not_registered", "not_claimed"]


def test_lines_of_other_days_are_problems_and_not_compared() -> None:
    there, outside = within([claimed(2)], (date(2026, 4, 1), date(2026, 4, 30)))
    assert there == []
    assert [(one.line, one.code) for one in outside] == [(2, "day_out_of_range")]


CARDS = st.sampled_from(["0417", "1111", "2222"])
CENTS = st.sampled_from([500, 1_000])


@given(
    lines=st.lists(st.tuples(CARDS, CENTS), max_size=8),
    there=st.lists(st.tuples(CARDS, CENTS), max_size=8),
)
def test_every_line_and_every_participation_is_told_once(
    lines: list[tuple[str, int]], there: list[tuple[str, int]]
) -> None:
    asked = [claimed(number + 2, *one) for number, one in enumerate(lines)]
    known = [registered(number, *one) for number, one in enumerate(there)]
    told = compare(asked, known)
    assert told == compare(asked, known[::-1])
    assert [one.line for one in told if one.line] == [one.line for one in asked]
    answered = Counter(
        one.participation
        for one in told
        if one.result in ("matched", "price_differs", "not_claimed")
    )
    assert answered == Counter(one.participation for one in known)
    cards = Counter(one.card for one in asked) & Counter(one.card for one in known)
    paired = [one for one in told if one.result in ("matched", "price_differs")]
    assert len(paired) == sum(cards.values())


def test_the_report_is_a_list_that_a_spreadsheet_opens() -> None:
    told = compare([claimed(2, cents=900)], [registered(1)])
    table = read_table(as_csv(told, [(3, "dag", "=gevaarlijk")]))
    first, second = (row for _, row in table.rows)
    assert first == ("2", "andere prijs", "2026-03-02", "9,00", "10,00", an_id(1))
    assert second[1] == "'=gevaarlijk"
