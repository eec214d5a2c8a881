"""What somebody typed, tidied: the one place where it is decided whether there is any text at all."""

from unicodedata import category

_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs"})
"""Control and format signs, such as NUL and zero width; marks without a letter; spaces."""
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs to Unicode, and white to the eye: fillers and the empty braille cell."""


def tidy(typed: str) -> str:
    """The text without spaces at its ends; empty when nothing in it can be seen.

    Within a text nothing is changed: signs without width join letters and turn the direction of writing.
    """
    if all(category(sign) in _UNSEEN or sign in _BLANK for sign in typed):
        return ""
    return typed.strip()
