"""What stands in the capture line and was not recorded: kept as one types, per agenda item."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Signal

from zvhdesk.services import adding
from zvhdesk.ui.kit import drafts
from zvhdesk.ui.kit.drafts import DRAFT_MS, once
from zvhdesk.ui.tasks import Tasks

FORM = "capture"
Kind = Literal["action", "decision"]
_KINDS: tuple[Kind, ...] = ("action", "decision")


class LineDraft(QObject):
    """The draft of one line. `now` says what stands there: its kind and text, or None while it is on its way.

    The act that records the line takes its draft away in the same transaction (services.meetings.capture).
    `found` carries the kind and text of a draft that another run of the program left.
    """

    found = Signal(str, str)

    def __init__(self, tasks: Tasks, now: Callable[[], tuple[Kind, str] | None], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._now = tasks, now
        self._item: str | None = None
        self._kept: tuple[Kind, str] | None = None
        self._timer = once(self, DRAFT_MS, self.keep)

    @property
    def item(self) -> str | None:
        """The agenda item that the line belongs to; None at none."""
        return self._item

    def of(self, item_id: str | None) -> None:
        """The line belongs to another item from now on: look whether something was left there."""
        self._timer.stop()
        self._item, self._kept = item_id, None
        if item_id is not None:
            self._tasks.read(
                lambda session: adding.form_drafts(session, FORM, item_id),
                lambda found: self._offer(item_id, found),
                owner=self,
            )

    def _offer(self, item_id: str, left: dict[str, str]) -> None:
        if item_id != self._item or self._kept is not None:
            return
        for kind in _KINDS:
            if left.get(kind):
                self._kept = (kind, left[kind])
                self.found.emit(kind, left[kind])
                return

    def typed(self) -> None:
        """Something changed in the line."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep what stands there now."""
        self._timer.stop()
        now, item_id = self._now(), self._item
        if now is None or item_id is None or now == self._kept:
            return
        kind, text = now
        if not text.strip():
            if self._kept is not None:
                self._kept = None
                self._tasks.ask(
                    lambda desk: desk.keep(lambda session: adding.drop_form_drafts(session, FORM, item_id)),
                    drafts.nothing,
                    owner=self,
                )
            return
        other = self._kept is not None and self._kept[0] != kind
        self._kept = now
        for col in (kind, *(each for each in _KINDS if other and each != kind)):
            self._write(item_id, col, text if col == kind else "")

    def _write(self, item_id: str, col: str, text: str) -> None:
        drafts.keep(self._tasks, FORM, ("", item_id, col), text, 0, self)

    def recorded(self) -> None:
        """The line was recorded, and its draft went with that act."""
        self._timer.stop()
        self._kept = None
