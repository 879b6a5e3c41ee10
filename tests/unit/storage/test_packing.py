"""Larger values are stored packed, and what was packed in any way is read for ever."""

import hashlib
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.storage.packing import KNOWN, WORTH, pack, unpack

BY_WORDS = "0143754a093047186138a7c44849c718c54905901c8ee409fae80400"
"""`TEXT` as it was packed with a list of words."""

TEXT = b'["completed","t1",2,{}]\n["entered","t2",3,{"process":"p"}]' * 3


@given(st.binary(max_size=5000))
def test_what_was_packed_comes_back_unless_it_looks_packed_itself(data):
    if data[:1] not in (b"\x00", b"\x01", b"\x02"):  # no JSON begins so
        assert unpack(pack(data)) == data


def test_long_texts_shrink_and_short_ones_stay():
    assert len(pack(TEXT)) < len(TEXT) / 2
    short = TEXT[: WORTH - 1]
    assert pack(short) == short


def test_rows_of_early_stores_which_were_deflated_are_read():
    deflate = zlib.compressobj(1, wbits=-15)
    old = b"\x00" + deflate.compress(TEXT) + deflate.flush()
    assert unpack(old) == TEXT
    assert unpack(bytes.fromhex(BY_WORDS)) == TEXT


def test_the_bytes_every_frame_begins_with_are_not_stored_but_read_where_they_were():
    packed, magic = pack(TEXT), b"\x28\xb5\x2f\xfd"
    assert magic not in packed
    assert unpack(packed[:1] + magic + packed[1:]) == TEXT


def test_threads_pack_at_once():
    texts = [TEXT * number for number in range(1, 200)]
    with ThreadPoolExecutor(8) as pool:
        packed = list(pool.map(pack, texts))
        assert list(pool.map(unpack, packed)) == texts


@pytest.mark.parametrize(
    "touched",
    [
        b"\x00junk",
        b"\x01junk",
        b"\x02junk",
        b"\x00",
        b"\x01",
        b"\x02",
        b"",
        pack(TEXT)[:-3],
        b"\x02\xe0" + b"\xff" * 8,  # a frame that says it holds 2^64 bytes
    ],
)
def test_what_cannot_be_read_stays_as_it_is(touched):
    assert unpack(touched) == touched


def test_the_dictionary_is_that_which_the_stored_rows_were_packed_with():
    # Whoever changes them makes every stored row unreadable: a new one needs a mark of its own.
    assert (
        hashlib.sha256(KNOWN).hexdigest()
        == "5ee124ecf025799b24e08188f6206428d153310e33abef5a5be420c031dc0dcb"
    )
