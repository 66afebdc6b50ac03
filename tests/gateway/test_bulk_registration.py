"""The bulk registration of UiTPAS, read as people's spreadsheets have it. Persons are invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.bulk_registration import (
    Registrations,
    Town,
    default_end,
    read_registrations,
)
from services.gateway.domain.csv_files import UnreadableFile
from services.gateway.domain.sentences import SENTENCES
from tests.flows.test_main_job import luhn

TODAY = date(2026, 7, 1)
TOWN = Town({"44021": "Gent", "44083": "Deinze"})
HEADER = (
    "INSZ;naam;voornaam;geboortedatum;straat;postcode;gemeente;kaartnummer;kansenstatuut;einddatum"
)
GOOD = ";Yıldız;Zeynep;1985-07-30;Veldstraat 1;9000;Gent;;1;31/12/2026"


def read(*rows: str, town: Town = TOWN, encoding: str = "utf-8") -> Registrations:
    content = "\r\n".join((HEADER, *rows)).encode(encoding)
    return read_registrations(content, town, TODAY, test_numbers=True)


def problems(*rows: str) -> set[tuple[int, str | None, str]]:
    return {(one.line, one.column, one.code) for one in read(*rows).problems}


def a_card() -> str:
    return next(n for n in (f"123456789012{last}" for last in range(10)) if luhn(n))


def test_a_good_row_is_a_person_with_her_address_and_status() -> None:
    (line,) = read(GOOD).lines
    assert (line.municipality, line.family_name, line.given_name) == ("44021", "Yıldız", "Zeynep")
    assert (line.birth_date, line.entitled, line.until) == (
        date(1985, 7, 30),
        True,
        date(2026, 12, 31),
    )
    assert line.address == "Veldstraat 1, 9000 Gent"
    assert "Zeynep" not in repr(line)


def test_without_an_end_the_status_lasts_until_30_april_of_the_next_year() -> None:
    (line,) = read(";Peeters;Joke;1/2/1990;;;GENT;;1;").lines
    assert line.until == date(2027, 4, 30) == default_end(TODAY)


def test_who_has_no_status_has_no_end() -> None:
    (line,) = read(";Peeters;Joke;1/2/1990;;;Deinze;;0;31/12/2026").lines
    assert (line.entitled, line.until) == (False, None)


def test_every_wrong_field_of_a_row_is_told() -> None:
    assert problems("123;;=cmd|calc;2026-02-30;;90;Brussel;999;ja;1/13/2026") == {
        (2, "INSZ", "national_number_invalid"),
        (2, "naam", "text_empty"),
        (2, "voornaam", "text_invalid"),
        (2, "geboortedatum", "date_invalid"),
        (2, "postcode", "postcode_invalid"),
        (2, "gemeente", "municipality_unknown"),
        (2, "kaartnummer", "card_number_invalid"),
        (2, "kansenstatuut", "zero_or_one"),
        (2, "einddatum", "date_invalid"),
    }


def test_a_village_falls_under_the_municipality_that_is_named() -> None:
    row = ";Peeters;Joke;1/2/1990;;;Drongen;;0;"
    assert read(row).lines == ()
    (line,) = read(row, town=Town(TOWN.names, "44021")).lines
    assert line.municipality == "44021"


def test_the_same_person_or_card_twice_is_taken_once() -> None:
    card = a_card()
    found = problems(
        f";Peeters;Joke;1/2/1990;;;Gent;{card};0;",
        ";PEETERS;jóke;1990-02-01;;;Gent;;0;",
        f";Diallo;Amadou;1/2/1990;;;Gent;{card};0;",
    )
    assert found == {(3, None, "person_repeated"), (4, "kaartnummer", "card_repeated")}


def test_a_status_that_ended_already_is_not_taken() -> None:
    assert problems(";Peeters;Joke;1/2/1990;;;Gent;;1;30/6/2026") == {
        (2, "einddatum", "end_in_past")
    }


def test_too_few_or_too_many_columns_are_told_and_the_others_taken() -> None:
    found = read("a;b", GOOD, GOOD + ";x")
    assert [line.line for line in found.lines] == [3]
    assert [(one.line, one.code) for one in found.problems] == [
        (2, "columns_wrong"),
        (4, "columns_wrong"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_spreadsheets_are_read(encoding: str) -> None:
    (line,) = read(GOOD, encoding=encoding).lines
    assert line.family_name == "Yıldız"


def test_windows_1252_is_read() -> None:
    (line,) = read(";Lefèvre;André;1/2/1990;;;Gent;;0;", encoding="cp1252").lines
    assert (line.family_name, line.given_name) == ("Lefèvre", "André")


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", HEADER.encode()])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as problem:
        read_registrations(content, TOWN, TODAY, test_numbers=True)
    assert problem.value.code == "file_empty"


def test_a_missing_column_is_said() -> None:
    with pytest.raises(UnreadableFile) as problem:
        read_registrations(b"naam;voornaam\r\nPeeters;Joke", TOWN, TODAY, test_numbers=True)
    assert problem.value.code == "column_missing"


def test_ten_thousand_rows_are_read() -> None:
    rows = (f";Peeters{n};Joke;1/2/1990;;;Gent;;0;" for n in range(10_000))
    assert len(read(*rows).lines) == 10_000


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=11), max_size=6))
def test_no_file_breaks_the_reading_and_every_row_is_taken_or_told(rows: list[list[str]]) -> None:
    text = "\n".join((HEADER, *(";".join(row) for row in rows)))
    content = text.encode("utf-8", "replace")
    try:
        found = read_registrations(content, TOWN, TODAY, test_numbers=False)
    except UnreadableFile:
        found = Registrations(0, (), ())
    wrong = {one.line for one in found.problems}
    assert len(found.lines) + len(wrong) == found.rows
    assert not wrong & {line.line for line in found.lines}
    assert all(one.code in SENTENCES for one in found.problems)
