"""A rule's no: an answer, not an error."""

from typing import Literal

Code = str
INTERNAL_ERROR: Code = "internal_error"
DEADLINE_PASSED: Code = "deadline_passed"
NETWORK_UNKNOWN: Code = "network_unknown"
UNREADABLE: Code = "unreadable"
UNKNOWN_COMMAND: Code = "unknown_command"
SharedCode = Literal[
    "internal_error",
    "deadline_passed",
    "network_unknown",
    "unreadable",
    "unknown_command",
]


class Refusal(Exception):
    """The one exception that a rule raises.

    `code` is stable, `field` is the input at fault, `facts` are numbers and dates that the
    sentence needs; never text that a user wrote.
    """

    def __init__(self, code: Code, field: str | None = None, **facts: int | str | None) -> None:
        super().__init__(code)
        self.code, self.field, self.facts = code, field, facts

    def at_line(self, place: int) -> "Refusal":
        """The same no about one of several: from 0 in its field, from 1 in the fact `line`."""
        within = f"lines.{place}" if self.field is None else f"lines.{place}.{self.field}"
        return Refusal(self.code, within, **{**self.facts, "line": place + 1})
