"""An account statement is read whole and to the cent, or not at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.bank.camt053 import read_statements
from services.budget.contracts.bank.problems import BankFileProblem
from tests.kit.bank_files import (
    ACCOUNT,
    CLUB,
    MEDIATOR,
    Booking,
    Part,
    statement,
    statements,
    two_statements,
)

BATCH = Booking(
    -18_000 - 3_500,
    [
        Part(18_000, "A1"),
        Part(3_500, "A2", name="De Speelvogel & co", text=None, ogm="010806817183"),
    ],
    batch_id="RUN-1",
    batch_count=2,
)
RETURNED = Booking(18_000, [Part(18_000, "A1", reason="AC04")], returned=True)


def code_of(content: bytes, account: str | None = ACCOUNT) -> str:
    with pytest.raises(BankFileProblem) as problem:
        read_statements(content, account=account)
    return problem.value.code


@pytest.mark.parametrize("version", ["02", "04", "06", "08", "10", "14"])
def test_a_batch_of_any_version_opens_onto_its_payments(version: str) -> None:
    (read,) = read_statements(statement([BATCH], version=version), account=ACCOUNT)
    assert (read.key, read.number) == ((ACCOUNT, "2016-09-20-001"), "183")
    assert (read.first_day, read.last_day) == (date(2016, 9, 20), date(2016, 9, 20))
    assert (read.opening_cents, read.closing_cents) == (1_000_000, 978_500)
    (entry,) = read.entries
    assert (entry.booked_on, entry.cents, entry.batch_id) == (date(2016, 9, 20), -21_500, "RUN-1")
    assert entry.transaction_code == "PMNT/ICDT/ESCT"
    first, second = entry.details
    assert (first.end_to_end_id, first.cents) == ("A1", -18_000)
    assert (first.counterparty_iban, first.counterparty_name) == (CLUB, "KSV Kortrijk")
    assert first.free_text == "Netwerk Kortrijk afrekening 2016-0001"
    assert (second.structured_reference, second.free_text) == ("010806817183", None)
    assert second.counterparty_name == "De Speelvogel & co"


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_payment_that_came_back_names_its_reason_and_whom_it_was_for(version: str) -> None:
    (read,) = read_statements(statement([RETURNED], version=version), account=ACCOUNT)
    (detail,) = read.entries[0].details
    assert (detail.cents, detail.return_reason, detail.end_to_end_id) == (18_000, "AC04", "A1")
    assert detail.counterparty_iban == CLUB
    assert read.entries[0].transaction_code == "PMNT/RCDT/RRTN"


def test_what_a_citizen_paid_in_is_with_the_citizen() -> None:
    paid = Booking(950, [Part(950, None, iban=MEDIATOR)])
    (read,) = read_statements(statement([paid]))
    (detail,) = read.entries[0].details
    assert (detail.counterparty_iban, detail.end_to_end_id) == (MEDIATOR, None)


def test_a_batch_may_come_without_its_parts_and_a_reversal_says_so() -> None:
    whole = Booking(-21_500, batch_id="RUN-1", batch_count=2)
    back = Booking(21_500, batch_id="RUN-1", is_reversal=True)
    (read,) = read_statements(statement([whole, back]))
    assert [entry.details for entry in read.entries] == [(), ()]
    assert [entry.is_reversal for entry in read.entries] == [False, True]
    assert [entry.batch_count for entry in read.entries] == [2, None]


def test_what_is_not_booked_yet_does_not_count() -> None:
    (read,) = read_statements(statement([Booking(-500, status="PDNG"), Booking(-200)]))
    assert [entry.cents for entry in read.entries] == [-200]


def test_a_notice_is_read_as_a_statement_without_balances() -> None:
    (read,) = read_statements(statement([RETURNED], notice=True), account=ACCOUNT)
    assert (read.opening_cents, read.closing_cents) == (None, None)
    assert read.entries[0].details[0].return_reason == "AC04"


def test_an_overdrawn_account_has_a_balance_below_zero() -> None:
    (read,) = read_statements(statement([BATCH], opening=10_000))
    assert (read.opening_cents, read.closing_cents) == (10_000, -11_500)


def test_of_a_file_with_several_accounts_only_ours_is_read() -> None:
    content = two_statements(first="S1", second="S2", account=ACCOUNT, other=CLUB)
    assert [read.key for read in read_statements(content, account="BE62 5100 0754 7061")] == [
        (ACCOUNT, "S1")
    ]
    assert len(read_statements(content)) == 2


def test_of_a_file_that_was_read_in_part_before_only_the_rest_is_given() -> None:
    content = two_statements(first="S1", second="S2", account=ACCOUNT, other=ACCOUNT)
    (read,) = read_statements(content, account=ACCOUNT, seen={(ACCOUNT, "S1")})
    assert read.statement_id == "S2"


def test_a_statement_counts_once() -> None:
    twice = two_statements(first="S1", second="S1", account=ACCOUNT, other=ACCOUNT)
    assert code_of(twice) == "bank_file_duplicate"
    with pytest.raises(BankFileProblem, match="bank_file_duplicate"):
        read_statements(statement([BATCH]), seen={(ACCOUNT, "2016-09-20-001")})


def test_a_statement_whose_entries_do_not_explain_its_balance_is_not_taken_in() -> None:
    with pytest.raises(BankFileProblem) as problem:
        read_statements(statement([BATCH], closing=978_499))
    assert problem.value.code == "bank_file_unbalanced"
    assert problem.value.facts == {"expected": 978_499, "found": 978_500}


@pytest.mark.parametrize(
    "partial",
    [
        Booking(-21_500, [Part(18_000, "A1")], batch_id="RUN-1"),
        Booking(-21_500, [Part(18_000, "A1"), Part(3_499, "A2")], batch_id="RUN-1"),
        Booking(-21_500, [Part(21_500, "A1")], batch_id="RUN-1", batch_count=2),
    ],
)
def test_a_batch_with_only_some_of_its_payments_is_not_taken_in(partial: Booking) -> None:
    assert code_of(statement([partial])) == "bank_file_partial"


def test_a_statement_that_counts_more_entries_than_it_has_is_partial() -> None:
    content = statement([BATCH]).replace(b"<NbOfNtries>1<", b"<NbOfNtries>2<")
    assert code_of(content) == "bank_file_partial"


def test_foreign_statements_are_named_as_what_they_are() -> None:
    assert code_of(statement([BATCH]), account=CLUB) == "bank_file_other_account"
    assert code_of(statement([BATCH], currency="USD")) == "bank_file_other_currency"
    no_iban = statement([BATCH]).replace(
        f"<Acct><Id><IBAN>{ACCOUNT}</IBAN>".encode(), b"<Acct><Id><Othr><Id>7</Id></Othr>"
    )
    assert code_of(no_iban, account=None) == "bank_file_other_account"


@pytest.mark.parametrize(
    "lost",
    [
        b"<Id>2016-09-20-001</Id>",
        b"<BookgDt><Dt>2016-09-20</Dt></BookgDt>",
        b"<CdtDbtInd>DBIT</CdtDbtInd>",
        b' Ccy="EUR"',
        b"<Cd>CLBD</Cd>",
        b"<Cd>OPBD</Cd>",
    ],
)
def test_a_statement_that_lacks_what_is_needed_is_incomplete(lost: bytes) -> None:
    content = statement([BATCH])
    assert lost in content
    assert code_of(content.replace(lost, b"")) == "bank_file_incomplete"
    assert code_of(statements("")) == "bank_file_incomplete"


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (b">215.00<", b">215.001<"),
        (b">215.00<", b">2,15<"),
        (b">215.00<", b">-215.00<"),
        (b">215.00<", b">.<"),
        (b">DBIT<", b">DEBET<"),
        (b"<BookgDt><Dt>2016-09-20", b"<BookgDt><Dt>2016-13-20"),
        (b"<NbOfTxs>2<", b"<NbOfTxs>two<"),
    ],
)
def test_values_that_are_none_are_broken(found: bytes, instead: bytes) -> None:
    content = statement([BATCH])
    assert found in content
    assert code_of(content.replace(found, instead)) == "bank_file_broken"


@given(
    st.lists(st.lists(st.integers(1, 10**11), min_size=1, max_size=5), max_size=8),
    st.lists(st.booleans(), min_size=8, max_size=8),
    st.integers(-(10**12), 10**12),
    st.sampled_from(["02", "08"]),
)
def test_every_cent_that_a_bank_wrote_is_read(
    sums: list[list[int]], outgoing: list[bool], opening: int, version: str
) -> None:
    bookings = [
        Booking(-sum(parts) if out else sum(parts), [Part(cents, "A") for cents in parts])
        for parts, out in zip(sums, outgoing, strict=False)
    ]
    (read,) = read_statements(statement(bookings, opening=opening, version=version))
    assert [entry.cents for entry in read.entries] == [booking.cents for booking in bookings]
    assert [[abs(part.cents) for part in entry.details] for entry in read.entries] == sums
    assert read.opening_cents == opening
    assert read.closing_cents == opening + sum(booking.cents for booking in bookings)


def test_names_accounts_and_texts_do_not_show_where_a_statement_is_printed() -> None:
    shown = repr(read_statements(statement([BATCH])))
    assert not any(text in shown for text in (ACCOUNT, CLUB, "KSV", "afrekening", "010806817183"))
