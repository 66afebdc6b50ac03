"""Keys of offers to try out: which offers they are for, and their split, read strictly. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args
from uuid import UUID

from services.cards.contracts.regulation.words import Category
from services.gateway.domain.checks import BadInput, read_long, read_uuid
from services.gateway.domain.uploads import an_object, right
from services.kernel.money import BASIS_POINTS, Split

KEYS_MAX: Final = 50
_SPLIT: Final = frozenset({"holderBp", "organisationBp", "networkBp"})
_FOR: Final = frozenset({"category", "organisation", "offer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedKey:
    """A split in the place of that of offers; for all of them where it names none."""

    split: Split
    category: str | None = None
    organisation: str | None = None
    offer: str | None = None

    def is_for(self, *, category: str, organisation: str, offer: str) -> bool:
        """Whether an offer is meant."""
        return (
            self.category in (None, category)
            and self.organisation in (None, organisation)
            and self.offer in (None, offer)
        )

    def as_given(self) -> dict[str, Any]:
        """The same by the names of GraphQL."""
        return {
            "holderBp": self.split.holder_bp,
            "organisationBp": self.split.organisation_bp,
            "networkBp": self.split.network_bp,
            **({"category": self.category.upper()} if self.category else {}),
            **({"organisation": self.organisation} if self.organisation else {}),
            **({"offer": self.offer} if self.offer else {}),
        }


def read_keys(given: Any) -> Sequence[ChangedKey]:
    """At most 50 keys, of which the first that is for an offer holds. Raises BadInput, which
    names key and field."""
    if not isinstance(given, list) or len(given) > KEYS_MAX:
        raise BadInput("list_invalid", "keys")
    return [_key(f"keys.{place}", one) for place, one in enumerate(given)]


def _key(place: str, given: Any) -> ChangedKey:
    said = an_object(place, given, required=_SPLIT, optional=_FOR)
    points = {name: right(place, name, read_long(said[name])) for name in sorted(_SPLIT)}
    if min(points.values()) < 0 or sum(points.values()) != BASIS_POINTS:
        raise BadInput("split_invalid", place)
    return ChangedKey(
        split=Split(points["holderBp"], points["organisationBp"], points["networkBp"]),
        category=_category(place, said.get("category")),
        organisation=_id(place, "organisation", said.get("organisation")),
        offer=_id(place, "offer", said.get("offer")),
    )


def _category(place: str, given: Any) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str) or given.lower() not in get_args(Category):
        raise BadInput("value_invalid", f"{place}.category")
    return given.lower()


def _id(place: str, name: str, given: Any) -> str | None:
    if given is None:
        return None
    found: UUID = right(place, name, read_uuid(given))
    return str(found)
