"""A summer's money: who waits and gets it after all, what is uncovered, what is corrected. Pure.

Two municipalities, each with money of its own; one envelope of everybody, one of a municipality.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from services.budget.contracts import commands
from services.budget.contracts import events as budget
from services.budget.contracts.events import Decision
from services.cards.contracts import commands as cards
from services.cards.contracts.events import GroupPassIssued, HolderMoved
from services.cards.domain.prepared import SealedReason, SealedResidence
from tests.kit.card_desk import scanned
from tests.kit.claims import ClaimTown
from tests.kit.heard import Heard
from tests.kit.scheme_town import eighty_percent
from tests.kit.town import HEIST, SUMMER, an_opening, expect
from tests.kit.waiting_town import MORNING as IN_BRUSSELS

MORNING: Final = IN_BRUSSELS.astimezone(UTC)
"""As what comes from Kafka tells it."""
PUTTE: Final = "12029"
DECIDED: Final = Decision(body="municipal_executive", on=SUMMER, reference="2026/114")
CAP: Final = {"name": "yearly", "clause": "art. 6", "amounts": [{"cents": 1_000}]}
"""So little that a second claim goes beyond it."""


class MoneySeason(Heard):
    """A camp of 40.00, of which the network pays 16.00."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        opening = an_opening(
            municipalities=(HEIST, PUTTE), drawing_right_cents=20_000, own_contribution_cents=0
        )
        self.town = self.claims = ClaimTown(eighty_percent(ceilings=[CAP]), opening, self.driver)
        self.town.at(MORNING)
        self.club = self.town.a_provider()
        self.camp = self._offer(4_000)
        self._sets_apart()
        self._waits()
        self._is_uncovered()
        self._is_corrected()
        self._comes_together()
        self._pays_first()

    def _offer(self, price_cents: int) -> UUID:
        return self.town.an_offer(price_cents, split_percent=(20, 40, 40), provider=self.club)

    def _send(self, wish: Any) -> None:
        """From the clock, which awaits no answer."""
        self.driver.send(wish, stream=self.stream)

    # -- money that is set apart ------------------------------------------------------------------

    def _sets_apart(self) -> None:
        for town in (HEIST, PUTTE):
            money = commands.EnterFunding(
                year=2026, source="own_contribution", total_cents=5_000, municipality=town
            )
            self.ask(money, budget.FundingEntered)
        self.envelope, self.puttes = self._envelope(None), self._envelope(PUTTE)
        self._move(3_200, to_envelope=self.envelope)
        self._move(1_600, to_envelope=self.puttes)

    def _envelope(self, municipality: str | None) -> UUID:
        wish = commands.OpenEnvelope(
            year=2026,
            action="Kampen",
            category="participation",
            municipality=municipality,
            pays_for=("all",),
            when_empty="waiting_list",
            warn_at_percent=(50, 100),
        )
        return self.ask(wish, budget.EnvelopeOpened).envelope_id

    def _move(self, cents: int, **where: UUID) -> None:
        wish = commands.MoveMoney(year=2026, cents=cents, decision=DECIDED, **where)
        self.ask(wish, budget.MoneyMoved)

    def _looks(self) -> None:
        self._send(commands.LookAtEnvelope(year=2026, envelope_id=self.envelope))

    # -- who waits --------------------------------------------------------------------------------

    def _child(self, offer: UUID | None = None) -> UUID:
        """A child that takes part, or waits."""
        done: Any = self.town.register(self.town.a_card(), offer or self.camp)
        return UUID(str(done.participation_id))

    def _of_putte(self) -> UUID:
        right = self.town.a_right()
        move = cards.MoveHolder(
            holder_id=self.town.holder_of(right), since=SUMMER.replace(month=6), municipality=PUTTE
        )
        expect(self.town.ask(move, SealedResidence(None)), HolderMoved)
        done: Any = self.town.register(self.town.a_card(right), self.camp)
        return UUID(str(done.participation_id))

    def _waits(self) -> None:
        """Two get it; four wait: one gives up, one is promoted, one's day ends, one still hopes."""
        first, _second = self._child(), self._child()
        self._looks()
        gives_up, promoted = self._child(), self._child()
        self._of_putte()
        in_putte = self._of_putte()
        lapses = self._child()
        assert len(self.told(budget.ParticipationWaitlisted)) == 4
        self.ask(cards.VoidParticipation(participation_id=gives_up), budget.ParticipationVoided)
        self.ask(cards.CancelParticipation(participation_id=first), budget.ParticipationReversed)
        [one] = self.told(budget.ParticipationPromoted)
        assert one.participation_id == promoted
        self._move(1_600, to_envelope=self.puttes)
        assert self.told(budget.ParticipationPromoted)[-1].participation_id == in_putte
        promote = commands.PromoteWaiting(year=2026, envelope_id=self.envelope, first=1)
        self._send(promote)
        self.town.at(MORNING + timedelta(days=1))
        self._send(commands.LapseWaiting(participation_id=lapses))
        self._looks()

    # -- what is uncovered ------------------------------------------------------------------------

    def _told_late(self, card: Any, at: datetime, taken_cents: int = 800) -> UUID:
        """A sale that a desk tells of afterwards."""
        wish = cards.RegisterLate(
            card_token=card.token, offer_id=self.camp, happened_at=at, taken_cents=taken_cents
        )
        return self.ask(wish, budget.ParticipationConfirmed).participation_id

    def _is_uncovered(self) -> None:
        """Five sales with nothing left: covered in turn, by a decision, cancelled, beyond a right,
        and one that stays."""
        at = self.driver.now - timedelta(minutes=30)
        self._told_late(self.town.a_card(), at)
        decided = self._told_late(self.town.a_card(), at)
        cancelled = self._told_late(self.town.a_card(), at)
        beyond = self._told_late(self.town.a_card(self.town.a_right(1_000)), at, taken_cents=0)
        self._told_late(self.town.a_card(), at)
        self._move(1_700, to_envelope=self.envelope)
        assert len(self.told(budget.UncoveredCovered)) == 1
        cover = commands.CoverUncovered(participation_id=decided, reason="money", decision=DECIDED)
        self.ask(cover, budget.UncoveredDecided)
        self.ask(
            cards.CancelParticipation(participation_id=cancelled), budget.ParticipationReversed
        )
        whole = commands.CoverUncovered(participation_id=beyond, reason="limit", decision=DECIDED)
        self.ask(whole, budget.UncoveredDecided)
        overtaken = commands.GoOnCovering(year=2026, envelope_id=self.envelope, step_id=UUID(int=1))
        self._send(overtaken)

    # -- what is corrected ------------------------------------------------------------------------

    def _is_corrected(self) -> None:
        """Before it is paid and after it; then cancelled: the provider owes what is left."""
        self._move(9_000, to_envelope=self.envelope)
        taken = self._child()
        self._corrects(taken, refund_cents=1_000)
        drawing = commands.DrawUpStatements(
            organisation_ids=(self.club,), year=2026, until=self.driver.now.date()
        )
        item = self.ask(drawing, budget.StatementDrawnUp).statement_id
        self.ask(commands.PayBeside(item_id=item, way="cash"), budget.PaidBeside)
        self._corrects(taken, price_cents=2_000)
        self.ask(cards.CancelParticipation(participation_id=taken), budget.ParticipationReversed)
        self.ask(drawing, budget.StatementDrawnUp)

    def _corrects(self, taken: UUID, **how: int) -> None:
        wish = cards.CorrectParticipation(
            participation_id=taken, reason="stopped_early", decision=DECIDED, **how
        )
        self.ask(wish, budget.ParticipationCorrected)

    # -- groups, holds, claims --------------------------------------------------------------------

    def _comes_together(self) -> None:
        now = self.driver.now
        lines = [(self.town.a_card().token, self._offer(500), now.date()) for _ in range(2)]
        group: Any = self.town.register_group(*lines, hold=now + timedelta(hours=1))
        for action in ("confirm", "cancel"):
            wish = cards.ResolveGroup(group_id=group.group_id, action=action)
            assert not self.town.ask(wish).declines
        until = now + timedelta(hours=1)
        held = self.town.hold(self.town.a_card(), self.camp, until, on=now.date())
        own = expect(held, budget.ParticipationHeld).participation_id
        self.town.at(until + timedelta(minutes=1))
        self._send(commands.ExpireHold(participation_id=own))
        issue = cards.IssueGroupPass(
            organisation_id=self.town.a_provider("poverty_association"),
            scheme_id=self.claims.scheme,
            tickets_per_year=20,
            valid_until=SUMMER.replace(month=12),
        )
        used = expect(self.town.ask(issue, scanned("a-pass", "another")), GroupPassIssued)
        visit = cards.RegisterGroupVisit(
            pass_token=used.token, offer_id=self._offer(100), on=now.date(), tickets=5
        )
        done = self.ask(visit, budget.GroupVisitConfirmed)
        back = cards.CancelGroupVisit(visit_id=done.visit_id)
        self.ask(back, budget.GroupVisitReversed)
        self._visits_late(used.token)

    def _visits_late(self, token: str) -> None:
        """Two visits too late for what was agreed: one is let in, one refused."""
        club = self.town.a_provider()
        prompt = commands.SetSettlementTerms(
            organisation_id=club, period="month", claim_within_days=0
        )
        self.ask(prompt, budget.SettlementTermsSet)
        offer = self.town.an_offer(100, provider=club)
        before = self.driver.now.date() - timedelta(days=40)
        answers = (True, budget.LateVisitAdmitted), (False, budget.GroupVisitReversed)
        for admitted, told in answers:
            visit = cards.RegisterGroupVisit(pass_token=token, offer_id=offer, on=before, tickets=1)
            own = self.ask(visit, budget.GroupVisitConfirmed).visit_id
            wish = commands.DecideLateVisit(visit_id=own, admitted=admitted, decision=DECIDED)
            self.ask(wish, told)

    def _pays_first(self) -> None:
        """Claims that are granted, refused, paid in cash and undone."""
        offer = self._offer(500)
        granted, other = self._claim(offer), self._claim(offer)
        self.claims.decide(*granted, granted=True)
        self.claims.decide(*other, granted=False)
        paid = self.told(budget.ParticipationConfirmed)[-1].participation_id
        undone = self._claim(offer)
        self.claims.decide(*undone, granted=True)
        reverse = cards.ReverseClaim(holder_id=undone[0], claim_id=undone[1], reason="for cards")
        assert not self.town.ask(reverse, SealedReason("sealed reason")).declines
        self.ask(commands.PayBeside(item_id=paid, way="cash"), budget.PaidBeside)

    def _claim(self, offer: UUID) -> tuple[UUID, UUID]:
        """A holder, and a complete claim of hers."""
        holder, _card = self.claims.an_entitled()
        return holder, self.claims.an_open_claim(holder, offer, 500)
