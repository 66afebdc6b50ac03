"""Status lists as people make them: every row is taken or told what is wrong with it. Pure."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.csv_files import (
    ROWS_MAX,
    UnreadableFile,
    read_table,
    safe,
    write_table,
)
from services.gateway.domain.sentences import SENTENCES
from services.gateway.domain.status_list import (
    StatusLine,
    StatusList,
    read_status_list,
)

DAY = date(2026, 7, 1)
NUMBER, OTHER = "62691699717", "08670548333"
HEAD = "rijksregisternummer;statuut;antwoord;van;tot en met\n"


def read(text: str | bytes) -> StatusList:
    """A list read in development."""
    content = text if isinstance(text, bytes) else text.encode()
    return read_status_list(content, DAY, test_numbers=True)


def read_or_code(content: bytes) -> StatusList | str:
    """A list, or the code with which it is refused."""
    try:
        return read(content)
    except UnreadableFile as problem:
        return problem.code


def codes(found: StatusList) -> list[tuple[int, str | None, str]]:
    """What is wrong."""
    return [(one.line, one.column, one.code) for one in found.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_list_is_read_in_every_usual_disguise(
    encoding: str, delimiter: str, newline: str
) -> None:
    text = (
        "Extra é;INSZ;Status;Antwoord;Begindatum;Einddatum\n"
        "Zoë;62.69.16-997.17;Verhoogde tegemoetkoming;ja;1/1/2026;2026-12-31\n"
        "\n"
        "x;08670548333;living_wage;0;;\n"
    )
    content = text.replace(";", delimiter).replace("\n", newline).encode(encoding)
    found = read(content)
    assert found.problems == ()
    assert found.lines == (
        StatusLine(
            2, NUMBER, "increased_reimbursement", True, date(2026, 1, 1), date(2026, 12, 31)
        ),
        StatusLine(4, OTHER, "living_wage", False),
    )
    assert found.rows == 2


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("62691699718;leefloon;ja;;", [("rijksregisternummer", "national_number_invalid")]),
        (";leefloon;ja;;", [("rijksregisternummer", "national_number_invalid")]),
        ("62691699717;rijk;ja;;", [("statuut", "status_unknown")]),
        ("62691699717;leefloon;misschien;;", [("antwoord", "answer_unknown")]),
        ("62691699717;leefloon;ja;30/02/2026;", [("van", "date_invalid")]),
        ("62691699717;leefloon;ja;;2026-1-1", [("tot en met", "date_invalid")]),
        ("62691699717;leefloon;ja;2026-02-01;2026-01-31", [("tot en met", "period_invalid")]),
        ("62691699717;leefloon;ja;2026-02-01;2026-02-01", []),
        ("62691699717;leefloon;ja", [(None, "columns_wrong")]),
        ("62691699717;leefloon;ja;;;", [(None, "columns_wrong")]),
        ('"62691699717";"leefloon";"ja";"";""', []),
        (f"{'6' * 2_000};leefloon;ja;;", [("rijksregisternummer", "text_too_long")]),
        (
            "x;y;z;a;b",
            [
                ("rijksregisternummer", "national_number_invalid"),
                ("statuut", "status_unknown"),
                ("antwoord", "answer_unknown"),
                ("van", "date_invalid"),
                ("tot en met", "date_invalid"),
            ],
        ),
    ],
)
def test_every_wrong_field_of_a_row_is_told(row: str, wrong: list[tuple[str | None, str]]) -> None:
    found = read(HEAD + f"{OTHER};leefloon;nee;;\n" + row + "\n")
    assert codes(found) == [(3, column, code) for column, code in wrong]
    assert [line.line for line in found.lines] == ([2, 3] if not wrong else [2])
    assert all(code in SENTENCES for _, code in wrong)


def test_a_test_number_passes_in_development_only() -> None:
    content = (HEAD + f"{NUMBER};leefloon;ja;;\n").encode()
    assert read_status_list(content, DAY, test_numbers=True).problems == ()
    (problem,) = read_status_list(content, DAY, test_numbers=False).problems
    assert problem.code == "national_number_invalid"


def test_rows_that_say_the_same_count_once_and_rows_that_disagree_not_at_all() -> None:
    same = f"{NUMBER};leefloon;ja;;2026-12-31\n"
    found = read(HEAD + same + same.replace("62691", "62.69.1") + f"{OTHER};leefloon;ja;;\n")
    assert [line.line for line in found.lines] == [2, 4]
    assert codes(found) == [(3, None, "row_repeated")]
    found = read(HEAD + same + f"{NUMBER};leefloon;nee;;\n" + f"{NUMBER};vt;nee;;\n")
    assert [line.line for line in found.lines] == [4]
    assert codes(found) == [(2, None, "rows_disagree"), (3, None, "rows_disagree")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n \n", "file_empty"),
        (b";;;\n", "file_empty"),
        (HEAD.encode(), "file_empty"),
        (b"\xff\xfe\x00", "file_unreadable"),
        (b"\x81\x8d;\n1;2\n", "file_unreadable"),
        (b"a\x00b;c\n1;2\n", "file_unreadable"),
        (b"insz;statuut\n1;2\n", "column_missing"),
        (b"insz;rrn;statuut;antwoord\n1;2;3;4\n", "column_twice"),
        (b"a;b\n" + b"1;2\n" * (ROWS_MAX + 1), "file_too_long"),
        (b" " * 20_000_001, "file_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as problem:
        read(content)
    assert problem.value.code == code
    assert code in SENTENCES


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (HEAD + text).encode()))
def test_whatever_comes_in_is_read_or_refused(content: bytes) -> None:
    found = read_or_code(content)
    if isinstance(found, str):
        assert found in SENTENCES
        return
    taken = {line.line for line in found.lines}
    wrong = {problem.line for problem in found.problems}
    assert taken.isdisjoint(wrong)
    assert len(taken) + len(wrong) == found.rows


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_can_be_read_and_no_cell_runs(rows: list[list[str]]) -> None:
    content = write_table(("een", "twee"), rows)
    kept = [tuple(safe(cell).strip() for cell in row) for row in rows]
    shown = [row for row in kept if any(row)]
    if not shown:
        with pytest.raises(UnreadableFile):
            read_table(content)
        return
    table = read_table(content)
    assert [cells for _, cells in table.rows] == shown
    cells = [safe(cell) for row in rows for cell in row]
    runs = [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert all(re.fullmatch(r"-[0-9]+(,[0-9]+)?", cell) for cell in runs), "a number does nothing"


def test_who_is_named_can_be_registered_and_a_wrong_name_is_told() -> None:
    head = "naam;voornaam;geboortedatum;" + HEAD
    found = read(
        head
        + f"Yıldız;Zeynep;1990-05-17;{NUMBER};leefloon;ja;;\n"
        + f";;;{OTHER};leefloon;ja;;\n"
        + f"=cmd;Joke;2030-01-01;{OTHER};vt;ja;;\n"
    )
    named, bare = found.lines
    assert (named.names_her, bare.names_her) == (True, False)
    assert (named.family_name, named.birth_date) == ("Yıldız", date(1990, 5, 17))
    assert codes(found) == [
        (4, "naam", "text_invalid"),
        (4, "geboortedatum", "birth_date_invalid"),
    ]


def test_nothing_of_a_line_is_shown() -> None:
    found = read("naam;" + HEAD + f"Vermeersch;{NUMBER};leefloon;ja;;\n")
    assert found.lines[0].family_name == "Vermeersch"
    assert not {part for part in ("Vermeersch", NUMBER, "living_wage") if part in repr(found)}
