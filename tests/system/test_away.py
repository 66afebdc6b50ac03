"""A service that is away, and what its clients are told when it is back. Real processes."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.cards.contracts import commands as cards
from tests.kit.platform import RunningPlatform
from tests.kit.standstill import away
from tests.kit.talk import SUMMER, Answer, Talk, TalkedNetwork
from tests.kit.waiting import eventually


async def test_what_budget_meets_after_the_deadline_is_declined_and_leaves_no_trace(
    started: RunningPlatform, talk: Talk
) -> None:
    network = await talk.a_network()
    token, offer = await network.a_card(), await network.an_offer()
    wish = cards.RegisterParticipation(card_token=token, offer_id=offer, on=SUMMER)
    with away(started, "budget"):
        command_id = await talk.send(
            network.stream, wish, after=dict(network.after), deadline_s=2.0
        )
        await _clock_passes(datetime.now(UTC) + timedelta(seconds=2))
    answer = await talk.answer(command_id, seconds=60)
    assert (answer.kind, answer.code) == ("participation_declined", "deadline_passed")
    assert await _only_outcome(talk, command_id)
    again = await network.ask(wish, seconds=60)
    assert again.kind == "participation_confirmed"  # nothing of the first try stands in its way


async def test_a_hold_that_expires_while_budget_is_away_is_released_when_it_is_back(
    started: RunningPlatform, talk: Talk
) -> None:
    network = await talk.a_network(drawing_right_cents=800, own_contribution_cents=0)
    held, until = await _a_hold(network, seconds=3)
    with away(started, "budget"):
        await _clock_passes(until)
    await talk.hear(
        lambda e: e.stream == network.stream and e.type.startswith("budget.participation_voided"),
        seconds=60,
    )
    late = await network.ask(
        cards.ConfirmParticipation(participation_id=held.made("participation_id"))
    )
    assert late.code == "hold_expired"
    offer, token = await network.an_offer(), await network.a_card()
    wish = cards.RegisterParticipation(card_token=token, offer_id=offer, on=SUMMER)
    assert (await network.ask(wish)).kind == "participation_confirmed"  # the 8.00 is free again


async def test_an_expiry_that_crosses_a_confirm_has_one_answer_and_the_books_follow_it(
    started: RunningPlatform, talk: Talk
) -> None:
    network = await talk.a_network()
    held, until = await _a_hold(network, seconds=3)
    participation = held.made("participation_id")
    with away(started, "budget"):
        command_id = await talk.send(
            network.stream,
            cards.ConfirmParticipation(participation_id=participation),
            after=dict(network.after),
        )
        await _clock_passes(until)
    answer = await talk.answer(command_id, seconds=60)
    assert answer.kind == "participation_confirmed"  # accepted before the expiry, so it stands
    assert await _only_outcome(talk, command_id)
    await _status(talk, network, participation, "confirmed")
    voided = [e for e in talk.events if e.stream == network.stream and "voided" in e.type]
    assert voided == []


async def _a_hold(network: TalkedNetwork, *, seconds: int) -> tuple[Answer, datetime]:
    token, offer = await network.a_card(), await network.an_offer()
    until = datetime.now(UTC) + timedelta(seconds=seconds)
    held = await network.ask(
        cards.HoldParticipation(card_token=token, offer_id=offer, on=SUMMER, hold_until=until)
    )
    assert held.kind == "participation_held"
    return held, until


async def _clock_passes(instant: datetime) -> None:
    async def now() -> datetime:
        return datetime.now(UTC)

    await eventually(now, lambda moment: moment > instant)


async def _only_outcome(talk: Talk, command_id: UUID) -> bool:
    counts = []
    for service in ("cards", "partners", "budget"):
        pool: Any = await talk.database(service)
        counts.append(
            await pool.fetchval("select count(*) from journal where outcome = $1", command_id)
        )
    return bool(sum(counts) == 1)


async def _status(talk: Talk, network: TalkedNetwork, participation: UUID, status: str) -> None:
    pool: Any = await talk.database("cards")
    await eventually(
        lambda: pool.fetchval(
            "select status from participations where stream = $1 and key = $2",
            network.stream,
            str(participation),
        ),
        lambda found: found == status,
    )
