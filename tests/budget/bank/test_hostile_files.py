"""Whatever is handed in as a bank file: a code, never another error, never its content."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.bank import reading
from services.budget.contracts.bank.camt053 import read_statements
from services.budget.contracts.bank.pain002 import read_report
from services.budget.contracts.bank.problems import FILE_CODES, BankFileProblem
from tests.kit.bank_files import Booking, Part, statement, status_report

STATEMENT = statement([Booking(-215, [Part(215, "A1", text="geheim")], "RUN-1", 1)])
REPORT = status_report("RUN-1", [("A1", "RJCT", "AC01")], payment="PART", rejected=1)
Reader = Callable[[bytes], object]
GOOD: list[tuple[Reader, bytes]] = [(read_statements, STATEMENT), (read_report, REPORT)]
READERS = pytest.mark.parametrize(("read", "good"), GOOD)


def code_of(read: Reader, content: bytes) -> str:
    with pytest.raises(BankFileProblem) as problem:
        read(content)
    return problem.value.code


def taken_or_coded(read: Reader, content: bytes) -> None:
    try:
        read(content)
    except BankFileProblem as problem:
        if problem.code not in FILE_CODES or str(problem) != problem.code:
            raise AssertionError(problem) from problem
        assert all(isinstance(value, int) for value in problem.facts.values())  # noqa: PT017


@READERS
@pytest.mark.parametrize(
    "content",
    [b"", b" ", b"<", b"\x00", b"\xff\xfe<\x00", b"PK\x03\x04", b"<Document>", b"{}", b"a;b\r\n"],
)
def test_what_is_no_xml_is_broken(read: Reader, good: bytes, content: bytes) -> None:
    assert code_of(read, content) == "bank_file_broken"


@READERS
def test_a_file_that_was_cut_off_is_broken(read: Reader, good: bytes) -> None:
    assert {code_of(read, good[:length]) for length in range(60, len(good) - 1, 37)} == {
        "bank_file_broken"
    }


def test_another_document_is_named_as_such() -> None:
    assert code_of(read_statements, REPORT) == "bank_file_other_kind"
    assert code_of(read_report, STATEMENT) == "bank_file_other_kind"
    for content in (b"<html/>", b"<Document/>", REPORT.replace(b"Document", b"Envelope")):
        assert code_of(read_report, content) == "bank_file_other_kind"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa">
%s]><Document>&j;</Document>""" % b"\n".join(
    b'<!ENTITY %c "%s">' % (name, b"&%c;" % (name - 1) * 10) for name in range(98, 107)
)
FETCH = b'<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@READERS
def test_entities_are_refused_before_anything_is_expanded_or_fetched(
    read: Reader, good: bytes
) -> None:
    assert code_of(read, BOMB) == "bank_file_forbidden"
    head, body = good.split(b"?>", 1)
    assert code_of(read, head + b"?>" + FETCH + body.replace(b"A1", b"&x;")) == (
        "bank_file_forbidden"
    )
    assert code_of(read, head + b"?><!DOCTYPE Document>" + body) == "bank_file_forbidden"


@READERS
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-7"])
def test_no_encoding_hides_a_forbidden_declaration(
    read: Reader, good: bytes, encoding: str
) -> None:
    hidden = BOMB.decode().replace('"1.0"?', f'"1.0" encoding="{encoding}"?').encode(encoding)
    assert code_of(read, hidden) in {"bank_file_broken", "bank_file_forbidden"}


def test_a_bank_that_writes_in_latin_is_read() -> None:
    text = STATEMENT.decode().replace("UTF-8", "ISO-8859-1").replace("KSV", "Café")
    (read,) = read_statements(text.encode("latin-1"))
    assert read.entries[0].details[0].counterparty_name == "Café Kortrijk"


@READERS
def test_a_huge_file_is_refused_at_once(read: Reader, good: bytes) -> None:
    huge = good + b" " * reading.BYTES_MAX
    began = time.perf_counter()
    assert code_of(read, huge) == "bank_file_too_large"
    assert time.perf_counter() - began < 0.5


def test_depth_without_end_is_broken() -> None:
    deep = STATEMENT.replace(b"<NtryRef>", b"<a>" * 5_000 + b"</a>" * 5_000 + b"<NtryRef>")
    assert code_of(read_statements, deep) == "bank_file_broken"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_code(content: bytes) -> None:
    taken_or_coded(read_statements, content)
    taken_or_coded(read_report, content)


@given(st.data())
def test_a_good_file_with_anything_changed_is_read_or_a_code(data: st.DataObject) -> None:
    read, good = data.draw(st.sampled_from(GOOD))
    at = data.draw(st.integers(0, len(good)))
    gone = data.draw(st.integers(0, 40))
    taken_or_coded(read, good[:at] + data.draw(st.binary(max_size=12)) + good[at + gone :])


@given(st.data())
def test_a_good_file_with_one_element_lost_or_filled_otherwise_is_read_or_a_code(
    data: st.DataObject,
) -> None:
    read, good = data.draw(st.sampled_from(GOOD))
    words = good.decode().split("<")
    place = data.draw(st.integers(2, len(words) - 1))
    tag = words[place].split(">")[0]
    text = data.draw(st.text(st.characters(codec="utf-8", exclude_characters="<&>"), max_size=20))
    words[place] = f"{tag}>{text}"
    taken_or_coded(read, "<".join(words).encode())
