"""Every code has a sentence that a person understands. Pure."""

import string
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts import codes as budget
from services.budget.contracts.bank.problems import FILE_CODES, ORDER_CODES
from services.cards.contracts import codes as cards
from services.gateway.domain.checks import argument_name
from services.gateway.domain.sentences import SENTENCES, euros, sentence
from services.kernel.refusal import SharedCode
from services.partners.contracts import codes as partners

CODES = sorted(
    {
        *get_args(SharedCode),
        *get_args(cards.RefusalCode),
        *get_args(partners.RefusalCode),
        *get_args(budget.RefusalCode),
        *FILE_CODES,
        *ORDER_CODES,
    }
)


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_a_service_has_a_sentence(code: str) -> None:
    assert code in SENTENCES


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_ends_as_one_and_fills_in_without_facts(code: str) -> None:
    text = sentence(code)
    assert text.endswith(".")
    assert "{" not in text


def test_an_amount_is_written_as_a_belgian_reads_it() -> None:
    assert euros(123450) == "1.234,50 euro"
    assert euros(-5) == "-0,05 euro"
    assert sentence("envelope_empty", {"left_cents": 1999}).endswith("19,99 euro over.")


def test_an_unknown_code_still_says_no() -> None:
    assert sentence("made_up") == "Dit kan niet."


@given(st.text(alphabet=string.printable, min_size=1))
def test_a_text_among_the_facts_never_reaches_the_sentence(text: str) -> None:
    assert sentence("envelope_empty", {"left_cents": text}) in {
        sentence("envelope_empty"),
        sentence("envelope_empty", {"left_cents": text.strip()}),
    }


def test_what_is_said_of_one_line_of_several_names_it() -> None:
    said = sentence("card_not_valid", {"line": 2})
    assert said == "Regel 2: deze kaart is niet geldig op die dag."
    assert sentence("envelope_empty", {"line": 1, "left_cents": 50}).startswith("Regel 1: het ")
    assert argument_name("lines.2.card_token") == "lines.2.cardNumber"
    assert argument_name("lines.0") == "lines.0"
