"""Sealing of personal data: to a service (its public key), or with a key of one person.

A sealed value is base64 text. What is sealed to a service only that service opens; what is
sealed with a person's key nobody opens any more once that key is destroyed.
"""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class CannotOpen(ValueError):
    """The value was sealed for somebody else, or is damaged."""


def seal_to(public_key: bytes, data: bytes) -> str:
    """Seal bytes to the owner of a raw X25519 public key (HPKE, RFC 9180)."""
    key = X25519PublicKey.from_public_bytes(public_key)
    return base64.b64encode(_SUITE.encrypt(data, key)).decode()


def public_key_of(private_key: bytes) -> bytes:
    """The key with which others seal to the owner of a raw X25519 private key."""
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def open_sealed(private_key: bytes, sealed: str) -> bytes:
    """Open what was sealed to us. Raises CannotOpen."""
    key = X25519PrivateKey.from_private_bytes(private_key)
    try:
        return _SUITE.decrypt(base64.b64decode(sealed, validate=True), key)
    except (InvalidTag, ValueError) as problem:
        raise CannotOpen(type(problem).__name__) from None


class PersonKey:
    """The key of one person and purpose: 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self._cipher = AESGCM(key)

    @classmethod
    def new(cls) -> "PersonKey":
        """A fresh random key."""
        return cls(os.urandom(KEY_BYTES))

    def seal(self, data: bytes) -> str:
        """Seal bytes with this key (AES-256-GCM, random nonce)."""
        nonce = os.urandom(_NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, data, None)).decode()

    def seal_again(self, role: str, data: bytes) -> str:
        """Seal bytes so that the same role and bytes give the same text: the nonce follows from
        the key, the role and the bytes (as in SIV), so no nonce serves two texts.
        """
        said = role.encode() + b"\x1f" + data
        nonce = hmac.digest(self.key, b"nonce\x1f" + said, "sha256")[:_NONCE_BYTES]
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, data, None)).decode()

    def open(self, sealed: str) -> bytes:
        """Open what was sealed with this key. Raises CannotOpen."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            return self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None)
        except (InvalidTag, ValueError) as problem:
            raise CannotOpen(type(problem).__name__) from None


@dataclass(frozen=True, slots=True)
class Sealer:
    """What a rule seals with: a turn that runs again makes the same text, so the same event.

    `cause` is the message that the rule answers.
    """

    key: PersonKey
    cause: UUID

    def seal(self, role: str, data: bytes) -> str:
        """Seal bytes for one place in what the rule makes."""
        return self.key.seal_again(f"{self.cause}\x1f{role}", data)


def keyed_hash(key: bytes, *parts: str) -> str:
    """A keyed hash of texts (HMAC-SHA-256, hex): equal inputs meet, nobody can try inputs."""
    message = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()
