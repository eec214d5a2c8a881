"""One way to write a value as bytes: canonical CBOR of plain values; and bytes as text for JSON.

What is signed is kept as the author made it. Nothing is ever written again from what was read.
"""

import base64
import binascii
import hashlib
from typing import Any

import cbor2

Plain = None | bool | int | str | bytes | list[Any] | dict[str, Any]
"""What may travel. No floats, no dates, no tags: each has more than one spelling."""


class Malformed(Exception):
    """Bytes that no honest author could have made. Says nothing of what was in them."""


_SIMPLE = frozenset({str, bytes, bool, type(None)})


def dump(value: Plain) -> bytes:
    """The canonical bytes of a plain value. Raises TypeError for any other."""
    _require_plain(value, TypeError)
    return cbor2.dumps(value, canonical=True)


def load(data: bytes) -> Any:
    """The value of canonical bytes. Raises Malformed for anything else, also for bytes that follow them."""
    try:
        value = cbor2.loads(data)
        _require_plain(value, Malformed)
    except (
        cbor2.CBORDecodeError,
        RecursionError,
        UnicodeError,
        ValueError,
        TypeError,
        OverflowError,
    ) as error:
        raise Malformed(type(error).__name__) from None
    if cbor2.dumps(value, canonical=True) != data:
        raise Malformed("not canonical")
    return value


def load_map(data: bytes) -> dict[str, Any]:
    """The same for a map."""
    value = load(data)
    if not isinstance(value, dict):
        raise Malformed("not a map")
    return value


def sha256(data: bytes) -> bytes:
    """Its SHA-256, 32 bytes."""
    return hashlib.sha256(data).digest()


def to_text(data: bytes) -> str:
    """Bytes as base64url without padding, as they stand in JSON."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """The bytes of such a text. Raises Malformed for a text that `to_text` would not have written."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("not base64url") from None
    if to_text(data) != text:
        raise Malformed("not canonical")
    return data


def _require_plain(value: Any, wrong: type[Exception]) -> None:
    if type(value) in _SIMPLE:  # nearly all there is
        return
    match value:
        case None | bool() | int() | str() | bytes():
            if isinstance(value, int) and not -(2**63) <= value < 2**63:
                raise wrong("number")
        case list():
            for entry in value:
                if type(entry) not in _SIMPLE:
                    _require_plain(entry, wrong)
        case dict():
            for key, entry in value.items():
                if type(key) is not str:
                    raise wrong("key")
                if type(entry) not in _SIMPLE:
                    _require_plain(entry, wrong)
        case _:
            raise wrong(type(value).__name__)
