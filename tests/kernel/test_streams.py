"""Order, gaps and repair: the journal's numbers hold whatever Kafka loses. On real Kafka."""

import asyncio
from typing import Any

from services.cards.contracts import commands as cards
from services.kernel.envelope import Envelope
from services.partners.contracts import commands as partners
from tests.kit.talk import SUMMER, Talk, TalkedNetwork
from tests.kit.waiting import eventually


async def test_an_event_missing_in_the_middle_is_asked_for_and_nothing_is_passed_over(
    talk: Talk,
) -> None:
    network = await talk.a_network()
    await network.an_offer()
    await _taken_in(talk, network, 3)
    token = await network.a_card()
    await _forget(talk, "cards", network, down_to=1)
    offer = await network.an_offer()
    await _taken_in(talk, network, 5)
    wish = cards.RegisterParticipation(card_token=token, offer_id=offer, on=SUMMER)
    assert (await network.ask(wish)).kind == "participation_confirmed"


async def test_the_last_event_of_a_silent_stream_is_repeated_so_that_a_loss_shows(
    talk: Talk,
) -> None:
    network = await talk.a_network()
    await network.an_offer()
    await _taken_in(talk, network, 3)
    await _forget(talk, "cards", network, down_to=2)
    partners_db = await talk.database("partners")
    await partners_db.execute(
        "update streams set changed_at = now() - interval '2 minutes' where stream = $1",
        network.stream,
    )
    await _taken_in(talk, network, 3)


async def test_sequences_of_a_stream_are_contiguous_under_many_writers(talk: Talk) -> None:
    network = await talk.a_network()
    wishes = [partners.AdmitOrganisation(name=f"Club {n}", roles=("provider",)) for n in range(60)]
    sent = await asyncio.gather(*(talk.send(network.stream, wish) for wish in wishes))
    for command_id in sent:
        await talk.answer(command_id)
    heard = [e for e in talk.events if e.stream == network.stream and e.source == "partners"]
    assert _without_repeats(heard) == list(range(1, 62))


async def test_a_request_to_publish_again_sends_the_same_bytes(talk: Talk) -> None:
    network = await talk.a_network()
    await network.an_offer()
    partners_db = await talk.database("partners")
    await partners_db.execute("update streams set published = 0 where stream = $1", network.stream)

    async def repeats() -> list[Envelope]:
        return [e for e in talk.events if e.stream == network.stream and e.source == "partners"]

    heard = await eventually(repeats, lambda events: len(events) >= 6)
    assert {(e.sequence, e.id, e.data) for e in heard[3:6]} == {
        (e.sequence, e.id, e.data) for e in heard[:3]
    }


def _without_repeats(events: list[Envelope]) -> list[int]:
    seen: list[int] = []
    for event in events:
        if event.sequence is not None and event.sequence not in seen:
            seen.append(event.sequence)
    return seen


async def _forget(talk: Talk, service: str, network: TalkedNetwork, *, down_to: int) -> None:
    """As if Kafka had lost partners' events above a number before the service saw them."""
    pool = await talk.database(service)
    await pool.execute(
        "update cursors set sequence = $2, seen = $2 where source = 'partners' and stream = $1",
        network.stream,
        down_to,
    )


async def _taken_in(talk: Talk, network: TalkedNetwork, sequence: int) -> None:
    pool: Any = await talk.database("cards")
    await eventually(
        lambda: pool.fetchval(
            "select sequence from cursors where source = 'partners' and stream = $1",
            network.stream,
        ),
        lambda seen: seen == sequence,
    )
