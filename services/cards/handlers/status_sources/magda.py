"""The MAGDA question SocialStatus, over SOAP with a certificate on both sides.

One request asks about one person; a few go side by side. Whatever the source does, each question
gets a reply: an answer, a failure for good, or a failure that another day may cure.
"""

import asyncio
import ssl
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import httpx2

from services.cards.handlers.status_sources.circuit import Circuit
from services.cards.handlers.status_sources.magda_answer import Said, Unusable, read_answer
from services.cards.handlers.status_sources.magda_request import (
    STATUSES_MAX,
    Sender,
    question_xml,
)
from services.cards.handlers.status_sources.port import Answer, Failure, Question, Reply
from services.kernel import logs

ANSWER_BYTES_MAX: Final = 262_144
AT_ONCE: Final = 4
CONNECT_S, ANSWER_S = 5.0, 20.0
MAGDA_NAMES: Final[Mapping[str, str]] = {
    "increased_reimbursement": "BIM_BVT",
    "living_wage": "LIVING_WAGES_PCSA_HELP",
}
"""The source's name of a status, by its word in regulations. Settings name more."""
log = logs.logger()


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed with the source: where it is, who asks, which statuses, which refusals.

    `senders` are networks with an agreement of their own; where there are some, no other network
    may ask.
    """

    url: str
    sender: Sender | None
    names: Mapping[str, str] = field(default_factory=lambda: dict(MAGDA_NAMES))
    refusals: Collection[str] = ()
    senders: Mapping[str, Sender] = field(default_factory=dict)

    def sender_for(self, network: str) -> Sender | None:
        """As whom a network asks; None: it may not."""
        return self.senders.get(network) if self.senders else self.sender


def tls(authority: str | None, certificate: str, key: str) -> ssl.SSLContext:
    """Trust in an authority (a file; None: those of the machine), and our own certificate.

    Raises OSError and ssl.SSLError where a file is missing or wrong.
    """
    context = ssl.create_default_context(cafile=authority)
    context.load_cert_chain(certificate, key)
    return context


class MagdaSource:
    """Asks MAGDA. `close` lets go of its connections."""

    def __init__(
        self,
        agreement: Agreement,
        trust: ssl.SSLContext,
        *,
        circuit: Circuit | None = None,
        answer_s: float = ANSWER_S,
    ) -> None:
        self.agreement, self.circuit = agreement, circuit or Circuit()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._answer_s = answer_s
        self._http = httpx2.AsyncClient(
            verify=trust, timeout=httpx2.Timeout(answer_s, connect=CONNECT_S), trust_env=False
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def ask(self, questions: Sequence[Question]) -> Sequence[Reply]:
        """One reply for each question, in their order."""
        return await asyncio.gather(*(self._ask(question) for question in questions))

    async def _ask(self, question: Question) -> Reply:
        names = tuple(
            self.agreement.names[word] for word in question.statuses if word in self.agreement.names
        )
        if not names or len(names) < len(question.statuses) or len(names) > STATUSES_MAX:
            return Failure(question.id, "status_not_at_source", again=False)
        sender = self.agreement.sender_for(question.network)
        if sender is None:
            return Failure(question.id, "not_authorised", again=False)
        async with self._room:
            if not self.circuit.admits():
                return Failure(question.id, "source_away", again=True)
            said = await self._exchange(question, sender, names)
        if said.again and said.code != "source_error":
            self.circuit.failed()
        else:
            self.circuit.answered()
        if said.outcome is not None:
            return Answer(question.id, said.outcome, said.until)
        assert said.code is not None
        return Failure(question.id, said.code, said.again)

    async def _exchange(self, question: Question, sender: Sender, names: tuple[str, ...]) -> Said:
        content = question_xml(
            sender,
            reference=str(question.id),
            number=question.number,
            names=names,
            on=question.on,
            at=datetime.now(UTC),
        )
        try:
            async with asyncio.timeout(self._answer_s + CONNECT_S):
                status, answer = await self._post(content)
        except (httpx2.HTTPError, ssl.SSLError, OSError, TimeoutError) as problem:
            log.warning("status_source_away", cause=type(problem).__name__)
            return Said(code="source_away", again=True)
        if status in (401, 403):
            log.warning("status_source_refuses", http=status)
            return Said(code="not_authorised", again=True)
        return self._read(question, names, status, answer)

    async def _post(self, content: bytes) -> tuple[int, bytes | None]:
        """The status and the answer; None where it is larger than any answer can be."""
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
        request = self._http.stream("POST", self.agreement.url, content=content, headers=headers)
        async with request as response:
            found = bytearray()
            async for chunk in response.aiter_bytes():
                found += chunk
                if len(found) > ANSWER_BYTES_MAX:
                    return response.status_code, None
            return response.status_code, bytes(found)

    def _read(
        self, question: Question, names: tuple[str, ...], status: int, answer: bytes | None
    ) -> Said:
        try:
            if answer is None or status not in (200, 500):
                raise Unusable("too large, or no answer at all")
            return read_answer(
                answer,
                reference=str(question.id),
                number=question.number,
                names=names,
                on=question.on,
                refusals=self.agreement.refusals,
            )
        except Unusable:
            away = status in (408, 429) or status >= 500
            log.warning("status_answer_unusable", http=status)
            return Said(code="source_away" if away else "answer_invalid", again=True)
