"""What a message is: a command asks, an event tells. The base classes of every contract."""

from collections.abc import Iterable
from types import ModuleType
from typing import Annotated, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Cents = Annotated[int, Field(description="Integer cents of euro.")]
Sealed = Annotated[
    str,
    Field(
        description="Base64 ciphertext of JSON: personal data, never in clear.",
        json_schema_extra={"x-sealed": True},
    ),
]

M = TypeVar("M", bound="Message")


class Message(BaseModel):
    """A command or an event. Its wire name is written, never derived from the class name.

    Unknown fields are ignored, so that an older reader survives a newer writer. `formerly` are
    earlier versions that are written no more, and whose every message this version reads as it is.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    wire_name: ClassVar[str] = ""
    formerly: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, name: str = "", formerly: tuple[str, ...] = ()) -> None:
        super().__init_subclass__()
        cls.wire_name = name
        cls.formerly = formerly


class Command(Message):
    """A wish. Ends in exactly one outcome.

    `internal` commands come from a clock or a process, not from a person: a bug in their rule
    parks them instead of rejecting them.
    """

    internal: ClassVar[bool] = False

    def __init_subclass__(
        cls, name: str = "", formerly: tuple[str, ...] = (), *, internal: bool = False
    ) -> None:
        super().__init_subclass__(name=name, formerly=formerly)
        cls.internal = internal


class Event(Message):
    """A fact of the past.

    `public`: partner systems may read it, so it names no person.
    `terminal`: it can be the outcome of the command that led to it.
    `declines`: as an outcome it means no; it then has the fields `code`, `field` and `facts`.
    """

    public: ClassVar[bool] = False
    terminal: ClassVar[bool] = True
    declines: ClassVar[bool] = False

    def __init_subclass__(
        cls, name: str = "", formerly: tuple[str, ...] = (), **flags: bool
    ) -> None:
        super().__init_subclass__(name=name, formerly=formerly)
        cls.public = flags.pop("public", False)
        cls.terminal = flags.pop("terminal", True)
        cls.declines = flags.pop("declines", cls.declines)
        assert not flags, f"unknown flags {sorted(flags)}"


class Rejection(Event, declines=True):
    """Base of `<service>.command_rejected.v1`: a refusal, counted by replay and audit.

    `code` is stable; `facts` hold what the sentence needs (cents, dates), never a user's text.
    """

    code: str
    field: str | None = None
    facts: dict[str, int | str | None] = Field(default_factory=dict)


class Catalogue:
    """The messages of some contract modules, by wire name; also by those of earlier versions."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        found = [
            value
            for module in modules
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Message) and value.wire_name
        ]
        self.by_name: dict[str, type[Message]] = {
            name: kind for kind in found for name in (kind.wire_name, *kind.formerly)
        }

    def kinds(self, base: type[M]) -> list[type[M]]:
        """Classes of one kind, sorted by wire name."""
        chosen = {kind for kind in self.by_name.values() if issubclass(kind, base)}
        return sorted(chosen, key=lambda kind: kind.wire_name)
