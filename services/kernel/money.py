"""Integer cents and their splitting. A split never loses or makes a cent."""

from dataclasses import dataclass

BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Split:
    """Who carries which part of a price, in basis points that sum to 10,000."""

    holder_bp: int
    organisation_bp: int
    network_bp: int


@dataclass(frozen=True, slots=True)
class Shares:
    """A price divided over its three payers, in cents that sum to it exactly."""

    holder_cents: int
    organisation_cents: int
    network_cents: int

    def capped(self, network_left_cents: int) -> "Shares":
        """Let the network pay no more than is left; the holder pays the rest."""
        network = min(self.network_cents, max(network_left_cents, 0))
        over = self.network_cents - network
        return Shares(self.holder_cents + over, self.organisation_cents, network)


def largest_remainder(total_cents: int, weights: tuple[int, ...]) -> tuple[int, ...]:
    """Divide `total_cents` by weights; cents left over go to the largest remainders.

    Ties fall in the order of the weights. `total_cents` is not negative.
    """
    whole = sum(weights)
    floors = [total_cents * weight // whole for weight in weights]
    remainders = [total_cents * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in order[: total_cents - sum(floors)]:
        floors[place] += 1
    return tuple(floors)


def share_price(price_cents: int, split: Split) -> Shares:
    """Divide a price: holder, organisation, network, ties in that order."""
    weights = (split.holder_bp, split.organisation_bp, split.network_bp)
    holder, organisation, network = largest_remainder(price_cents, weights)
    return Shares(holder, organisation, network)


def cash_total(total_cents: int) -> int:
    """What is asked in cash for the total of a receipt, to the nearest five cents.

    Belgian law (art. VI.7/1 of the code of economic law) rounds the total and no line of it, where
    it is more than five cents and somebody pays in person.
    """
    return total_cents if total_cents <= 5 else (total_cents + 2) // 5 * 5
