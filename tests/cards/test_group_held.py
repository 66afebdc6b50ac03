"""A group is held, confirmed, let go and cancelled whole, or not at all. Pure."""

from datetime import datetime, timedelta

import pytest

from services.budget.contracts.commands import ExpireHold
from services.budget.contracts.events import (
    GroupDeclined,
    ParticipationConfirmed,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
)
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    ResolveGroup,
    VoidParticipation,
)
from services.kernel.contract import Event
from tests.kit.scheme_town import SchemeTown
from tests.kit.together import ids_of, statuses, three, together
from tests.kit.town import SUMMER, Town, an_id, an_opening, code_of, expect

# -- held, and then resolved --------------------------------------------------------------------


def a_held_group(town: SchemeTown) -> ParticipationHeld:
    lines = together(three(town), town.an_offer_of(1_000))
    until = town.driver.now + timedelta(hours=1)
    return expect(town.register_group(*lines, hold=until), ParticipationHeld)


def resolve(town: Town, made: Event, action: str) -> Event:
    group_id = made.group_id  # type: ignore[attr-defined]
    return town.ask(ResolveGroup.model_validate({"group_id": group_id, "action": action}))


@pytest.mark.parametrize(
    ("action", "kind", "status"),
    [
        ("confirm", ParticipationConfirmed, "confirmed"),
        ("void", ParticipationVoided, "voided"),
    ],
)
def test_a_held_group_is_resolved_whole(action: str, kind: type[Event], status: str) -> None:
    town = SchemeTown()
    held = a_held_group(town)
    done = expect(resolve(town, held, action), kind)
    assert done.group_id == held.group_id  # type: ignore[attr-defined]
    assert statuses(town, held) == [status] * 3
    town.driver.check_folds()


def test_a_confirmed_group_is_cancelled_whole_and_its_money_is_back() -> None:
    town = SchemeTown()
    before = town.available_cents()
    held = a_held_group(town)
    assert code_of(resolve(town, held, "cancel")) == "not_confirmed"
    resolve(town, held, "confirm")
    expect(resolve(town, held, "cancel"), ParticipationReversed)
    assert (statuses(town, held), town.available_cents()) == (["cancelled"] * 3, before)
    assert code_of(resolve(town, held, "cancel")) == "already_cancelled"


def test_one_line_can_be_let_go_alone_and_the_others_go_on() -> None:
    town = SchemeTown()
    held = a_held_group(town)
    first, second, _third = ids_of(town, held)
    alone = expect(town.ask(VoidParticipation(participation_id=first)), ParticipationVoided)
    assert alone.group_id is None
    expect(town.ask(ConfirmParticipation(participation_id=second)), ParticipationConfirmed)
    expect(resolve(town, held, "confirm"), ParticipationConfirmed)
    assert statuses(town, held) == ["voided", "confirmed", "confirmed"]
    expect(town.ask(CancelParticipation(participation_id=second)), ParticipationReversed)
    expect(resolve(town, held, "cancel"), ParticipationReversed)
    assert statuses(town, held) == ["voided", "cancelled", "cancelled"]
    town.driver.check_folds()


def test_where_one_hold_ran_out_nobody_is_confirmed() -> None:
    town = SchemeTown()
    held = a_held_group(town)
    before = town.driver.now
    town.at(held.hold_until)
    first = ids_of(town, held)[0]
    town.driver.send(ExpireHold(participation_id=first), stream=town.stream)
    town.at(before)
    declined = expect(resolve(town, held, "confirm"), GroupDeclined)
    assert (declined.code, declined.field) == ("hold_expired", "group_id")
    assert (declined.action, declined.facts) == ("confirm", {"line": 1})
    assert statuses(town, held) == ["expired", "held", "held"]


def test_a_group_that_nobody_asked_for_or_that_was_declined_is_unknown() -> None:
    town = Town(an_opening(drawing_right_cents=0, own_contribution_cents=0))
    unknown = ResolveGroup(group_id=an_id("nobody"), action="cancel")
    assert code_of(town.ask(unknown)) == "group_unknown"
    declined = town.register_group((town.a_card().token, town.an_offer(1_000), SUMMER))
    assert code_of(resolve(town, declined, "cancel")) == "group_unknown"


@pytest.mark.parametrize("hours", [-1, 0, 24 * 7 + 1])
def test_a_group_is_held_for_a_week_at_most(hours: int) -> None:
    town = SchemeTown()
    lines = together(three(town), town.an_offer_of(1_000))
    until: datetime = town.driver.now + timedelta(hours=hours)
    assert code_of(town.register_group(*lines, hold=until)) == "hold_until_invalid"
