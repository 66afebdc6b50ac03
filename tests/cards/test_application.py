"""An application as a file, mandates of referrers, blank attests, a household in one go. Pure."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.cards.contracts.commands import (
    AskProof,
    DecideHousehold,
    ForgetContent,
    RecordProof,
    SaveDraft,
    SubmitApplication,
    WithdrawApplication,
)
from services.cards.contracts.events import (
    ApplicationDecided,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    CommandRejected,
    ContentForgotten,
    DraftSaved,
    ProofAsked,
    ProofRecorded,
)
from services.cards.domain.application import Application
from services.cards.domain.decision import Dossier, day_after
from services.cards.domain.prepared import OpenedCases, Resealed
from services.kernel.contract import Event
from tests.kit.casework import ENTITLED, NOT_ENTITLED, Desk, Json, a_case, opened
from tests.kit.regulations import a_document, a_route
from tests.kit.town import an_id, code_of, expect

ORGANISATION = an_id("poverty association")
SEALED = Resealed("sealed again")
IN_A_MONTH: Json = {"decide_within_days": 30, "modes": ["application", "delegated"]}
FOLLOWS: Json = {"kind": "dependant_of_holder"}


def a_desk(**more: Any) -> Desk:
    routes = (a_route(), a_route(FOLLOWS, name="dependant"))
    return Desk(a_document(*routes, deciding=IN_A_MONTH, **more))


def a_draft(desk: Desk, *holders: UUID, **more: Any) -> Event:
    wish = SaveDraft(scheme_id=desk.scheme, holder_ids=holders, content="sealed", **more)
    return desk.ask(wish, SEALED)


def a_file(desk: Desk, *holders: UUID) -> UUID:
    return expect(a_draft(desk, *(holders or (desk.a_holder(),))), DraftSaved).application_id


def submit(desk: Desk, application: UUID, **more: Any) -> Event:
    return desk.ask(SubmitApplication(application_id=application, **more))


def decide(desk: Desk, facts: dict[UUID, Json | None], **more: Any) -> Event:
    """Facts with `follows` are of who follows another."""
    cases = {}
    for holder, said in facts.items():
        known = None if said is None else {k: v for k, v in said.items() if k != "follows"}
        cases[holder] = a_case(known, follows=bool(said and said.get("follows")))
    wish = DecideHousehold(scheme_id=desk.scheme, holder_ids=tuple(facts), cases="sealed", **more)
    return desk.ask(wish, OpenedCases(cases))


def row(desk: Desk, application: UUID) -> Application:
    return desk.driver.row("cards", desk.stream, Application, application)


# -- the file -------------------------------------------------------------------------------------


def test_a_colleague_continues_a_draft_and_nobody_overwrites_what_she_has_not_read() -> None:
    desk = a_desk()
    holder = desk.a_holder()
    application = a_file(desk, holder)
    again = expect(a_draft(desk, holder, application_id=application, seen=1), DraftSaved)
    assert (again.application_id, again.saves) == (application, 2)
    late = expect(a_draft(desk, holder, application_id=application, seen=1), CommandRejected)
    assert (late.code, late.facts) == ("changed_meanwhile", {"saves": 2})
    assert desk.driver.row("cards", desk.stream, Dossier, holder).application_ids == (
        str(application),
    )


def test_a_draft_is_of_known_persons_in_a_known_scheme() -> None:
    desk = a_desk()
    holder = desk.a_holder()
    assert code_of(a_draft(desk)) == "members_invalid"
    assert code_of(a_draft(desk, holder, holder)) == "members_invalid"
    assert code_of(a_draft(desk, an_id("stranger"))) == "holder_unknown"
    unknown = SaveDraft(scheme_id=an_id("other"), holder_ids=(holder,), content="sealed")
    assert code_of(desk.ask(unknown, SEALED)) == "scheme_unknown"
    missing = a_draft(desk, holder, application_id=an_id("none"), seen=1)
    assert code_of(missing) == "application_unknown"


def test_the_term_to_decide_runs_from_the_day_on_which_it_is_handed_in() -> None:
    desk = a_desk()
    application = a_file(desk)
    desk.at(datetime(2026, 7, 9, 22, 30, tzinfo=UTC))
    done = expect(submit(desk, application), ApplicationSubmitted)
    assert (done.submitted_on, done.decide_by) == (date(2026, 7, 10), date(2026, 8, 9))
    assert code_of(submit(desk, application)) == "already_submitted"


def test_a_copy_of_a_proof_is_kept_only_where_the_regulation_says_so() -> None:
    for proofs, answer in (("kept", ProofRecorded), ("seen", CommandRejected)):
        desk = Desk(a_document(a_route(), deciding={"proofs": proofs}))
        copy = RecordProof(application_id=a_file(desk), proof="sealed", document_id=an_id("copy"))
        said = expect(desk.ask(copy, SEALED), answer)
        if isinstance(said, ProofRecorded):
            assert said.document_id == an_id("copy")
        else:
            assert code_of(said) == "proofs_not_kept"
            seen = desk.ask(copy.model_copy(update={"document_id": None}), SEALED)
            assert expect(seen, ProofRecorded).document_id is None


def test_proofs_are_counted_as_seen_and_a_missing_one_is_asked() -> None:
    desk = a_desk()
    application = a_file(desk)
    ask = AskProof(application_id=application, asked="sealed", until=date(2026, 7, 20))
    assert code_of(desk.ask(ask, SEALED)) == "not_submitted"
    submit(desk, application)
    past = ask.model_copy(update={"until": date(2026, 7, 1)})
    assert code_of(desk.ask(past, SEALED)) == "day_out_of_range"
    expect(desk.ask(ask, SEALED), ProofAsked)
    assert row(desk, application).status == "proof_missing"
    proof = RecordProof(application_id=application, proof="sealed")
    seen = expect(desk.ask(proof, SEALED), ProofRecorded)
    assert (seen.seen_on, seen.proof) == (date(2026, 7, 1), SEALED.text)
    assert (row(desk, application).status, row(desk, application).proofs) == ("submitted", 1)
    desk.driver.check_folds()


def test_a_withdrawn_application_holds_nothing_and_is_closed() -> None:
    desk = a_desk()
    application = a_file(desk)
    withdraw = WithdrawApplication(application_id=application)
    expect(desk.ask(withdraw), ApplicationWithdrawn)
    assert (row(desk, application).status, row(desk, application).content) == ("withdrawn", None)
    for wish in (withdraw, SubmitApplication(application_id=application)):
        assert code_of(desk.ask(wish)) == "application_closed"
    desk.driver.check_folds()


def test_a_draft_that_nobody_goes_on_with_is_forgotten_after_a_year() -> None:
    desk = a_desk()
    application = a_file(desk)
    forget = ForgetContent(application_id=application)
    end = day_after(date(2027, 7, 1))
    desk.at(end - timedelta(seconds=1))
    desk.driver.send(forget, stream=desk.stream)
    assert row(desk, application).content is not None
    desk.at(end)
    expect(desk.ask(forget), ContentForgotten)
    assert (row(desk, application).status, row(desk, application).content) == ("withdrawn", None)
    desk.driver.check_folds()


# -- a household in one go ------------------------------------------------------------------------


def test_one_proof_and_a_decision_per_member_who_follows_comes_along() -> None:
    desk = a_desk()
    parent, child = desk.a_holder(), desk.a_holder()
    facts: dict[UUID, Json | None] = {child: {"statuses": [], "follows": True}, parent: ENTITLED}
    made = expect(decide(desk, facts), ApplicationDecided)
    assert made.undecided == ()
    assert len(made.decision_ids) == 2
    assert [desk.decisions(one)[0].outcome for one in (parent, child)] == ["entitled"] * 2
    assert opened(desk.decisions(child)[0])["decision"]["route"] == "dependant"
    assert row(desk, made.application_id).status == "decided"
    desk.driver.check_folds()


def test_who_follows_somebody_who_is_not_entitled_is_not_either() -> None:
    desk = a_desk()
    parent, child = desk.a_holder(), desk.a_holder()
    decide(desk, {parent: NOT_ENTITLED, child: {"statuses": [], "follows": True}})
    assert [desk.decisions(one)[0].outcome for one in (parent, child)] == ["not_entitled"] * 2


def test_those_that_succeed_are_decided_and_the_others_are_told_what_is_missing() -> None:
    desk = a_desk()
    one, two = desk.a_holder(), desk.a_holder()
    made = expect(decide(desk, {one: ENTITLED, two: {}}), ApplicationDecided)
    [undecided] = made.undecided
    assert (undecided.holder_id, undecided.code) == (two, "proof_missing")
    assert "statuses" in (undecided.missing or "")
    assert row(desk, made.application_id).status == "proof_missing"
    later = decide(
        desk,
        {two: NOT_ENTITLED},
        application_id=made.application_id,
    )
    expect(later, ApplicationDecided)
    assert row(desk, made.application_id).status == "decided"
    assert len(row(desk, made.application_id).decision_ids) == 2


def test_all_of_them_or_nobody() -> None:
    desk = a_desk()
    one, two = desk.a_holder(), desk.a_holder()
    assert code_of(decide(desk, {one: ENTITLED, two: {}}, whole=True)) == "proof_missing"
    assert desk.decisions(one) == []
    assert not desk.usable_on(one, date(2026, 7, 1))


def test_a_household_about_which_nothing_can_be_said_is_refused() -> None:
    desk = a_desk()
    assert code_of(decide(desk, {desk.a_holder(): {}, desk.a_holder(): {}})) == "nobody_decided"
    assert code_of(decide(desk, {})) == "members_invalid"
