"""Which party (a provider, a holder) may see a row, where a request is bounded to one."""

from typing import Final

ASKED: Final = "(select coalesce(current_setting('app.party', true), ''))"
"""The party that a request is bounded to; empty: to none."""
FREE: Final = "(select coalesce(current_setting('app.party', true), '') = '')"
"""Whether a request is bounded to no party; one truth, no comparison of texts (decision 24)."""


def policy(table: str, owners: tuple[str, ...]) -> list[str]:
    """Statements that bound a table of the views to the party that is asked for."""
    if owners == ("*",):
        return []
    # `or`, not `in`: where no party is named, as in the projector, nothing is put together.
    named = " or ".join((FREE, *(f"{ASKED} = {owner}" for owner in owners)))
    return [f"create policy of_party on {table} as restrictive using ({named})"]
