"""Late registrations: lines of a device that was offline, each an operation of its own.

The device's id of a line is its key: however often it is sent, it happens once.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from services.cards.contracts.commands import RegisterLate
from services.gateway.api.cards import card_token
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.desk_types import Uploaded, UploadLine, UploadStatus
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.sending import Wish, carry_out, rejected
from services.gateway.domain.access import Scope
from services.gateway.domain.attempts import SLOWED
from services.gateway.domain.checks import BadInput
from services.gateway.domain.uploads import LateLine, read_lines

AT_ONCE: Final = 20
_AGAIN: Final = frozenset({SLOWED, "unavailable"})
"""It happened, and may be told again: nothing of the line was looked at."""


async def upload(context: RequestContext, network: UUID, given: Any) -> Uploaded | Rejected:
    """Take in the lines of a device, in order as far as they are about the same card."""
    try:
        context.permit("uploadParticipations", Scope(network=str(network)))
        lines = read_lines(given)
    except Coded as problem:
        return rejected(problem.code)
    except BadInput as problem:
        return rejected(problem.code, problem.field)
    room = asyncio.Semaphore(AT_ONCE)
    by_card: dict[str, list[LateLine]] = {}
    for line in lines:
        by_card.setdefault(line.card_number, []).append(line)

    async def of_one_card(mine: Sequence[LateLine]) -> list[UploadLine]:
        async with room:
            return [await take(context, network, line) for line in mine]

    taken = await asyncio.gather(*(of_one_card(mine) for mine in by_card.values()))
    answers = {answer.id: answer for answers in taken for answer in answers}
    return Uploaded(lines=[answers[line.id] for line in lines])


async def take(context: RequestContext, network: UUID, line: LateLine) -> UploadLine:
    """One line, to its end. Whether the card worked is told to nobody here."""
    wish = Wish(
        "uploadParticipations",
        {
            "network": network,
            "key": line.id,
            "cardNumber": line.card_number,
            "offer": line.offer,
            "happenedAt": line.happened_at,
            "takenCents": line.taken_cents,
        },
        lambda: RegisterLate(
            card_token=card_token(context, network, line.card_number),
            offer_id=line.offer,
            happened_at=line.happened_at,
            taken_cents=line.taken_cents,
        ),
        Scope(network=str(network)),
        guard=("offers", str(line.offer)),
        lasting=True,
    )
    match await carry_out(context, wish):
        case Pending():
            return UploadLine(id=line.id, status=UploadStatus.PENDING)
        case Rejected(code=code, message=message, field=field):
            status = UploadStatus.PENDING if code in _AGAIN else UploadStatus.REJECTED
            return UploadLine(id=line.id, status=status, code=code, message=message, field=field)
        case _:
            return UploadLine(id=line.id, status=UploadStatus.ACCEPTED)
