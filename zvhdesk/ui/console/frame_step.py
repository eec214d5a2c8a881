"""Kader en doel: what was agreed before, what this discussion is for, and the goals of the plan."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from zvhdesk.services.meetings.rows import CaseAtTable, EarlierAction
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.earlier import EarlierItem
from zvhdesk.ui.console.look import outdented
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.dossier.parts import Rows, order_tab
from zvhdesk.ui.kit import heading, label, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.theme import Text


class FrameStep(Scroller):
    """Open actions of last time come first."""

    def __init__(self, acts: Acts, form: Form, case: CaseAtTable) -> None:
        super().__init__("console.frame", "Kader en doel")
        self._earlier_head = heading("Vorige keer")
        self.earlier: Rows[EarlierAction, EarlierItem] = Rows(
            lambda row: EarlierItem(acts, row), EarlierItem.show_row
        )
        self._nothing_open = small("Er staat niets meer open van eerder.")
        self.column.addWidget(self._earlier_head)
        self.column.addWidget(self.earlier)
        self.column.addWidget(self._nothing_open)
        self.column.addSpacing(10)
        self.column.addWidget(heading("Doel van deze bespreking"))
        self.purpose = EditableField(
            form,
            ("agenda_item", case.item_id, "purpose"),
            "console.purpose",
            Look(caption="none", placeholder="Waar moet deze bespreking op uitkomen?"),
        )
        self.column.addLayout(outdented(self.purpose))
        self.column.addSpacing(10)
        self._goal_head = heading("Doelen van het plan")
        self.column.addWidget(self._goal_head)
        self._goals = QWidget()
        self._goal_lines = QVBoxLayout(self._goals)
        self._goal_lines.setContentsMargins(0, 0, 0, 0)
        self._goal_lines.setSpacing(6)
        self.column.addWidget(self._goals)
        self._frame_head = heading("Kader van deze casustafel")
        self._frame = label("", Text.BODY, "2", name="console.table_purpose", wrap=True)
        self.column.addSpacing(10)
        self.column.addWidget(self._frame_head)
        self.column.addWidget(self._frame)
        self._shown: tuple[str, ...] | None = None
        self.finish()

    def show_case(self, case: CaseAtTable, table_purpose: str) -> None:
        """Show what stands now."""
        self._show_earlier(case.earlier)
        self.earlier.setEnabled(not case.read_only)
        self.earlier.setVisible(bool(case.earlier))
        self._nothing_open.setVisible(not case.earlier)
        for widget in (self._frame_head, self._frame):
            widget.setVisible(bool(table_purpose))
        self._frame.setText(table_purpose)
        if case.goals != self._shown:
            self._shown = case.goals
            self._show_goals(case.goals)

    def _show_earlier(self, rows: tuple[EarlierAction, ...]) -> None:
        """From one that was settled the keyboard goes to the one after it, not to a button of that one."""
        focus, staying = QApplication.focusWidget(), {row.id for row in rows}
        before = list(self.earlier.widgets.items())
        at = (
            next((at for at, (_, item) in enumerate(before) if item.isAncestorOf(focus)), None)
            if focus
            else None
        )
        self.earlier.show_rows(rows)
        if staying - {key for key, _ in before}:
            order_tab(self)
        if at is None or before[at][0] in staying:
            return
        around = [item for key, item in (*before[at + 1 :], *reversed(before[:at])) if key in staying]
        if around:
            around[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_goals(self, goals: tuple[str, ...]) -> None:
        while (item := self._goal_lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, goal in enumerate(goals, start=1):
            self._goal_lines.addWidget(label(f"{number}. {goal}", wrap=True))
        if not goals:
            self._goal_lines.addWidget(small("Het plan heeft nog geen doelen. Die staan in het dossier."))

    def begin(self) -> bool:
        """The keyboard goes to the purpose; the open actions come before it in the Tab order."""
        self.purpose.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
