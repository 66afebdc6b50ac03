"""Whatever is asked of partners in whatever order, its rows are the fold of its journal."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.kernel.ids import PLATFORM
from services.partners.consumers import RULES
from services.partners.contracts.commands import AdmitOrganisation, PublishOffer, WithdrawOffer
from services.partners.contracts.events import (
    NetworkOpened,
    NetworkReserved,
    OfferPublished,
    OrganisationAdmitted,
)
from tests.kit.rules import Driver
from tests.kit.town import an_id, an_opening

CODES = ("11002", "11005", "12014", "13029", "21004")
"""Four Flemish municipalities, and one that is not."""
KBO_NUMBERS = (None, "0403019261", "0403019262")


class Partners(RuleBasedStateMachine):
    """Networks open, organisations join, offers come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.driver = Driver(RULES)

    def of(self, kind: type) -> list[tuple[str, object]]:
        facts = self.driver.journal
        return [(fact.stream, fact.event) for fact in facts if isinstance(fact.event, kind)]

    @rule(
        slug=st.sampled_from(["een", "twee", "drie", "-vier"]),
        codes=st.lists(st.sampled_from(CODES), max_size=3),
        cents=st.integers(-1, 10),
    )
    def open(self, slug: str, codes: list[str], cents: int) -> None:
        opening = an_opening(slug=slug, municipalities=codes, drawing_right_cents=cents)
        self.driver.ask(opening, stream=PLATFORM)

    @rule(data=st.data(), kbo=st.sampled_from(KBO_NUMBERS))
    def admit(self, data: st.DataObject, kbo: str | None) -> None:
        networks = self.of(NetworkOpened)
        if networks:
            stream, _event = data.draw(st.sampled_from(networks))
            command = AdmitOrganisation(name="Club", kbo=kbo, roles=("provider",))
            self.driver.ask(command, stream=stream)

    @rule(data=st.data(), price=st.integers(-1, 100), network_bp=st.integers(-1, 10_001))
    def publish(self, data: st.DataObject, price: int, network_bp: int) -> None:
        admitted = self.of(OrganisationAdmitted)
        if admitted:
            stream, event = data.draw(st.sampled_from(admitted))
            assert isinstance(event, OrganisationAdmitted)
            command = PublishOffer(
                organisation_id=event.organisation_id,
                title="Aanbod",
                price_cents=price,
                holder_bp=10_000 - network_bp,
                organisation_bp=0,
                network_bp=network_bp,
            )
            self.driver.ask(command, stream=stream)

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        offers = self.of(OfferPublished)
        stream, event = data.draw(st.sampled_from(offers)) if offers else (PLATFORM, None)
        offer_id = event.offer_id if isinstance(event, OfferPublished) else an_id("no offer")
        self.driver.ask(WithdrawOffer(offer_id=offer_id), stream=stream)

    @invariant()
    def rows_are_the_fold(self) -> None:
        self.driver.check_folds()

    @invariant()
    def slugs_and_municipalities_are_unique(self) -> None:
        reserved = [event for _stream, event in self.of(NetworkReserved)]
        slugs = [event.slug for event in reserved if isinstance(event, NetworkReserved)]
        codes = [
            refnis
            for event in reserved
            if isinstance(event, NetworkReserved)
            for refnis in event.municipalities
        ]
        assert len(slugs) == len(set(slugs))
        assert len(codes) == len(set(codes))

    @invariant()
    def every_offer_is_shared_out_whole(self) -> None:
        for _stream, event in self.of(OfferPublished):
            assert isinstance(event, OfferPublished)
            assert event.holder_bp + event.organisation_bp + event.network_bp == 10_000


TestPartners = Partners.TestCase
TestPartners.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
