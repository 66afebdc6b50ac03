"""All queries. A field asks whether it is allowed, reads one page, and builds plain data."""

import strawberry

from services.gateway.api.queries.applications import ApplicationQueries
from services.gateway.api.queries.bank_lines import BankLineQueries
from services.gateway.api.queries.budget import BudgetQueries
from services.gateway.api.queries.cards import CardQueries
from services.gateway.api.queries.check_ins import CheckInQueries
from services.gateway.api.queries.claim_lists import ClaimListQueries
from services.gateway.api.queries.claims import ClaimQueries
from services.gateway.api.queries.clearing import ClearingQueries
from services.gateway.api.queries.corrections import CorrectionQueries
from services.gateway.api.queries.debts import DebtQueries
from services.gateway.api.queries.desk import DeskQueries
from services.gateway.api.queries.directory import DirectoryQueries
from services.gateway.api.queries.exports import ExportQueries
from services.gateway.api.queries.files import FileQueries
from services.gateway.api.queries.findings import FindingQueries
from services.gateway.api.queries.groups import GroupQueries
from services.gateway.api.queries.jobs import JobQueries
from services.gateway.api.queries.messages import MessageQueries
from services.gateway.api.queries.money import MoneyQueries
from services.gateway.api.queries.payees import PayeeQueries
from services.gateway.api.queries.payments import PaymentQueries
from services.gateway.api.queries.people import PeopleQueries
from services.gateway.api.queries.personal_data import PersonalDataQueries
from services.gateway.api.queries.receipts import ReceiptQueries
from services.gateway.api.queries.regulations import RegulationQueries
from services.gateway.api.queries.renewals import RenewalQueries
from services.gateway.api.queries.settlement import SettlementQueries
from services.gateway.api.queries.settling import SettlingQueries
from services.gateway.api.queries.simulations import SimulationQueries
from services.gateway.api.queries.standing import StandingQueries
from services.gateway.api.queries.statuses import StatusQueries
from services.gateway.api.queries.uncovered import UncoveredQueries
from services.gateway.api.queries.year import YearQueries


@strawberry.type
class Query(
    DirectoryQueries,
    PeopleQueries,
    GroupQueries,
    CardQueries,
    ApplicationQueries,
    FileQueries,
    MoneyQueries,
    BudgetQueries,
    UncoveredQueries,
    SettlementQueries,
    CorrectionQueries,
    DebtQueries,
    SettlingQueries,
    FindingQueries,
    ClaimListQueries,
    PaymentQueries,
    PayeeQueries,
    BankLineQueries,
    ClearingQueries,
    YearQueries,
    CheckInQueries,
    ClaimQueries,
    ReceiptQueries,
    RegulationQueries,
    SimulationQueries,
    PersonalDataQueries,
    ExportQueries,
    JobQueries,
    MessageQueries,
    StandingQueries,
    StatusQueries,
    RenewalQueries,
    DeskQueries,
):
    """What can be read. Every list is paged: `first` is 1 to 200, `after` an end cursor."""
