"""The Dutch sentences of refusals at the door: numbers that are tried, and check-in."""

from typing import Final

DOOR_SENTENCES: Final[dict[str, str]] = {
    "too_many_attempts": "Er werden te veel nummers geprobeerd die niet geldig zijn. "
    "Probeer het opnieuw over {wait_s} seconden.",
}
