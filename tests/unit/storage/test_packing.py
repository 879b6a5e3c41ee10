"""Larger values are stored deflated, and what was packed in any way is read for ever."""

import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.storage.packing import KNOWN, WORTH, pack, unpack

TEXT = b'["completed","t1",2,{}]\n["entered","t2",3,{"process":"p"}]' * 3


@given(st.binary(max_size=5000))
def test_what_was_packed_comes_back_unless_it_looks_packed_itself(data):
    if data[:1] not in (b"\x00", b"\x01"):  # no JSON begins so
        assert unpack(pack(data)) == data


def test_long_texts_shrink_and_short_ones_stay():
    assert len(pack(TEXT)) < len(TEXT) / 2
    short = TEXT[: WORTH - 1]
    assert pack(short) == short


def test_rows_packed_before_there_were_known_words_are_read():
    deflate = zlib.compressobj(1, wbits=-15)
    old = b"\x00" + deflate.compress(TEXT) + deflate.flush()
    assert unpack(old) == TEXT


@pytest.mark.parametrize("touched", [b"\x00junk", b"\x01junk", b"\x01", b"\x00", b""])
def test_what_cannot_be_read_stays_as_it_is(touched):
    assert unpack(touched) == touched


def test_the_known_words_are_those_the_stored_rows_were_packed_with():
    # Whoever changes them makes every stored row unreadable: a new list needs a mark of its own.
    assert (
        hashlib.sha256(KNOWN).hexdigest()
        == "937513f0611aa692b7ff55a0e79a045de099d9aa7d465127550198a33ec71d25"
    )
