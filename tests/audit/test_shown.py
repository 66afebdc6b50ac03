"""The views of money against the ledger: sound after every story, and a fault of each kind found.
Pure."""

from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pytest

from deploy.audit.findings import Invariant
from deploy.audit.looked_at import ALWAYS
from deploy.audit.picture import Part, Picture
from deploy.audit.services import GATEWAY
from services.budget.domain.debt import Debt as KeptDebt
from services.budget.domain.payable import PayableItem as KeptItem
from services.gateway.views.allowance_rows import Allowance
from services.gateway.views.bank_line_rows import BankLine
from services.gateway.views.clearing_rows import MoneyReceived, ReceivedOfSource
from services.gateway.views.correction_rows import Correction
from services.gateway.views.debt_rows import Debt, Repayment
from services.gateway.views.envelope_rows import Envelope, MoneyMove
from services.gateway.views.ledger_rows import SettlementBucket
from services.gateway.views.payment_rows import PayableItem, Payment, PaymentRun
from services.gateway.views.year_rows import Expense, ExpenseCredit
from services.kernel.state import Row
from tests.audit.judging import a_row, findings_always, kinds
from tests.audit.story import with_row, without_row
from tests.audit.whole_story import picture_of
from tests.kit.heard import Heard
from tests.kit.money_neighbours import MoneyNeighbours
from tests.kit.money_office import MoneyOffice
from tests.kit.money_parts import MoneyParts
from tests.kit.money_promised import MoneyPromised
from tests.kit.money_season import MoneySeason
from tests.kit.money_stories import STORIES
from tests.kit.money_year import MoneyYear

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Loaded(Part):
    """A part of which only what was asked for can be looked at."""

    def table(self, kind: type[R]) -> Any:
        """As it is; what was not loaded would be taken for empty."""
        assert kind in self.rows, f"{kind} is judged always: name it in looked_at.py"
        return super().table(kind)


def loaded(picture: Picture) -> Picture:
    """The picture as the audit has it of a network that it does not fold again."""
    parts: dict[str, Part] = {}
    for name, part in picture.parts.items():
        rows = {kind: rows for kind, rows in part.rows.items() if kind in ALWAYS[name]}
        parts[name] = Loaded(**{**vars(part), "rows": rows})
    return replace(picture, parts=parts)


def told(kind: type[Heard]) -> Picture:
    """What the audit sees of a story's own network. A story is told once: it is the same always."""
    if kind not in _TOLD:
        story = kind("any")
        _TOLD[kind] = picture_of(story.driver, story.stream)
    return _TOLD[kind]


_TOLD: dict[type[Heard], Picture] = {}


@pytest.mark.parametrize("kind", STORIES)
def test_after_every_story_each_network_is_found_sound(kind: type[Heard]) -> None:
    story = kind("any")
    for stream in story.streams:
        findings = findings_always(loaded(picture_of(story.driver, stream)))
        assert [one for each in findings for one in each.violations] == []
        assert sum(each.waiting.total() for each in findings) == 0


def test_what_is_moving_still_is_judged_later() -> None:
    picture = told(MoneyYear)
    part = picture.part("budget")
    behind = replace(picture, parts={**picture.parts, "budget": replace(part, head=part.head + 1)})
    waiting = [each.waiting["moving"] for each in findings_always(behind)]
    assert sum(waiting) > 0
    wrong = with_row(behind, GATEWAY, replace(a_row(behind, GATEWAY, PayableItem), cents=1))
    assert kinds(*findings_always(wrong)) == kinds(*findings_always(behind))


BACK_OF_LAST = {"price_cents": 8_000}
PLANTED: list[tuple[type[Heard], type[Row], dict[str, Any], dict[str, Any], str]] = [
    (MoneyYear, PayableItem, {}, {"cents": 1}, "item_differs"),
    (MoneyYear, PayableItem, {}, {"status": "open"}, "item_differs"),
    (MoneyYear, Payment, {"status": "bounced"}, {"status": "executed"}, "payment_differs"),
    (MoneyYear, Payment, {"status": "bounced"}, {"status": "approved"}, "payment_not_as_booked"),
    (MoneyYear, Payment, {"run_id": None}, {"cents": 1}, "payment_not_as_booked"),
    (MoneyYear, PaymentRun, {}, {"total_cents": 1}, "run_is_not_its_payments"),
    (MoneyYear, PaymentRun, {}, {"total_cents": 1}, "run_not_as_booked"),
    (MoneyOffice, PaymentRun, {"status": "cancelled"}, {"status": "approved"}, "run_not_as_booked"),
    (MoneyOffice, PaymentRun, {"status": "approved"}, {"status": "cancelled"}, "payment_not_as_"),
    (MoneyYear, MoneyMove, {}, {"cents": 1}, "move_not_as_booked"),
    (MoneyYear, MoneyMove, {}, {"cents": 1}, "envelope_is_not_its_moves"),
    (MoneyYear, Envelope, {}, {"set_apart_cents": 1}, "envelope_is_not_its_moves"),
    (MoneyYear, Expense, {"reversed": True}, {"reversed": False}, "expense_differs"),
    (MoneyYear, Expense, {"reversed": False}, {"reversed": True}, "expense_not_as_booked"),
    (MoneyYear, Expense, {}, {"charged_cents": 9_999}, "expense_not_as_booked"),
    (MoneyParts, Expense, {"credited_cents": 3_000}, {"credited_cents": 1}, "expense_not_as_"),
    (MoneyParts, ExpenseCredit, {}, {"cents": 1}, "expense_is_not_its_credits"),
    (MoneyParts, BankLine, {}, {"status": "suspense"}, "bank_line_differs"),
    (MoneyParts, BankLine, {}, {"cents": 1}, "bank_line_differs"),
    (MoneyYear, SettlementBucket, {}, {"cents": 1}, "bucket_shown_wrong"),
    (MoneyYear, SettlementBucket, {}, {"lines": 99}, "bucket_shown_wrong"),
    (MoneyYear, SettlementBucket, {"taken": True}, {"taken": False}, "bucket_shown_wrong"),
    (MoneyOffice, MoneyReceived, {"taken_back": True}, {"taken_back": False}, "receipt_not_as_"),
    (MoneyOffice, MoneyReceived, {}, {"cents": 1}, "receipt_not_as_booked"),
    (MoneyOffice, ReceivedOfSource, {}, {"cents": 1}, "source_is_not_what_came"),
    (MoneyNeighbours, MoneyReceived, {}, {"cents": 1}, "receipt_not_as_booked"),
    (MoneyNeighbours, Correction, BACK_OF_LAST, {"network_back_cents": 1}, "correction_not_as_"),
    (MoneyPromised, Debt, {"status": "paid"}, {"left_cents": 1}, "debt_differs"),
    (MoneyPromised, Debt, {"status": "written_off"}, {"status": "open"}, "debt_differs"),
    (MoneyPromised, Repayment, {}, {"cents": 1}, "repayment_not_as_booked"),
    (MoneyPromised, Allowance, {}, {"used_cents": 1}, "allowance_differs"),
    (MoneySeason, Correction, {}, {"price_cents": 1}, "correction_does_not_add_up"),
]


@pytest.mark.parametrize(("story", "table", "like", "changes", "kind"), PLANTED)
def test_what_is_shown_otherwise_is_found(
    story: type[Heard],
    table: type[Row],
    like: dict[str, Any],
    changes: dict[str, Any],
    kind: str,
) -> None:
    picture = told(story)
    row: Any = a_row(picture, GATEWAY, table, **like)
    found = _found(with_row(picture, GATEWAY, replace(row, **changes)))
    assert any(one.startswith(kind) for one in found), found


@pytest.mark.parametrize(
    ("story", "service", "table", "kind"),
    [
        (MoneyYear, GATEWAY, PayableItem, "item_differs"),
        (MoneyYear, "budget", KeptItem, "item_differs"),
        (MoneyYear, GATEWAY, Payment, "payment_differs"),
        (MoneyYear, GATEWAY, MoneyMove, "envelope_is_not_its_moves"),
        (MoneyParts, GATEWAY, ExpenseCredit, "expense_is_not_its_credits"),
        (MoneyParts, GATEWAY, BankLine, "bank_line_differs"),
        (MoneyOffice, GATEWAY, MoneyReceived, "source_is_not_what_came"),
        (MoneyPromised, GATEWAY, Debt, "debt_differs"),
        (MoneyPromised, "budget", KeptDebt, "debt_differs"),
        (MoneyPromised, GATEWAY, Allowance, "allowance_differs"),
    ],
)
def test_what_is_not_shown_or_shown_of_nothing_is_found(
    story: type[Heard], service: str, table: type[Row], kind: str
) -> None:
    picture = told(story)
    assert kind in _found(without_row(picture, service, a_row(picture, service, table)))


def _found(picture: Picture) -> set[str]:
    found = {each.invariant: each for each in findings_always(picture)}
    assert Invariant.TOTALS_AGREE in found
    return kinds(*findings_always(picture))
