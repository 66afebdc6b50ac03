"""The receipt for what is paid in cash: rounded on the total, and nobody's name on it. Pure."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.api.printing import pdf
from services.gateway.domain.cash_words import CashPaid, as_cash_receipt

DAY = date(2025, 9, 30)


def paid(cents: int, organisation: str | None = None) -> CashPaid:
    return CashPaid(
        network="Heist", reference="2025-0012", organisation=organisation, cents=cents, on=DAY
    )


@given(cents=st.integers(6, 10_000_000))
def test_what_is_handed_over_is_the_total_rounded_to_five_cents(cents: int) -> None:
    handed = paid(cents).cash_cents
    assert handed % 5 == 0
    assert abs(handed - cents) <= 2


async def test_a_receipt_says_what_is_settled_and_names_no_person() -> None:
    said = as_cash_receipt(paid(18_803))
    assert said["lines"] == [["30/09/2025", "Afrekening 2025-0012", "een pashouder", "188,03 euro"]]
    assert said["sums"][1:] == [
        ["Afronding bij cash", "0,02 euro"],
        ["Ontvangen in cash", "188,05 euro"],
    ]
    assert as_cash_receipt(paid(100, "Zwemclub 😀"))["lines"][0][2] == "Zwemclub ?"
    printed = await pdf("receipt", said, DAY)
    assert printed.startswith(b"%PDF-")
    assert await pdf("receipt", said, DAY) == printed
