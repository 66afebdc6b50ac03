"""What the bank says about a payment file, line by line, and never more than it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.bank.pain002 import ACCEPTED, REJECTED, Status, read_report
from services.budget.contracts.bank.problems import BankFileProblem
from tests.kit.bank_files import status_report

IDS = ("A1", "A2", "A3")


def outcomes(content: bytes) -> list[str]:
    said = read_report(content, message_id="RUN-1").of_lines(IDS)
    return [said[name].outcome for name in IDS]


def code_of(content: bytes, message_id: str | None = "RUN-1", seen: tuple[str, ...] = ()) -> str:
    with pytest.raises(BankFileProblem) as problem:
        read_report(content, message_id=message_id, seen=seen).of_lines(IDS)
    return problem.value.code


@pytest.mark.parametrize("version", ["03", "09", "10", "15"])
def test_any_version_is_read(version: str) -> None:
    content = status_report("RUN-1", [("A2", "RJCT", "AC04")], payment="PART", version=version)
    report = read_report(content, message_id="RUN-1")
    assert report.message_id == "STS20160920001"
    assert report.of_lines(IDS)["A2"] == Status("RJCT", "AC04")


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("ACCP", "accepted"),
        ("ACSP", "accepted"),
        ("ACSC", "accepted"),
        ("RJCT", "rejected"),
        ("RCVD", "pending"),
        ("ACTC", "pending"),
        ("PDNG", "pending"),
        ("PART", "pending"),
        ("XYZZ", "pending"),
    ],
)
def test_a_status_of_all_holds_for_each_line(code: str, outcome: str) -> None:
    assert outcomes(status_report("RUN-1", group=code)) == [outcome] * 3
    assert outcomes(status_report("RUN-1", payment=code)) == [outcome] * 3


def test_a_refused_file_gives_its_reason_to_every_line() -> None:
    said = read_report(status_report("RUN-1", group="RJCT", reason="DT01")).of_lines(IDS)
    assert set(said.values()) == {Status("RJCT", "DT01")}


def test_in_part_what_is_not_named_stays_pending() -> None:
    content = status_report("RUN-1", [("A2", "RJCT", "AC01")], group="PART", payment="PART")
    assert outcomes(content) == ["pending", "rejected", "pending"]


def test_an_accepted_payment_with_a_refused_line_is_accepted_but_for_that_line() -> None:
    content = status_report("RUN-1", [("A2", "RJCT", "AC01")], group="ACCP", payment="ACSP")
    assert outcomes(content) == ["accepted", "rejected", "accepted"]


def test_what_says_nothing_leaves_all_pending() -> None:
    assert outcomes(status_report("RUN-1")) == ["pending"] * 3


def test_a_report_about_another_file_is_foreign() -> None:
    assert code_of(status_report("RUN-2", group="ACCP")) == "bank_file_other_run"
    about = status_report("RUN-1", group="ACCP", about="pain.008.001.02")
    assert code_of(about) == "bank_file_other_run"
    stray = status_report("RUN-1", [("B9", "ACSC", None)])
    assert code_of(stray) == "bank_file_other_run"


def test_a_report_counts_once() -> None:
    content = status_report("RUN-1", group="ACCP")
    assert code_of(content, seen=("STS20160920001",)) == "bank_file_duplicate"


def test_a_report_that_counts_more_refused_lines_than_it_names_is_partial() -> None:
    lines = [("A1", "RJCT", "AC01"), ("A2", "RJCT", "AC01")]
    assert code_of(status_report("RUN-1", lines, rejected=3)) == "bank_file_partial"
    assert outcomes(status_report("RUN-1", lines, rejected=2)) == [
        "rejected",
        "rejected",
        "pending",
    ]


@pytest.mark.parametrize(
    "content",
    [
        status_report("RUN-1", [("A1", "ACSC", None)], group="RJCT"),
        status_report("RUN-1", [("A1", "ACSC", None)], payment="RJCT"),
        status_report("RUN-1", payment="ACSC", group="RJCT"),
        status_report("RUN-1", [("A1", "ACSC", None), ("A1", "RJCT", "AC01")]),
    ],
)
def test_a_report_that_contradicts_itself_is_not_taken_in(content: bytes) -> None:
    assert code_of(content) == "bank_file_contradictory"


@given(
    st.sampled_from([None, "ACSP", "PDNG", "PART", "ACCP"]),
    st.dictionaries(
        st.sampled_from(IDS), st.sampled_from(sorted(ACCEPTED | REJECTED | {"PDNG"})), min_size=1
    ),
)
def test_a_line_that_is_named_has_what_is_said_of_it(
    payment: str | None, lines: dict[str, str]
) -> None:
    named = [(name, code, None) for name, code in lines.items()]
    said = read_report(status_report("RUN-1", named, payment=payment)).of_lines(IDS)
    assert {name: said[name].code for name in lines} == lines
    for name in set(IDS) - set(lines):
        assert said[name] == Status(payment)
