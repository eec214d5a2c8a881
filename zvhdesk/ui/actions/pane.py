"""One action beside the list: its fields, another status, its history, and the way to the dossier."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import Refusal, RetentionPassed
from zvhdesk.domain.terms import STILL_OPEN
from zvhdesk.services import actions
from zvhdesk.services.actions import FORM, ActionDetail, StatusChanged
from zvhdesk.services.words import day, days_late, word
from zvhdesk.ui.actions import said
from zvhdesk.ui.actions.past import PastList
from zvhdesk.ui.actions.status_form import StatusForm
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, Message, TagLabel, heading, label, rule, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import TagKind, Text

WIDTH = 400
_SIDE = 18


class ActionPane(QFrame):
    """The action that is open, if any. `closed` when it was put away; `open_case` carries a case id.

    `recorded` carries a StatusChanged, `state` the SaveState of what is typed in it.
    """

    closed = Signal()
    open_case = Signal(str)
    recorded = Signal(object)
    state = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions.pane")
        self.setAccessibleName("De gekozen actie")
        self.setProperty("look", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._action = self._shown = ""
        self._case = ""
        self._focus = False
        self._number = heading("", "actions.pane.title")
        self._tag = TagLabel("", TagKind.LATE)
        self._dossier = Button("Naar het dossier", "actions.dossier", "link", on_click=self._to_case)
        self._message = Message("actions.pane.error")
        self._what, self._rest = _holder(), _holder()
        self._facts = small("", "actions.pane.facts", wrap=True)
        self.status = StatusForm(tasks)
        self.status.recorded.connect(self.recorded)
        self.status.stale.connect(self.reload)
        self.past = PastList()
        self._body = self._make_body()
        self._scroll = QScrollArea()
        self._lay_out()
        self.form = self._new_form()
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._bring_into_view)

    def _lay_out(self) -> None:
        close = Button("", "actions.pane.close", "quiet", icon="x", on_click=self.close_action)
        close.setAccessibleName("Actie sluiten")
        close.setToolTip("Sluiten (Esc)")
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 12, 8, 0)
        head.addWidget(self._number, 1)
        head.addWidget(close)
        about = QHBoxLayout()
        about.setContentsMargins(_SIDE - 7, 0, _SIDE, 8)  # a link keeps 7 px for its focus ring
        about.setSpacing(10)
        about.addWidget(self._dossier)
        about.addWidget(self._tag)
        about.addStretch(1)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(about)
        column.addWidget(self._message)
        self._message.setContentsMargins(_SIDE, 0, _SIDE, 8)
        column.addWidget(rule(faint=True))
        column.addWidget(scroll, 1)

    def _make_body(self) -> QWidget:
        made = QWidget()
        made.setProperty("look", "paper")
        around = QVBoxLayout(made)
        around.setContentsMargins(0, 10, 0, 18)
        around.setSpacing(12)
        parts: tuple[tuple[int, tuple[QWidget, ...]], ...] = (
            # Fields edited in place keep 10 px for their frame: so their words line up with the rest.
            (_SIDE - 10, (self._what,)),
            (_SIDE, (self._facts, self.status, rule(faint=True))),
            (_SIDE - 10, (self._rest,)),
            (_SIDE, (rule(faint=True), label("Geschiedenis", Text.STRONG), self.past)),
        )
        for side, widgets in parts:
            part = QVBoxLayout()
            part.setContentsMargins(side, 0, side, 0)
            part.setSpacing(12)
            for widget in widgets:
                part.addWidget(widget)
            around.addLayout(part)
        around.addStretch(1)
        return made

    def _new_form(self) -> Form:
        form = Form(self._tasks, FORM, self)
        form.intent = "action.edit"
        form.state.connect(self.state)
        return form

    @property
    def action_id(self) -> str:
        """The action that is open, or empty."""
        return self._action

    def open_action(self, action_id: str, *, focus: bool = False) -> None:
        """Show this action; with `focus` the keyboard goes to its status."""
        self._focus = focus
        if action_id != self._action:
            self.leave()
            self._action = action_id
        self.show()
        self.reload()

    def reload(self) -> None:
        """Read the action anew; what is being typed stays."""
        action = self._action
        if not action:
            return

        def arrived(detail: ActionDetail) -> None:
            if detail.id == self._action:
                self._show(detail)

        def gone(reason: Refusal) -> None:
            if action == self._action:
                self._gone(reason)

        self._tasks.ask(
            lambda desk: desk.read(lambda session: actions.detail(session, action, desk.today())),
            arrived,
            gone,
            owner=self,
        )

    def leave(self) -> None:
        """Commit what is typed in the fields, and keep what was not recorded of the status."""
        self.form.commit()
        if self._action and self.status.dirty:
            self.status.keep_drafts()

    def close_action(self) -> None:
        """Put the action away."""
        self.leave()
        self._action = self._shown = ""
        self.hide()
        self.closed.emit()

    def _show(self, detail: ActionDetail) -> None:
        self._case = detail.case_id
        self._body.show()
        self._number.setText(f"Actie {detail.number} · {detail.case_number} · {detail.initials}")
        self._dossier.setAccessibleName(f"Naar het dossier van {detail.case_number}")
        self._dossier.show()
        self._show_tag(detail)
        self._message.say(explain(RetentionPassed()).sentence if detail.read_only else "", "warn")
        if detail.id != self._shown:
            self._shown = detail.id
            self._build(detail)
        partner = self.form.field(("action", detail.id, "partner_id"))
        if isinstance(partner, EditableField):
            partner.offer((("", "nog niemand"), *detail.partners))
        self.form.load(detail.fields, read_only=detail.read_only)
        outcome = self.form.field(("action", detail.id, "outcome"))
        if isinstance(outcome, EditableField):
            outcome.setVisible(detail.status not in STILL_OPEN or bool(outcome.text))
        self._facts.setText(_facts(detail))
        self._facts.setVisible(bool(self._facts.text()))
        self.status.show_action(detail)
        self.past.show_acts(detail.history)
        if self._focus:
            self._focus = False
            first = self.status.status if self.status.isEnabled() else self._dossier
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_tag(self, detail: ActionDetail) -> None:
        shape = said.TAGS.get(detail.status)
        if detail.days_late:
            self._tag.show_tag(days_late(detail.days_late), TagKind.LATE)
        else:
            self._tag.show_tag(word(detail.status).lower(), shape or TagKind.FEATURE)

    def _build(self, detail: ActionDetail) -> None:
        for field in self.form.fields:
            if isinstance(field, EditableField):
                field.hide()
                field.deleteLater()
        self.form = self._new_form()
        partners = (("", "nog niemand"), *detail.partners)
        for column, look in _LOOKS.items():
            cell = ("action", detail.id, column)
            choices = partners if column == "partner_id" else None
            field = EditableField(self.form, cell, f"actions.{column}", look, choices=choices)
            holder = (self._what if column == "text" else self._rest).layout()
            if holder is not None:
                holder.addWidget(field)
        editors = [field.editor for field in self.form.fields if isinstance(field, EditableField)]
        order = [self._dossier, editors[0], self.status.status, self.status.reason, self.status.ok]
        for before, after in pairwise([*order, *editors[1:], self.past]):
            QWidget.setTabOrder(before, after)

    def _bring_into_view(self, _before: QWidget | None, now: QWidget | None) -> None:
        # With room for what is wrong beneath it: a refusal puts the keyboard in its field.
        if now is not None and self._body.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, 64)

    def _gone(self, reason: Refusal) -> None:
        self._body.hide()
        self._dossier.hide()
        self._number.setText("Actie")
        self._message.say(explain(reason).sentence, "warn")

    def _to_case(self) -> None:
        if self._case:
            self.open_case.emit(self._case)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_action()
        else:
            super().keyPressEvent(event)


_ABOVE = Look(caption="above", placeholder="nog niet ingevuld")
_LOOKS = {
    "text": Look(caption="above", wrap=True, title="Actie"),
    "partner_id": Look(caption="above", title="Wie"),
    "owner": _ABOVE,
    "due_on": Look(caption="above", placeholder="geen termijn"),
    "outcome": Look(caption="above", wrap=True, placeholder="wat kwam eruit?"),
}


def _holder() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return made


def _facts(detail: ActionDetail) -> str:
    """What else is known: when it was agreed, whether it was read back, why it stands as it does."""
    parts = [f"Afgesproken op {day(detail.made_on)}."] if detail.made_on else []
    parts += ["Teruggelezen aan tafel."] if detail.read_back else []
    parts += [f"{word(detail.status)}: {detail.reason}"] if detail.reason else []
    return " ".join(parts)


__all__ = ["WIDTH", "ActionPane", "StatusChanged"]
