"""The rows that cards keeps, one class per table.

Their columns in the database are made by the migrations beside this module; a test holds the
two together (`tests/architecture/test_tables.py`).
"""

from typing import Final

from services.cards.domain.application import Application
from services.cards.domain.attest import AttestSeries
from services.cards.domain.card import Card, CardByToken, SchemeCards
from services.cards.domain.check_in import CheckInMade, CheckInOfDay
from services.cards.domain.claim_state import Claim
from services.cards.domain.consent import PersonTerms
from services.cards.domain.copies import Network, Offer, Organisation
from services.cards.domain.decision import Decision, Dossier, Forgetting
from services.cards.domain.destruction import DestructionList
from services.cards.domain.erasure import Destruction
from services.cards.domain.group import ParticipationGroup
from services.cards.domain.group_pass import GroupPass, GroupVisit, PassYear
from services.cards.domain.holder import Holder
from services.cards.domain.household import Household
from services.cards.domain.late_fact import Recovered
from services.cards.domain.mandate import Mandate
from services.cards.domain.merge import Merge
from services.cards.domain.numbers import PassByToken, SlipByToken, StockCard
from services.cards.domain.participation import Participation, SameDay
from services.cards.domain.payment import PaymentAccount
from services.cards.domain.person_request import PersonRequest
from services.cards.domain.price_correction import Correction
from services.cards.domain.renewing import Arrangement, RenewalAsk
from services.cards.domain.retention import RetentionRule
from services.cards.domain.right import Limit, Right
from services.cards.domain.scheme import Regulation, Scheme
from services.cards.domain.scheme_right import RightOwner, SchemeRights
from services.cards.domain.slip_state import Slip
from services.cards.domain.status_question import OpenQuestion, StatusRecord
from services.cards.domain.stock import CardCounter, Pack, Stock
from services.cards.domain.usage import Usage
from services.cards.domain.work import WorkItem
from services.kernel.state import Row

ROWS: Final[tuple[type[Row], ...]] = (
    Network,
    Organisation,
    Offer,
    Holder,
    Right,
    Limit,
    Card,
    CardByToken,
    SchemeCards,
    CardCounter,
    Pack,
    Stock,
    StockCard,
    GroupPass,
    PassByToken,
    PassYear,
    GroupVisit,
    Participation,
    SameDay,
    ParticipationGroup,
    Scheme,
    Regulation,
    SchemeRights,
    RightOwner,
    PersonTerms,
    PersonRequest,
    PaymentAccount,
    RetentionRule,
    DestructionList,
    Destruction,
    Decision,
    Dossier,
    Forgetting,
    StatusRecord,
    OpenQuestion,
    Arrangement,
    RenewalAsk,
    Usage,
    Household,
    Merge,
    Application,
    Mandate,
    AttestSeries,
    Recovered,
    Correction,
    WorkItem,
    CheckInMade,
    CheckInOfDay,
    Claim,
    Slip,
    SlipByToken,
)
