"""Padding: the length of what was typed must not tell what was typed (SYNC.md B.2).

Padmé (Nikitin and others, PURBs, 2019): the length is rounded up so that it tells at most
`log log length` bits, at a cost of at most 12 %. Never less than 256 bytes.
"""

from zvhdesk.wire.encoding import Malformed

LEAST = 256
_END = b"\x80"


def padded_length(length: int) -> int:
    """The length after padding of that many bytes."""
    if length <= LEAST:
        return LEAST
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def pad(data: bytes) -> bytes:
    """The bytes, an end mark, and zeros up to the padded length."""
    marked = data + _END
    return marked.ljust(padded_length(len(marked)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The bytes within. Raises Malformed when they were not padded this way."""
    marked = padded.rstrip(b"\0")
    if not marked.endswith(_END) or len(padded) != padded_length(len(marked)):
        raise Malformed("padding")
    return marked[:-1]
