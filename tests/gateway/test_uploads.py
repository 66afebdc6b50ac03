"""The lines of a device: read strictly, and the fault named by line and field. Pure."""

from typing import Any

import pytest

from services.gateway.domain.checks import BadInput
from services.gateway.domain.uploads import LINES_MAX, read_lines

LINE = {
    "id": "apparaat-1",
    "cardNumber": "0000000000000",
    "offer": "10000000-0000-4000-8000-000000000001",
    "happenedAt": "2026-07-01T09:30:00+02:00",
    "takenCents": 500,
}


def fault(given: Any) -> tuple[str, str | None]:
    """Why these are no lines."""
    with pytest.raises(BadInput) as raised:
        read_lines(given)
    return raised.value.code, raised.value.field


def test_right_lines_are_read_in_their_order() -> None:
    lines = read_lines([{**LINE, "id": str(place)} for place in range(LINES_MAX)])
    assert [line.id for line in lines] == [str(place) for place in range(LINES_MAX)]
    assert lines[0].happened_at.isoformat() == "2026-07-01T07:30:00+00:00"


@pytest.mark.parametrize("given", [None, {}, "x", 5, [], [LINE, LINE], [LINE] * (LINES_MAX + 1)])
def test_a_list_is_none_or_names_a_line_twice(given: Any) -> None:
    assert fault(given) == ("list_invalid", "lines")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": ""}, ("value_invalid", "lines.0.id")),
        ({"cardNumber": 5}, ("value_invalid", "lines.0.cardNumber")),
        ({"offer": "x"}, ("uuid_invalid", "lines.0.offer")),
        ({"happenedAt": "2026-07-01T09:30:00"}, ("instant_invalid", "lines.0.happenedAt")),
        ({"takenCents": "5"}, ("number_invalid", "lines.0.takenCents")),
        ({"naam": "Vermeersch"}, ("field_unknown", "lines.0")),
    ],
)
def test_a_wrong_field_is_named_and_never_repeated(
    changed: dict[str, Any], said: tuple[str, str]
) -> None:
    assert fault([{**LINE, **changed}]) == said


@pytest.mark.parametrize("name", sorted(LINE))
def test_every_field_is_needed(name: str) -> None:
    less = {key: value for key, value in LINE.items() if key != name}
    assert fault([less]) == ("field_missing", f"lines.0.{name}")


def test_what_is_no_line_is_named() -> None:
    assert fault([LINE, ["x"]]) == ("value_invalid", "lines.1")
