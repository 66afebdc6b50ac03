"""Where the person of a row lives, as far as the views know when the row comes. Pure."""

from services.gateway.views.rows import Holder
from services.kernel.state import State


def municipality_of(holder_id: object, state: State) -> str | None:
    """The municipality of a person; None where she is unknown. Raises NotLoaded."""
    holder = state.get(Holder, holder_id)
    return holder.municipality if holder is not None else None
