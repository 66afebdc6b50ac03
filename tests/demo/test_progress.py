"""How far a season is, where there is no terminal."""

from io import StringIO

from rich.console import Console

from deploy.demo.progress import meter


def test_without_a_terminal_the_counts_stand_on_a_line() -> None:
    out = StringIO()
    with meter(Console(file=out), {"networks": 119, "cards": 2_000}) as progress:
        progress.done("networks")
        progress.done("cards", 1_500)
    assert out.getvalue() == "  networks 1/119, cards 1,500/2,000\n"
