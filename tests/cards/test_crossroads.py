"""The files of the Crossroads Bank: lines out, lines back, and what is wrong with them. Pure."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.handlers.status_sources.crossroads import CrossroadsSource
from services.cards.handlers.status_sources.crossroads_lines import (
    Layout,
    Line,
    Wrong,
    back_lines,
    out_lines,
    report,
)
from services.cards.handlers.status_sources.port import Answer, Failure, Question, Waiting

NUMBER, OTHER = "62691699717", "08670548333"
DAY = date(2026, 7, 1)
BOTH = ("increased_reimbursement", "living_wage")
BACK = "number;status;from;until;answer\r\n"


def a_question(
    number: str = NUMBER, *, statuses: tuple[str, ...] = BOTH, sent: bool = True
) -> Question:
    """A question about somebody."""
    return Question(uuid4(), "net", number, statuses, DAY, sent=sent)


def back(folder: Path, text: str | bytes, name: str = "a.csv") -> Path:
    """A file that came in."""
    place = folder / "in/net"
    place.mkdir(parents=True, exist_ok=True)
    content = text if isinstance(text, bytes) else (BACK + text).encode()
    (place / name).write_bytes(content)
    return place / name


def test_lines_go_out_by_number_and_status_each_once() -> None:
    questions = [a_question(), a_question(), a_question(OTHER, statuses=BOTH[:1])]
    layout = Layout(delimiter=",", date_format="%d/%m/%Y", out=("on", "number", "status"))
    assert out_lines(layout, questions).decode().splitlines() == [
        "on,number,status",
        "01/07/2026,08670548333,BIM_BVT",
        "01/07/2026,62691699717,BIM_BVT",
        "01/07/2026,62691699717,LIVING_WAGES_PCSA_HELP",
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("62691699717;BIM_BVT;;;", "answer_unknown"),
        ("62691699717;BIM_BVT;;;ja", "answer_unknown"),
        ("62691699717;BIM_BVT;;1", "columns_wrong"),
        ("62691699717;VIP;;;1", "status_unknown"),
        ("6269169971;BIM_BVT;;;1", "number_invalid"),
        ("6269169971x;BIM_BVT;;;1", "number_invalid"),
        ("62691699717;BIM_BVT;2026-02-30;;1", "date_invalid"),
        ("62691699717;BIM_BVT;;31/12/2026;1", "date_invalid"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_by_its_number(line: str, code: str) -> None:
    good = "62.69.16-997.17;BIM_BVT;2026-01-01;;0\n"
    lines, wrong = back_lines(Layout(), (BACK + good + line + "\n\n" + good).encode())
    assert lines == 2 * [Line(NUMBER, "increased_reimbursement", False, date(2026, 1, 1))]
    assert wrong == [Wrong(3, code)]  # type: ignore[arg-type]
    assert "62691699717" not in report(wrong, not_asked=1) + repr(lines)


@given(st.binary(max_size=200))
def test_no_content_breaks_the_reading(content: bytes) -> None:
    try:
        lines, wrong = back_lines(Layout(), BACK.encode() + content)
    except ValueError:
        return
    assert len(lines) + len(wrong) <= content.count(b"\n") + content.count(b"\r") + 1


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("62691699717;BIM_BVT;;2026-12-31;1\n", ("yes", date(2026, 12, 31))),
        (
            "62691699717;BIM_BVT;;2026-06-30;1\n62691699717;LIVING_WAGES_PCSA_HELP;;;0\n",
            ("no", None),
        ),
        (
            "62691699717;BIM_BVT;2026-07-02;;1\n62691699717;LIVING_WAGES_PCSA_HELP;;;0\n",
            ("no", None),
        ),
        ("62691699717;BIM_BVT;;;0\n62691699717;BIM_BVT;2026-07-01;;1\n", ("yes", None)),
        ("62691699717;BIM_BVT;;;0\n", None),
        ("08670548333;BIM_BVT;;;1\n", None),
    ],
)
async def test_lines_about_one_person_are_one_answer_or_wait_for_more(
    tmp_path: Path, lines: str, expected: tuple[str, date | None] | None
) -> None:
    back(tmp_path, lines)
    question = a_question()
    (reply,) = await CrossroadsSource(tmp_path, Layout()).ask([question])
    if expected is None:
        assert reply == Waiting(question.id)
    else:
        assert reply == Answer(question.id, expected[0], expected[1])  # type: ignore[arg-type]


async def test_a_file_that_is_no_file_of_lines_is_set_aside(tmp_path: Path) -> None:
    path = back(tmp_path, b"\xff\xfe\x00garbage")
    question = a_question()
    assert await CrossroadsSource(tmp_path, Layout()).ask([question]) == [Waiting(question.id)]
    assert not path.exists()
    assert path.with_suffix(".unreadable").exists()
    assert "niet lezen" in (tmp_path / "reports/net/a.csv").read_text()


async def test_a_folder_that_cannot_be_reached_is_a_source_that_is_away(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("no folder")
    question = a_question(sent=False)
    source = CrossroadsSource(tmp_path, Layout())
    assert await source.ask([question]) == [Failure(question.id, "source_away", again=True)]


async def test_the_same_questions_are_written_under_the_same_name(tmp_path: Path) -> None:
    question = a_question(sent=False)
    source = CrossroadsSource(tmp_path, Layout())
    await source.ask([question])
    await source.ask([question])
    (path,) = (tmp_path / "out/net").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


async def test_a_status_without_a_code_is_not_written(tmp_path: Path) -> None:
    question = a_question(statuses=("school_allowance",), sent=False)
    source = CrossroadsSource(tmp_path, Layout())
    assert await source.ask([question]) == [
        Failure(question.id, "status_not_at_source", again=False)
    ]
    assert not (tmp_path / "out").exists()
