"""The rows that budget keeps, one class per table.

Their columns in the database are made by the migrations beside this module; a test holds the
two together (`tests/architecture/test_tables.py`).
"""

from typing import Final

from services.budget.domain.accountability import Report
from services.budget.domain.book import Book, Funding
from services.budget.domain.bucket import Bucket, ProviderYear
from services.budget.domain.copies import Network, Offer, Partner
from services.budget.domain.envelope import EnvelopeYear
from services.budget.domain.expense import Expense
from services.budget.domain.funding import LegalEntity
from services.budget.domain.group_visit import GroupVisit
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import OpenHold, Participation
from services.budget.domain.payable import PayableItem
from services.budget.domain.payment import Attempts, PaymentRow
from services.budget.domain.payment_run import PaymentRun, RunNumber
from services.budget.domain.statement import StatementNumber, Terms
from services.budget.domain.uncovered_queue import UncoveredQueue
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
    Expense,
    Report,
    UncoveredQueue,
)
