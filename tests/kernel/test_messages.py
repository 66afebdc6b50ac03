"""What happens to a message that repeats, is late, is broken or cannot be kept: on real Kafka."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from services.cards.contracts import commands as cards
from services.kernel.envelope import Envelope
from services.kernel.incoming import PUBLISH_FROM
from services.partners.contracts import commands as partners
from services.partners.contracts.events import OfferPublished
from tests.kit.talk import SUMMER, Talk, TalkedNetwork
from tests.kit.waiting import eventually


async def test_the_same_command_ten_times_at_once_has_one_effect(talk: Talk) -> None:
    network = await talk.a_network()
    wish = partners.AdmitOrganisation(name="Club", roles=("provider",))
    command_id = uuid4()
    await asyncio.gather(
        *(talk.send(network.stream, wish, command_id=command_id) for _ in range(10))
    )
    await talk.answer(command_id)
    last = await network.ask(partners.AdmitOrganisation(name="Last", roles=("provider",)))
    outcomes = [e for e in talk.events if e.outcome == command_id]
    assert len({e.sequence for e in outcomes}) == 1
    assert last.envelope.sequence == 3  # opened, admitted once, admitted the last


async def test_a_command_that_has_seen_more_than_the_service_waits_for_it(talk: Talk) -> None:
    network = await talk.a_network()
    token, offer = await network.a_card(), await network.an_offer()
    ahead = dict(network.after, partners=network.after["partners"] + 1)
    wish = cards.RegisterParticipation(card_token=token, offer_id=offer, on=SUMMER)
    waiting = await talk.send(network.stream, wish, after=ahead)
    await network.ask(partners.WithdrawOffer(offer_id=offer))
    answer = await talk.answer(waiting)
    assert answer.code == "offer_withdrawn"


async def test_a_command_that_waits_in_vain_is_declined_at_its_deadline(talk: Talk) -> None:
    network = await talk.a_network()
    token, offer = await network.a_card(), await network.an_offer()
    wish = cards.RegisterParticipation(card_token=token, offer_id=offer, on=SUMMER)
    never = dict(network.after, partners=1_000)
    answer = await talk.ask(network.stream, wish, after=never, deadline_s=1.0)
    assert answer.code == "deadline_passed"


async def test_a_rule_that_fails_is_answered_and_a_copy_is_kept(talk: Talk) -> None:
    network = await talk.a_network()
    broken = cards.RegisterHolder(municipality=network.municipality, identity="not sealed")
    answer = await network.ask(broken)
    assert answer.code == "internal_error"
    assert await _kept(talk, "cards", network.stream) == ["copy"]
    assert (await network.ask(_another(network, talk))).kind == "holder_registered"


async def test_a_command_for_a_network_that_nobody_opened_is_refused(talk: Talk) -> None:
    answer = await talk.ask(str(uuid4()), cards.EraseHolder(holder_id=uuid4()))
    assert answer.code == "network_unknown"


async def test_an_unknown_and_an_unreadable_command_are_rejected_by_their_id(talk: Talk) -> None:
    network = await talk.a_network()
    unknown = _envelope(network, "cards.make_coffee.v1", b"{}")
    unreadable = _envelope(network, cards.EraseHolder.wire_name, b'{"holder_id": 7')
    for envelope in (unknown, unreadable):
        await talk.outbox.send("cards.commands", envelope)
    assert (await talk.answer(unknown.id)).code == "unknown_command"
    assert (await talk.answer(unreadable.id)).code == "unreadable"


async def test_a_record_with_broken_headers_is_kept_alone_and_passes_nobody_over(
    talk: Talk,
) -> None:
    network = await talk.a_network()
    broken = [("ce_id", b"\xff\xfe\x00"), ("ce_type", b"cards.erase_holder.v1")]
    place, offset = await talk.outbox.send_record("cards.commands", network.stream, b"{}", broken)
    assert (await network.ask(_another(network, talk))).kind == "holder_registered"
    note = f"no envelope: cards.commands/{place}/{offset}"
    pool = await talk.database("cards")
    await eventually(
        lambda: pool.fetchval("select reason from set_aside where note = $1", note),
        lambda reason: reason == "copy",
    )


@pytest.mark.parametrize("wish", [b'{"from": 1%s}' % (b"0" * 30), b'{"from": 1e300}', b"[]", b"?"])
async def test_a_senseless_request_to_publish_again_holds_nobody_up(
    talk: Talk, wish: bytes
) -> None:
    network = await talk.a_network()
    await talk.outbox.send("cards.commands", _envelope(network, PUBLISH_FROM, wish))
    assert (await network.ask(_another(network, talk))).kind == "holder_registered"


async def test_a_row_that_the_database_refuses_takes_no_other_with_it(talk: Talk) -> None:
    network = await talk.a_network()
    names = [f"Club {n}" for n in range(20)]
    names[7] = "Club \x00"
    wishes = [partners.AdmitOrganisation(name=name, roles=("provider",)) for name in names]
    sent = await asyncio.gather(*(talk.send(network.stream, wish) for wish in wishes))
    answers = [await talk.answer(command_id) for command_id in sent]
    assert [a.code for a in answers if a.code] == ["internal_error"]
    assert answers[7].code == "internal_error"


async def test_an_event_that_cannot_be_applied_stops_its_source_until_it_is_released(
    talk: Talk,
) -> None:
    network = await talk.a_network()
    token = await network.a_card()
    forged = await _forge(talk, network, OfferPublished.wire_name, b'{"offer_id": 1}')
    pool = await talk.database("cards")
    await eventually(
        lambda: pool.fetchval(
            "select stopped from cursors where source = 'partners' and stream = $1",
            network.stream,
        ),
        lambda stopped: stopped is not None,
    )
    offer = await network.an_offer()  # takes the forged number, and the next
    assert forged.sequence == network.after["partners"] - 1
    await _release(pool, network.stream)
    wish = cards.RegisterParticipation(card_token=token, offer_id=offer, on=SUMMER)
    assert (await network.ask(wish)).kind == "participation_confirmed"


async def test_an_event_of_an_unknown_type_is_passed_and_counted(talk: Talk) -> None:
    network = await talk.a_network()
    await _forge(talk, network, "partners.something_newer.v9", b"{}")
    pool = await talk.database("cards")
    await eventually(lambda: _cursor(pool, network), lambda sequence: sequence == 2)


async def _release(pool: Any, stream: str) -> None:
    """As `samenspel parked release --stopped` does: under the stream's lock."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("select 1 from streams where stream = $1 for update", stream)
        await connection.execute(
            "update cursors set stopped = null, asked_at = null, "
            "seen = greatest(seen, sequence + 1) where source = 'partners' and stream = $1",
            stream,
        )


async def _forge(talk: Talk, network: TalkedNetwork, kind: str, data: bytes) -> Envelope:
    """An event on partners' topic that partners never wrote."""
    envelope = replace(
        _envelope(network, kind, data), source="partners", sequence=network.after["partners"] + 1
    )
    await talk.outbox.send("partners.events", envelope)
    return envelope


def _envelope(network: TalkedNetwork, kind: str, data: bytes) -> Envelope:
    command_id = uuid4()
    return Envelope(
        id=command_id,
        type=kind,
        source="gateway",
        stream=network.stream,
        time=datetime.now(UTC),
        data=data,
        correlation=command_id,
        after=dict(network.after),
    )


def _another(network: TalkedNetwork, talk: Talk) -> cards.RegisterHolder:
    return cards.RegisterHolder(
        municipality=network.municipality, identity=talk.sealed(given_name="An")
    )


async def _kept(talk: Talk, service: str, stream: str) -> list[str]:
    pool = await talk.database(service)
    rows = await pool.fetch("select reason from set_aside where stream = $1", stream)
    return [row["reason"] for row in rows]


async def _cursor(pool: Any, network: TalkedNetwork) -> int:
    sequence: int = await pool.fetchval(
        "select coalesce(max(sequence), 0) from cursors where source = 'partners' and stream = $1",
        network.stream,
    )
    return sequence
