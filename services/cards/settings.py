"""What cards is told beyond every process's settings: keys, keyring, sources of status."""

from pydantic import Field

from services.kernel.settings import KeyBytes, Settings


class CardsSettings(Settings):
    """Keys are 32 bytes in base64; `cards_private_key` is a raw X25519 key.

    `status_magda_…` and `status_crossroads_…` name sources of social status; without them only
    paper is seen. What each means: docs/status-sources.md.
    """

    keyring_database: str
    cards_private_key: KeyBytes
    gateway_public_key: KeyBytes
    keyring_key: KeyBytes
    card_lookup_key: KeyBytes
    card_number_key: KeyBytes
    status_magda_url: str | None = None
    status_magda_authority: str | None = None
    status_magda_certificate: str | None = None
    status_magda_key: str | None = None
    status_magda_identification: str = Field(default="", max_length=120)
    status_magda_capacity: str = Field(default="", max_length=24)
    status_magda_senders: dict[str, tuple[str, str]] = Field(default_factory=dict)
    status_magda_names: dict[str, str] = Field(default_factory=dict)
    status_magda_refusals: tuple[str, ...] = ()
    status_crossroads_folder: str | None = None
    status_crossroads_layout: str | None = None
