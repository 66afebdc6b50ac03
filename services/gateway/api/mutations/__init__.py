"""All mutations. Each is a wish: what it is about, and the command that it becomes."""

import strawberry

from services.gateway.api.mutations.applications import ApplicationMutations
from services.gateway.api.mutations.bank_lines import BankLineMutations
from services.gateway.api.mutations.budget import BudgetMutations
from services.gateway.api.mutations.card_changes import CardChangeMutations
from services.gateway.api.mutations.cards import CardMutations
from services.gateway.api.mutations.check_ins import CheckInMutations
from services.gateway.api.mutations.claim_lists import ClaimListMutations
from services.gateway.api.mutations.claims import ClaimMutations
from services.gateway.api.mutations.clearing import ClearingMutations
from services.gateway.api.mutations.corrections import CorrectionMutations
from services.gateway.api.mutations.debts import DebtMutations
from services.gateway.api.mutations.desk import DeskMutations
from services.gateway.api.mutations.directory import DirectoryMutations
from services.gateway.api.mutations.expenses import ExpenseMutations
from services.gateway.api.mutations.files import FileMutations
from services.gateway.api.mutations.findings import FindingMutations
from services.gateway.api.mutations.group_passes import GroupPassMutations
from services.gateway.api.mutations.groups import GroupMutations
from services.gateway.api.mutations.households import HouseholdMutations
from services.gateway.api.mutations.instalments import InstalmentMutations
from services.gateway.api.mutations.jobs import JobMutations
from services.gateway.api.mutations.mandates import MandateMutations
from services.gateway.api.mutations.messages import MessageMutations
from services.gateway.api.mutations.money_received import MoneyReceivedMutations
from services.gateway.api.mutations.participations import ParticipationMutations
from services.gateway.api.mutations.payees import PayeeMutations
from services.gateway.api.mutations.payments import PaymentMutations
from services.gateway.api.mutations.people import PeopleMutations
from services.gateway.api.mutations.personal_data import PersonalDataMutations
from services.gateway.api.mutations.persons import PersonMutations
from services.gateway.api.mutations.regulations import RegulationMutations
from services.gateway.api.mutations.renewals import RenewalMutations
from services.gateway.api.mutations.retention import RetentionMutations
from services.gateway.api.mutations.reviews import ReviewMutations
from services.gateway.api.mutations.settlement import SettlementMutations
from services.gateway.api.mutations.settling import SettlingMutations
from services.gateway.api.mutations.simulations import SimulationMutations
from services.gateway.api.mutations.statuses import StatusMutations
from services.gateway.api.mutations.stock import StockMutations
from services.gateway.api.mutations.uncovered import UncoveredMutations
from services.gateway.api.mutations.year import YearMutations


@strawberry.type
class Mutation(
    DirectoryMutations,
    PeopleMutations,
    PersonMutations,
    HouseholdMutations,
    ApplicationMutations,
    FileMutations,
    JobMutations,
    MandateMutations,
    ReviewMutations,
    CardMutations,
    CardChangeMutations,
    StockMutations,
    GroupPassMutations,
    ParticipationMutations,
    InstalmentMutations,
    CheckInMutations,
    ClaimMutations,
    GroupMutations,
    PersonalDataMutations,
    MessageMutations,
    RetentionMutations,
    StatusMutations,
    RenewalMutations,
    RegulationMutations,
    SimulationMutations,
    BudgetMutations,
    UncoveredMutations,
    SettlementMutations,
    CorrectionMutations,
    DebtMutations,
    SettlingMutations,
    FindingMutations,
    ClaimListMutations,
    PaymentMutations,
    PayeeMutations,
    ExpenseMutations,
    BankLineMutations,
    ClearingMutations,
    MoneyReceivedMutations,
    YearMutations,
    DeskMutations,
):
    """What can be asked. `key` is the client's own: the same key never does a thing twice."""
