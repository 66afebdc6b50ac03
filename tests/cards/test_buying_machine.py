"""A scheme's whole life at the point of use: nothing is ever used beyond what it gives."""

from collections import Counter as Sums
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.budget.contracts.commands import ExpireHold
from services.budget.contracts.events import ParticipationHeld
from services.cards.contracts.commands import (
    BlockCard,
    CancelParticipation,
    ConfirmParticipation,
    EraseHolder,
    FoundHousehold,
    HoldParticipation,
    MergeHolders,
    ResolveGroup,
    SplitHolders,
    VoidParticipation,
)
from services.cards.contracts.events import SchemeCardIssued
from services.cards.domain.holder import Holder
from services.cards.domain.participation import Participation, SameDay
from services.cards.domain.usage import Usage, key_of
from tests.kit.scheme_town import SchemeTown, eighty_percent
from tests.kit.town import YEAR_END, YEAR_START

YEARLY_CENTS, CAMPS_CENTS, FAMILY_CENTS, VOUCHER_CENTS, TIMES = 3_000, 1_000, 4_000, 700, 2
BENEFIT = eighty_percent(
    ceilings=[
        {"name": "yearly", "amounts": [{"cents": YEARLY_CENTS}]},
        {"name": "family", "per": "household", "amounts": [{"cents": FAMILY_CENTS}]},
        {
            "name": "camps",
            "period": "card_period",
            "amounts": [{"cents": CAMPS_CENTS}],
            "fits": {"categories": ["camp"]},
        },
    ],
    buying_limits=[{"name": "often", "times": TIMES, "per": "week", "on": "provider"}],
    vouchers={"amounts": [{"cents": VOUCHER_CENTS}], "valid_months": 6},
)
CARDS_MAX = 3
MOST = {"yearly": YEARLY_CENTS, "family": FAMILY_CENTS, "camps": CAMPS_CENTS}
DAYS = st.sampled_from(
    [date(2025, 12, 30), date(2026, 1, 2), date(2026, 7, 4), date(2026, 12, 31), date(2027, 1, 3)]
)


class Buying(RuleBasedStateMachine):
    """Persons take part with cards of a scheme, renew, lose cards and rights; budget answers."""

    def a_town(self) -> SchemeTown:
        return SchemeTown(BENEFIT)

    @initialize()
    def open(self) -> None:
        self.town = self.a_town()
        provider = self.town.a_provider()
        self.offers = [
            self.town.an_offer_of(cents, provider=provider, category=category)
            for cents, category in ((99, "other"), (1_500, "membership"), (1_200, "camp"))
        ]
        self.offers.append(self.town.an_offer_of(2_000))
        self.people: list[tuple[Any, Any]] = []
        self.cards: list[SchemeCardIssued] = []
        self.held: list[ParticipationHeld] = []
        self.groups: list[ParticipationHeld] = []
        self.a_person_joins()

    @rule()
    def a_person_joins(self) -> None:
        holder = self.town.a_holder()
        right = self.town.entitle(holder, (YEAR_START, YEAR_END), birth_year=2012)
        self.people.append((holder, right))
        self.cards.append(self.town.a_scheme_card(holder))

    @rule(data=st.data())
    def a_card_is_replaced(self, data: st.DataObject) -> None:
        card = data.draw(st.sampled_from(self.cards))
        self.town.ask(BlockCard(card_id=card.card_id, reason="lost"))
        hers = [one for one in self.cards if one.holder_id == card.holder_id]
        person = self.town.driver.row("cards", self.town.stream, Holder, card.holder_id)
        gone = person.erased or person.merged_into_id is not None
        if not gone and len(hers) < CARDS_MAX:
            self.cards.append(self.town.a_scheme_card(card.holder_id))

    @rule(data=st.data())
    def two_persons_live_together(self, data: st.DataObject) -> None:
        pair = data.draw(st.lists(st.sampled_from(self.people), min_size=2, max_size=2))
        members = [{"holder_id": holder, "role": "adult"} for holder, _right in pair]
        self.town.ask(FoundHousehold.model_validate({"members": members}))

    @rule(data=st.data(), split=st.booleans())
    def a_person_was_entered_twice(self, data: st.DataObject, split: bool) -> None:
        pair = data.draw(st.lists(st.sampled_from(self.people), min_size=2, max_size=2))
        kind = SplitHolders if split else MergeHolders
        self.town.ask(kind(holder_id=pair[0][0], duplicate_id=pair[1][0]))

    @rule(data=st.data(), months=st.integers(1, 12))
    def a_right_is_renewed(self, data: st.DataObject, months: int) -> None:
        holder, right = data.draw(st.sampled_from(self.people))
        self.town.renew(holder, right, date(2027, months, 1))

    @rule(data=st.data(), day=DAYS)
    def a_right_ends(self, data: st.DataObject, day: date) -> None:
        holder, right = data.draw(st.sampled_from(self.people))
        self.town.end(holder, right, day)

    @rule(data=st.data(), day=DAYS, hold=st.booleans())
    def takes_part(self, data: st.DataObject, day: date, hold: bool) -> None:
        card = data.draw(st.sampled_from(self.cards))
        offer = data.draw(st.sampled_from(self.offers))
        if not hold:
            self.town.take_part(card, offer, on=day)
            return
        until = self.town.driver.now + timedelta(hours=1)
        wish = HoldParticipation(card_token=card.token, offer_id=offer, on=day, hold_until=until)
        answer = self.town.ask(wish)
        if isinstance(answer, ParticipationHeld):
            self.held.append(answer)

    @rule(data=st.data(), days=st.lists(DAYS, min_size=1, max_size=4), hold=st.booleans())
    def some_take_part_together(self, data: st.DataObject, days: list[date], hold: bool) -> None:
        cards, offers = st.sampled_from(self.cards), st.sampled_from(self.offers)
        lines = [(data.draw(cards).token, data.draw(offers), day) for day in days]
        until = self.town.driver.now + timedelta(hours=1) if hold else None
        before = {row.key for row in self.participations()}
        answer = self.town.register_group(*lines, hold=until)
        made = [row for row in self.participations() if row.key not in before]
        wanted = 0 if answer.declines else len(lines)
        assert len(made) == wanted
        assert len({row.status for row in made}) <= 1
        if isinstance(answer, ParticipationHeld):
            self.groups.append(answer)

    @rule(data=st.data(), action=st.sampled_from(("confirm", "void", "cancel")))
    def a_group_is_resolved(self, data: st.DataObject, action: Any) -> None:
        if self.groups:
            held = data.draw(st.sampled_from(self.groups))
            assert held.group_id is not None
            self.town.ask(ResolveGroup(group_id=held.group_id, action=action))

    @rule(data=st.data(), wish=st.sampled_from((ConfirmParticipation, VoidParticipation)))
    def a_hold_is_resolved(self, data: st.DataObject, wish: Any) -> None:
        if self.held:
            held = self.held.pop(data.draw(st.integers(0, len(self.held) - 1)))
            self.town.ask(wish(participation_id=held.participation_id))

    @rule(data=st.data())
    def a_hold_runs_out(self, data: st.DataObject) -> None:
        if self.held:
            held = self.held.pop(data.draw(st.integers(0, len(self.held) - 1)))
            self.town.at(held.hold_until)
            expire = ExpireHold(participation_id=held.participation_id)
            self.town.driver.send(expire, stream=self.town.stream)

    @rule(data=st.data())
    def a_participation_is_cancelled(self, data: st.DataObject) -> None:
        done = [row for row in self.participations() if row.status == "confirmed"]
        if done:
            row = data.draw(st.sampled_from(done))
            self.town.ask(CancelParticipation(participation_id=row.key))

    @rule(data=st.data())
    def a_person_is_erased(self, data: st.DataObject) -> None:
        holder, _right = data.draw(st.sampled_from(self.people[1:] or self.people))
        if len(self.people) > 1:
            self.town.ask(EraseHolder(holder_id=holder))

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        if self.town.driver.now + timedelta(days=days) < datetime(2026, 12, 1, tzinfo=UTC):
            self.town.at(self.town.driver.now + timedelta(days=days))

    # -- what always holds ----------------------------------------------------------------------

    def participations(self) -> list[Participation]:
        return list(self.town.driver.all_rows("cards", self.town.stream, Participation))

    @invariant()
    def rows_are_the_fold(self) -> None:
        self.town.driver.check_folds()

    @invariant()
    def counts_are_the_sums_of_participations(self) -> None:
        used: Sums[tuple[str, str]] = Sums()
        pending: Sums[tuple[str, str]] = Sums()
        times: Sums[tuple[str, str]] = Sums()
        for row in self.participations():
            for count in row.counts:
                place = key_of(count), count.name
                used[place] += count.cents if row.stage == "used" else 0
                pending[place] += count.cents if row.stage == "pending" else 0
                times[place] += count.times if row.stage != "undone" else 0
        for usage in self.town.driver.all_rows("cards", self.town.stream, Usage):
            for one in usage.counts:
                place = usage.key, one.name
                told = one.used_cents, one.pending_cents, one.times
                assert told == (used[place], pending[place], times[place])

    @invariant()
    def nothing_is_used_beyond_what_the_regulation_gives(self) -> None:
        for usage in self.town.driver.all_rows("cards", self.town.stream, Usage):
            for one in usage.counts:
                name = one.name.split("@")[0]
                assert one.cents <= {**MOST, "vouchers": VOUCHER_CENTS, "often": 0}[name]
                assert one.times <= (TIMES if name == "often" else 0)

    @invariant()
    def the_network_pays_what_counts_say(self) -> None:
        for asked in self.town.requests():
            shares = asked.holder_cents, asked.organisation_cents, asked.network_cents
            assert sum(shares) == asked.price_cents
            by_name = {count.name.split("@")[0]: 0 for count in asked.counts}
            for count in asked.counts:
                by_name[count.name.split("@")[0]] += count.cents
            assert asked.network_cents == by_name.get("yearly", 0) + by_name.get("vouchers", 0)

    @invariant()
    def a_second_use_is_known_exactly_while_the_first_stands(self) -> None:
        standing = {row.key for row in self.participations() if row.stage != "undone"}
        rows = self.town.driver.all_rows("cards", self.town.stream, SameDay)
        assert {row.participation_id for row in rows} == standing


TestBuying = Buying.TestCase
TestBuying.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
