"""What files of the bank and the accounting package say of a run: once, and to the cent."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.bank.problems import BankFileProblem
from services.gateway.domain.csv_files import UnreadableFile
from services.gateway.domain.payment_news import News, SentPayment, Step, news_in, steps
from tests.kit.bank_files import Booking, Part, statement, status_report

RUN = UUID("0192f0a0-0000-7000-8000-000000000001")
CLUB = SentPayment(UUID("0192f0a0-0000-7000-8000-00000000000a"), "2026-0001", 18_800, "approved")
HER = SentPayment(UUID("0192f0a0-0000-7000-8000-00000000000b"), "0192f0a1", 2_400, "approved")
DAY = date(2016, 9, 20)


def part(one: SentPayment, reason: str | None = None, cents: int | None = None) -> Part:
    """A payment as a bank names it in a statement."""
    return Part(cents or one.cents, one.id.hex, reason=reason)


def test_a_statement_says_what_left_and_what_came_back() -> None:
    content = statement(
        [
            Booking(-21_200, [part(CLUB), part(HER)]),
            Booking(2_400, [part(HER, reason="AC04")], returned=True),
            Booking(-999, [Part(999, "van een ander")]),
        ]
    )
    said = news_in(content, RUN, [CLUB, HER])
    assert [(one.payment, one.said, one.reason) for one in said] == [
        (CLUB.id, "paid", None),
        (HER.id, "paid", None),
        (HER.id, "returned", "account_closed"),
    ]
    assert all(one.on is not None for one in said)
    assert [one.verdict for one in steps(said, [CLUB, HER])] == ["record"] * 3


def test_another_amount_is_for_a_person() -> None:
    content = statement([Booking(-18_801, [part(CLUB, cents=18_801)])])
    [step] = steps(news_in(content, RUN, [CLUB]), [CLUB])
    assert (step.news.said, step.verdict) == ("unclear", "person")


def test_a_report_only_proves_what_was_refused() -> None:
    lines = [(CLUB.id.hex, "ACSC", None), (HER.id.hex, "RJCT", "AC01")]
    assert news_in(status_report(RUN.hex, lines), RUN, [CLUB, HER]) == (
        News(HER.id, "returned", reason="account_unknown"),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (status_report(uuid4().hex, group="RJCT"), "bank_file_other_run"),
        (b"<Document", "bank_file_broken"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'/>", "other_kind"),
        (statement([Booking(-1, [])], closing=5), "bank_file_unbalanced"),
        (statement([Booking(-1, [])], currency="USD"), "bank_file_other_currency"),
    ],
)
def test_a_file_that_is_not_right_says_nothing(content: bytes, code: str) -> None:
    with pytest.raises(BankFileProblem) as problem:
        news_in(content, RUN, [CLUB])
    assert problem.value.code.endswith(code)


def test_a_list_of_the_accounting_package_says_the_same() -> None:
    rows = [
        "afrekening;bedrag;status;betaald op",
        "2026-0001;188,00;betaald;20/09/2016",
        "0192f0a1;24,00;geweigerd;",
        "2026-0001;187,00;betaald;20/09/2016",
        "2015-0009;1,00;betaald;20/09/2016",
        "0192f0a1;24,00;geboekt;",
        "0192f0a1;veel;betaald;20/09/2016",
    ]
    said = news_in("\n".join(rows).encode(), RUN, [CLUB, HER])
    assert said == (
        News(CLUB.id, "paid", DAY, line=2),
        News(HER.id, "returned", None, "returned", 3),
        News(CLUB.id, "unclear", DAY, line=4),
        News(None, "unclear", line=7),
    )


def test_a_reference_of_two_payments_is_for_a_person() -> None:
    twin = replace(CLUB, id=uuid4())
    content = b"afrekening;bedrag;status;betaald op\n2026-0001;188,00;betaald;20/09/2016\n"
    assert news_in(content, RUN, [CLUB, twin]) == (News(None, "unclear", DAY, line=2),)


def test_an_empty_file_is_no_list() -> None:
    with pytest.raises(UnreadableFile):
        news_in(b"", RUN, [CLUB])


SAID = st.lists(
    st.builds(
        News,
        st.sampled_from([CLUB.id, HER.id, None]),
        st.sampled_from(["paid", "returned", "unclear"]),
        st.just(DAY),
    )
)


@given(SAID)
def test_the_same_file_again_records_nothing(said: list[News]) -> None:
    sent = {one.id: one for one in (CLUB, HER)}
    first = steps(said, sent.values())
    for step in first:
        if step.verdict == "record" and step.news.payment is not None:
            status = "executed" if step.news.said == "paid" else "bounced"
            before = sent[step.news.payment]
            assert (before.status, status) != ("bounced", "executed")
            sent[step.news.payment] = replace(before, status=status)
    again: tuple[Step, ...] = steps(said, sent.values())
    assert all(step.verdict != "record" for step in again)
    assert [step.verdict for step in first if step.verdict == "person"] == [
        step.verdict for step in again if step.verdict == "person"
    ]
