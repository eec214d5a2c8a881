"""Giving an action another status: which, and in words why."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from zvhdesk.domain.actions import NEEDS_REASON
from zvhdesk.domain.refusals import BadInput, Refusal
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.services import actions
from zvhdesk.services.actions import STATUS, ActionDetail, StatusChanged
from zvhdesk.services.case_door import act_day
from zvhdesk.services.words import word
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, Field, Message, Select
from zvhdesk.ui.kit.drafts import Drafts
from zvhdesk.ui.tasks import Tasks


class StatusForm(QWidget):
    """Status and reason of one action. What is typed is kept as a draft, also over a refusal or a crash.

    `recorded` carries a StatusChanged; `stale` asks for the action to be read anew, because it stands
    differently from what was shown.
    """

    recorded = Signal(object)
    stale = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions.statusform")
        self._tasks = tasks
        self._action, self._rev, self._stands = "", 0, ActionStatus.OPEN
        self._renew = False
        self.status = Select("actions.status", [(one.value, word(one).lower()) for one in ActionStatus])
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("actions.reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(74)
        self._status_field = Field("Status", self.status)
        self._reason_field = Field("Reden", self.reason)
        self._message = Message("actions.statusform.error")
        self.ok = Button("Status vastleggen", "actions.record", "primary", on_click=self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        acts = QHBoxLayout()
        acts.addWidget(self.ok)
        acts.addStretch(1)
        for widget in (self._status_field, self._reason_field, self._message):
            column.addWidget(widget)
        column.addLayout(acts)
        self._drafts = Drafts(tasks, STATUS, self._typed_now, self)
        self.status.currentIndexChanged.connect(self._typed)
        self.reason.textChanged.connect(self._typed)

    @property
    def dirty(self) -> bool:
        """Whether something was chosen or typed that is not recorded."""
        return self.status.value != self._stands.value or bool(self.reason.toPlainText().strip())

    def show_action(self, detail: ActionDetail) -> None:
        """Show this action. Of the same one, what was typed stays, with the rev it was typed against."""
        same = detail.id == self._action
        self.setEnabled(not detail.read_only)
        if same and self.dirty and not self._renew:
            return
        typed = self._typed_now() if same and self.dirty else dict(detail.drafts)
        self._renew = False
        self._action, self._rev, self._stands = detail.id, detail.rev, detail.status
        self._drafts.of(detail.id, detail.drafts)
        self._fill(typed)
        if not same:
            self._clear_errors()

    def record(self) -> None:
        """Record the status as one act; a refusal stands beside its field and nothing typed is lost."""
        if not self.ok.isEnabled() or not self._action:
            return
        self.keep_drafts()
        action, rev = self._action, self._rev
        status, reason = ActionStatus(self.status.value), self.reason.toPlainText()
        if self.ok.hasFocus():
            # A button that is switched off sends the keyboard on to what comes after this form.
            self.status.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ok.setEnabled(False)
        self._clear_errors()
        self._tasks.change(
            lambda session: actions.change_status(session, action, status, reason, act_day(session)),
            STATUS,
            self._done,
            self._refused,
            owner=self,
            broken=lambda: self.ok.setEnabled(True),
            base_rev=rev,
        )

    def keep_drafts(self) -> None:
        """Keep what is chosen and typed and not recorded (DATA.md 8)."""
        self._drafts.keep()

    def _typed_now(self) -> dict[str, str]:
        changed = self.status.value != self._stands.value
        return {"status": self.status.value if changed else "", "reason": self.reason.toPlainText()}

    def _fill(self, typed: Mapping[str, str]) -> None:
        for editor in (self.status, self.reason):
            editor.blockSignals(True)
        self.status.choose(typed.get("status") or self._stands.value)
        if self.reason.toPlainText() != typed.get("reason", ""):
            self.reason.setPlainText(typed.get("reason", ""))
        for editor in (self.status, self.reason):
            editor.blockSignals(False)
        self._hint()

    def _hint(self) -> None:
        chosen = ActionStatus(self.status.value) if self.status.value else self._stands
        needed = chosen in NEEDS_REASON and chosen is not self._stands
        self._reason_field.set_hint(
            "Hier hoort een reden bij: in een zin waarom." if needed else "Mag leeg blijven."
        )

    def _typed(self, *_: object) -> None:
        self._hint()
        self._drafts.note()

    def _clear_errors(self) -> None:
        self._message.clear()
        for field in (self._status_field, self._reason_field):
            field.set_error("")

    def _done(self, changed: StatusChanged) -> None:
        self._drafts.stop()
        self.ok.setEnabled(True)
        if changed.action_id == self._action:
            self._stands = changed.status
            self._drafts.of(self._action)
            self._fill({})
        self.recorded.emit(changed)

    def _refused(self, reason: Refusal) -> None:
        self.ok.setEnabled(True)
        if isinstance(reason, BadInput) and reason.field == "Reden":
            self._reason_field.set_error(reason.sentence)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(reason, BadInput) and reason.field == "Status":
            self._renew = True
            self.stale.emit()
            self._status_field.set_error(reason.sentence)
            self.status.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._message.say(explain(reason).sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter records from either field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.record()
            return
        super().keyPressEvent(event)
