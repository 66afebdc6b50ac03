"""A payment file is one that every bank takes, or it is not written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.budget.contracts.bank import pain001
from services.budget.contracts.bank.characters import sepa_text
from services.budget.contracts.bank.pain001 import PaymentOrder, Transfer, free_text, problems
from services.budget.contracts.bank.problems import ORDER_CODES, BankFileProblem
from tests.kit.bank_files import ACCOUNT, CLUB, MEDIATOR

KORTRIJK = (
    *(161000, 93680, 71240, 43700, 31320, 19680, 19440, 3500, 3440, 2520),
    *(2000, 1760, 1600, 1360, 1280, 1000, 960, 400, 240),
)
NS = {"p": pain001.NAMESPACE}


def line(number: int, cents: int) -> Transfer:
    return Transfer(f"2016-0001-{number:03d}", cents, "Café Ünïqué & zonen", CLUB, "Afrekening")


def order(transfers: Sequence[Transfer] | None = None) -> PaymentOrder:
    given = [line(place, cents) for place, cents in enumerate(KORTRIJK, start=1)]
    return PaymentOrder(
        message_id="RUN-2016-0001",
        created_at=datetime(2016, 9, 19, 8, 30, 15, 123456, tzinfo=UTC),
        initiator_name="Stad Kortrijk",
        kbo="0207.494.678",
        execution_day=date(2016, 9, 20),
        debtor_name="Stad Kortrijk",
        debtor_iban=ACCOUNT,
        transfers=tuple(given if transfers is None else transfers),
    )


@cache
def schema() -> etree.XMLSchema:
    path = files("sepaxml") / "schemas" / "pain.001.001.09.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))


def written(of: PaymentOrder) -> etree._Element:
    root = etree.fromstring(pain001.write(of))
    schema().assertValid(root)
    return root


def codes(of: PaymentOrder) -> list[tuple[str, dict[str, int]]]:
    return [(problem.code, dict(problem.facts)) for problem in problems(of)]


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(f"//{path}/text()", namespaces=NS)
    assert isinstance(found, list)
    return [str(text) for text in found]


def test_the_first_payment_round_of_kortrijk_is_a_valid_file() -> None:
    root = written(order())
    assert texts(root, "p:CtrlSum") == ["4601.20", "4601.20"]
    assert texts(root, "p:NbOfTxs") == ["19", "19"]
    assert texts(root, "p:InstdAmt")[0] == "1610.00"
    assert set(texts(root, "p:Cdtr/p:Nm")) == {"Cafe Unique + zonen"}
    assert texts(root, "p:CreDtTm") == ["2016-09-19T10:30:15+02:00"]
    assert texts(root, "p:ReqdExctnDt/p:Dt") == ["2016-09-20"]
    assert texts(root, "p:OrgId/p:Othr/p:Id") == ["0207494678"]


def test_the_same_order_is_the_same_bytes() -> None:
    assert pain001.write(order()) == pain001.write(order())


def test_a_structured_reference_goes_as_one() -> None:
    given = replace(line(1, 18800), free_text=None, structured_reference="+++010/8068/17183+++")
    root = written(order([given]))
    assert texts(root, "p:CdtrRefInf/p:Ref") == ["010806817183"]
    assert texts(root, "p:CdtrRefInf/p:Tp/p:Issr") == ["BBA"]
    assert texts(root, "p:Ustrd") == []


def test_the_bank_can_be_asked_to_book_line_by_line() -> None:
    assert texts(written(order()), "p:BtchBookg") == ["true"]
    assert texts(written(replace(order(), batch_booking=False)), "p:BtchBookg") == ["false"]


@given(
    st.lists(st.integers(1, pain001.CENTS_MAX), min_size=1, max_size=30),
    st.text(min_size=1, max_size=200),
    st.sampled_from([CLUB, MEDIATOR, "NL91 ABNA 0417 1643 00", "fr1420041010050500013m02606"]),
)
def test_whatever_is_written_is_valid_and_adds_up(
    amounts: list[int], name: str, account: str
) -> None:
    given = [
        replace(line(place, cents), creditor_name=f"A{name}", creditor_iban=account)
        for place, cents in enumerate(amounts)
    ]
    root = written(order(given))
    paid = [int(text.replace(".", "")) for text in texts(root, "p:InstdAmt")]
    assert paid == amounts
    assert {int(text.replace(".", "")) for text in texts(root, "p:CtrlSum")} == {sum(amounts)}


@given(st.text(max_size=300))
def test_a_text_has_only_characters_that_every_bank_passes_on(text: str) -> None:
    passed = sepa_text(text)
    assert set(passed) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ "
    )
    assert sepa_text(passed) == passed


WRONG: list[tuple[str, PaymentOrder, dict[str, int]]] = [
    ("payment_run_empty", order([]), {}),
    ("payment_amount_invalid", order([line(1, 5), line(2, 0)]), {"line": 2}),
    ("payment_amount_invalid", order([line(1, -5)]), {"line": 1}),
    ("payment_amount_invalid", order([line(1, pain001.CENTS_MAX + 1)]), {"line": 1}),
    ("payment_reference_twice", order([line(1, 5), line(1, 6)]), {"line": 2}),
    ("payment_reference_invalid", order([replace(line(1, 5), end_to_end_id="/A")]), {"line": 1}),
    ("payment_reference_invalid", order([replace(line(1, 5), end_to_end_id="A//B")]), {"line": 1}),
    (
        "payment_reference_invalid",
        order([replace(line(1, 5), end_to_end_id="A" * 36)]),
        {"line": 1},
    ),
    ("payment_reference_invalid", replace(order(), message_id=""), {}),
    ("iban_invalid", order([replace(line(1, 5), creditor_iban=CLUB[:-1] + "8")]), {"line": 1}),
    (
        "iban_not_sepa",
        order([replace(line(1, 5), creditor_iban="TR330006100519786457841326")]),
        {"line": 1},
    ),
    ("iban_invalid", replace(order(), debtor_iban="BE"), {}),
    ("payment_name_missing", order([replace(line(1, 5), creditor_name=" . ")]), {"line": 1}),
    ("payment_name_missing", replace(order(), debtor_name=""), {}),
    ("payment_text_invalid", order([replace(line(1, 5), free_text=None)]), {"line": 1}),
    ("payment_text_invalid", order([replace(line(1, 5), free_text=" ")]), {"line": 1}),
    ("payment_text_invalid", order([replace(line(1, 5), free_text="a" * 141)]), {"line": 1}),
    ("payment_text_invalid", order([replace(line(1, 5), structured_reference="1")]), {"line": 1}),
    (
        "structured_reference_invalid",
        order([replace(line(1, 5), free_text=None, structured_reference="010806817180")]),
        {"line": 1},
    ),
    ("kbo_invalid", replace(order(), kbo="0207494679"), {}),
    ("execution_day_closed", replace(order(), execution_day=date(2016, 9, 24)), {}),
    ("execution_day_past", replace(order(), execution_day=date(2016, 9, 16)), {}),
    (
        "payment_run_too_long",
        order([line(number, 1) for number in range(pain001.LINES_MAX + 1)]),
        {"expected": pain001.LINES_MAX},
    ),
]


@pytest.mark.parametrize(("code", "wrong", "facts"), WRONG)
def test_what_no_bank_would_take_is_not_written(
    code: str, wrong: PaymentOrder, facts: dict[str, int]
) -> None:
    assert codes(wrong) == [(code, facts)]
    with pytest.raises(BankFileProblem) as refused:
        pain001.write(wrong)
    assert refused.value.code == code


def test_every_reason_not_to_write_is_tried_here() -> None:
    assert {code for code, _wrong, _facts in WRONG} == set(ORDER_CODES)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = order([replace(line(1, 0), creditor_iban="BE"), line(1, 5)])
    assert codes(wrong) == [
        ("payment_amount_invalid", {"line": 1}),
        ("iban_invalid", {"line": 1}),
        ("payment_reference_twice", {"line": 2}),
    ]


def test_an_order_made_at_a_moment_of_no_zone_is_a_fault_and_not_written() -> None:
    with pytest.raises(ValueError, match="zone"):
        pain001.write(replace(order(), created_at=datetime(2016, 9, 19, 8, 30)))  # noqa: DTZ001


def test_an_order_made_after_midnight_in_brussels_is_of_the_new_day() -> None:
    late = replace(order(), created_at=datetime(2016, 9, 19, 22, 30, tzinfo=UTC))
    assert codes(late) == []
    assert codes(replace(late, execution_day=date(2016, 9, 19))) == [("execution_day_past", {})]


def test_the_free_text_names_network_statement_and_period_and_cuts_no_number() -> None:
    text = free_text("Heist-op-den-Berg", "2025-0012", date(2025, 9, 1), date(2025, 9, 30))
    assert text == "Heist-op-den-Berg afrekening 2025-0012 periode 01/09/2025-30/09/2025"
    long = free_text("Pajottenland " * 20, "2025-0012", date(2025, 9, 1), date(2025, 9, 30))
    assert len(long) <= 140
    assert long.endswith("afrekening 2025-0012 periode 01/09/2025-30/09/2025")


def test_names_and_accounts_do_not_show_where_an_order_is_printed() -> None:
    shown = repr(order())
    assert ACCOUNT not in shown
    assert CLUB not in shown
    assert "Caf" not in shown
