"""From which accounts is paid: those of public bodies, checked before they are kept. Pure."""

from typing import Any
from uuid import UUID

import pytest

from services.budget.contracts.commands import RegisterLegalEntity, SetPayerAccount
from services.budget.contracts.events import LegalEntityRegistered, PayerAccountSet
from services.budget.domain.payer_account import PayerAccount
from tests.kit.town import an_id, code_of, expect
from tests.kit.treasury import Treasury

KBO, TOWN, CENTRE = "0207.437.468", "BE62 5100 0754 7061", "BE71 0961 2345 6769"


def wish(**more: Any) -> SetPayerAccount:
    return SetPayerAccount(**{"name": "Gemeente Heist", "kbo": KBO, "iban": TOWN, **more})


def test_the_network_and_each_legal_entity_pay_from_an_account_of_their_own() -> None:
    books = Treasury()
    own = expect(books.town.ask(wish()), PayerAccountSet)
    assert (own.payer_id, own.entity_id) == (UUID(books.town.stream), None)
    assert (own.kbo, own.iban) == ("0207437468", "BE62510007547061")
    entity = RegisterLegalEntity(name="OCMW Heist", kind="welfare_centre")
    centre = expect(books.town.ask(entity), LegalEntityRegistered).entity_id
    hers = wish(entity_id=centre, name="OCMW Heist", iban=CENTRE)
    assert expect(books.town.ask(hers), PayerAccountSet).payer_id == centre
    expect(books.town.ask(wish(iban="BE68539007547034")), PayerAccountSet)
    kept = books.town.driver.all_rows("budget", books.town.stream, PayerAccount)
    assert {row.key: row.iban for row in kept} == {
        books.town.stream: "BE68539007547034",
        str(centre): "BE71096123456769",
    }


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"entity_id": an_id("nobody")}, "legal_entity_unknown"),
        ({"name": " "}, "account_holder_invalid"),
        ({"name": "x" * 71}, "account_holder_invalid"),
        ({"name": "…"}, "account_holder_invalid"),
        ({"kbo": "0207437469"}, "kbo_invalid"),
        ({"kbo": "٠" * 10}, "kbo_invalid"),
        ({"iban": "BE62510007547062"}, "iban_invalid"),
        ({"iban": "BR1800360305000010009795493C1"}, "iban_not_sepa"),
        ({"iban": "BE62510007547061" * 20}, "iban_invalid"),
        ({"kbo": "1" * 5_000}, "kbo_invalid"),
    ],
)
def test_what_no_bank_would_take_is_refused(wrong: dict[str, Any], code: str) -> None:
    assert code_of(Treasury().town.ask(wish(**wrong))) == code
