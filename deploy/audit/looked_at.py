"""The tables that an audit looks at in every stream, whether it folds it or not."""

from collections.abc import Mapping

from deploy.audit.services import GATEWAY
from services.budget.domain.allowance import Allowance
from services.budget.domain.bank_line import BankLineRow
from services.budget.domain.book import Funding
from services.budget.domain.bucket import Bucket, ProviderYear
from services.budget.domain.clearing_debt import ClearingCreditor, ClearingDebtLine
from services.budget.domain.debt import Debt
from services.budget.domain.expense import Expense
from services.budget.domain.group_visit import GroupVisit
from services.budget.domain.instalment_plan import InstalmentPlan
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import Participation as Posted
from services.budget.domain.payable import PayableItem
from services.budget.domain.payment import PaymentRow
from services.budget.domain.returned import Returned
from services.budget.domain.uncovered_queue import UncoveredItem, UncoveredQueue
from services.budget.domain.warning import EnvelopeWarnings
from services.cards.domain.participation import Participation as Asked
from services.cards.domain.right import Limit, Right
from services.cards.domain.scheme import Regulation
from services.cards.domain.scheme_right import SchemeRights
from services.cards.domain.usage import Usage
from services.gateway.views import (
    allowance_rows,
    bank_line_rows,
    debt_rows,
    ledger_rows,
    payment_rows,
    year_rows,
)
from services.gateway.views import rows as views
from services.gateway.views.clearing_rows import MoneyReceived, ReceivedOfSource
from services.gateway.views.correction_rows import Correction
from services.gateway.views.envelope_rows import Envelope, MoneyMove
from services.gateway.views.envelope_rows import Funding as ShownFunding
from services.gateway.views.settlement_rows import DrawnUp, LateLine
from services.gateway.views.uncovered_rows import UncoveredAmount, UncoveredTotal
from services.kernel.state import Row

SHOWN: tuple[type[Row], ...] = (
    views.Participation,
    views.YearTotal,
    ledger_rows.Account,
    ledger_rows.AccountDay,
    ledger_rows.StatementLine,
    ledger_rows.StatementYear,
    ledger_rows.SettlementBucket,
    DrawnUp,
    year_rows.Reach,
    year_rows.Spending,
    year_rows.Expense,
    year_rows.ExpenseCredit,
    LateLine,
    UncoveredAmount,
    UncoveredTotal,
    Envelope,
    ShownFunding,
    MoneyMove,
    MoneyReceived,
    ReceivedOfSource,
    Correction,
    *payment_rows.PAYMENT_ROWS,
    *debt_rows.DEBT_ROWS,
    bank_line_rows.BankLine,
    allowance_rows.Allowance,
)
ALWAYS: Mapping[str, tuple[type[Row], ...]] = {
    GATEWAY: SHOWN,
    "cards": (Asked, Limit, Right, Usage, Regulation, SchemeRights),
    "budget": (
        AccountRow,
        TransferRow,
        Posted,
        InstalmentPlan,
        Bucket,
        ProviderYear,
        PayableItem,
        PaymentRow,
        Funding,
        EnvelopeWarnings,
        UncoveredQueue,
        UncoveredItem,
        Allowance,
        BankLineRow,
        ClearingCreditor,
        ClearingDebtLine,
        Debt,
        Expense,
        GroupVisit,
        Returned,
    ),
    "partners": (),
}
"""The tables that are looked at in every stream; the others only where a stream is folded."""
