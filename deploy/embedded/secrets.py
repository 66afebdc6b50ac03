"""Passwords and keys of one embedded platform: made once, kept in HOME/secrets.json, mode 0600.

`python -m deploy.embedded.secrets FILE` writes fresh ones as settings, for docker-compose.yml.
"""

import base64
import json
import os
import secrets
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

PASSWORDS = (
    "postgres",
    "samenspel",
    "cards",
    "partners",
    "budget",
    "gateway",
    "keyring",
    "umbrella",
    "operator",
)
SYMMETRIC_KEYS = ("KEYRING_KEY", "CARD_LOOKUP_KEY", "CARD_NUMBER_KEY", "FINGERPRINT_KEY")
KEY_PAIRS = ("CARDS", "GATEWAY")
ISSUER_KEY = "ISSUER_KEY"


def load_secrets(home: Path) -> dict[str, str]:
    """Read the secrets of this home; make those that are missing and keep them."""
    path = home / "secrets.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = {name: value for name, value in _fresh().items() if name not in known}
    # A pair is renewed only as a whole: half a pair would open nothing.
    for pair in KEY_PAIRS:
        halves = {f"{pair}_PRIVATE_KEY", f"{pair}_PUBLIC_KEY"}
        if halves & known.keys():
            missing = {name: value for name, value in missing.items() if name not in halves}
    if missing:
        known |= missing
        write_private(path, json.dumps(known, indent=2))
    return known


def read_secrets(home: Path) -> dict[str, str]:
    """The secrets of a home that has been started before."""
    known: dict[str, str] = json.loads((home / "secrets.json").read_text())
    return known


def password_name(role: str) -> str:
    """The name under which a database role's password is kept."""
    return f"PASSWORD_{role.upper()}"


def write_private(path: Path, text: str, *, durable: bool = True) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    draft.replace(path)


def _fresh() -> dict[str, str]:
    made = {password_name(role): secrets.token_urlsafe(24) for role in PASSWORDS}
    made |= {name: _base64(secrets.token_bytes(32)) for name in SYMMETRIC_KEYS}
    for pair in KEY_PAIRS:
        private = X25519PrivateKey.generate()
        raw = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        made[f"{pair}_PRIVATE_KEY"] = _base64(raw)
        made[f"{pair}_PUBLIC_KEY"] = _base64(private.public_key().public_bytes_raw())
    made[ISSUER_KEY] = _signing_key()
    return made


def _signing_key() -> str:
    from joserfc.jwk import ECKey

    key = ECKey.generate_key("P-256", parameters={"use": "sig", "alg": "ES256"}, auto_kid=True)
    return json.dumps(key.as_dict(private=True))


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _write_settings(path: Path) -> None:
    if path.exists():
        raise SystemExit(f"{path} exists already; its passwords and keys are not replaced")
    lines = [f"SAMENSPEL_{name}={value}\n" for name, value in _fresh().items()]
    write_private(path, "".join(line for line in lines if ISSUER_KEY not in line))


if __name__ == "__main__":
    _write_settings(Path(sys.argv[1]))
