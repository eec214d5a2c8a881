"""One way to write a value as bytes: canonical CBOR of plain values; and bytes as text for JSON.

What is signed is kept as the author made it. Nothing is ever written again from what was read.
"""

import binascii
import hashlib
from functools import lru_cache
from typing import Any

import cbor2

Plain = None | bool | int | str | bytes | list[Any] | dict[str, Any]
"""What may travel. No floats, no dates, no tags: each has more than one spelling."""


class Malformed(Exception):
    """Bytes that no honest author could have made. Says nothing of what was in them."""


_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_+/=", b"+/!!!")
"""What plain base64 has and base64url has not becomes what neither has."""
_LEAST, MOST = -(2**63), 2**63 - 1
_SIMPLE = frozenset({str, bytes, bool, type(None)})


def dump(value: Plain) -> bytes:
    """The canonical bytes of a plain value. Raises TypeError for any other."""
    _require_plain(value, TypeError, ordered=False)
    return cbor2.dumps(value, canonical=True)


def load(data: bytes) -> Any:
    """The value of canonical bytes. Raises Malformed for anything else, also for bytes that follow them."""
    value = _loaded(data)
    _require_plain(value, Malformed)
    return value


def load_map(data: bytes) -> dict[str, Any]:
    """The same for a map."""
    value = load(data)
    if not isinstance(value, dict):
        raise Malformed("not a map")
    return value


def load_known(data: bytes) -> dict[str, Any]:
    """The same for a map whose reader looks at the type of each value in it."""
    value = _loaded(data)
    if type(value) is not dict or not _are_keys(value):
        raise Malformed("not a map")
    return value


def sha256(data: bytes) -> bytes:
    """Its SHA-256, 32 bytes."""
    return hashlib.sha256(data).digest()


def to_text(data: bytes) -> str:
    """Bytes as base64url without padding, as they stand in JSON."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """The bytes of such a text. Raises Malformed for a text that `to_text` would not have written."""
    try:
        plain = text.encode("ascii").translate(_FROM_URL)
        data = binascii.a2b_base64(plain + b"=" * (-len(plain) % 4), strict_mode=True)
    except ValueError:
        raise Malformed("not base64url") from None
    # Only the bits past the last byte have more than one spelling.
    over = len(data) % 3
    if over and to_text(data[-over:]) != text[-over - 1 :]:
        raise Malformed("not canonical")
    return data


def _loaded(data: bytes) -> Any:
    # What cannot be written again as it was read is no value of ours, and its bytes are not all of it.
    try:
        value = cbor2.loads(data)
        written = cbor2.dumps(value)
    except (
        cbor2.CBORDecodeError,
        cbor2.CBOREncodeError,
        RecursionError,
        UnicodeError,
        ValueError,
        TypeError,
        OverflowError,
    ) as error:
        raise Malformed(type(error).__name__) from None
    if written != data:
        raise Malformed("not canonical")
    return value


def _are_keys(value: dict[Any, Any]) -> bool:
    return set(map(type, value)) <= {str} and _in_order(tuple(value))


def _require_plain(value: Any, wrong: type[Exception], *, ordered: bool = True) -> None:
    # By the exact type first: a page of envelopes has tens of thousands of values.
    kind = type(value)
    if kind in _SIMPLE:
        return
    if kind is list:
        for entry in value:
            inside = type(entry)
            if inside not in _SIMPLE and (inside is not int or not _LEAST <= entry <= MOST):
                _require_plain(entry, wrong, ordered=ordered)
    elif kind is dict:
        if not set(map(type, value)) <= {str} or (ordered and not _in_order(tuple(value))):
            raise wrong("key")
        for entry in value.values():
            if type(entry) not in _SIMPLE:
                _require_plain(entry, wrong, ordered=ordered)
    elif isinstance(value, int):
        if not _LEAST <= value <= MOST:
            raise wrong("number")
    elif not isinstance(value, str | bytes):
        raise wrong(kind.__name__)


@lru_cache(maxsize=64)
def _in_order(keys: tuple[str, ...]) -> bool:
    written = [cbor2.dumps(key) for key in keys]
    return written == sorted(written, key=lambda one: (len(one), one))
