"""The rows that budget keeps, one class per table.

Their columns in the database are made by the migrations beside this module; a test holds the
two together (`tests/architecture/test_tables.py`).
"""

from typing import Final

from services.budget.domain.accountability import Report
from services.budget.domain.allowance import (
    Allowance,
    AllowancesOf,
    AllowanceUse,
    OpenAllowance,
)
from services.budget.domain.bank_line import BankLineRow
from services.budget.domain.book import Book, Funding
from services.budget.domain.bucket import Bucket, ProviderYear
from services.budget.domain.clearing import (
    ClearingLineRow,
    ClearingMonth,
    ClearingOf,
    ClearingYear,
)
from services.budget.domain.clearing_claim import ClearingClaim
from services.budget.domain.clearing_debt import ClearingCreditor, ClearingDebt, ClearingDebtLine
from services.budget.domain.copies import Network, Offer, Partner, Promises
from services.budget.domain.covering import Covering
from services.budget.domain.debt import Debt
from services.budget.domain.envelope import EnvelopeYear
from services.budget.domain.expense import Expense
from services.budget.domain.funding import LegalEntity
from services.budget.domain.group_visit import GroupVisit
from services.budget.domain.instalment_plan import InstalmentPlan
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import OpenHold, Participation
from services.budget.domain.payable import PayableItem
from services.budget.domain.payee_account import CoolingOff, Payee, PayeeAccount
from services.budget.domain.payer_account import PayerAccount
from services.budget.domain.payment import Attempts, PaymentRow
from services.budget.domain.payment_run import PaymentRun, RunNumber
from services.budget.domain.receipt import Receipt, Received
from services.budget.domain.returned import Returned
from services.budget.domain.statement import StatementNumber
from services.budget.domain.terms import Terms
from services.budget.domain.uncovered_queue import UncoveredItem, UncoveredOf, UncoveredQueue
from services.budget.domain.waiting_list import Waiting, WaitingList, WaitingPlace
from services.budget.domain.warning import EnvelopeWarnings
from services.kernel.state import Row

ROWS: Final[tuple[type[Row], ...]] = (
    AccountRow,
    TransferRow,
    Participation,
    OpenHold,
    GroupVisit,
    Book,
    Funding,
    LegalEntity,
    EnvelopeYear,
    Network,
    Partner,
    Offer,
    PayableItem,
    Bucket,
    ProviderYear,
    Terms,
    StatementNumber,
    PaymentRun,
    PaymentRow,
    RunNumber,
    Attempts,
    BankLineRow,
    PayerAccount,
    PayeeAccount,
    Payee,
    CoolingOff,
    Expense,
    Report,
    UncoveredQueue,
    UncoveredItem,
    UncoveredOf,
    Covering,
    WaitingList,
    WaitingPlace,
    Waiting,
    Returned,
    Debt,
    EnvelopeWarnings,
    InstalmentPlan,
    ClearingYear,
    ClearingMonth,
    ClearingLineRow,
    ClearingOf,
    ClearingClaim,
    ClearingDebt,
    ClearingDebtLine,
    ClearingCreditor,
    Receipt,
    Received,
    Allowance,
    AllowancesOf,
    OpenAllowance,
    AllowanceUse,
    Promises,
)
