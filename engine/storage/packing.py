"""Larger values take less room: JSON bytes deflated, where that pays.

What is packed begins with a byte no JSON text begins with, so rows of both kinds live together.
"""

from __future__ import annotations

import zlib

WORTH = 160
"""Shorter texts hardly shrink (bytes)."""

_MARK = b"\x00"
_FAST = 1
_RAW = -15  # no header and no checksum: the history has hashes of its own
_NEAR, _SMALL = -12, 5
"""A window of 4 KB and little memory: making the usual 256 KB ready costs nine times as much."""


def pack(data: bytes) -> bytes:
    """Return JSON bytes as stored; hashes are of the bytes before."""
    if len(data) < WORTH:
        return data
    deflate = zlib.compressobj(_FAST, wbits=_NEAR, memLevel=_SMALL)
    packed = _MARK + deflate.compress(data) + deflate.flush()
    return packed if len(packed) < len(data) else data


def unpack(data: bytes) -> bytes:
    """Return the JSON bytes that `pack` took; what cannot be read as packed stays as it is."""
    if data[:1] != _MARK:
        return data
    try:
        return zlib.decompress(data[1:], wbits=_RAW)
    except zlib.error:
        return data  # tampered with: it no longer fits its hash
