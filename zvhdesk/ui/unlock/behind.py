"""What the unlock window asks of the program behind it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # For the types only: the window stands before these are loaded.
    from zvhdesk.ui.kit import Message
    from zvhdesk.ui.unlock.anew import AnewCard
    from zvhdesk.ui.unlock.forgotten import ForgottenCard
    from zvhdesk.ui.unlock.recovery import RecoveryCard


class Behind(Protocol):
    """The rule for wrong tries, and the parts of the window that nobody needs before it stands."""

    def pause_after(self, tries: int, /) -> int:
        """Seconds to wait after so many wrong tries in a row."""

    def message(self, name: str, /) -> "Message":
        """A place for a sentence, of that objectName."""

    def recovery_card(
        self, submit: Callable[[str, str, str], object], back: Callable[[], object], /
    ) -> "RecoveryCard":
        """The card with the two sheets and a new passphrase."""

    def forgotten_card(
        self, sheets: Callable[[], object], back: Callable[[], object], anew: Callable[[], object] | None, /
    ) -> "ForgottenCard":
        """The card for who forgot the passphrase; `anew`, where one can join anew from here."""

    def anew_card(self, go: Callable[[str], object], back: Callable[[], object], /) -> "AnewCard":
        """The card before a computer joins its house anew."""


GetBehind = Callable[[], Behind]
"""Loads it on the first call, which may take half a second."""
