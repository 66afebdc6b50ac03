"""What can be asked about applications and the decisions that follow from them."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.contract import Command, Sealed

Channel = Literal["counter", "home_visit", "association", "attest", "status_list"]
"""How an application came in."""

Level = Literal["signpost", "fill_in", "attest", "decide"]
"""How far a referrer's mandate goes, each level with those before it."""


class DecideCase(Command, name="cards.decide_case.v1"):
    """Decide about one person in a scheme, at once.

    `case` is sealed to cards: a JSON object with `facts` (contracts/regulation/facts.Person) and
    `reason`, a text. `mandate` is the word under which who decides may decide. `derogation`: a
    reasoned request to depart from the criteria. `valid_until` is for a regulation that leaves
    the end of a right open. `applied_on`: the day of the application, where that was earlier: it
    is decided by the regulation of that day, and the right begins then.
    """

    holder_id: UUID
    scheme_id: UUID
    case: Sealed
    mandate: str | None = None
    channel: Channel = "counter"
    derogation: bool = False
    valid_until: date | None = None
    applied_on: date | None = None


class RenewByStatus(Command, name="cards.renew_by_status.v1", internal=True):
    """Decide again about a person on what a source of status answered, without an application.

    `case` is sealed to cards, as in `DecideCase`. `answer_id` is the question that was answered.
    Only where the regulation grants automatically.
    """

    holder_id: UUID
    scheme_id: UUID
    answer_id: UUID
    case: Sealed


class SaveDraft(Command, name="cards.save_draft.v1"):
    """Keep an application as far as it is known, so that a colleague can continue it.

    Without `application_id` it is new. `content` is sealed to cards: any JSON object. `seen` is
    the number of saves that the writer has seen: nobody overwrites what she has not read.
    `referrer_id`, here and below: the organisation that acts for the applicant, or the network
    for its own outreach workers; none: its staff. What it may do is its mandate.
    """

    scheme_id: UUID
    holder_ids: tuple[UUID, ...]
    content: Sealed
    channel: Channel = "counter"
    application_id: UUID | None = None
    seen: int = 0
    referrer_id: UUID | None = None


class SubmitApplication(Command, name="cards.submit_application.v1"):
    """Hand an application in: from now on the term to decide runs."""

    application_id: UUID
    referrer_id: UUID | None = None


class RecordProof(Command, name="cards.record_proof.v1"):
    """Record that a proof was seen. `proof` is sealed to cards: its kind, and of whom it is.

    `document_id`: a copy of it is kept, where the regulation says that proofs are.
    """

    application_id: UUID
    proof: Sealed
    referrer_id: UUID | None = None
    document_id: UUID | None = None


class AskProof(Command, name="cards.ask_proof.v1"):
    """Ask for proofs that are missing, until a day. `asked` is sealed to cards: their kinds."""

    application_id: UUID
    asked: Sealed
    until: date


class AssignApplication(Command, name="cards.assign_application.v1"):
    """Say who goes on with an application, by her opaque id; none: whoever asks."""

    application_id: UUID
    assignee: str | None = None


class WithdrawApplication(Command, name="cards.withdraw_application.v1"):
    """The applicant no longer asks."""

    application_id: UUID


class DecideHousehold(Command, name="cards.decide_household.v1"):
    """Decide about several persons of a household in one go.

    `cases` is sealed to cards: a JSON object with `reason` and `cases`, by holder: `facts`, and
    `follows` where she is a dependant of whoever of the others is entitled. `whole`: all of them
    are decided, or nobody. `application_id`: the application that this decides.
    """

    scheme_id: UUID
    holder_ids: tuple[UUID, ...]
    cases: Sealed
    whole: bool = False
    mandate: str | None = None
    channel: Channel = "counter"
    valid_until: date | None = None
    application_id: UUID | None = None
    referrer_id: UUID | None = None


class GiveMandate(Command, name="cards.give_mandate.v1"):
    """Say how far a referrer may go. The network's own id stands for its outreach workers."""

    referrer_id: UUID
    level: Level


class IssueAttests(Command, name="cards.issue_attests.v1"):
    """Give a numbered series of blank attests to an organisation, to be filled in once each."""

    referrer_id: UUID
    scheme_id: UUID
    count: int


class FillAttest(Command, name="cards.fill_attest.v1"):
    """Fill in one attest for a person: it is handed in as her application. `statement` is sealed
    to cards: any JSON object."""

    series_id: UUID
    number: int
    holder_id: UUID
    statement: Sealed
    referrer_id: UUID | None = None


class RevokeAttests(Command, name="cards.revoke_attests.v1"):
    """Take back what is still blank of a series."""

    series_id: UUID


class ForgetContent(Command, name="cards.forget_content.v1", internal=True):
    """From the clock: what an application holds is needed no more."""

    application_id: UUID


class ForgetExplanation(Command, name="cards.forget_explanation.v1", internal=True):
    """From the clock: the term of appeal is over, so nobody needs the figures any more."""

    decision_id: UUID
