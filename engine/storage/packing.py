"""Larger values take less room: JSON bytes packed by Zstandard with a dictionary of our own.

What is packed begins with a byte no JSON text begins with, so rows of all kinds live together.
"""

from __future__ import annotations

import threading
import zlib
from pathlib import Path

import zstandard

WORTH = 48
"""Shorter texts hardly shrink (bytes)."""

_DEFLATED, _DEFLATED_BY_WORDS, _PACKED = b"\x00", b"\x01", b"\x02"
"""How it was packed; the first two, and `_WORDS`, are read in rows of early stores alone."""

_MAGIC = b"\x28\xb5\x2f\xfd"
"""Every frame of Zstandard begins so: it is not stored. (Early rows have it.)"""

_TABLES = zstandard.ZstdCompressionParameters.from_level(
    3, hash_log=12, chain_log=12, min_match=4, write_checksum=False, write_dict_id=False
)
"""As level 3, with tables that fit a row: they hardly need be fetched when the processor's caches
were emptied (a third less time then). Rows are no larger, values of some 100 KB by 4 %.
"""
_RAW = -15
_LARGEST = 64 * 1024 * 1024
"""More bytes are not packed: a stored row that says it holds more was tampered with."""

KNOWN = (Path(__file__).parent / "packing.zdict").read_bytes()
"""What our rows are full of, trained on the histories, variables and limits of a demo station
(`zstandard.train_dictionary(8192, rows, level=3)`). Stored rows depend on it: it never changes; a
better one would have a mark of its own."""

_WORDS = (
    b'["tier-assigned",["manager-assigned",{"manager":","grade":"["decision-made",{"decision":"'
    b'trace":{"version":"tables":[{"inputs":{"rules":["output":"warnings":[]}}]'
    b'["message-received",{"message":","reason":"["timer-fired",{"due":{"$t":"2026-'
    b'["clock-paused",["clock-resumed",["clock-stopped",{"checkpoint":","verdict":"met","used":'
    b'"limit":"unit":"wd"}]["clock-started",{"checkpoint":","attempt":1,"limits":[{"checkpoint":"'
    b'"value":20,"unit":"wd","statistic":"max","warn_at":80,"level":"station","policy":'
    b'"time-limits v1","edition":"","source":""}],"due":{"$t":"2026-12-24T16:00:00+00:00"}}]'
    b'["case-started",null,null,{"number":"YK2026000","process":","version":1,"form":"'
    b'["case-ended",null,null,{"outcome":"["cancelled",["task-claimed",["task-released",'
    b'{"case_no":"YK2026000","accepted_by":"","accepted_at":{"$t":"2026-01-01T10:00:00.0+08:00'
    b'[Asia/Shanghai]"},"accepted_on":{"$d":"2026-01-01"},"manager":"","customer_name":"'
    b'"account_no":"[[{"$t":"2026-01-01T00:00:00.000000+00:00"},"start",null],"stop",null]]'
    b'["variables-changed",null,null,{"before":{},"after":{"$n":".5"},:true,:false,:null,{"$d":"20'
    b'["task-completed","",{"form":"","values":{"":""}}]\n["completed","",{}]\n["entered","",'
    b'{"process":"","via":"Flow_","scope":}]\n["task-offered","",{"assignee":"","groups":['
    b'"customer-managers"]}]'
)


class _Packer(threading.local):
    """What packs and unpacks in one thread: Zstandard's contexts are for one at a time."""

    def __init__(self) -> None:
        self.pack = zstandard.ZstdCompressor(
            dict_data=_DICTIONARY, compression_params=_TABLES
        ).compress
        self.unpack = zstandard.ZstdDecompressor(dict_data=_DICTIONARY).decompress


_DICTIONARY = zstandard.ZstdCompressionDict(KNOWN)
_DICTIONARY.precompute_compress(compression_params=_TABLES)
_here = _Packer()


def pack(data: bytes, worth: int = WORTH) -> bytes:
    """Return JSON bytes as stored, shorter ones as they are; hashes are of the bytes before."""
    if not worth <= len(data) <= _LARGEST:
        return data
    packed = _PACKED + _here.pack(data)[len(_MAGIC) :]
    return packed if len(packed) < len(data) else data


def unpack(data: bytes) -> bytes:
    """Return the JSON bytes that `pack` took; what cannot be read as packed stays as it is."""
    mark = data[:1]
    try:
        if mark == _PACKED:
            frame = data[1:]
            return _unpacked(frame if frame.startswith(_MAGIC) else _MAGIC + frame, data)
        if mark == _DEFLATED_BY_WORDS:
            inflate = zlib.decompressobj(_RAW, _WORDS)
            found = inflate.decompress(data[1:])
            return found if inflate.eof else data
        return zlib.decompress(data[1:], wbits=_RAW) if mark == _DEFLATED else data
    except (zlib.error, zstandard.ZstdError):
        return data  # tampered with: it no longer fits its hash


def _unpacked(packed: bytes, otherwise: bytes) -> bytes:
    if not 0 <= zstandard.frame_content_size(packed) <= _LARGEST:
        return otherwise
    return _here.unpack(packed)
