"""Card numbers as they come in, and what a wish about a card takes along."""

from datetime import UTC, date, datetime
from typing import Final, Literal, get_args
from uuid import UUID

from stdnum import luhn

from services.cards.contracts.commands.cards import By
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import open_identity, read_row
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import Refused
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.siblings import place_among
from services.gateway.storage.reading import Bounds, Row
from services.gateway.storage.rows import Wanted
from services.kernel.sealing import keyed_hash, seal_to

NUMBER_DIGITS: Final = 13
_CHECK = """
select not c.blocked and not coalesce(h.erased, false)
         and (r.key is null or $3 between r.valid_from and r.valid_until)
         and (c.valid_until is null or $3 <= coalesce(c.grace_until, c.valid_until)) as valid,
       coalesce(r.valid_until, c.valid_until) as valid_until
from card_tokens t
join cards c on c.stream = $1 and c.key = t.card_id
left join rights r on r.stream = $1 and r.key = c.right_id
left join holders h on h.stream = $1 and h.key = c.holder_id
where t.stream = $1 and t.key = $2
"""
_CHILDREN: Final = "select key, identity from holders where stream = $1 and key = any($2)"
_ROLES = {role: role for role in get_args(By)}


def card_token(context: RequestContext, network: UUID, number: str) -> str:
    """The keyed hash that finds a card of this network."""
    digits = "".join(character for character in number if character.isalnum())
    return keyed_hash(context.gateway.settings.card_lookup_key, str(network), digits)


def sealed_number(context: RequestContext, number: str | None) -> str | None:
    """The number of a card from stock, sealed to cards. Raises Refused for one misread."""
    if number is None:
        return None
    digits = "".join(character for character in number if character not in " .-")
    if len(digits) != NUMBER_DIGITS or not digits.isascii() or not luhn.is_valid(digits):
        raise Refused("card_number_invalid", "stockNumber")
    return seal_to(context.gateway.settings.cards_public_key, digits.encode())


def sealed_reason(context: RequestContext, reason: str) -> str:
    """Somebody's words, sealed to cards."""
    return sealed(context, {"reason": reason})


def today() -> date:
    """The day in Brussels."""
    return datetime.now(UTC).astimezone(BRUSSELS).date()


async def card_check(context: RequestContext, network: UUID, number: str) -> Row | None:
    """Whether the card with this number works today, and until when; None where there is none.

    Nothing of the person, whatever the desk's own bounds are: only the network bounds it.
    """
    token = card_token(context, network, number)
    rows = await context.gateway.database.fetch(
        Bounds(str(network)), _CHECK, str(network), token, today()
    )
    return rows[0] if rows else None


def by_role(context: RequestContext) -> By | None:
    """The role of who asks: the history of a card names nobody."""
    return _ROLES.get(context.grant.role.value) if context.grant is not None else None


async def priced_by(
    context: RequestContext, network: UUID, holder: UUID
) -> dict[Literal["birth_year", "child_place"], int | None]:
    """What prices of cards want to know of a person: when she was born, and which child she is.

    Of the children of her first household their days of birth are asked, the eldest first; they
    are shown to nobody. None where it is not known, or she is no child of a household.
    """
    row = await read_row(context, str(network), "holders", str(holder))
    if row is None or row["identity"] is None:
        return {"birth_year": None, "child_place": None}
    children = await _children_with(context, str(network), row)
    rows = children or [row]
    keys = await context.gateway.keys.keys_of([one["key"] for one in rows])
    born = {
        one["key"]: open_identity(keys.get(one["key"]), one["identity"]).birth_date for one in rows
    }
    own = born.get(row["key"])
    return {
        "birth_year": None if own is None else own.year,
        "child_place": place_among(row["key"], born) if children else None,
    }


async def _children_with(context: RequestContext, network: str, row: Row) -> list[Row]:
    """The children of a person's first household where she is one of them, wherever the others'
    files are kept; else nobody."""
    if not row["households"]:
        return []
    bounds = Bounds(network)
    wanted = Wanted(bounds, "households", row["households"][0])
    household = await context.gateway.read_row(wanted)
    members = household["members"] if household is not None else []
    children = [one["holder"] for one in members if one["role"] == "child"]
    if row["key"] not in children:
        return []
    return await context.gateway.database.fetch(bounds, _CHILDREN, network, children)
