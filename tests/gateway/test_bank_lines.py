"""Which bookings of a statement are no payments of ours, and that each keeps its id. Pure."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.bank.camt053 import read_statements
from services.gateway.domain.bank_lines import (
    Ours,
    UnknownLine,
    days_of,
    ours,
    parts_of,
    unknown_in,
)
from services.gateway.domain.payment_news import SentPayment
from tests.kit.bank_files import CLUB, Booking, Part, statement

NETWORK, RUN = uuid4(), uuid4()
NOTHING = Ours({}, {})


def lines(bookings: Sequence[Booking], known: Ours = NOTHING, **more: str) -> list[UnknownLine]:
    """The lines of a statement with these bookings."""
    [one] = read_statements(statement(bookings, **more))  # type: ignore[arg-type]
    return unknown_in(one, NETWORK, known)


def test_a_payment_of_ours_is_none_and_one_of_another_amount_is() -> None:
    payment = SentPayment(uuid4(), "2016-0001", 800, "approved")
    known = ours({RUN: [payment]})
    name = payment.id.hex
    assert lines([Booking(-800, [Part(800, name)])], known) == []
    assert lines([Booking(800, [Part(800, name, reason="AC04")], returned=True)], known) == []
    [other] = lines([Booking(-801, [Part(801, name)])], known)
    assert other.cents == -801


def test_a_batch_of_a_run_is_none_where_it_is_the_sum_of_all() -> None:
    sent = [SentPayment(uuid4(), str(cents), cents, "approved") for cents in (300, 500)]
    known = ours({RUN: sent})
    assert lines([Booking(-800, batch_id=RUN.hex)], known) == []
    assert [one.cents for one in lines([Booking(-700, batch_id=RUN.hex)], known)] == [-700]
    assert [one.cents for one in lines([Booking(-800, batch_id=uuid4().hex)], known)] == [-800]


def test_each_part_is_a_line_and_tells_of_the_other_side_no_more_than_is_needed() -> None:
    parts = [Part(100, name="Vlaamse overheid", text="Voorschot 2026"), Part(50, iban=CLUB)]
    first, second = lines([Booking(150, parts)])
    assert (first.cents, first.on, first.reference) == (100, date(2016, 9, 20), "C6I20PGCW0BA0XNS")
    assert first.told == {
        "name": "Vlaamse overheid",
        "account": f"•••• {CLUB[-4:]}",
        "text": "Voorschot 2026",
    }
    assert second.cents == 50
    assert lines([Booking(-250)])[0].told == {}


@given(st.lists(st.sampled_from([-300, -100, 100, 700]), min_size=1, max_size=8), st.data())
def test_a_line_has_one_id_in_every_file_whatever_else_is_known(
    amounts: list[int], data: st.DataObject
) -> None:
    bookings = [
        Booking(cents, [Part(abs(cents), UUID(int=n).hex)]) for n, cents in enumerate(amounts)
    ]
    found = lines(bookings)
    assert len({one.id for one in found}) == len(amounts)
    upto = data.draw(st.integers(1, len(amounts)))
    earlier = lines(bookings[:upto], statement_id="2016-09-20-002")
    assert [one.id for one in earlier] == [one.id for one in found[:upto]]
    own = data.draw(st.integers(0, len(amounts) - 1))
    known = Ours({UUID(int=own).hex: abs(amounts[own])}, {})
    assert lines(bookings, known) == [*found[:own], *found[own + 1 :]]


def test_a_bank_that_gives_no_reference_is_told_apart_by_statement() -> None:
    content = statement([Booking(100), Booking(100)])
    bare = content.replace(b"<AcctSvcrRef>C6I20PGCW0BA0XNS</AcctSvcrRef>", b"")
    later = bare.replace(b"2016-09-20-001", b"2016-09-20-002")
    [one], [two], [again] = [read_statements(each) for each in (bare, later, bare)]
    ids = [[line.id for line in unknown_in(each, NETWORK, NOTHING)] for each in (one, two, again)]
    assert ids[0] == ids[2]
    assert len({*ids[0], *ids[1]}) == 4


def test_a_statement_without_days_has_those_of_its_bookings() -> None:
    content = statement([Booking(100)])
    start, end = content.index(b"<FrToDt>"), content.index(b"</FrToDt>") + len(b"</FrToDt>")
    [one] = read_statements(content[:start] + content[end:])
    assert days_of(one) == (date(2016, 9, 20), date(2016, 9, 20))
    [empty] = read_statements(statement([]).replace(content[start:end], b""))
    assert days_of(empty) is None


@given(st.integers(0, 30), st.integers(1, 7))
def test_lines_go_in_parts_and_none_is_lost(count: int, most: int) -> None:
    told = [UnknownLine(uuid4(), date(2026, 1, 2), 1, None, {}) for _ in range(count)]
    parts = parts_of(told, most)
    assert [one for part in parts for one in part] == told
    assert all(len(part) <= most for part in parts)
    assert parts
