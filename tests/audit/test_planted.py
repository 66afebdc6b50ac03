"""A fault of each kind, planted in a running platform, and found by the audit. On real Kafka.

One network for all: each fault is taken back, so that the next test finds only its own.
"""

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from deploy.audit.findings import Invariant
from services.kernel.envelope import Envelope
from services.partners.contracts.events import CommandRejected
from tests.audit import planting, planting_rights
from tests.audit.planting import Plant, Season, a_season
from tests.kit import faults
from tests.kit.talk import Talk


@pytest.fixture(scope="module")
async def season(talk: Talk) -> AsyncIterator[Season]:
    """A season with nothing wrong in it, before and after all tests of this module."""
    async with contextlib.AsyncExitStack() as stack:
        season = await a_season(talk, stack)
        await planting_rights.somebody_entitled(season.network, await season.network.an_offer())
        yield season
        assert await season.faults() == {}


PLANTED: list[tuple[Plant, dict[Invariant, set[str]]]] = [
    (
        planting.a_journal_row_removed,
        {
            Invariant.JOURNALS_CONTIGUOUS: {"gap_in_journal"},
            Invariant.JOURNALS_ON_KAFKA: {"not_in_journal"},
        },
    ),
    (planting.a_journal_row_changed, {Invariant.JOURNALS_ON_KAFKA: {"differs_on_kafka"}}),
    (planting.a_head_lost, {Invariant.JOURNALS_CONTIGUOUS: {"head_is_not_the_end"}}),
    (planting.a_cursor_moved_back, {Invariant.CURSORS_AT_HEADS: {"cursor_behind"}}),
    (planting.a_view_cursor_moved_back, {Invariant.CURSORS_AT_HEADS: {"cursor_behind"}}),
    (planting.a_source_stopped, {Invariant.CURSORS_AT_HEADS: {"source_stopped"}}),
    (planting.a_row_changed, {Invariant.TABLES_ARE_FOLDS: {"row_differs"}}),
    (planting.a_copied_row_removed, {Invariant.TABLES_ARE_FOLDS: {"row_missing"}}),
    (planting.a_row_too_many, {Invariant.TABLES_ARE_FOLDS: {"row_too_many"}}),
    (
        planting.a_transfer_changed,
        {
            Invariant.TABLES_ARE_FOLDS: {"row_differs"},
            Invariant.TRANSFERS_BALANCE: {"transfer_differs", "account_is_not_its_sum"},
            Invariant.PARTICIPATIONS_AGREE: {"not_transferred"},
            Invariant.TOTALS_AGREE: {"ledger_total_differs"},
        },
    ),
    (
        planting.an_envelope_overspent,
        {
            Invariant.TRANSFERS_BALANCE: {"account_is_not_its_sum", "books_do_not_balance"},
            Invariant.ENVELOPES_WITHIN_BOUNDS: {"overspent"},
        },
    ),
    (planting.shares_changed, {Invariant.SHARES_ADD_UP: {"shares_do_not_add_up"}}),
    (
        planting.a_participation_unsettled,
        {
            Invariant.PARTICIPATIONS_AGREE: {"posted_but_not_settled"},
            Invariant.LIMITS_AGREE: {"limit_differs"},
        },
    ),
    (
        planting.a_limit_changed,
        {
            Invariant.TABLES_ARE_FOLDS: {"row_differs"},
            Invariant.LIMITS_AGREE: {"limit_differs"},
        },
    ),
    (
        planting_rights.a_right_too_many,
        {
            Invariant.RIGHTS_FOLLOW: {"two_rights_on_a_day"},
            Invariant.TABLES_ARE_FOLDS: {"row_differs"},
        },
    ),
    (planting_rights.a_decision_lost, {Invariant.RIGHTS_FOLLOW: {"right_without_decision"}}),
    (
        planting.a_view_row_changed,
        {
            Invariant.VIEWS_ARE_FOLDS: {"row_differs"},
            Invariant.PARTICIPATIONS_AGREE: {"view_differs"},
        },
    ),
    (
        planting.a_total_changed,
        {
            Invariant.VIEWS_ARE_FOLDS: {"row_differs"},
            Invariant.TOTALS_AGREE: {"total_differs"},
        },
    ),
    (planting.spending_changed, {Invariant.TOTALS_AGREE: {"spending_differs"}}),
    (
        planting.lines_changed,
        {Invariant.TOTALS_AGREE: {"bucket_is_not_its_lines", "payable_is_not_what_is_owed"}},
    ),
    (planting.an_event_of_the_feed_lost, {Invariant.VIEWS_ARE_FOLDS: {"feed_lacks_event"}}),
    (planting.a_second_outcome, {Invariant.ONE_OUTCOME: {"two_outcomes"}}),
    (
        planting.a_command_without_outcome,
        {
            Invariant.ONE_OUTCOME: {"no_outcome"},
            Invariant.OPERATIONS_AGREE: {"operation_without_outcome"},
        },
    ),
    (planting.a_command_forgotten, {Invariant.COMMANDS_TAKEN: {"command_not_taken"}}),
    (planting.an_operation_left_pending, {Invariant.OPERATIONS_AGREE: {"operation_differs"}}),
]


async def test_a_sound_network_is_found_sound(season: Season) -> None:
    result = await season.audit()
    assert result.findings.failed == 0, result.findings.by_invariant
    looked = {i: f.looked.total() for i, f in result.findings.by_invariant.items()}
    assert min(looked.values()) > 0, looked


@pytest.mark.parametrize(("plant", "expected"), PLANTED, ids=lambda x: getattr(x, "__name__", ""))
async def test_a_planted_fault_is_found(
    season: Season, plant: Plant, expected: dict[Invariant, set[str]]
) -> None:
    async with plant(season):
        found = await season.faults()
    for invariant, kinds in expected.items():
        assert kinds <= found.get(invariant, set()), found


async def test_an_event_on_kafka_that_nobody_wrote_is_found(season: Season) -> None:
    """Then the journal is given it, which makes everything right again."""
    database = season.databases["partners"]
    head: int = await database.fetchval("select head from streams where stream = $1", season.stream)
    nobody = uuid4()
    event = Envelope(
        id=nobody,
        type=CommandRejected.wire_name,
        source="partners",
        stream=season.stream,
        time=datetime.now(UTC),
        data=CommandRejected(code="name_invalid").model_dump_json().encode(),
        correlation=nobody,
        sequence=head + 1,
    )
    await season.talk.outbox.send("partners.events", event)
    season.network.after["partners"] = head + 1
    found = await season.faults()
    assert "not_in_journal" in found[Invariant.JOURNALS_ON_KAFKA]
    await faults.append_to_journal(database, event)
    assert await season.faults() == {}
