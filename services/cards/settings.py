"""What cards is told beyond every process's settings: its keys, and the keyring's database."""

from services.kernel.settings import KeyBytes, Settings


class CardsSettings(Settings):
    """Keys are 32 bytes in base64; `cards_private_key` is a raw X25519 key."""

    keyring_database: str
    cards_private_key: KeyBytes
    gateway_public_key: KeyBytes
    keyring_key: KeyBytes
    card_lookup_key: KeyBytes
    card_number_key: KeyBytes
