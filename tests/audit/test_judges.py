"""Each judge, over a season in memory: it holds, and one change anywhere is found. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.audit import cursors, folds, journals, ledger, outcomes, participations, shares, totals
from deploy.audit.findings import KEPT, Finding, Findings, Invariant
from deploy.audit.kafka_log import Sent, digest_of
from deploy.audit.picture import Aside, CursorAt, Picture
from deploy.audit.services import AUDITED, GATEWAY, SOURCES
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import Participation as Posted
from services.cards.domain.participation import Participation as Settled
from services.gateway.views import rows as views
from services.kernel.state import Row
from tests.audit.story import a_season, with_part, with_row, without_row

SEASON = a_season().picture()
R = TypeVar("R", bound=Row)
STEPS = st.lists(st.integers(0, 5), max_size=12)


def all_findings(picture: Picture) -> list[Finding]:
    """What all judges of one stream say."""
    hearers = {name: AUDITED[name].rules.sources for name in picture.parts}
    found = [
        cursors.judge_cursors(picture, hearers),
        ledger.judge_transfers(picture.stream, picture.part("budget")),
        ledger.judge_envelopes(picture.stream, picture.part("budget")),
        shares.judge_shares(picture),
        participations.judge_participations(picture),
        totals.judge_totals(picture),
        folds.judge_feed(picture),
        *(folds.judge_fold(AUDITED[name].rules, picture) for name in picture.parts),
        *folds.judge_unfit(picture),
    ]
    for service in SOURCES:
        part = picture.part(service)
        on_kafka = {told.sequence: digest_of(told.envelope) for told in part.journal}
        found.append(journals.judge_contiguous(picture.stream, part))
        found.append(journals.judge_on_kafka(picture.stream, part, on_kafka, part.head))
    return found


def kinds(*findings: Finding) -> set[str]:
    """The kinds of violations that were found."""
    return {violation.kind for finding in findings for violation in finding.violations}


def failing(picture: Picture) -> dict[Invariant, set[str]]:
    """The invariants that fail, and how."""
    found = Findings()
    found.add(all_findings(picture))
    return {i: kinds(f) for i, f in found.by_invariant.items() if f.failed}


def a_row(picture: Picture, service: str, table: type[R], **like: object) -> R:
    """A row with these columns."""
    rows = picture.part(service).table(table).values()
    return next(r for r in rows if all(getattr(r, name) == v for name, v in like.items()))


# -- whatever happens, a sound network is found sound -------------------------------------------


@settings(max_examples=25, deadline=None)
@given(STEPS, st.sampled_from([0, 2_000, 734_400]))
def test_any_season_is_found_sound(steps: list[int], drawing_right_cents: int) -> None:
    town = a_season(steps, drawing_right_cents=drawing_right_cents, own_contribution_cents=1_000)
    assert failing(town.picture()) == {}


def test_the_season_has_something_of_everything() -> None:
    found = participations.judge_participations(SEASON)
    assert found.looked["confirmed"] >= 2
    assert {"held", "cancelled", "voided"} <= found.looked.keys()
    assert totals.judge_totals(SEASON).looked["network-years"] == 1


# -- one change anywhere is found ---------------------------------------------------------------


def changed(value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return value + "x"
        case datetime() | date():
            return value + timedelta(days=1)
        case tuple():
            return (*value, "x")
        case _:
            return "x" if value is None else None


def all_columns() -> Iterable[tuple[str, type[Row], str]]:
    for service, audited in AUDITED.items():
        for table in audited.rules.tables:
            for field in fields(table):
                yield service, table, field.name


@pytest.mark.parametrize(
    ("service", "table", "column"), all_columns(), ids=lambda x: getattr(x, "__name__", x)
)
def test_any_column_of_any_table_that_changes_is_found(
    service: str, table: type[Row], column: str
) -> None:
    row = next(iter(SEASON.part(service).table(table).values()), None)
    if row is None:
        assert table.__name__ in ("SlugTaken", "MunicipalityTaken"), "the season lacks this table"
        return
    other = replace(row, **{column: changed(getattr(row, column))})
    if column == "key":
        picture = with_row(without_row(SEASON, service, row), service, other)
    else:
        picture = with_row(SEASON, service, other)
    finding = folds.judge_fold(AUDITED[service].rules, picture)
    expected = {"row_missing", "row_too_many"} if column == "key" else {"row_differs"}
    assert kinds(finding) == expected
    assert finding.violations[0].note == ("" if column == "key" else column)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SOURCES), st.randoms(use_true_random=False))
def test_any_event_that_is_gone_is_found(service: str, random: Any) -> None:
    part = SEASON.part(service)
    gone = random.choice(list(part.journal))
    journal = [told for told in part.journal if told is not gone]
    picture = with_part(SEASON, service, journal=journal)
    assert Invariant.JOURNALS_CONTIGUOUS in failing(picture)


def test_the_last_event_that_is_gone_shows_at_the_head() -> None:
    part = SEASON.part("cards")
    picture = with_part(SEASON, "cards", journal=part.journal[:-1])
    assert failing(picture)[Invariant.JOURNALS_CONTIGUOUS] == {"head_is_not_the_end"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda d: d.pop(3), "missing_on_kafka"),
        (lambda d: d.update({3: b"other"}), "differs_on_kafka"),
        (lambda d: d.update({10_000: b"new"}), "not_in_journal"),
    ],
)
def test_kafka_and_journal_must_be_alike(
    change: Callable[[dict[int, bytes]], object], kind: str
) -> None:
    part = SEASON.part("budget")
    on_kafka = {told.sequence: digest_of(told.envelope) for told in part.journal}
    change(on_kafka)
    found = journals.judge_on_kafka(SEASON.stream, part, on_kafka, part.head)
    assert [v.kind for v in found.violations] == [kind]


def test_what_was_not_published_yet_may_be_missing_on_kafka() -> None:
    part = SEASON.part("budget")
    on_kafka = {told.sequence: digest_of(told.envelope) for told in part.journal[:-1]}
    found = journals.judge_on_kafka(SEASON.stream, part, on_kafka, part.head - 1)
    assert (found.failed, found.waiting["not yet published"]) == (0, 1)


# -- cursors ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cursor", "kind"),
    [
        (CursorAt(2, 2), "cursor_behind"),
        (CursorAt(2, 5, "KeyError"), "source_stopped"),
        (CursorAt(10_000, 10_000), "cursor_beyond_end"),
    ],
)
def test_a_cursor_that_is_not_at_its_head_is_found(cursor: CursorAt, kind: str) -> None:
    others = SEASON.part("budget").cursors
    picture = with_part(SEASON, "budget", cursors={**others, "cards": cursor})
    assert failing(picture)[Invariant.CURSORS_AT_HEADS] == {kind}


def test_a_service_that_never_heard_of_a_network_is_behind() -> None:
    picture = with_part(SEASON, GATEWAY, cursors={}, rows={}, feed=())
    assert failing(picture)[Invariant.CURSORS_AT_HEADS] == {"cursor_behind"}


def test_what_is_behind_a_stopped_source_is_not_judged_twice() -> None:
    others = SEASON.part("cards").cursors
    picture = with_part(SEASON, "cards", cursors={**others, "budget": CursorAt(1, 9, "KeyError")})
    found = participations.judge_participations(picture)
    assert found.failed == 0
    assert found.waiting["still moving"] > 0


# -- money --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"cents": 10**6}, {"transfer_differs", "account_is_not_its_sum"}),
        ({"cents": 0}, {"transfer_differs", "account_is_not_its_sum", "amount_not_positive"}),
        (
            {"debit_id": "nowhere"},
            {"transfer_differs", "account_is_not_its_sum", "account_missing"},
        ),
        ({"names": "x"}, {"transfer_differs", "names_one_for_no_reason"}),
        ({"participation_id": "x"}, {"transfer_differs"}),
    ],
)
def test_a_transfer_that_changes_is_found(changes: dict[str, Any], expected: set[str]) -> None:
    plain = a_row(SEASON, "budget", TransferRow, kind="posted", participation_id=None)
    picture = with_row(SEASON, "budget", replace(plain, **changes))
    assert failing(picture)[Invariant.TRANSFERS_BALANCE] >= expected


def test_a_reversal_names_a_posted_transfer_of_the_same_amount_turned_round() -> None:
    reversal = a_row(SEASON, "budget", TransferRow, kind="reversal")
    sides = {"debit_id": reversal.credit_id, "credit_id": reversal.debit_id}
    for change in ({"names": None}, {"names": "gone"}):
        picture = with_row(SEASON, "budget", replace(reversal, **change))
        assert "named_transfer_missing" in failing(picture)[Invariant.TRANSFERS_BALANCE]
    picture = with_row(SEASON, "budget", replace(reversal, **sides))
    assert "named_transfer_does_not_fit" in failing(picture)[Invariant.TRANSFERS_BALANCE]


def test_a_transfer_is_reversed_once() -> None:
    reversal = a_row(SEASON, "budget", TransferRow, kind="reversal")
    picture = with_row(SEASON, "budget", replace(reversal, key=str(uuid4())))
    assert failing(picture)[Invariant.TRANSFERS_BALANCE] >= {"named_twice", "transfer_never_told"}


def test_an_account_beyond_its_means_is_found() -> None:
    source = a_row(SEASON, "budget", AccountRow, kind="drawing_right")
    spent = replace(source, posted_debit_cents=source.posted_credit_cents + 1)
    found = failing(with_row(SEASON, "budget", spent))
    assert found[Invariant.ENVELOPES_WITHIN_BOUNDS] == {"overspent"}
    assert found[Invariant.TRANSFERS_BALANCE] == {"account_is_not_its_sum", "books_do_not_balance"}
    freed = replace(source, held_debit_cents=-1)
    found = failing(with_row(SEASON, "budget", freed))
    assert "held_below_zero" in found[Invariant.ENVELOPES_WITHIN_BOUNDS]


def test_an_envelope_that_was_overspent_in_between_is_found() -> None:
    """What is given back later does not excuse it: the journal is walked event by event."""
    town = a_season([1], drawing_right_cents=0, own_contribution_cents=2_000)
    part = town.picture().part("budget")
    opening = next(t for t in part.journal if t.envelope.type == "budget.year_opened.v1")
    assert opening.event is not None
    poor = opening.event.model_copy(update={"transfers": ()})
    journal = [replace(t, event=poor) if t is opening else t for t in part.journal]
    found = ledger.judge_envelopes(town.stream, replace(part, journal=journal, rows={}))
    assert kinds(found) == {"overspent"}


def test_shares_that_do_not_add_up_are_found_wherever_they_stand() -> None:
    posted = a_row(SEASON, "budget", Posted, status="confirmed")
    shown = a_row(SEASON, GATEWAY, views.Participation, status="confirmed")
    for service, row in (("budget", posted), (GATEWAY, shown)):
        picture = with_row(SEASON, service, replace(row, holder_cents=row.holder_cents - 1))
        assert failing(picture)[Invariant.SHARES_ADD_UP] == {"shares_do_not_add_up"}


@pytest.mark.parametrize(
    ("service", "updates", "expected"),
    [
        ("cards", {"holder_cents": -1}, {"shares_do_not_add_up", "not_as_requested"}),
        (
            "budget",
            {"network_cents": 1},
            {"shares_do_not_add_up", "not_as_requested", "share_not_transferred"},
        ),
        ("budget", {"transfers": ()}, {"share_not_transferred"}),
    ],
)
def test_events_whose_shares_are_wrong_are_found(
    service: str, updates: dict[str, Any], expected: set[str]
) -> None:
    part = SEASON.part(service)
    priced = next(t for t in part.journal if getattr(t.event, "network_cents", 0) > 1)
    assert priced.event is not None
    wrong = replace(priced, event=priced.event.model_copy(update=updates))
    journal = [wrong if t is priced else t for t in part.journal]
    found = shares.judge_shares(with_part(SEASON, service, journal=journal))
    assert kinds(found) == expected


# -- participations and totals ------------------------------------------------------------------


def test_participations_that_differ_are_found() -> None:
    settled = a_row(SEASON, "cards", Settled, status="confirmed")
    posted = a_row(SEASON, "budget", Posted, status="confirmed")
    shown = a_row(SEASON, GATEWAY, views.Participation, status="confirmed")
    wrong = [
        (with_row(SEASON, "cards", replace(settled, status="held")), "budget_differs"),
        (with_row(SEASON, "cards", replace(settled, status="declined")), "posted_but_not_settled"),
        (without_row(SEASON, "cards", settled), "unknown_to_cards"),
        (without_row(SEASON, "budget", posted), "unknown_to_budget"),
        (without_row(SEASON, GATEWAY, shown), "not_in_views"),
        (with_row(SEASON, GATEWAY, replace(shown, status="cancelled")), "view_differs"),
    ]
    for picture, kind in wrong:
        assert kind in failing(picture)[Invariant.PARTICIPATIONS_AGREE]


def test_a_confirmed_participation_without_its_transfers_is_found() -> None:
    settled = a_row(SEASON, "cards", Settled, status="confirmed")
    transfer = a_row(SEASON, "budget", TransferRow, participation_id=settled.key)
    found = failing(without_row(SEASON, "budget", transfer))
    assert "not_transferred" in found[Invariant.PARTICIPATIONS_AGREE]
    assert "transfer_missing" in found[Invariant.TRANSFERS_BALANCE]


def test_a_participation_that_is_set_aside_is_waited_for() -> None:
    settled = a_row(SEASON, "cards", Settled, status="confirmed")
    picture = with_row(SEASON, "cards", replace(settled, status="requested"))
    aside = Aside(uuid4(), uuid4(), "behind", settled.key)
    found = participations.judge_participations(with_part(picture, "cards", aside=[aside]))
    assert (found.failed, found.waiting["still moving"]) == (0, 1)


def test_totals_that_differ_are_found() -> None:
    total = a_row(SEASON, GATEWAY, views.YearTotal)
    statement = a_row(SEASON, GATEWAY, views.StatementYear)
    account = a_row(SEASON, GATEWAY, views.Account, kind="payable")
    wrong: list[tuple[Picture, str]] = [
        (with_row(SEASON, GATEWAY, replace(total, holders=9)), "total_differs"),
        (with_row(SEASON, GATEWAY, replace(total, network_cents=1)), "total_differs"),
        (without_row(SEASON, GATEWAY, total), "total_differs"),
        (with_row(SEASON, GATEWAY, replace(statement, total_cents=1)), "statement_differs"),
        (with_row(SEASON, GATEWAY, replace(account, credit_cents=1)), "account_differs"),
        (without_row(SEASON, GATEWAY, account), "account_not_shown"),
        (with_row(SEASON, GATEWAY, replace(account, key="x")), "account_never_told"),
    ]
    for picture, kind in wrong:
        assert failing(picture)[Invariant.TOTALS_AGREE] == {kind}
    payment = a_row(SEASON, "budget", TransferRow, kind="posted", cents=952)
    found = failing(with_row(SEASON, "budget", replace(payment, cents=953)))
    assert found[Invariant.TOTALS_AGREE] == {"ledger_total_differs"}


def test_a_public_event_that_the_feed_lacks_or_has_too_many_is_found() -> None:
    feed = list(SEASON.part(GATEWAY).feed)
    lacking = with_part(SEASON, GATEWAY, feed=feed[1:])
    assert failing(lacking) == {Invariant.VIEWS_ARE_FOLDS: {"feed_lacks_event"}}
    stranger = ("cards", 1, "cards.holder_registered.v1")
    too_many = with_part(SEASON, GATEWAY, feed=[*feed, stranger])
    assert failing(too_many) == {Invariant.VIEWS_ARE_FOLDS: {"feed_has_stranger"}}


def test_a_row_that_cannot_be_read_is_found() -> None:
    picture = with_part(SEASON, "cards", unfit=[("holders", "x")])
    assert failing(picture) == {Invariant.TABLES_ARE_FOLDS: {"row_unreadable"}}


# -- commands -----------------------------------------------------------------------------------


def the_commands(picture: Picture) -> dict[Any, Sent]:
    """A command for each outcome."""
    return {
        told.envelope.outcome: Sent(service, f"{service}.some_command.v1")
        for service in SOURCES
        for told in picture.part(service).journal
        if told.envelope.outcome is not None
    }


def gathered(picture: Picture) -> outcomes.Ledger:
    found = outcomes.Ledger()
    found.gather(picture, picture.noted)
    return found


def test_one_outcome_each_and_operations_that_agree() -> None:
    sent, found = the_commands(SEASON), gathered(SEASON)
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert (judged.failed, judged.looked["outcomes"]) == (0, len(sent))
    assert outcomes.judge_operations(found, sent).failed == 0


def test_a_command_without_an_outcome_is_found_unless_it_waits() -> None:
    sent, lost = the_commands(SEASON), uuid4()
    sent[lost] = Sent("cards", "cards.register_participation.v1")
    found = gathered(SEASON)
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert [(v.kind, v.item) for v in judged.violations] == [("no_outcome", str(lost))]
    found.waiting.add(lost)
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert (judged.failed, judged.waiting["set aside"]) == (0, 1)


def test_an_internal_command_needs_no_outcome() -> None:
    sent = the_commands(SEASON) | {uuid4(): Sent("budget", "budget.expire_hold.v1")}
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, gathered(SEASON), whole=True)
    assert judged.failed == 0


def test_a_second_outcome_is_found_wherever_it_stands() -> None:
    sent = the_commands(SEASON)
    part = SEASON.part("budget")
    first, second = [t for t in part.journal if t.envelope.outcome is not None][:2]
    twice = replace(second, envelope=replace(second.envelope, outcome=first.envelope.outcome))
    journal = [twice if t is second else t for t in part.journal]
    found = gathered(with_part(SEASON, "budget", journal=journal))
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert kinds(judged) == {"two_outcomes", "no_outcome"}


def test_an_outcome_of_no_command_is_found_while_topics_are_whole() -> None:
    sent = the_commands(SEASON)
    del sent[next(iter(sent))]
    found = gathered(SEASON)
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert kinds(judged) == {"answers_no_command"}
    assert outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=False).failed == 0


def test_a_command_that_nobody_took_in_is_found() -> None:
    own_id = uuid4()
    sent = {own_id: Sent("cards", "cards.block_card.v1")}
    assert kinds(outcomes.judge_taken(SEASON, sent)) == {"command_not_taken"}
    aside = with_part(SEASON, "cards", aside=[Aside(own_id, own_id, "behind")])
    judged = outcomes.judge_taken(aside, sent)
    assert (judged.failed, judged.waiting["set aside"]) == (0, 1)
    known = with_part(SEASON, "cards", known=SEASON.part("cards").known | {own_id})
    assert outcomes.judge_taken(known, sent).failed == 0


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"status": "pending"}, "status"),
        ({"code": "envelope_empty"}, "code"),
        ({"made": "other"}, "made"),
        ({"outcome_stream": "other"}, "stream of the outcome"),
    ],
)
def test_an_operation_that_says_otherwise_is_found(changes: dict[str, Any], note: str) -> None:
    operations = dict(SEASON.part(GATEWAY).operations)
    some = next(iter(operations))
    operations[some] = replace(operations[some], **changes)
    found = gathered(with_part(SEASON, GATEWAY, operations=operations))
    judged = outcomes.judge_operations(found, the_commands(SEASON))
    assert [(v.kind, v.item, v.note) for v in judged.violations] == [
        ("operation_differs", str(some), note)
    ]


def test_operations_that_are_missing_or_made_up_are_found() -> None:
    operations = dict(SEASON.part(GATEWAY).operations)
    some, operation = operations.popitem()
    found = gathered(with_part(SEASON, GATEWAY, operations=operations))
    judged = outcomes.judge_operations(found, the_commands(SEASON))
    assert kinds(judged) == {"operation_missing"}
    made_up = {**operations, some: operation, uuid4(): operation}
    found = gathered(with_part(SEASON, GATEWAY, operations=made_up))
    judged = outcomes.judge_operations(found, the_commands(SEASON))
    assert kinds(judged) == {"operation_without_outcome"}


# -- findings -----------------------------------------------------------------------------------


def test_all_violations_are_counted_and_the_first_are_kept() -> None:
    one, two = Finding(Invariant.ONE_OUTCOME), Finding(Invariant.ONE_OUTCOME)
    for number in range(KEPT - 5):
        one.fault("no_outcome", "cards", "s", number)
        two.fault("no_outcome", "cards", "s", number)
    one.add(two)
    assert (one.failed, len(one.violations)) == (2 * (KEPT - 5), KEPT)
