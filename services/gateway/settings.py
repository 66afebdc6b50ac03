"""Settings of a gateway process, beside those of every process."""

from services.gateway.domain.attempts import Patience
from services.kernel.settings import KeyBytes, Settings


class GatewaySettings(Settings):
    """What a gateway is told. Durations in seconds.

    `port` is shared by all gateway processes of a machine (the kernel balances connections);
    `direct_port` is this process's own. `access_log_days`: how long it is kept who looked at whom;
    `waiting_job_days`: how long a job that nobody starts keeps what its rows hold.
    Without `mail_host` or `sms_url` such messages wait as letters. A provider may ask
    `wrong_numbers_most` numbers that do not work, of which `wrong_numbers_leak_per_hour` are
    forgotten an hour; then it waits `wrong_numbers_wait_s`, doubled each further time up to
    `wrong_numbers_wait_most_s`.
    """

    port: int = 8000
    direct_port: int = 0
    issuer: str
    audience: str = "samenspel"
    gateway_private_key: KeyBytes
    cards_public_key: KeyBytes
    card_lookup_key: KeyBytes
    fingerprint_key: KeyBytes
    umbrella_database: str
    introspection: bool = True
    allowed_origins: tuple[str, ...] = ()
    request_pool_size: int = 8
    pending_after_s: float = 5.0
    command_deadline_s: float = 30.0
    access_log_days: int = 730
    waiting_job_days: int = 30
    mail_host: str = ""
    mail_port: int = 587
    mail_sender: str = "noreply@localhost"
    mail_user: str = ""
    mail_password: str = ""
    mail_starttls: bool = True
    sms_url: str = ""
    sms_token: str = ""
    wrong_numbers_most: int = 20
    wrong_numbers_leak_per_hour: float = 20.0
    wrong_numbers_wait_s: float = 180.0
    wrong_numbers_wait_most_s: float = 3600.0

    @property
    def patience(self) -> Patience:
        """How a provider that tries numbers is slowed."""
        return Patience(
            most=self.wrong_numbers_most,
            leak_per_hour=self.wrong_numbers_leak_per_hour,
            wait_s=self.wrong_numbers_wait_s,
            wait_most_s=self.wrong_numbers_wait_most_s,
        )
