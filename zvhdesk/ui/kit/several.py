"""The versions of a cell beside its field: kept up to date, and chosen from."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services import conflicts
from zvhdesk.services.conflicts import SETTLE, Conflict, Settled
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit.buttons import Button
from zvhdesk.ui.kit.conflict import ConflictCard, ConflictNote
from zvhdesk.ui.kit.drafts import NOT_SAVED
from zvhdesk.ui.kit.form import Form

MORE = "Er kwam een versie bij. Kies opnieuw."


class Several(QObject):
    """Shows a ConflictCard in `place()` while its cell has several versions.

    In a live form it is a quiet note, and the card when somebody asks for it: there long texts may be joined.

    `settled` carries a Settled; `other` asks to fill in something else; `refused` carries a sentence. When a
    card with the keyboard goes, the keyboard goes to `keyboard`, the editor of the field. `titled`: the name
    of the field stands on the card.
    """

    settled = Signal(object)
    other = Signal()
    refused = Signal(str)

    def __init__(
        self,
        parent: QObject,
        form: Form,
        name: str,
        place: Callable[[], QVBoxLayout],
        keyboard: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form, self._name, self._place = form, name, place
        self.titled = True
        self._conflict: Conflict | None = None
        self._keyboard = keyboard
        self._open = True
        self._said = ""
        self._widget: QWidget | None = None
        self._sending = self._asked = False

    @property
    def conflict(self) -> Conflict | None:
        """What is shown."""
        return self._conflict

    def locks(self, dirty: bool) -> bool:
        """Whether nothing is typed in the field now: in a live form one is chosen first, or all are joined.

        Who is in the middle of one goes on; the others stay beside it.
        """
        typing = dirty or (self._keyboard is not None and self._keyboard.hasFocus())
        return self._form.live and self._conflict is not None and not typing

    def holds(self, editor: QWidget, text: str) -> bool:
        """Whether what somebody has under the hands is one of the versions: another does not push it out."""
        conflict = self._conflict
        if not self._form.live or conflict is None or not editor.hasFocus():
            return False
        return any(one.text.strip() == text.strip() for one in conflict.versions[1:])

    def show(self, conflict: Conflict | None, said: str = "") -> None:
        """What stands side by side now; None takes the card away. The same again changes nothing."""
        open_ = not self._form.read_only
        same = conflict == self._conflict and open_ == self._open and said in ("", self._said)
        if conflict is not None and self._conflict is not None and same:
            self._conflict = conflict
            return
        if conflict is None and self._widget is None:
            return
        self._conflict, self._open, self._said = conflict, open_, said
        self._asked = self._asked and conflict is not None
        at = QApplication.focusWidget()
        held = self._widget is not None and at is not None and self._widget.isAncestorOf(at)
        self._take_away()
        if conflict is not None:
            self._widget = self._make(conflict, said)
            self._place().addWidget(self._widget)
            # Else a layout shows it in a later turn, and Tab would pass it by until then.
            self._widget.show()
            self._order_tab()
        if held and self._keyboard is not None:
            self._keyboard.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, conflict: Conflict, said: str) -> QWidget:
        live = self._form.live
        if live and not self._asked:
            note = ConflictNote(self._name, conflict, open_=self._open)
            note.asked.connect(self._ask)
            return note
        # In a meeting nothing is filled in besides: one is chosen, or both, and then there is one text again.
        asks = replace(conflict, fills=False) if live else conflict
        joins = live and conflict.long
        card = ConflictCard(self._name, asks, titled=self.titled, open_=self._open, said=said, joins=joins)
        card.chosen.connect(self._choose)
        card.joined.connect(self._join)
        card.other.connect(self.other)
        return card

    def _ask(self) -> None:
        """Put the card in the place of the note, and the keyboard on its first button."""
        conflict, self._conflict, self._asked = self._conflict, None, True
        self.show(conflict)
        if self._widget is not None:
            self._widget.findChildren(Button)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_tab(self) -> None:
        """Tab goes from the field into its card."""
        if self._keyboard is None or self._widget is None:
            return
        before: QWidget = self._keyboard
        for button in self._widget.findChildren(Button):
            QWidget.setTabOrder(before, button)
            before = button

    def _take_away(self) -> None:
        if self._widget is not None:
            self._place().removeWidget(self._widget)
            self._widget.hide()
            self._widget.deleteLater()
            self._widget = None

    def _choose(self, version: str) -> None:
        self._settle(lambda session, conflict: conflicts.choose(session, conflict, version))

    def _join(self) -> None:
        self._settle(conflicts.join)

    def _settle(self, act: Callable[[Any, Conflict], Settled | Conflict | None]) -> None:
        conflict = self._conflict
        if conflict is None or self._sending:
            return
        self._sending = True
        self._form.tasks.change(
            lambda session: act(session, conflict),
            SETTLE,
            self._answered,
            self._refused,
            base_rev=conflict.rev,
            owner=self,
            broken=self._broken,
        )

    def _answered(self, outcome: Settled | Conflict | None) -> None:
        self._sending = False
        if isinstance(outcome, Conflict):
            self.show(outcome, MORE)
            return
        self.show(None)
        if outcome is not None:
            self.settled.emit(outcome)

    def _refused(self, reason: Refusal) -> None:
        self._sending = False
        self.refused.emit(explain(reason).sentence)

    def _broken(self) -> None:
        self._sending = False
        self.refused.emit(NOT_SAVED)
