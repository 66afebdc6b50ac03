"""Sealed values: opened by whom they are for, by nobody else, and not at all once damaged."""

import base64
import os
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.sealing import (
    CannotOpen,
    PersonKey,
    Sealer,
    keyed_hash,
    open_sealed,
    seal_to,
)


def a_pair() -> tuple[bytes, bytes]:
    key = X25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


PRIVATE, PUBLIC = a_pair()


@given(st.binary(max_size=500))
def test_what_is_sealed_to_a_service_that_service_opens(data: bytes) -> None:
    assert open_sealed(PRIVATE, seal_to(PUBLIC, data)) == data


@given(st.binary(max_size=500))
def test_what_is_sealed_with_a_key_that_key_opens(data: bytes) -> None:
    key = PersonKey.new()
    assert PersonKey(key.key).open(key.seal(data)) == data


def test_nobody_else_opens_it() -> None:
    other, _ = a_pair()
    with pytest.raises(CannotOpen):
        open_sealed(other, seal_to(PUBLIC, b"An"))
    with pytest.raises(CannotOpen):
        PersonKey.new().open(PersonKey.new().seal(b"An"))


@given(st.text(max_size=80))
def test_what_was_never_sealed_is_refused_and_nothing_else_is_raised(text: str) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(PRIVATE, text)
    with pytest.raises(CannotOpen):
        PersonKey(os.urandom(32)).open(text)


def test_a_changed_byte_is_noticed() -> None:
    key = PersonKey.new()
    raw = bytearray(base64.b64decode(key.seal(b"An Peeters")))
    raw[-1] ^= 1
    with pytest.raises(CannotOpen):
        key.open(base64.b64encode(bytes(raw)).decode())


def test_sealing_twice_gives_two_texts_so_that_equal_names_do_not_show() -> None:
    key = PersonKey.new()
    assert key.seal(b"An") != key.seal(b"An")
    assert seal_to(PUBLIC, b"An") != seal_to(PUBLIC, b"An")


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_a_keyed_hash_meets_itself_and_depends_on_its_key(parts: list[str]) -> None:
    key = os.urandom(32)
    assert keyed_hash(key, *parts) == keyed_hash(key, *parts)
    assert keyed_hash(key, *parts) != keyed_hash(os.urandom(32), *parts)


CAUSE, OTHER_CAUSE = (UUID(int=number) for number in (1, 2))


@given(st.binary(max_size=500))
def test_a_rule_that_runs_again_seals_the_same_text_and_its_key_opens_it(data: bytes) -> None:
    key = PersonKey.new()
    first = Sealer(key, CAUSE).seal("explanation", data)
    assert Sealer(PersonKey(key.key), CAUSE).seal("explanation", data) == first
    assert key.open(first) == data


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_no_nonce_serves_two_texts(data: bytes, other: bytes) -> None:
    key = PersonKey.new()
    sealed = {
        Sealer(key, cause).seal(role, said)
        for cause in (CAUSE, OTHER_CAUSE)
        for role in ("reason", "explanation")
        for said in {data, other}
    }
    nonces = {base64.b64decode(text)[:12] for text in sealed}
    assert len(sealed) == len(nonces) == 4 * len({data, other})


def test_another_persons_key_seals_another_text() -> None:
    texts = {Sealer(PersonKey.new(), CAUSE).seal("reason", b"An") for _ in range(2)}
    assert len(texts) == 2
