"""Keys of offers to try out, read strictly. Pure."""

import pytest

from services.gateway.domain.changed_keys import KEYS_MAX, ChangedKey, read_keys
from services.gateway.domain.checks import BadInput
from services.kernel.money import Split

OFFER = "00000000-0000-0000-0000-00000000000a"
WHOLE = {"holderBp": 0, "organisationBp": 0, "networkBp": 10_000}


@pytest.mark.parametrize(
    ("given_keys", "code", "at"),
    [
        ("x", "list_invalid", "keys"),
        ([WHOLE] * (KEYS_MAX + 1), "list_invalid", "keys"),
        ([{**WHOLE, "holderBp": 1, "networkBp": 9_999, "mystery": 1}], "field_unknown", "keys.0"),
        ([{**WHOLE, "holderBp": -1, "networkBp": 10_001}], "split_invalid", "keys.0"),
        ([{}], "field_missing", "keys.0.holderBp"),
        ([{"holderBp": 1, "organisationBp": 2, "networkBp": 3}], "split_invalid", "keys.0"),
        (
            [{**WHOLE, "category": "x"}],
            "value_invalid",
            "keys.0.category",
        ),
        (
            [{**WHOLE, "offer": "x"}],
            "uuid_invalid",
            "keys.0.offer",
        ),
    ],
)
def test_a_wrong_key_is_named(given_keys: object, code: str, at: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read_keys(given_keys)
    assert (wrong.value.code, wrong.value.field) == (code, at)


def test_a_key_is_read_back_as_it_was_given() -> None:
    split = Split(2_000, 4_000, 4_000)
    keys = [ChangedKey(split=split, category="camp", offer=OFFER), ChangedKey(split=split)]
    assert list(read_keys([key.as_given() for key in keys])) == keys
