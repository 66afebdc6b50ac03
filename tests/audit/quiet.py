"""Progress that nobody looks at."""

from deploy.audit.heads import Lag


class Quiet:
    """Shows nothing."""

    def waiting(self, _number: int, _lag: Lag) -> None:
        """Nothing."""

    def stage(self, _name: str, _total: int) -> None:
        """Nothing."""

    def advance(self, _steps: int) -> None:
        """Nothing."""
