"""Sends a season to a platform through its public API, and can do so again: nothing is doubled.

Order is kept where a thing needs another: network, then offers and cards, then participations,
then what becomes of them. All else goes side by side.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from deploy.demo import documents as api
from deploy.demo import first_round
from deploy.demo.client import Answer, Api, Call
from deploy.demo.outcome import Outcome
from deploy.demo.plan import Course, NetworkPlan, Participation, Season
from deploy.demo.progress import Meter
from deploy.demo.session import CARDS, NETWORKS, PARTICIPATIONS, PARTNERS, Session, Tokens
from deploy.demo.settling import settle
from deploy.demo.setup import Ready, set_up

CHUNK: Final = 50
"""Participations of a network that are sent together, followed by what becomes of them."""

HOLD_DAYS: Final = 6
"""How long a hold stands at most. The platform allows seven days."""

Sent = tuple[Participation, Answer]
T = TypeVar("T")

FOLLOW_UPS: Final = (
    (Course.CONFIRMED, "confirm", api.CONFIRM_PARTICIPATION),
    (Course.VOIDED, "void", api.VOID_PARTICIPATION),
    (Course.CANCELLED, "cancel", api.CANCEL_PARTICIPATION),
)


@dataclass(slots=True)
class NetworkRun:
    """One network that is set up and takes its participations."""

    session: Session
    plan: NetworkPlan
    ready: Ready
    hold_until: datetime
    token: str


def totals_of(season: Season) -> dict[str, int]:
    """How much there is to do, for the meter."""
    networks = [plan.network for plan in season.plans]
    return {
        NETWORKS: len(networks),
        PARTNERS: sum(len(each.organisations) + len(each.offers) for each in networks),
        CARDS: sum(len(plan.holders) for plan in season.plans),
        PARTICIPATIONS: sum(len(plan.participations) for plan in season.plans),
    }


async def send_season(
    season: Season, url: str, token: Tokens, meter: Meter, started: datetime
) -> Outcome:
    """Send all of it and wait for every answer.

    `started` is when this season was first sent to this platform: holds are counted from it, so
    that the same hold is asked for however often the season is sent.
    """
    outcome = Outcome()
    client = Api(url)
    session = Session(client, token, season.seed, outcome, meter)
    hold_until = started.astimezone(UTC) + timedelta(days=HOLD_DAYS)
    try:
        # One request first: a gateway that just started fetches the issuer's keys once.
        await client.query(api.ME, token("operator"))
        async with asyncio.TaskGroup() as group:
            for plan in season.plans:
                group.create_task(_run(session, plan, hold_until))
    finally:
        await client.close()
    return outcome


async def _run(session: Session, plan: NetworkPlan, hold_until: datetime) -> None:
    ready = await set_up(session, plan)
    if ready is None:
        _skip(session, len(plan.participations))
        return
    run = NetworkRun(session, plan, ready, hold_until, session.token("clerk", ready.id))
    async with asyncio.TaskGroup() as group:
        for chunk in in_chunks(plan.participations, CHUNK):
            group.create_task(_take_part(run, chunk))
    if plan.network.slug == first_round.PLACE:
        await settle(session, ready.id)


async def _take_part(run: NetworkRun, chunk: Sequence[Participation]) -> None:
    """Send some participations, then what becomes of each."""
    able = [each for each in chunk if _call(run, each) is not None]
    _skip(run.session, len(chunk) - len(able))
    at_once = [each for each in able if not each.course.held]
    held = [each for each in able if each.course.held]
    first = await asyncio.gather(
        _send(run, at_once, api.REGISTER_PARTICIPATION),
        _send(run, held, api.HOLD_PARTICIPATION),
    )
    made = [pair for pairs in first for pair in pairs]
    for each, answer in made:
        _note(run, answer)
        if answer.code is not None:
            run.session.outcome.decline(answer)
        elif each.course is Course.AT_ONCE:
            run.session.outcome.count(each.course, answer)
    await asyncio.gather(*(_follow_up(run, made, *rule) for rule in FOLLOW_UPS))
    run.session.meter.done(PARTICIPATIONS, len(able))


async def _send(
    run: NetworkRun, participations: list[Participation], mutation: api.Mutation
) -> list[Sent]:
    calls = [call for each in participations if (call := _call(run, each)) is not None]
    answers = await run.session.api.mutate(mutation, run.token, run.ready.id, calls)
    return list(zip(participations, answers, strict=True))


async def _follow_up(
    run: NetworkRun, made: list[Sent], course: Course, verb: str, mutation: api.Mutation
) -> None:
    mine = [(each, done) for each, done in made if each.course is course and done.code is None]
    calls = [
        Call(f"{_key(run, each)}-{verb}", {"participation": answer.id}) for each, answer in mine
    ]
    for answer in await run.session.api.mutate(mutation, run.token, run.ready.id, calls):
        _note(run, answer)
        if answer.code is None:
            run.session.outcome.count(course, answer)
        else:
            run.session.outcome.decline(answer)


def _call(run: NetworkRun, each: Participation) -> Call | None:
    """The mutation's key and arguments; None where card or offer were refused."""
    card, offer = run.ready.cards[each.holder], run.ready.offers[each.offer]
    if card is None or offer is None:
        return None
    arguments: dict[str, object] = {"cardNumber": card, "offer": offer, "on": each.on}
    if each.course.held:
        arguments["holdUntil"] = run.hold_until
    return Call(_key(run, each), arguments)


def _key(run: NetworkRun, each: Participation) -> str:
    return f"season-{run.session.seed}-participation-{each.number}"


def _note(run: NetworkRun, answer: Answer) -> None:
    if answer.operation is not None:
        run.session.outcome.last = (run.ready.id, answer.operation)


def _skip(session: Session, count: int) -> None:
    if count:
        session.outcome.participations["not_sent"] += count
        session.meter.done(PARTICIPATIONS, count)


def in_chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut into pieces of at most `size`."""
    return [items[first : first + size] for first in range(0, len(items), size)]
