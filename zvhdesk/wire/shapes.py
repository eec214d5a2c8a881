"""Reading a map of known keys: each value of its type and size, and no key that is not known."""

from collections.abc import Sequence
from typing import Any

from zvhdesk.wire.encoding import MOST, Malformed, load_known

ID_SIZE, HASH_SIZE = 16, 32


class Shape:
    """The values of one map, taken one by one; `end` sees that none is left over."""

    def __init__(self, data: bytes) -> None:
        self._left = load_known(data)

    def fixed(self, name: str, size: int) -> bytes:
        """Bytes of exactly that size."""
        value = self._take(name)
        if type(value) is not bytes or len(value) != size:
            raise Malformed(name)
        return value

    def bytes(self, name: str, most: int) -> bytes:
        """Bytes, at most that many."""
        value = self._take(name)
        if type(value) is not bytes or len(value) > most:
            raise Malformed(name)
        return value

    def count(self, name: str) -> int:
        """A number from 0."""
        value = self._take(name)
        if type(value) is not int or not 0 <= value <= MOST:
            raise Malformed(name)
        return value

    def text(self, name: str) -> str:
        """A text."""
        value = self._take(name)
        if type(value) is not str:
            raise Malformed(name)
        return value

    def rows(self, name: str, kinds: tuple[type, ...]) -> Sequence[Sequence[Any]]:
        """A list of rows, each with values of exactly these types; a number is one from 0."""
        value = self._take(name)
        if type(value) is not list:
            raise Malformed(name)
        if not value:
            return value
        if set(map(type, value)) != {list} or set(map(len, value)) != {len(kinds)}:
            raise Malformed(name)
        # By column: there are tens of thousands of values in a page of envelopes.
        for kind, column in zip(kinds, zip(*value, strict=True), strict=True):
            if set(map(type, column)) != {kind}:
                raise Malformed(name)
            if kind is int and not 0 <= min(column) <= max(column) <= MOST:
                raise Malformed(name)
        return value

    def end(self) -> None:
        """Raises Malformed when there was more than was taken."""
        if self._left:
            raise Malformed("keys")

    def _take(self, name: str) -> Any:
        if name not in self._left:
            raise Malformed(name)
        return self._left.pop(name)
