"""Larger values take less room: JSON bytes deflated, where that pays.

What is packed begins with a byte no JSON text begins with, so rows of all kinds live together.
"""

from __future__ import annotations

import zlib

WORTH = 48
"""Shorter texts hardly shrink (bytes)."""

_PLAIN, _WORDS = b"\x00", b"\x01"
"""How it was packed: without known words, or with `KNOWN`."""

_FAST = 1
_RAW = -15  # no header and no checksum: the history has hashes of its own
_NEAR, _SMALL = -12, 5
"""A window of 4 KB and little memory: making the usual 256 KB ready costs nine times as much."""

KNOWN = (
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
"""What our JSON is full of: the window begins with it. Stored rows depend on it: it never changes;
better words would have a mark of their own."""


def pack(data: bytes, worth: int = WORTH) -> bytes:
    """Return JSON bytes as stored, shorter ones as they are; hashes are of the bytes before."""
    if len(data) < worth:
        return data
    deflate = zlib.compressobj(_FAST, zlib.DEFLATED, _NEAR, _SMALL, zlib.Z_DEFAULT_STRATEGY, KNOWN)
    packed = _WORDS + deflate.compress(data) + deflate.flush()
    return packed if len(packed) < len(data) else data


def unpack(data: bytes) -> bytes:
    """Return the JSON bytes that `pack` took; what cannot be read as packed stays as it is."""
    mark = data[:1]
    try:
        if mark == _WORDS:
            inflate = zlib.decompressobj(_RAW, KNOWN)
            found = inflate.decompress(data[1:])
            return found if inflate.eof else data
        return zlib.decompress(data[1:], wbits=_RAW) if mark == _PLAIN else data
    except zlib.error:
        return data  # tampered with: it no longer fits its hash
