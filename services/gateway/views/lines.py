"""The line of a participation on a statement as it stands: corrected, of all instalments together.

Amounts in cents.
"""

from collections.abc import Iterable
from dataclasses import replace

from services.gateway.views.ledger_rows import StatementLine, StatementYear
from services.gateway.views.rows import Participation
from services.kernel.money import Shares
from services.kernel.state import Place, State


def needs_line(key: str, state: State) -> Iterable[Place]:
    """A line of a statement, and the totals in which it stands."""
    yield StatementLine.at(key)
    if line := state.peek(StatementLine, key):
        yield from needs_years(line.organisation_id, line.year, line.municipality)


def needs_years(organisation: str, year: int, municipality: str | None) -> Iterable[Place]:
    """The totals in which a line stands: of all, and of the municipality that pays of it."""
    yield StatementYear.at(f"{organisation}:{year}")
    if municipality is not None:
        yield StatementYear.at(f"{organisation}:{year}:{municipality}")


def instalment_key(participation: object, number: int) -> str:
    """The key of an instalment's line: the first stands where that of a participation does."""
    return str(participation) if number == 1 else f"{participation}:instalment:{number}"


def needs_whole(key: str, state: State) -> Iterable[Place]:
    """The line of a participation and, once it is loaded, those of its other instalments."""
    yield from needs_line(key, state)
    line = state.peek(StatementLine, key)
    for number in range(2, 1 + ((line and line.instalments) or 1)):
        yield from needs_line(instalment_key(key, number), state)


def whole_line(key: str, row: Participation | None, state: State) -> StatementLine | None:
    """The line of a participation as it stands: of instalments all that are payable together."""
    line = state.get(StatementLine, key)
    if line is None:
        return None
    for number in range(2, 1 + (line.instalments or 1)):
        more = state.get(StatementLine, instalment_key(key, number))
        line = line if more is None else _together(line, more)
    return as_corrected(replace(line, instalment=None, instalments=None), row)


def _together(line: StatementLine, more: StatementLine) -> StatementLine:
    return replace(
        line,
        network_cents=line.network_cents + more.network_cents,
        price_cents=line.price_cents + more.price_cents,
        holder_cents=line.holder_cents + more.holder_cents,
        organisation_cents=line.organisation_cents + more.organisation_cents,
        municipality=line.municipality or more.municipality,
        own_cents=line.own_cents + more.own_cents,
    )


def as_corrected(line: StatementLine, row: Participation | None) -> StatementLine:
    """The line of a participation at the price that it has now."""
    if row is None or not row.corrected:
        return line
    held = held_of(row)
    holder = row.holder_cents - held.holder_cents
    organisation = row.organisation_cents - held.organisation_cents
    network = row.network_cents - held.network_cents
    return replace(
        line,
        network_cents=network,
        price_cents=holder + organisation + network,
        holder_cents=holder,
        organisation_cents=organisation,
        own_cents=line.own_cents - line.own_back_cents,
    )


def held_of(row: Participation) -> Shares:
    """What each bears of the instalments that are neither confirmed nor let go."""
    waiting = () if row.instalments_over else row.instalments[row.instalments_confirmed :]
    return Shares(
        sum(one.holder_cents for one in waiting),
        sum(one.organisation_cents for one in waiting),
        sum(one.network_cents for one in waiting),
    )


def held_less(old: Participation, new: Participation) -> Shares:
    """What each bears less of these where they were lowered."""
    before, after = held_of(old), held_of(new)
    return Shares(
        before.holder_cents - after.holder_cents,
        before.organisation_cents - after.organisation_cents,
        before.network_cents - after.network_cents,
    )


def opposite(line: StatementLine) -> StatementLine:
    """The line that takes all of another off again."""
    return replace(
        line,
        network_cents=-line.network_cents,
        price_cents=-line.price_cents,
        holder_cents=-line.holder_cents,
        organisation_cents=-line.organisation_cents,
        own_cents=-line.own_cents,
    )
