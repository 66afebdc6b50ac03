"""What travels on the compacted topic cards.keys: keys of persons, for those who may read."""

from typing import Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from services.kernel.contract import Sealed


class PersonKeyRecord(BaseModel):
    """The key of one person and purpose, wrapped for each reader, or that it is destroyed.

    Key of the record: the person. `wrapped` maps the name of a service to the key sealed to it.
    No reader replaces `erased` by a key.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    person: UUID
    purpose: Literal["identity"]
    wrapped: dict[str, Sealed] | None = None
    erased: bool = False


def key_owner(person: UUID, purpose: str) -> UUID:
    """Whose key seals what belongs to one purpose of a person (or of one decision about her).

    `identity` is the person's own key; any other purpose has a key of its own that can be
    destroyed by itself. In the record both stand as `person`.
    """
    return person if purpose == "identity" else uuid5(person, purpose)
