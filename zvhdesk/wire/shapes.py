"""Reading a map of known keys: each value of its type and size, and no key that is not known."""

from collections.abc import Sequence
from typing import Any

from zvhdesk.wire.encoding import Malformed, load_map

ID_SIZE, HASH_SIZE = 16, 32


class Shape:
    """The values of one map, taken one by one; `end` sees that none is left over."""

    def __init__(self, data: bytes) -> None:
        self._left = load_map(data)

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
        if type(value) is not int or value < 0:
            raise Malformed(name)
        return value

    def text(self, name: str) -> str:
        """A text."""
        value = self._take(name)
        if type(value) is not str:
            raise Malformed(name)
        return value

    def list(self, name: str) -> Sequence[Any]:
        """A list of anything that may travel."""
        value = self._take(name)
        if type(value) is not list:
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
