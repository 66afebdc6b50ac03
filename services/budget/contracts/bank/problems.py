"""What can be wrong with a bank file: one code for each, and never a word of its content."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

FileCode = Literal[
    "bank_file_broken",
    "bank_file_contradictory",
    "bank_file_duplicate",
    "bank_file_forbidden",
    "bank_file_incomplete",
    "bank_file_other_account",
    "bank_file_other_currency",
    "bank_file_other_kind",
    "bank_file_other_run",
    "bank_file_partial",
    "bank_file_too_large",
    "bank_file_unbalanced",
]
"""Why a file of the bank is not taken in."""

OrderCode = Literal[
    "execution_day_closed",
    "execution_day_past",
    "iban_invalid",
    "iban_not_sepa",
    "kbo_invalid",
    "payment_amount_invalid",
    "payment_name_missing",
    "payment_reference_invalid",
    "payment_reference_twice",
    "payment_run_empty",
    "payment_run_too_long",
    "payment_text_invalid",
    "structured_reference_invalid",
]
"""Why a file for the bank is not written."""

FILE_CODES: Final[tuple[str, ...]] = get_args(FileCode)
ORDER_CODES: Final[tuple[str, ...]] = get_args(OrderCode)


class BankFileProblem(ValueError):
    """A file that is not taken in, or not written. `code` has a sentence.

    `facts` hold numbers only: `line`, counted from 1, of what is written; `expected` and `found`.
    """

    def __init__(self, code: FileCode | OrderCode, facts: Mapping[str, int] | None = None) -> None:
        super().__init__(code)
        self.code: Final = code
        self.facts: Final[Mapping[str, int]] = dict(facts or {})
